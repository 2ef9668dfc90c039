"""Files that commands read and write."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import open as open_with_bar

from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say


def content_of(file: Path) -> bytes:
    """What a file holds. InputError if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from None


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """A large file; if somebody looks on, a bar tells how much of it has been read."""
    try:
        reader = open_with_bar(
            file,
            "rb",
            description=file.name,
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
    except OSError as error:
        raise _unreadable(file, error) from None
    with reader as bytes_of_file:
        yield bytes_of_file


def write(out: Path, content: bytes) -> None:
    """Write a file; a folder that is not there is made. InputError if it cannot be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise refuse(
            say("Cannot write here: {reason}.", reason=_why(error)), file=str(out)
        ) from None


def _unreadable(file: Path, error: OSError) -> InputError:
    return refuse(say("The file cannot be read: {reason}.", reason=_why(error)), file=file.name)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
