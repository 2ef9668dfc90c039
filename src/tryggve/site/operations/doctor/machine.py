"""The folder, the disk, the keys and the clock."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tryggve.site.config import Configuration
from tryggve.site.keys import open_keys
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING, Row
from tryggve.wording.text import say, say_many

FULL = 200_000_000  # bytes free, under which writing is about to fail
NEARLY_FULL = 2_000_000_000
NOT_THE_OWNER = stat.S_IRWXG | stat.S_IRWXO


def home(config: Configuration) -> Iterator[Row]:
    if not config.home.is_dir():
        yield Row(
            ERROR,
            say("There is no folder {folder}.", folder=str(config.home)),
            say("Make it with tryggve init, or mend the setting home."),
        )
        return
    open_to_others = [path for path in (config.home, *_databases(config)) if _others_may(path)]
    for path in open_to_others:
        yield Row(
            WARNING,
            say("Others on this machine may read {file}.", file=str(path)),
            say("Close it: chmod go= {file}", file=str(path)),
        )
    try:
        with tempfile.TemporaryFile(dir=config.home):
            pass
    except OSError as error:
        yield Row(
            ERROR,
            say("Cannot write here: {reason}.", reason=os.strerror(error.errno or 0)),
            say("Let the user who runs Tryggve own {folder}.", folder=str(config.home)),
        )
        return
    if not open_to_others:
        yield Row(OK, say("The data are in {folder}.", folder=str(config.home)))


def disk(config: Configuration) -> Iterator[Row]:
    folder = config.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    state = ERROR if free < FULL else WARNING if free < NEARLY_FULL else OK
    mend = "" if state == OK else say("Make room before the disk is full.")
    yield Row(state, say("{free} MB are free on the disk.", free=free // 1_000_000), mend)


def keys(config: Configuration) -> Iterator[Row]:
    status = open_keys(config).status()
    yield from (Row(WARNING, problem) for problem in status.problems)
    if status.rotation_unfinished:
        yield Row(
            ERROR,
            say("A rotation of the keys was cut off."),
            say("Run tryggve keys rotate again."),
        )
    if any(not each.finished for each in status.destroyed):
        yield Row(
            ERROR,
            say("The destruction of a key was cut off."),
            say("See which with tryggve keys status, and destroy it again."),
        )
    is_serious = config.base_url.scheme == "https"
    if is_serious and config.keys.resolve().is_relative_to(config.home.resolve()):
        yield Row(
            WARNING,
            say("The keys lie among the data they lock."),
            say("Move them to a folder of their own, and set keys_dir."),
        )
    age = say_many(
        "The keys are {count} day old.", "The keys are {count} days old.", status.age_days
    )
    yield Row(OK, age)


def clock(config: Configuration) -> Iterator[Row]:
    """Whether the system says that its clock follows others; codes of sign-in depend on it."""
    program = shutil.which("timedatectl")
    said = ""
    if program:
        asked = [program, "show", "--property=NTPSynchronized", "--value"]
        done = subprocess.run(  # noqa: S603 - the program was found, and its words are ours
            asked, capture_output=True, text=True, check=False, timeout=10
        )
        said = done.stdout.strip()
    match said:
        case "yes":
            yield Row(OK, say("The clock follows a time server."))
        case "no":
            yield Row(
                WARNING,
                say("The clock follows no time server; codes for signing in may fail."),
                say("Turn it on: sudo timedatectl set-ntp true"),
            )
        case _:
            yield Row(OK, say("Whether the clock follows a time server cannot be seen from here."))


def _databases(config: Configuration) -> list[Path]:
    return [path for path in config.home.glob("*.sqlite3*") if path.is_file()]


def _others_may(path: Path) -> bool:
    return bool(path.stat().st_mode & NOT_THE_OWNER)
