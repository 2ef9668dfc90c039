"""Throw away, every night, what the building blocks no longer need and that tells of people."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tryggve.web.caching import forget_expired
from tryggve.web.models import Notice, OutgoingMail, ScheduledRun, TaskWorker

ATTEMPTS_TO_SIGN_IN = timedelta(days=1)
TASKS = timedelta(days=14)
RUNS = timedelta(days=30)
MAIL = timedelta(days=90)
NOTICES = timedelta(days=90)


@task()
def tidy_daily() -> None:
    tidy()


def tidy(now: datetime | None = None) -> None:
    """What has ended and is older than its time goes; docs/reference/data.md says the times."""
    now = now or timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_TO_SIGN_IN).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS).delete()
    ScheduledRun.objects.filter(due__lt=now - RUNS).delete()
    TaskWorker.objects.filter(seen__lt=now - RUNS).delete()
    OutgoingMail.objects.filter(ended__lt=now - MAIL).delete()
    Notice.objects.filter(read__lt=now - NOTICES).delete()
    forget_expired(now)
