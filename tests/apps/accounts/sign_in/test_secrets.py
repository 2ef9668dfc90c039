"""No token reaches a log, a Referer, a cache or another site."""

import logging

import pytest

from tests.apps.accounts.letters import last_letter, link_in
from tests.factories import InvitationFactory, MembershipFactory
from tryggve.apps.accounts.models import Invitation

pytestmark = pytest.mark.django_db
TOKEN = "a-token-that-nobody-may-see"


@pytest.mark.parametrize("start", ["/invitation/", "/sign-in/link/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_address_with_the_token_shows_no_page(client, start, language):
    answer = client.get(f"{language}{start}{TOKEN}/")
    assert (answer.status_code, answer.content) == (302, b"")
    assert TOKEN not in answer.url
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_page_after_it_is_not_kept_and_tells_other_sites_nothing(client):
    InvitationFactory(token=TOKEN)
    page = client.get(f"/invitation/{TOKEN}/", follow=True)
    assert TOKEN not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_the_session_holds_no_token(client):
    client.get(f"/invitation/{TOKEN}/")
    assert TOKEN not in str(dict(client.session))


def test_the_database_holds_no_token():
    invitation = InvitationFactory(token=TOKEN)
    assert TOKEN not in str(Invitation.objects.values().get(pk=invitation.pk))


@pytest.mark.parametrize("address", [f"/invitation/{TOKEN}/", f"/sign-in/link/{TOKEN}/"])
def test_nothing_is_written_to_the_log(client, caplog, capfd, address):
    with caplog.at_level(logging.INFO):
        client.get(address, follow=True)
        client.post(address)
        client.get(address + "further/")
    written = caplog.text + "".join(capfd.readouterr())
    assert TOKEN not in written


def test_neither_are_passwords_and_addresses(client, caplog, capfd):
    MembershipFactory(role="reporter", user__email="person@kommun.example")
    with caplog.at_level(logging.INFO):
        client.post(
            "/accounts/login/", {"login": "person@kommun.example", "password": "fel lösenord 99"}
        )
        client.post("/accounts/password/reset/", {"email": "person@kommun.example"})
        client.get(link_in(last_letter()))
    written = caplog.text + "".join(capfd.readouterr())
    token = link_in(last_letter()).rstrip("/").rpartition("/")[2]
    for secret in ("fel lösenord 99", "person@kommun.example", token, "127.0.0.1"):
        assert secret not in written
