from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories import UserFactory
from tryggve.web.digest import SHOWN, people_with_news, send_digest, send_digests
from tryggve.web.models import Notice, OutgoingMail
from tryggve.web.notices import mark_read, notify
from tryggve.wording.text import say

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 22, 7, 0, 3, tzinfo=ZoneInfo("Europe/Stockholm"))
TEXT = say("row {row}", row="3")


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "tryggve.web.outbox.OutboxBackend"


@pytest.fixture
def user():
    return UserFactory(language="en")


def test_somebody_with_news_gets_one_message_with_links(user):
    notify(user=user, text=TEXT, page="start")
    assert send_digest(user.pk, now=MORNING) is True
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (user.email, "Tryggve: 1 notice to read")
    assert mail.body.splitlines() == [
        "row 3",
        "http://localhost:8000/en/start/",
        "",
        "You choose on your own page if you want this daily summary.",
        "http://localhost:8000/",
    ]


def test_the_message_is_in_the_language_of_the_person():
    swedish = UserFactory(language="sv")
    notify(user=swedish, text=TEXT, page="start")
    send_digest(swedish.pk, now=MORNING)
    lines = OutgoingMail.objects.get().body.splitlines()
    assert lines[:2] == ["rad 3", "http://localhost:8000/start/"]


def test_the_name_of_the_person_is_not_in_the_message(user):
    notify(user=user, text=TEXT, page="start")
    send_digest(user.pk, now=MORNING)
    mail = OutgoingMail.objects.get()
    assert user.name not in mail.subject + mail.body


def test_the_second_time_on_a_day_nothing_is_sent_whatever_has_come(user):
    notify(user=user, text=TEXT, page="start")
    send_digest(user.pk, now=MORNING)
    notify(user=user, text=TEXT, page="start")
    assert send_digest(user.pk, now=MORNING + timedelta(hours=8)) is False
    assert send_digest(user.pk, now=MORNING + timedelta(days=1)) is True
    subjects = [mail.subject for mail in OutgoingMail.objects.order_by("pk")]
    assert subjects == ["Tryggve: 1 notice to read", "Tryggve: 2 notices to read"]


def test_a_digest_that_was_late_does_not_move_the_next(user):
    notify(user=user, text=TEXT, page="start")
    send_digest(user.pk, now=MORNING + timedelta(hours=3))
    notify(user=user, text=TEXT, page="start")
    assert send_digest(user.pk, now=MORNING + timedelta(days=1)) is True


def test_what_was_told_is_not_told_again_when_nothing_is_new(user):
    notify(user=user, text=TEXT, page="start")
    send_digest(user.pk, now=MORNING)
    assert send_digest(user.pk, now=MORNING + timedelta(days=1)) is False
    assert OutgoingMail.objects.count() == 1


def test_what_was_read_is_not_told(user):
    mark_read(user=user, notices=[notify(user=user, text=TEXT, page="start").pk])
    assert people_with_news() == []
    assert send_digest(user.pk, now=MORNING) is False


@pytest.mark.parametrize("without", [{"digest": False}, {"is_active": False}])
def test_who_does_not_want_it_or_is_gone_gets_none(user, without):
    notify(user=user, text=TEXT, page="start")
    type(user).objects.filter(pk=user.pk).update(**without)
    assert people_with_news() == []
    assert send_digest(user.pk, now=MORNING) is False


def test_a_long_list_is_cut_and_says_so(user):
    for _ in range(SHOWN + 2):
        notify(user=user, text=TEXT, page="start")
    send_digest(user.pk, now=MORNING)
    body = OutgoingMail.objects.get().body
    assert (body.count("row 3"), "And 2 more." in body) == (SHOWN, True)
    assert Notice.objects.filter(mailed=None).count() == 0


def test_one_task_is_queued_for_each_person_with_news(user):
    notify(user=user, text=TEXT, page="start")
    notify(user=user, text=TEXT, page="start")
    UserFactory()
    send_digests.call()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[user.pk]]
