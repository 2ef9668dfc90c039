"""What is done from the command line for people."""

import pytest
from allauth.mfa.models import Authenticator

from tests.apps.accounts.letters import last_letter
from tests.apps.accounts.sign_in.codes import code_of
from tests.factories import PASSWORD, TOTP_SECRET, MembershipFactory, UserFactory, signed_in_as
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import User
from tryggve.apps.accounts.services.installation import password_link
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_the_first_operator_chooses_a_password_through_the_link(client):
    user = services.make_operator(email=" Drift@kommun.example", name="Driften")
    assert (user.email, user.is_operator, user.has_usable_password()) == (
        "drift@kommun.example",
        True,
        False,
    )
    page = client.get(path_of(password_link(user)), follow=True)
    new = "korrekt häst batteri"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_somebody_who_is_here_becomes_operator_and_keeps_the_rest():
    user = UserFactory(email="person@kommun.example", name="Namn")
    services.make_operator(email="PERSON@kommun.example", name="Other")
    user.refresh_from_db()
    assert (user.is_operator, user.name, user.check_password(PASSWORD)) == (True, "Namn", True)
    assert User.objects.count() == 1


def test_what_is_no_address_makes_no_operator():
    with pytest.raises(InputError):
        services.make_operator(email="drift")
    assert User.objects.count() == 0


def test_unlocking_lets_codes_be_tried_again(client):
    user = MembershipFactory().user
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    page = "/accounts/2fa/authenticate/"
    for _ in range(13):
        client.post(page, {"code": "000000"})
    assert client.post(page, {"code": code_of(TOTP_SECRET)}).status_code == 200
    services.unlock(email=user.email)
    assert client.post(page, {"code": code_of(TOTP_SECRET)}).url == "/start/"


def test_unlocking_an_unknown_address_does_nothing():
    assert services.unlock(email="nobody@kommun.example") == 0


def test_who_lost_the_phone_begins_anew_and_is_told(client):
    user = MembershipFactory().user
    open_elsewhere = signed_in_as(user)
    services.forget_second_factor(email=user.email.upper())
    assert Authenticator.objects.count() == 0
    assert last_letter().to == [user.email]
    assert "har tagits bort" in last_letter().body
    signed_in = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert signed_in.url == "/start/"
    assert client.get("/start/").url == "/accounts/2fa/"
    assert open_elsewhere.get("/me/").url == "/accounts/2fa/"


def test_nobody_is_helped_who_is_not_here():
    UserFactory(email="closed@kommun.example", is_active=False)
    for email in ("nobody@kommun.example", "closed@kommun.example"):
        with pytest.raises(InputError):
            services.forget_second_factor(email=email)
