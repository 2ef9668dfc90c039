"""From the letter to the start page, and every way in which an invitation can be over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.apps.accounts.letters import last_letter, link_in
from tests.factories import InvitationFactory, MembershipFactory, UserFactory, signed_in_as
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Invitation, User

pytestmark = pytest.mark.django_db
ACCEPT = "/invitation/"
GOOD = {"name": "Ny Person", "password": "korrekt häst batteri"}


def opened(client, part="the-token"):
    return client.get(f"/invitation/{part}/", follow=True)


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def invitation():
    return InvitationFactory(
        token="the-token", role="editor", organisation__name="Lessebo kommun", name="Ny"
    )


def test_from_the_letter_to_the_second_factor(client):
    administrator = MembershipFactory(role="administrator")
    invited = services.invite(
        by=administrator.user,
        organisation=administrator.organisation,
        email="ny@kommun.example",
        name="Ny",
        role="editor",
    )
    page = client.get(link_in(last_letter()), follow=True)
    for said in (administrator.organisation.name, "Redaktör", "ny@kommun.example"):
        assert said in text(page)
    assert client.post(ACCEPT, GOOD).url == "/start/"
    user = User.objects.get(email="ny@kommun.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.roles_in(invited.organisation) == {"editor"}
    assert client.get("/start/").url == "/accounts/2fa/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200  # no password again


def test_opening_the_letters_link_changes_nothing(client, invitation):
    opened(client)
    client.head("/invitation/the-token/")
    invitation.refresh_from_db()
    assert (invitation.status, User.objects.count()) == ("invited", 0)


def test_a_scanner_that_opened_it_first_does_no_harm(client, invitation):
    opened(Client())
    opened(client)
    assert client.post(ACCEPT, GOOD).url == "/start/"


def test_a_page_without_the_letter_is_nobodys(client, invitation):
    assert client.get(ACCEPT).status_code == 404
    assert client.post(ACCEPT, GOOD).status_code == 404
    assert User.objects.count() == 0


@pytest.mark.parametrize("token", ["the-toke", "the-token2", "THE-TOKEN", "x" * 43, "%00", "å"])
def test_a_guessed_token_opens_nothing(client, invitation, token):
    answer = opened(client, token)
    assert answer.status_code == 404
    assert "Lessebo" not in text(answer)
    assert client.post(ACCEPT, GOOD).status_code == 404


def test_the_hash_in_the_database_is_no_token(client, invitation):
    assert opened(client, invitation.token_hash).status_code == 404


@pytest.mark.parametrize(
    ("become", "says"),
    [
        ({"accepted": timezone.now()}, "Någon har redan tackat ja"),
        ({"withdrawn": timezone.now()}, "Den är tillbakadragen"),
        ({"expires": timezone.now() - timedelta(seconds=1)}, "Tiden har gått ut"),
    ],
)
def test_an_invitation_that_is_over_says_so_and_whom_to_ask(client, invitation, become, says):
    Invitation.objects.update(**become)
    answer = opened(client)
    assert answer.status_code == 404
    assert says in text(answer)
    assert "Trygghetssamordnaren" in text(answer)
    assert client.post(ACCEPT, GOOD).status_code == 404
    assert User.objects.count() == 0


def test_what_is_over_while_the_page_is_open_is_over(client, invitation):
    opened(client)
    Invitation.objects.update(withdrawn=timezone.now())
    assert client.post(ACCEPT, GOOD).status_code == 404
    assert User.objects.count() == 0


def test_a_renewed_invitation_makes_the_open_page_of_the_old_letter_worthless(client, invitation):
    administrator = MembershipFactory(role="administrator", organisation=invitation.organisation)
    opened(client)
    services.renew_invitation(
        by=administrator.user, organisation=invitation.organisation, invitation=invitation
    )
    assert client.post(ACCEPT, GOOD).status_code == 404
    assert client.get(link_in(last_letter()), follow=True).status_code == 200


def test_a_weak_password_is_shown_at_its_field_and_the_rest_is_kept(client, invitation):
    opened(client)
    answer = client.post(ACCEPT, {"name": "Ny Person", "password": "kort"})
    assert set(answer.context["form"].errors) == {"password"}
    assert answer.context["form"]["name"].value() == "Ny Person"
    assert 'value="kort"' not in text(answer)


def test_a_reporter_needs_no_password_and_is_at_home_at_once(client):
    InvitationFactory(token="the-token", role="reporter")
    opened(client)
    assert client.post(ACCEPT, {"name": "Ny"}).url == "/start/"
    assert client.get("/me/").status_code == 200


def test_the_language_of_the_page_becomes_the_persons(client, invitation):
    client.get("/en/invitation/the-token/", follow=True)
    assert client.post("/en/invitation/", GOOD).url == "/en/start/"
    assert User.objects.get().language == "en"


def test_the_key_of_the_session_changes(client, invitation):
    opened(client)
    before = client.session.session_key
    client.post(ACCEPT, GOOD)
    assert client.session.session_key != before
    assert "invitation" not in client.session


def test_who_has_an_account_accepts_with_a_button_and_signs_in_as_always(client, invitation):
    user = UserFactory(email=invitation.email)
    page = opened(client)
    assert 'name="password"' not in text(page)
    assert client.post(ACCEPT, GOOD).url == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    assert user.roles_in(invitation.organisation) == {"editor"}


def test_who_is_signed_in_is_led_to_the_start(invitation):
    user = UserFactory(email=invitation.email)
    client = signed_in_as(user)
    opened(client)
    assert client.post(ACCEPT).url == "/start/"


def test_the_role_goes_to_the_invited_address_and_not_to_who_is_signed_in(invitation):
    other = UserFactory()
    client = signed_in_as(other)
    assert "Du är inloggad som" in text(opened(client))
    client.post(ACCEPT, GOOD)
    assert other.roles == frozenset()
    assert client.session["_auth_user_id"] == str(User.objects.get(email=invitation.email).pk)


def test_a_closed_account_says_so(client, invitation):
    UserFactory(email=invitation.email, is_active=False)
    opened(client)
    answer = client.post(ACCEPT)
    assert "Kontot är stängt" in text(answer)
    invitation.refresh_from_db()
    assert invitation.status == "invited"
