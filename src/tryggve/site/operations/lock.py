"""Who uses the data: many may serve and work at once, but restore and upgrade want to be alone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

LOCK = "in-use.lock"
UNFINISHED = "restore-unfinished"


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Within the block nobody restores or upgrades; children keep it too. InputError if they do."""
    if (home / UNFINISHED).exists():
        raise refuse(
            say("A restore was cut off, so the two databases may not belong together."),
            say("Run tryggve restore again, with the same backup and --force."),
        )
    with _locked(home, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Within the block the site does not run. InputError if it does."""
    with _locked(home, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(home: Path, kind: int) -> Iterator[None]:
    """A lock on a file: the system lets go of it when the last process that holds it ends."""
    with (home / LOCK).open("w") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken(kind) from None
        yield


def _taken(kind: int) -> InputError:
    if kind == fcntl.LOCK_EX:
        return refuse(
            say("Tryggve is running with these data."),
            say("Stop it first, for example: sudo systemctl stop tryggve"),
        )
    return refuse(say("A restore or an upgrade is under way."), say("Wait until it is done."))
