"""A second factor: set up before anything else, asked at every sign-in, and what if it is lost."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from tests.apps.accounts.letters import last_letter, subjects
from tests.apps.accounts.sign_in.codes import code_of
from tests.factories import (
    PASSWORD,
    TOTP_SECRET,
    MembershipFactory,
    UserFactory,
    signed_in_as,
)
from tryggve.apps.accounts.middleware import BEFORE_SECOND_FACTOR, NO_PAGES
from tryggve.apps.accounts.models import Role

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
INDEX = "/accounts/2fa/"
ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"


def coordinator(**given):
    return MembershipFactory(
        role="safety_coordinator", user__email="person@kommun.example", **given
    ).user


def sign_in(client):
    return client.post(LOGIN, {"login": "person@kommun.example", "password": PASSWORD})


def is_signed_in(client) -> bool:
    return client.get("/me/").status_code == 200


def set_up(client) -> str:
    """Add an authenticator app; the secret that it holds."""
    secret = re.search(
        r"<bdi dir=\"ltr\">([A-Z2-7]{32})</bdi>", client.get(ACTIVATE).content.decode()
    )[1]
    client.post(ACTIVATE, {"code": code_of(secret)})
    return secret


def test_from_password_to_the_start_page_with_an_app(client):
    user = coordinator(user__second_factor=False)
    assert sign_in(client).url == "/start/"
    assert client.get("/start/").url == INDEX
    page = client.get(INDEX)
    assert page.status_code == 200
    assert "Välj tvåstegsinloggning för att gå vidare" in page.content.decode()

    secret = set_up(client)
    codes = client.get(CODES)
    assert len(re.findall(r"<code>\d{8}</code>", codes.content.decode())) == 10
    assert client.get("/start/", follow=True).status_code == 200

    client.post("/accounts/logout/")
    cache.clear()  # half a minute later: a code is good once
    assert sign_in(client).url == AUTHENTICATE
    assert not is_signed_in(client)
    assert client.post(AUTHENTICATE, {"code": code_of(secret)}).url == "/start/"
    assert is_signed_in(client)
    assert user.authenticator_set.count() == 2


def test_the_secret_is_not_readable_in_the_database(client):
    coordinator(user__second_factor=False)
    sign_in(client)
    secret = set_up(client)
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)
    assert get_adapter().decrypt(kept.data["secret"]) == secret


def test_the_picture_of_the_secret_lies_in_the_page_itself(client):
    coordinator(user__second_factor=False)
    sign_in(client)
    page = client.get(ACTIVATE).content.decode()
    assert page.count("<svg ") == 1
    assert "data:image" not in page
    assert "style=" not in page


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "123"])
def test_a_wrong_code_adds_no_app(client, code):
    user = coordinator(user__second_factor=False)
    sign_in(client)
    client.get(ACTIVATE)
    assert client.post(ACTIVATE, {"code": code}).context["form"].errors
    assert user.authenticator_set.count() == 0


def test_the_person_is_told_what_was_added_without_from_where(
    client, django_capture_on_commit_callbacks
):
    coordinator(user__second_factor=False)
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert subjects() == ["Något har ändrats i hur du loggar in i Tryggve"]
    assert "En autentiseringsapp har lagts till" in last_letter().body
    assert "127.0.0.1" not in last_letter().body


# --- before anything else --------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_every_role_but_two_is_led_to_set_one_up(role):
    membership = MembershipFactory(role=role, user__second_factor=False)
    client = signed_in_as(membership.user)
    answer = client.get(f"/o/{membership.organisation.slug}/")
    if role in {"reporter", "council_member"}:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.url) == (302, INDEX)


def test_an_operator_is_too():
    client = signed_in_as(UserFactory(is_operator=True))
    assert client.get("/operator/organisations/").url == INDEX


@pytest.mark.parametrize("address", ["/start/", "/me/", "/", "/accounts/sessions/", "/om/"])
def test_nothing_else_opens_meanwhile(address):
    client = signed_in_as(coordinator(user__second_factor=False))
    answer = client.get(address)
    if answer.status_code != 404:
        assert answer.url == INDEX


def test_nothing_is_done_meanwhile_either():
    membership = MembershipFactory(role="administrator", user__second_factor=False)
    client = signed_in_as(membership.user)
    slug = membership.organisation.slug
    answer = client.post(f"/o/{slug}/settings/", {"name": "Other", "language": "sv"})
    membership.organisation.refresh_from_db()
    assert (answer.url, membership.organisation.name != "Other") == (INDEX, True)


@pytest.mark.django_db(databases=["default", "register"])
def test_the_way_to_set_one_up_and_the_way_out_are_open():
    client = signed_in_as(coordinator(user__second_factor=False))
    for address in (INDEX, "/accounts/2fa/webauthn/", "/accounts/logout/", "/health"):
        assert client.get(address).status_code in {200, 503}
    assert client.post("/language/", {"language": "en", "next": INDEX}).url == "/en" + INDEX


def test_every_open_page_has_an_address():
    for name in BEFORE_SECOND_FACTOR | NO_PAGES:
        parts = {"slug": "x"} if name.startswith("organisation_") else {}
        assert reverse(name, kwargs=parts)


def test_it_is_not_asked_where_the_installation_says_so(settings):
    client = signed_in_as(coordinator(user__second_factor=False))
    settings.TRYGGVE = settings.TRYGGVE.model_copy(update={"second_factor_required": False})
    assert client.get("/me/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor():
    user = coordinator(user__second_factor=False)
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert signed_in_as(user).get("/me/").url == INDEX


def test_who_takes_the_app_away_is_led_to_set_up_another(client):
    user = coordinator()
    client = signed_in_as(user)
    address = "/accounts/2fa/totp/deactivate/"
    again = client.post(address)
    assert again.url.startswith("/accounts/reauthenticate/")
    client.post(again.url, {"password": PASSWORD})
    client.post(address)
    assert user.authenticator_set.count() == 0
    assert client.get("/me/").url == INDEX


# --- at every sign-in --------------------------------------------------------------


def test_a_wrong_code_does_not_sign_in(client):
    coordinator()
    sign_in(client)
    assert client.post(AUTHENTICATE, {"code": "000000"}).context["form"].errors
    assert not is_signed_in(client)


def test_a_code_is_good_once(client):
    coordinator()
    sign_in(client)
    code = code_of(TOTP_SECRET)
    assert client.post(AUTHENTICATE, {"code": code}).url == "/start/"
    other = type(client)()
    sign_in(other)
    assert other.post(AUTHENTICATE, {"code": code}).context["form"].errors
    assert not is_signed_in(other)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(client, steps):
    coordinator()
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET, steps)})
    assert is_signed_in(client)


def test_a_code_is_good_once_also_where_the_clock_is_off(client):
    """allauth forgets a used code after one step, while it still accepts it."""
    user = coordinator()
    sign_in(client)
    code = code_of(TOTP_SECRET)
    client.post(AUTHENTICATE, {"code": code})
    assert cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}") is True
    other = type(client)()
    sign_in(other)
    assert other.post(AUTHENTICATE, {"code": code}).context["form"].errors


@pytest.mark.parametrize("steps", [-3, 3])
def test_an_old_code_and_a_coming_one_are_wrong(client, steps):
    coordinator()
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET, steps)})
    assert not is_signed_in(client)


def test_codes_cannot_be_guessed_for_long(client):
    coordinator()
    sign_in(client)
    for _ in range(12):
        client.post(AUTHENTICATE, {"code": "000000"})
    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET)})
    assert not is_signed_in(client)


def test_the_page_of_codes_opens_for_nobody_who_has_not_given_a_password(client):
    coordinator()
    assert client.get(AUTHENTICATE).url == LOGIN


def test_the_key_of_the_session_changes_with_the_code(client):
    coordinator()
    sign_in(client)
    before = client.session.session_key
    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET)})
    assert client.session.session_key != before


def test_a_recovery_code_signs_in_once(client):
    coordinator(user__second_factor=False)
    sign_in(client)
    set_up(client)
    code = re.search(r"<code>(\d{8})</code>", client.get(CODES).content.decode())[1]
    client.post("/accounts/logout/")
    sign_in(client)
    assert client.post(AUTHENTICATE, {"code": code}).url == "/start/"
    client.post("/accounts/logout/")
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert not is_signed_in(client)


def test_the_codes_are_shown_once_and_then_after_the_password(client):
    coordinator(user__second_factor=False)
    sign_in(client)
    set_up(client)
    assert client.get(CODES).status_code == 200
    again = client.get(CODES)
    assert again.url.startswith("/accounts/reauthenticate/")
    client.post(again.url, {"password": PASSWORD})
    assert client.get(CODES).status_code == 200


def test_the_recovery_codes_can_be_kept_as_a_file(client):
    coordinator(user__second_factor=False)
    sign_in(client)
    set_up(client)
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert file["Content-Type"].startswith("text/plain")
    assert len(re.findall(r"^\d{8}$", file.content.decode(), re.MULTILINE)) == 10


def test_ones_password_is_asked_again_before_the_second_factor_is_changed():
    client = signed_in_as(coordinator())
    for address in ("/accounts/2fa/webauthn/add/", CODES + "generate/"):
        assert client.get(address).url.startswith("/accounts/reauthenticate/")
