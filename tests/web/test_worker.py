"""Tasks are done, tried again when a worker died with them, and leave no message behind."""

import sys
import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from tryggve.web import worker
from tryggve.web.models import ScheduledRun, TaskWorker
from tryggve.web.schedule import SCHEDULES
from tryggve.web.worker import ATTEMPTS, GONE, Worker, forget_message, take_over_abandoned

SECRET = "19800101-1234 Kalle"


@task()
def fails():
    raise ValueError(SECRET)


@task()
def adds(one, other):
    return one + other


@task()
def asks_to_stop():
    asks_to_stop.func.worker.stop()


@pytest.fixture
def busy(transactional_db):
    """A worker without its signals and its thread, and with nothing that comes back."""
    for name, schedule in SCHEDULES.items():
        ScheduledRun.objects.create(name=name, due=schedule.latest(timezone.now()))
    return Worker()


def statuses():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_what_waits_in_the_queue_is_done(busy):
    adds.enqueue(2, 3)
    assert busy.work() is True
    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value, row.worker_ids) == ("SUCCESSFUL", 5, [busy.name])


def test_an_empty_queue_says_so(busy):
    assert busy.work() is False


def test_what_is_due_is_put_in_the_queue_and_done(transactional_db):
    Worker().work()
    done = [row.task_path.rsplit(".")[-1] for row in DBTaskResult.objects.all()]
    assert sorted(done) == [
        "forget_guesses_daily",
        "send_digests",
        "send_overdue_mail",
        "tell_of_the_week_weekly",
        "tidy_daily",
    ]
    assert set(statuses()) == {"SUCCESSFUL"}


def test_a_task_that_fails_leaves_its_place_and_no_message(busy):
    task_finished.connect(forget_message)
    try:
        fails.enqueue()
        busy.work()
    finally:
        task_finished.disconnect(forget_message)
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert row.traceback.splitlines()[-1].startswith(f"{__name__}:")
    assert "Kalle" not in row.traceback


def test_told_to_stop_it_finishes_the_task_at_hand_and_begins_no_other(busy):
    asks_to_stop.func.worker = busy
    asks_to_stop.enqueue()
    adds.enqueue(2, 3)
    busy.work()
    assert statuses() == ["SUCCESSFUL", "READY"]


def test_it_says_that_it_lives_until_it_is_stuck(busy, monkeypatch):
    monkeypatch.setattr(worker, "BEAT", 0.01)
    busy._progressed()
    heart = threading.Thread(target=busy._beat)
    heart.start()
    try:
        first = wait_for(lambda: TaskWorker.objects.filter(name=busy.name).first())
        again = TaskWorker.objects.filter(name=busy.name, seen__gt=first.seen)
        assert wait_for(again.exists)
        busy.progress -= worker.STUCK + 1
        last = stands_still(lambda: TaskWorker.objects.get().seen)
        assert last >= first.seen
    finally:
        busy.stopping = True
        heart.join()


def wait_for(something):
    for _ in range(500):
        if found := something():
            return found
        threading.Event().wait(0.02)
    raise AssertionError("it never came")


def stands_still(value):
    """The value once it is the same at two looks, half a second apart."""
    for _ in range(20):
        before = value()
        threading.Event().wait(0.5)
        if value() == before:
            return before
    raise AssertionError("it never stood still")


def running(*, workers, started):
    row = adds.enqueue(2, 3).db_result
    row.status, row.worker_ids, row.started_at = "RUNNING", workers, started
    row.save()
    return row


LONG_AGO = timedelta(hours=1)


def test_a_task_whose_worker_is_gone_waits_again(db):
    running(workers=["gone"], started=timezone.now() - LONG_AGO)
    TaskWorker.objects.create(name="gone", seen=timezone.now() - GONE - timedelta(seconds=1))
    assert (take_over_abandoned(), statuses()) == (1, ["READY"])


def test_a_task_whose_worker_lives_is_left_alone(db):
    running(workers=["gone", "alive"], started=timezone.now() - LONG_AGO)
    TaskWorker.objects.create(name="alive", seen=timezone.now())
    assert (take_over_abandoned(), statuses()) == (0, ["RUNNING"])


def test_a_task_that_was_just_begun_is_left_alone(db):
    running(workers=["unknown"], started=timezone.now())
    assert (take_over_abandoned(), statuses()) == (0, ["RUNNING"])


def test_a_task_that_took_every_worker_with_it_is_given_up(db):
    running(workers=["gone"] * ATTEMPTS, started=timezone.now() - LONG_AGO)
    assert (take_over_abandoned(), statuses()) == (1, ["FAILED"])
    assert DBTaskResult.objects.get().finished_at is not None


def test_the_error_of_a_task_is_not_looked_for_when_there_is_none(busy):
    adds.enqueue(2, 3)
    busy.work()
    forget_message(DBTaskResult.objects.get().task_result)
    assert (DBTaskResult.objects.get().traceback, sys.exc_info()[1]) == ("", None)
