"""A link by e-mail: one button, once, and nothing told to strangers."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.apps.accounts.letters import last_letter, link_in
from tests.apps.accounts.sign_in.codes import code_of
from tests.factories import TOTP_SECRET, MembershipFactory
from tryggve.apps.accounts.models import SignInLink

pytestmark = pytest.mark.django_db
ASK = "/sign-in/link/"
USE = "/sign-in/link/use/"


@pytest.fixture
def reporter():
    return MembershipFactory(
        role="reporter", user__email="person@kommun.example", user__second_factor=False
    ).user


def ask(client, email="person@kommun.example", **given):
    return client.post(ASK, {"email": email}, **given)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_from_the_letter_to_the_start_page(client, reporter):
    assert ask(client).url == "/sign-in/link/sent/"
    page = client.get(link_in(last_letter()), follow=True)
    assert reporter.email in page.content.decode()
    assert page.content.decode().count("<button") == 1
    assert not is_signed_in(client)
    assert client.post(USE).url == "/start/"
    assert client.get("/me/").status_code == 200


def test_a_scanner_that_opens_every_link_does_no_harm(client, reporter):
    ask(client)
    scanner = Client()
    scanner.get(link_in(last_letter()), follow=True)
    scanner.head(link_in(last_letter()))
    assert not is_signed_in(scanner)
    client.get(link_in(last_letter()), follow=True)
    client.post(USE)
    assert is_signed_in(client)


def test_a_link_works_once(client, reporter):
    ask(client)
    other = Client()
    for browser in (client, other):
        browser.get(link_in(last_letter()), follow=True)
    client.post(USE)
    assert other.post(USE).status_code == 404
    assert not is_signed_in(other)
    assert other.get(link_in(last_letter()), follow=True).status_code == 404


def test_a_link_works_for_a_while(client, reporter):
    ask(client)
    client.get(link_in(last_letter()), follow=True)
    SignInLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client.post(USE).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("token", ["x" * 43, "å", "%2e%2e"])
def test_a_guessed_link_opens_nothing(client, reporter, token):
    ask(client)
    assert client.get(f"/sign-in/link/{token}/", follow=True).status_code == 404
    assert client.post(USE).status_code == 404


def test_the_button_without_the_letter_does_nothing(client, reporter):
    ask(client)
    assert client.post(USE).status_code == 404


def test_who_has_a_second_factor_is_asked_for_it(client):
    user = MembershipFactory(role="reporter").user
    ask(client, user.email)
    client.get(link_in(last_letter()), follow=True)
    assert client.post(USE).url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(TOTP_SECRET)})
    assert is_signed_in(client)


def test_the_key_of_the_session_changes(client, reporter):
    ask(client)
    client.get(link_in(last_letter()), follow=True)
    before = client.session.session_key
    client.post(USE)
    assert client.session.session_key != before


def test_whoever_asks_gets_the_same_answer(client, reporter):
    MembershipFactory(role="administrator", user__email="admin@kommun.example")
    answers = [
        ask(Client(), email)
        for email in ("person@kommun.example", "admin@kommun.example", "nobody@kommun.example")
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, "/sign-in/link/sent/")
    }
    assert len(mail.outbox) == 3


def test_what_is_no_address_is_said_at_the_field(client):
    assert set(ask(client, "nobody").context["form"].errors) == {"email"}
    assert mail.outbox == []


def test_nobody_is_flooded_with_letters(client, reporter):
    answers = [ask(client).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert len(mail.outbox) == 3


def test_case_does_not_fool_the_count(client, reporter):
    for email in ("person@kommun.example", "Person@kommun.example", "PERSON@kommun.example"):
        ask(client, email)
    assert ask(client, "pErson@kommun.example").status_code == 429


def test_nobody_writes_to_many_addresses_from_one_place(client):
    answers = [ask(client, f"person{n}@kommun.example").status_code for n in range(12)]
    assert answers == [302] * 10 + [429] * 2
    assert ask(client, "another@kommun.example", REMOTE_ADDR="192.0.2.7").status_code == 302
