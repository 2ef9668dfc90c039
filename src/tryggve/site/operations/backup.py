"""Save both databases while people work, and put them back. Keys are never in a backup."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tryggve import __version__
from tryggve.site.config import Configuration
from tryggve.site.operations.archive import (
    Copy,
    Manifest,
    damaged,
    hash_of,
    read_archive,
    write_archive,
)
from tryggve.site.operations.copies import Database, check_copy, copy_out, put_in_place
from tryggve.site.operations.lock import UNFINISHED, alone
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Restored:
    """What was put back, and where what was there before is kept; None if nothing was there."""

    manifest: Manifest
    before: Path | None


def databases(config: Configuration) -> list[Database]:
    return [Database("main", config.database), Database("register", config.register)]


def refuse_missing(config: Configuration) -> None:
    """InputError unless there are databases."""
    problems = [
        Problem(
            say("There is no database {name}.", name=database.name),
            say("Make it with tryggve init, or restore a backup."),
        )
        for database in databases(config)
        if not database.has_data()
    ]
    if problems:
        raise InputError(problems)


def back_up(config: Configuration, folder: Path) -> Path:
    """Write a new backup into `folder`; gives its file. People can go on working meanwhile."""
    now = datetime.now(UTC)
    path = folder / f"tryggve-{now:%Y%m%d-%H%M%S-%f}.tar.gz"
    refuse_missing(config)
    with _saying_why(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(dir=folder, prefix=".copy-") as name:
            copies = Path(name)
            copy_out(databases(config), copies)
            held = [_describe(database, copies) for database in databases(config)]
            write_archive(path, Manifest(__version__, now.isoformat(), held), copies)
    return path


def restore(config: Configuration, file: Path, *, force: bool = False) -> Restored:
    """Put a backup in the place of both databases, all or nothing, while the site is stopped.

    InputError if the backup is damaged, of a newer version or of another kind of database, if the
    site runs, and, without `force`, if there are databases already.
    """
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(config.home), _saying_why(config.home):
        return put_back(config, file, force=force)


def put_back(config: Configuration, file: Path, *, force: bool) -> Restored:
    """`restore` for who is alone with the data already."""
    targets = databases(config)
    with TemporaryDirectory(dir=config.home, prefix=".restore-") as name:
        copies = Path(name)
        manifest = unpack(file, copies)
        _check_fits(manifest, targets, file)
        is_there = any(database.has_data() for database in targets)
        if is_there and not force:
            raise refuse(
                say("There are databases already."),
                say("Add --force to replace them; they are kept beside the new ones."),
            )
        before = config.home / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        before.mkdir(mode=0o700)
        mark = config.home / UNFINISHED
        mark.touch()
        put_in_place(targets, copies, before)
        mark.unlink()
    if not any(before.iterdir()):
        before.rmdir()
        return Restored(manifest, None)
    return Restored(manifest, before)


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into `folder`, once it is known to be whole, sound and not too new."""
    manifest = read_archive(file, folder)
    if _numbers(manifest.version) > _numbers(__version__):
        raise refuse(
            say("The backup was made by Tryggve {version}.", version=manifest.version),
            say("This is {version}. Install that version first.", version=__version__),
            file=str(file),
        )
    for copy in manifest.copies:
        if not check_copy(copy.kind, folder / copy.file):
            raise damaged(file)
    return manifest


def _describe(database: Database, folder: Path) -> Copy:
    path = folder / database.copy_name
    return Copy(
        database=database.name,
        file=path.name,
        kind=database.kind,
        bytes=path.stat().st_size,
        sha256=hash_of(path),
        migrations=database.migrations(),
    )


def _check_fits(manifest: Manifest, targets: list[Database], file: Path) -> None:
    held = [(copy.database, copy.kind) for copy in manifest.copies]
    wanted = [(database.name, database.kind) for database in targets]
    if held != wanted:
        raise refuse(
            say("The backup is of another kind of database than the settings name."),
            say(
                "It holds {held}; the settings name {wanted}.",
                held=", ".join(" ".join(each) for each in held),
                wanted=", ".join(" ".join(each) for each in wanted),
            ),
            file=str(file),
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


@contextmanager
def _saying_why(folder: Path) -> Iterator[None]:
    """A disk that is full or not ours is told in words."""
    try:
        yield
    except OSError as error:
        raise refuse(
            say("Cannot write here: {reason}.", reason=os.strerror(error.errno or 0)),
            say("{free} MB are free.", free=_free_megabytes(folder)),
            file=str(folder),
        ) from None


def _free_megabytes(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 1_000_000
