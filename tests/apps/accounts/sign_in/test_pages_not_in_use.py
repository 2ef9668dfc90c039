"""The sign-in library has pages that have no place here."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory, signed_in_as
from tryggve.apps.accounts.models import User

pytestmark = pytest.mark.django_db
NOT_IN_USE = [
    reverse("account_signup"),
    reverse("account_email"),
    reverse("account_email_verification_sent"),
    reverse("account_confirm_email", args=["key"]),
    reverse("socialaccount_signup"),
    "/accounts/signup/passkey/",
    "/accounts/login/code/",
    "/accounts/phone/change/",
    "/accounts/social/signup/",
    "/accounts/2fa/trust/",
    "/accounts/2fa/webauthn/signup/",
]


@pytest.mark.parametrize("address", NOT_IN_USE)
def test_a_page_that_is_not_in_use_is_not_found(client, address):
    given = {"email": "ny@kommun.example", "password1": "korrekt häst batteri"}
    member = signed_in_as(UserFactory(second_factor=True))
    answers = [browser.get(address) for browser in (client, member)]
    answers.append(client.post(address, given))
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert User.objects.count() == 1


def test_no_page_of_sign_in_leads_there(client):
    page = client.get("/accounts/login/").content.decode()
    assert [address for address in NOT_IN_USE if f'"{address}' in page] == []
