"""The list of devices: what is kept of each, and how one is signed out."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import PASSWORD, MembershipFactory, UserFactory, signed_in_as
from tryggve.apps.accounts.middleware import NOTED_EVERY, SEEN

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"


@pytest.fixture
def reporter():
    return MembershipFactory(role="reporter", user__second_factor=False).user


def device(user, user_agent=FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=user_agent, REMOTE_ADDR="192.0.2.44")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def noted(client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def is_signed_in(client) -> bool:
    return client.get("/me/").status_code == 200


def test_of_a_device_its_class_and_times_are_kept(reporter):
    session = noted(device(reporter))
    assert (session.user, session.user_agent, session.ip) == (
        reporter,
        "Firefox, Windows",
        "0.0.0.0",  # noqa: S104 - nowhere
    )
    everything = str(UserSession.objects.values().get())
    assert "192.0.2.44" not in everything
    assert "Firefox/140" not in everything
    assert "rv:140" not in everything


def test_the_class_stays_when_the_row_is_saved_again(reporter):
    session = noted(device(reporter))
    session.save()
    session.refresh_from_db()
    assert session.user_agent == "Firefox, Windows"


def test_the_list_shows_ones_own_devices_alone(reporter):
    here, there = device(reporter), device(reporter, IPHONE)
    device(MembershipFactory(role="reporter", user__second_factor=False).user, "curl/8")
    page = here.get(LIST).content.decode()
    assert [name in page for name in ("Firefox, Windows", "Safari, iPhone", "Okänd")] == [
        True,
        True,
        False,
    ]
    assert page.count("Den här enheten") == 1
    assert f"/me/sessions/{noted(there).pk}/end/" in page
    assert f"/me/sessions/{noted(here).pk}/end/" not in page


def test_one_other_device_is_signed_out(reporter):
    here, there, elsewhere = (device(reporter) for _ in range(3))
    answer = here.post(f"/me/sessions/{noted(there).pk}/end/")
    assert answer.url == LIST
    assert [is_signed_in(each) for each in (here, there, elsewhere)] == [True, False, True]


def test_all_other_devices_are_signed_out(reporter):
    here, there, elsewhere = (device(reporter) for _ in range(3))
    here.post(LIST)
    assert [is_signed_in(each) for each in (here, there, elsewhere)] == [True, False, False]


def test_nobody_signs_out_somebody_elses_device(reporter):
    client = device(reporter)
    other = signed_in_as(UserFactory())
    assert other.post(f"/me/sessions/{noted(client).pk}/end/").status_code == 404
    assert is_signed_in(client)


def test_a_device_is_signed_out_by_a_button_not_a_link(reporter):
    here, there = device(reporter), device(reporter)
    assert here.get(f"/me/sessions/{noted(there).pk}/end/").status_code == 405


def test_when_it_was_last_seen_is_noted_now_and_then(reporter):
    client = device(reporter)
    client.get("/me/")
    before = noted(client).last_seen_at
    client.get("/me/")
    assert noted(client).last_seen_at == before
    session = client.session
    session[SEEN] = time.time() - NOTED_EVERY - 1
    session.save()
    client.get("/me/")
    assert before < noted(client).last_seen_at <= timezone.now()


def test_noting_costs_nothing_in_between(reporter):
    client = device(reporter)
    client.get("/me/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/me/")
    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []


def test_the_session_ends_with_the_browser_and_after_the_configured_hours(reporter, settings):
    client = device(reporter)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expiry_age() == settings.TRYGGVE.session_hours * 3600
