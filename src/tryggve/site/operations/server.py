"""Serve the site: web workers and one task worker under one process, which stops them all.

The site is loaded once and the processes are forked from it, so they start at once. A task worker
that dies is started again; when the web server ends, everything ends, and whoever watches over
the service (systemd) starts it anew.
"""

import ctypes
import logging
import multiprocessing
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from socket import SOCK_STREAM
from typing import Any

from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces

from tryggve.site.operations.databases import close_all
from tryggve.web.logs import log_uncaught_errors
from tryggve.web.worker import Worker
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

THREADS = 4  # requests that one worker answers at a time; each has a connection to the databases
STOP_WITHIN = 20.0  # seconds for open requests and the task at hand, then they are killed
AGAIN_AFTER = 2.0  # seconds before a task worker that died is started again
LOOK = 0.2
SIGNAL_WHEN_PARENT_ENDS = 1  # PR_SET_PDEATHSIG of Linux

# The server's own lines go the way of all others; there is no log of requests.
SERVER_LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {},
    "formatters": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}

log = logging.getLogger(__name__)


def check_free(host: str, port: int) -> None:
    """InputError if something else answers there, or if the machine has no such address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise refuse(
            say(
                "Cannot answer at {host}, port {port}: {reason}.",
                host=host,
                port=str(port),
                reason=error.strerror or type(error).__name__,
            ),
            say("Choose another with --host and --port, or stop what answers there."),
        ) from None


class Supervisor:
    """Starts the processes of the service and stops them together."""

    def __init__(self, *, host: str, port: int, workers: int, with_tasks: bool) -> None:
        self.host, self.port, self.workers = host, port, workers
        self.with_tasks = with_tasks
        self.stopping = False
        self.fork = multiprocessing.get_context("fork")

    def run(self) -> int:
        """Serve until a signal to stop, or until the web server ends; gives the exit code."""
        log_uncaught_errors()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        close_all()
        web = self._start(self._serve)
        tasks = self._start(self._work) if self.with_tasks else None
        while not self.stopping and web.is_alive():
            if tasks is not None and not tasks.is_alive():
                log.error("the task worker ended and is started again")
                time.sleep(AGAIN_AFTER)
                tasks = self._start(self._work)
            time.sleep(LOOK)
        ended_by_itself = not self.stopping
        _end([process for process in (web, tasks) if process is not None])
        return 1 if ended_by_itself else 0

    def _stop(self, *signal_and_frame: Any) -> None:
        self.stopping = True

    def _start(self, target: Callable[[], None]) -> BaseProcess:
        process = self.fork.Process(target=_guarded, args=[target])
        process.start()
        return process

    def _serve(self) -> None:
        Granian(
            "tryggve.site.wsgi:application",
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            workers=self.workers,
            blocking_threads=THREADS,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=int(STOP_WITHIN) - 5,
            log_dictconfig=SERVER_LOG,
        ).serve(target_loader=_load)

    def _work(self) -> None:
        Worker().run()


def _load(name: str) -> Any:
    """The site, in one of the server's own workers."""
    _end_with_parent()
    return import_string(name.replace(":", "."))


def _end_with_parent() -> None:
    """Let the system tell this process to stop when the one that started it is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_ENDS, signal.SIGTERM)


def _guarded(target: Callable[[], None]) -> None:
    """Run in a process of its own, and log what nobody caught."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # until it has its own: not those of the parent
    _end_with_parent()
    try:
        target()
    except Exception:
        log.critical("the process ends", exc_info=True)
        sys.exit(1)


def _end(processes: list[BaseProcess]) -> None:
    """Ask all to stop at once, wait for them together, and kill whoever does not."""
    deadline = time.monotonic() + STOP_WITHIN
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            log.error("a process did not stop and is killed")
            process.kill()
            process.join()
