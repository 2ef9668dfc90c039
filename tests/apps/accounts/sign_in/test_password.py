"""Signing in with a password, forgetting it, and being locked out."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.apps.accounts.letters import last_letter, link_in
from tests.factories import PASSWORD, MembershipFactory, UserFactory
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
NEW = "helt nytt lösenord 7"


@pytest.fixture
def reporter():
    """Somebody of whom no second factor is asked."""
    return MembershipFactory(
        role="reporter", user__email="person@kommun.example", user__second_factor=False
    ).user


def sign_in(client, email="person@kommun.example", password=PASSWORD, **given):
    return client.post(LOGIN, {"login": email, "password": password}, **given)


def is_signed_in(client) -> bool:
    return client.get("/me/").status_code == 200


def text(response) -> str:
    """What the page says, without the clock and the token that every form gets anew."""
    own = r'name="csrfmiddlewaretoken" value="\w+"|<time.*?</time>'
    return re.sub(own, "", response.content.decode())


def test_the_right_password_signs_in_and_leads_to_the_start(client, reporter):
    assert sign_in(client).url == "/start/"
    assert is_signed_in(client)


def test_the_start_is_in_the_persons_own_language(client, reporter):
    User.objects.update(language="en")
    assert sign_in(client).url == "/en/start/"


def test_one_comes_back_to_the_page_that_asked(client, reporter):
    answer = sign_in(client, HTTP_HOST="testserver", QUERY_STRING="next=/me/")
    assert answer.url == "/me/"


def test_but_not_to_another_site(client, reporter):
    assert sign_in(client, QUERY_STRING="next=https://elsewhere.example/").url == "/start/"


def test_the_key_of_the_session_changes_when_signing_in(client, reporter):
    client.get("/invitation/unknown/")  # gives the visitor a session
    before = client.session.session_key
    assert before
    sign_in(client)
    assert client.session.session_key != before


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(client, reporter):
    wrong = sign_in(client, password="fel fel fel fel")
    unknown = sign_in(client, email="nobody@kommun.example")
    assert wrong.status_code == unknown.status_code == 200
    said = [str(answer.context["form"].errors) for answer in (wrong, unknown)]
    assert said[0] == said[1]


def test_a_closed_account_does_not_sign_in(client, reporter):
    User.objects.update(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


def test_an_account_without_password_does_not_sign_in_with_an_empty_one(client):
    services_user = UserFactory(password=None)
    for password in ("", "None", "!"):
        sign_in(client, email=services_user.email, password=password)
    assert not is_signed_in(client)


def test_signing_out_takes_a_button(client, reporter):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not is_signed_in(client)


# --- locked out ---------------------------------------------------------------


def fail(client, times: int):
    for _ in range(times):
        answer = sign_in(client, password="fel fel fel fel")
    return answer


def test_eight_wrong_passwords_lock_for_a_quarter_of_an_hour(client, reporter):
    assert fail(client, 7).status_code == 200
    locked = fail(client, 1)
    assert locked.status_code == 429
    assert "om 15 minuter" in text(locked)
    right = sign_in(client)
    assert right.status_code == 429
    assert not is_signed_in(client)


def test_the_page_tells_how_much_is_left_and_trying_does_not_prolong_it(client, reporter):
    fail(client, 8)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert "om 5 minuter" in text(fail(client, 1))
    assert "om 5 minuter" in text(fail(client, 1))


def test_the_lock_opens_by_itself(client, reporter):
    fail(client, 8)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).url == "/start/"


def test_an_unknown_address_is_locked_alike(client, reporter):
    known = fail(client, 8)
    for _ in range(8):
        unknown = sign_in(client, email="nobody@kommun.example")
    assert (unknown.status_code, text(unknown)) == (known.status_code, text(known))


def test_others_are_not_locked_out(client, reporter):
    other = MembershipFactory(role="reporter", user__second_factor=False).user
    fail(client, 8)
    assert sign_in(client, email=other.email).url == "/start/"


def test_who_signs_in_in_time_begins_anew(client, reporter):
    fail(client, 7)
    sign_in(client)
    client.post("/accounts/logout/")
    assert fail(client, 7).status_code == 200


def test_case_does_not_fool_the_count(client, reporter):
    for turn in range(8):
        email = "Person@kommun.example" if turn % 2 else "person@kommun.example"
        answer = sign_in(client, email=email, password="fel fel fel fel")
    assert answer.status_code == 429


def test_the_operator_unlocks(client, reporter):
    fail(client, 8)
    assert services.unlock(email="Person@kommun.example ") == 1
    assert sign_in(client).url == "/start/"


def test_no_password_and_no_form_token_is_kept_with_the_count(client, reporter):
    fail(client, 1)
    kept = AccessAttempt.objects.get()
    assert "fel fel" not in kept.post_data
    assert "person@" not in kept.post_data


def test_guessing_from_many_places_stops_too(client, reporter):
    for place in range(12):
        answer = sign_in(client, password="fel fel fel fel", REMOTE_ADDR=f"192.0.2.{place}")
    assert answer.context["form"].errors
    sign_in(client, REMOTE_ADDR="192.0.2.99")
    assert not is_signed_in(client)


# --- forgotten -------------------------------------------------------------------


def ask_for_new(client, email="person@kommun.example"):
    return client.post(RESET, {"email": email})


def choose_new(client, password=NEW, again=None):
    page = client.get(link_in(last_letter()), follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link_in(last_letter())
    return client.post(address, {"password1": password, "password2": again or password})


def test_a_new_password_is_chosen_through_a_letter(client, reporter):
    assert ask_for_new(client).url == reverse("account_reset_password_done")
    assert (last_letter().to, last_letter().subject) == (
        [reporter.email],
        "Välj ett nytt lösenord till Tryggve",
    )
    choose_new(client)
    reporter.refresh_from_db()
    assert reporter.check_password(NEW)
    assert not is_signed_in(client)
    assert sign_in(client, password=NEW).url == "/start/"


def test_the_person_is_told_that_the_password_changed(client, reporter):
    ask_for_new(client)
    choose_new(client)
    assert "Ditt lösenord har bytts." in last_letter().body


def test_the_letter_is_in_the_persons_own_language(client, reporter):
    User.objects.update(language="en")
    ask_for_new(client)
    assert link_in(last_letter()).startswith("/en/accounts/password/reset/key/")


def test_the_link_works_once(client, reporter):
    ask_for_new(client)
    link = link_in(last_letter())
    choose_new(client)
    mail.outbox.clear()
    assert client.get(link, follow=True).context["token_fail"] is True


def test_the_link_works_for_a_day(client, reporter, settings):
    ask_for_new(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link_in(last_letter()), follow=True).context["token_fail"] is True


def test_the_token_is_taken_out_of_the_address(client, reporter):
    ask_for_new(client)
    link = link_in(last_letter())
    token = link.rstrip("/").rpartition("-")[2]
    assert token not in client.get(link).url


@pytest.mark.parametrize("password", ["short", "person@kommun.example", "123456789012"])
def test_a_weak_new_password_is_refused(client, reporter, password):
    ask_for_new(client)
    assert choose_new(client, password).context["form"].errors
    reporter.refresh_from_db()
    assert reporter.check_password(PASSWORD)


def test_all_devices_are_signed_out_by_a_new_password(client, reporter):
    sign_in(client)
    other = type(client)()
    ask_for_new(other)
    choose_new(other)
    assert not is_signed_in(client)


def test_a_new_password_opens_a_lock(client, reporter):
    fail(client, 8)
    ask_for_new(client)
    choose_new(client)
    assert sign_in(client, password=NEW).url == "/start/"


def test_nobody_learns_who_has_an_account(client, reporter):
    known = ask_for_new(client)
    unknown = ask_for_new(client, "nobody@kommun.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert text(client.get(known.url)) == text(client.get(unknown.url))
    assert [letter.to for letter in mail.outbox] == [
        ["person@kommun.example"],
        ["nobody@kommun.example"],
    ]
    assert "/password/" not in last_letter().body


def test_a_closed_account_is_written_to_like_an_unknown_one(client, reporter):
    User.objects.update(is_active=False)
    ask_for_new(client)
    assert "/password/" not in last_letter().body
