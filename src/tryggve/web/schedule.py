"""Tasks that come back: each is put in the queue once for each time that it is due.

    daily("web.digests", send_digests, hour=7)

An app adds its own in `ready()`. If no worker ran when a task was due, it is done when one comes
back, and what was due several times is done once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tryggve.web.models import ScheduledRun


@dataclass(frozen=True)
class Schedule:
    """A task and the latest moment at which it was due, given the present."""

    task: Any
    latest: Callable[[datetime], datetime]


SCHEDULES: dict[str, Schedule] = {}


def daily(name: str, task: Any, *, hour: int) -> None:
    """Do the task every day at this hour of the Swedish clock."""
    SCHEDULES[name] = Schedule(task, lambda now: _latest(now, days=1, weekday=0, hour=hour))


def weekly(name: str, task: Any, *, weekday: int, hour: int) -> None:
    """Do the task every week, on the weekday that is 0 on Mondays, at this hour."""
    SCHEDULES[name] = Schedule(task, lambda now: _latest(now, days=7, weekday=weekday, hour=hour))


def hourly(name: str, task: Any) -> None:
    """Do the task at the beginning of every hour."""
    SCHEDULES[name] = Schedule(task, lambda now: now.replace(minute=0, second=0, microsecond=0))


def _latest(now: datetime, *, days: int, weekday: int, hour: int) -> datetime:
    """The latest moment at which it struck that hour, on every day or on one in seven."""
    today = timezone.localtime(now).date()
    day = today - timedelta((today.weekday() - weekday) % days)
    due = timezone.make_aware(datetime.combine(day, time(hour)))
    before = datetime.combine(day - timedelta(days), time(hour))
    return due if due <= now else timezone.make_aware(before)


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Put in the queue what is due and was not yet; the names of what was put there."""
    now = now or timezone.now()
    return [name for name, schedule in SCHEDULES.items() if _enqueue(name, schedule, now)]


def _enqueue(name: str, schedule: Schedule, now: datetime) -> bool:
    due = schedule.latest(now)
    if ScheduledRun.objects.filter(name=name, due=due).exists():
        return False
    with transaction.atomic():
        _, is_new = ScheduledRun.objects.get_or_create(name=name, due=due)
        if is_new:
            schedule.task.enqueue()
    return is_new
