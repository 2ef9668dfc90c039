"""The process that does the tasks: sends mail, writes summaries, whatever an app puts in the queue.

It says every few seconds that it lives, puts in the queue what is due, and takes over what a
worker that died had begun. A signal to stop lets it finish the task at hand.
"""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands.db_worker import Worker as QueueReader
from django_tasks_db.models import DBTaskResult

from tryggve.web.logs import describe_error
from tryggve.web.models import TaskWorker
from tryggve.web.schedule import enqueue_due

BEAT = 10.0  # seconds between two signs of life
STUCK = 3600.0  # a worker that has been at one task for so long gives no more signs
GONE = timedelta(minutes=5)  # without a sign of life for so long, its tasks are taken over
LOOK_AGAIN = 0.5  # seconds between two looks in an empty queue
SCHEDULE = 30.0  # seconds between two looks at what is due
ATTEMPTS = 3  # a task that took three workers with it is not tried again

log = logging.getLogger(__name__)


class Worker:
    """One worker; `run()` returns when it was told to stop."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]} {os.getpid()} {secrets.token_hex(4)}"
        self.stopping = False
        self.progress = time.monotonic()
        self.looked_at_schedule = -SCHEDULE
        self.queue = QueueReader(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
        )

    def run(self) -> None:
        """Work until told to stop, by `stop` or by a signal."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        task_started.connect(self._progressed)
        task_finished.connect(self._progressed)
        task_finished.connect(forget_message)
        heart = threading.Thread(target=self._beat, daemon=True)
        heart.start()
        while not self.stopping:
            if not self.work():
                time.sleep(LOOK_AGAIN)
        heart.join(BEAT)
        TaskWorker.objects.filter(name=self.name).delete()
        connection.close()

    def work(self) -> bool:
        """Put in the queue what is due, then do what waits there; False if nothing did."""
        close_old_connections()
        self._progressed()
        if time.monotonic() - self.looked_at_schedule > SCHEDULE:
            self.looked_at_schedule = time.monotonic()
            take_over_abandoned()
            enqueue_due()
        found = DBTaskResult.objects.ready().exists()  # asked without a lock
        if found:
            self.queue.running = not self.stopping
            self.queue.run()
        return found

    def stop(self, *signal_and_frame: Any) -> None:
        """Finish the task at hand and return."""
        self.stopping = True
        self.queue.running = False

    def _progressed(self, **event: Any) -> None:
        self.progress = time.monotonic()

    def _beat(self) -> None:
        """Say that we live, in a thread of its own, since a task may take minutes."""
        last = -BEAT
        while not self.stopping:
            now = time.monotonic()
            if now - last >= BEAT and now - self.progress < STUCK:
                last = now
                self._say_we_live()
            time.sleep(0.2)
        connection.close()

    def _say_we_live(self) -> None:
        try:
            close_old_connections()
            TaskWorker.objects.update_or_create(name=self.name, defaults={"seen": timezone.now()})
        except Exception:  # a database that is away for a while must not end the thread
            log.exception("the sign of life could not be written")
            connection.close()


def take_over_abandoned() -> int:
    """Put tasks back in the queue whose worker is gone; how many. Some are given up."""
    living = set(
        TaskWorker.objects.filter(seen__gt=timezone.now() - GONE).values_list("name", flat=True)
    )
    abandoned = [
        task
        for task in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - GONE)
        if not living.intersection(task.worker_ids[-1:])
    ]
    for task in abandoned:
        with transaction.atomic():
            again = len(task.worker_ids) < ATTEMPTS
            state = TaskResultStatus.READY if again else TaskResultStatus.FAILED
            same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
            same.update(status=state, finished_at=None if again else timezone.now())
            log.warning("task %s was abandoned and is now %s", task.pk, state)
    return len(abandoned)


def forget_message(task_result: Any, **event: Any) -> None:
    """Keep of a task's error where it happened, and not its message: see `tryggve.web.logs`."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    row = task_result.db_result
    row.traceback = "\n".join(
        place for error in describe_error(sys.exc_info()[1]) for place in error["places"]
    )
    row.save(update_fields=["traceback"])
