"""Files of keys: whole or not at all, for their owner only, one writer at a time."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tryggve.privacy.keys.data_keys import Secret
from tryggve.privacy.keys.errors import KeysNotReadable
from tryggve.wording.problems import Problem
from tryggve.wording.text import say

FOLDER_MODE = 0o700
FILE_MODE = 0o600
LOCK = "lock"
UNFINISHED = ".new"  # a file being written; the next writer of the same name writes over it


def make_folder(folder: Path) -> None:
    """The folder, for its owner only. One that is there is not opened up or closed."""
    with told(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Within the block nobody else writes, or, unless `shared`, reads either.

    The lock goes with the process: a killed one leaves none behind.
    """
    with told(folder):
        lock = os.open(folder / LOCK, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def write(path: Path, content: Secret) -> None:
    """Puts a file in place, whole: it is on the disk before it gets its name."""
    unfinished = unfinished_of(path)
    with told(path):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        file = os.open(unfinished, flags, FILE_MODE)
        try:
            os.fchmod(file, FILE_MODE)
            _write_all(file, memoryview(content.reveal()))
        finally:
            os.close(file)
        os.replace(unfinished, path)
        sync_folder(path.parent)


def read(path: Path) -> bytes | None:
    """The content, None where there is no such file."""
    with told(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def replace_and_wipe(new: Path, old: Path) -> None:
    """Gives `new` the name of `old`, and writes over what `old` held."""
    with told(old):
        file = os.open(old, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.replace(new, old)
            sync_folder(old.parent)
            _overwrite(file)
        finally:
            os.close(file)


def wipe(path: Path) -> None:
    """Writes over a file and removes it; nothing where there is none.

    The best that a program can do: discs and file systems may keep older copies of a block.
    """
    with told(path):
        try:
            file = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        try:
            _overwrite(file)
        finally:
            os.close(file)
        path.unlink()
        sync_folder(path.parent)


def unfinished_of(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)


def sync_folder(folder: Path) -> None:
    """Makes names that were given or taken away last through a power cut."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def permission_problems(folder: Path) -> list[Problem]:
    """Every file and folder that others than its owner may use, or that somebody else owns."""
    problems: list[Problem] = []
    with told(folder):
        paths = [folder, *sorted(folder.rglob("*"))]
        found_at = [(path, path.lstat()) for path in paths]
    for path, found in found_at:
        if stat.S_IMODE(found.st_mode) & 0o077:
            mode = "700" if stat.S_ISDIR(found.st_mode) else "600"
            problems.append(
                Problem(
                    say("Others than the owner may use the file or folder."),
                    say("Run: chmod {mode} {path}", mode=mode, path=str(path)),
                    file=str(path),
                )
            )
        if found.st_uid != os.geteuid():
            problems.append(
                Problem(
                    say("The file or folder belongs to another user than the one running Tryggve."),
                    say("Run: chown {user} {path}", user=str(os.geteuid()), path=str(path)),
                    file=str(path),
                )
            )
    return problems


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Says what to do where the operating system refuses."""
    try:
        yield
    except OSError as error:
        raise KeysNotReadable(
            say("The keys cannot be read or written ({reason}).", reason=error.strerror or ""),
            say("Let the user who runs Tryggve own the folder, and see that the disc has room."),
            file=str(path),
        ) from None


def _overwrite(file: int) -> None:
    _write_all(file, memoryview(os.urandom(os.fstat(file).st_size)))


def _write_all(file: int, rest: memoryview) -> None:
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
