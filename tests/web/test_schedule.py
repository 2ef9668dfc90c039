"""Travel in time: what comes back is done once for each time, also after a worker was away."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from tryggve.web import schedule
from tryggve.web.digest import send_digests
from tryggve.web.models import ScheduledRun
from tryggve.web.schedule import SCHEDULES, daily, enqueue_due, hourly, weekly

STOCKHOLM = ZoneInfo("Europe/Stockholm")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_ours(monkeypatch):
    monkeypatch.setattr(schedule, "SCHEDULES", {})


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=STOCKHOLM)


def queued(*moments):
    """How often the task was put in the queue by looking at these moments."""
    for now in moments:
        enqueue_due(now)
    return DBTaskResult.objects.count()


def test_a_daily_task_is_queued_once_a_day_from_its_hour_on():
    daily("digest", send_digests, hour=7)
    enqueue_due(at(4, 12))  # begins: the day's time has passed
    before = DBTaskResult.objects.count()
    assert queued(at(5, 6, 59)) == before
    assert queued(at(5, 7), at(5, 7), at(5, 15), at(6, 6)) == before + 1
    assert queued(at(6, 7, 1)) == before + 2


def test_a_worker_that_was_away_does_what_was_due_once():
    daily("digest", send_digests, hour=7)
    enqueue_due(at(4, 8))
    before = DBTaskResult.objects.count()
    assert queued(at(9, 3), at(9, 3)) == before + 1
    assert list(ScheduledRun.objects.order_by("due").values_list("due", flat=True)) == [
        at(4, 7),
        at(8, 7),
    ]


@pytest.mark.parametrize("hour", [1, 2, 3])
def test_the_days_when_the_clock_is_moved_have_one_run_each(hour):
    daily("digest", send_digests, hour=hour)
    moment = at(28, 0)
    while moment < at(30, 0):  # summer time begins on 29 March 2026
        enqueue_due(moment.astimezone(ZoneInfo("UTC")))
        moment += timedelta(minutes=15)
    days = [
        due.astimezone(STOCKHOLM).day for due in ScheduledRun.objects.values_list("due", flat=1)
    ]
    assert sorted(days) == [27, 28, 29]


def test_a_weekly_task_is_queued_once_a_week_on_its_day():
    weekly("report", send_digests, weekday=0, hour=7)
    enqueue_due(at(4, 12))  # a Wednesday: this week's time has passed
    before = DBTaskResult.objects.count()
    assert queued(at(8, 23), at(9, 6, 59)) == before
    assert queued(at(9, 7), at(9, 8), at(15, 23)) == before + 1
    assert queued(at(30, 6), at(30, 7)) == before + 3  # what was missed is done once
    assert list(ScheduledRun.objects.order_by("due").values_list("due", flat=True)) == [
        at(2, 7), at(9, 7), at(23, 7), at(30, 7),
    ]  # fmt: skip


def test_an_hourly_task_is_queued_once_an_hour():
    hourly("mail", send_digests)
    assert queued(at(5, 7, 10), at(5, 7, 50), at(5, 8, 1), at(5, 8, 2)) == 2


def test_what_was_queued_is_named():
    daily("digest", send_digests, hour=7)
    hourly("mail", send_digests)
    assert enqueue_due(at(5, 7, 10)) == ["digest", "mail"]
    assert enqueue_due(at(5, 8, 10)) == ["mail"]


def test_the_building_blocks_have_their_own(settings):
    own = sorted(name for name in SCHEDULES if name.startswith("web."))
    assert own == ["web.digests", "web.overdue_mail", "web.tidy"]
