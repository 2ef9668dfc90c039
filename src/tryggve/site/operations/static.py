"""Gather the style sheets and scripts of all packages, when one of them has changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from tryggve import __version__

MARK = "gathered"


def fingerprint() -> str:
    """Another value whenever a static file of any package is another."""
    lines = sorted(_files())
    return hashlib.sha256("\n".join([__version__, *lines]).encode()).hexdigest()


def is_gathered() -> bool:
    mark: Path = settings.STATIC_ROOT / MARK
    return mark.exists() and mark.read_text(encoding="ascii") == fingerprint()


def gather() -> bool:
    """Gather the files if needed; whether it was needed.

    What was gathered before under a file's own name goes first: Django leaves it where the new
    file is older, as files of a package often are. The copies with a hash in their name stay, for
    pages that are open.
    """
    if is_gathered():
        return False
    for path, _ in _found():
        (settings.STATIC_ROOT / path).unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    (settings.STATIC_ROOT / MARK).write_text(fingerprint(), encoding="ascii")
    return True


def _files() -> Iterator[str]:
    for path, storage in _found():
        yield f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"


def _found() -> Iterator[tuple[str, Any]]:
    """Every static file of every package: its path, and the storage that holds it."""
    for finder in get_finders():
        yield from finder.list([])
