"""What tells of people goes when its time has passed, and not before."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from tests.factories import UserFactory
from tryggve.web import tidy
from tryggve.web.models import Notice, OutgoingMail, ScheduledRun, TaskWorker
from tryggve.web.outbox import new_message_id

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def session(expires):
    return Session.objects.create(session_key=str(expires), expire_date=expires)


def attempt(time):
    row = AccessAttempt.objects.create(
        ip_address="192.0.2.17", username=str(time), failures_since_start=1
    )
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=time)


def finished_task(time):
    DBTaskResult.objects.create(
        status="SUCCESSFUL", finished_at=time, args_kwargs={}, run_after=get_date_max()
    )


def mail(time):
    OutgoingMail.objects.create(
        to="a@kommun.example", ended=time, message_id=new_message_id(), state="sent"
    )


KEPT = [
    (Session, session, timedelta(0)),
    (AccessAttempt, attempt, tidy.ATTEMPTS_TO_SIGN_IN),
    (DBTaskResult, finished_task, tidy.TASKS),
    (ScheduledRun, lambda time: ScheduledRun.objects.create(name="a", due=time), tidy.RUNS),
    (TaskWorker, lambda time: TaskWorker.objects.create(name=str(time), seen=time), tidy.RUNS),
    (OutgoingMail, mail, tidy.MAIL),
    (Notice, lambda time: Notice.objects.create(user=UserFactory(), read=time), tidy.NOTICES),
]


@pytest.mark.parametrize(
    ("model", "make", "kept"), KEPT, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_row_goes_when_its_time_has_passed_and_not_before(model, make, kept):
    make(NOW - kept - timedelta(minutes=1))
    make(NOW - kept + timedelta(minutes=1))
    tidy.tidy(NOW)
    assert model.objects.count() == 1


def test_what_has_not_ended_stays():
    OutgoingMail.objects.create(to="a@kommun.example", message_id=new_message_id())
    Notice.objects.create(user=UserFactory())
    DBTaskResult.objects.create(args_kwargs={}, run_after=get_date_max())
    tidy.tidy(NOW + timedelta(days=1000))
    left = [model.objects.count() for model in (OutgoingMail, Notice, DBTaskResult)]
    assert left == [1, 1, 1]


def test_the_address_of_a_session_goes_with_the_session():
    user = UserFactory()
    for expires in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)):
        UserSession.objects.create(
            user=user, ip="192.0.2.17", session_key=session(expires).session_key
        )
    tidy.tidy(NOW)
    assert UserSession.objects.count() == 1
