"""Gather the style sheets and scripts of all packages, when one of them has changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

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
    """Gather the files if needed; whether it was needed. Earlier ones stay for open pages."""
    if is_gathered():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    (settings.STATIC_ROOT / MARK).write_text(fingerprint(), encoding="ascii")
    return True


def _files() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
