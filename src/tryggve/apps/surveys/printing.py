"""Print a mailing into a folder: batch by batch, by several processes, from where it was left."""

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path

from tryggve.apps.accounts.models import User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import MailBatch, Mailing
from tryggve.apps.surveys.queries import batches_of, to_print, told_of
from tryggve.paper.batches import Batch, files_of

PART = ".part"  # of a file that is being written

Waiting = dict[Future[dict[str, bytes]], tuple[MailBatch, Batch]]


def print_mailing(
    *, by: User, mailing: Mailing, folder: Path, executor: Executor, at_once: int
) -> Iterator[MailBatch]:
    """Each batch once its files are in the folder; those that lie there whole are left alone.

    `executor` sets the pages, for `at_once` batches at a time: addresses and codes are opened here,
    a batch before it is set, and written nowhere but into the files. PermissionDenied for who may
    not read addresses, InputError once the mailing is posted, OSError where the folder is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: Waiting = {}
    for batch in batches_of(mailing):
        if _is_there(batch, folder):
            yield batch
            continue
        if len(waiting) >= at_once:
            yield from _finished(by, waiting, folder)
        made = to_print(by=by, batch=batch)
        waiting[executor.submit(files_of, made)] = batch, made
    while waiting:
        yield from _finished(by, waiting, folder)


def _finished(by: User, waiting: Waiting, folder: Path) -> Iterator[MailBatch]:
    """Wait for the next that is set, and write it."""
    done, _others = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        batch, made = waiting.pop(future)
        files = future.result()
        _write(files, folder)
        note_made(by=by, batch=batch, made=made, files=files)
        yield batch


def note_made(*, by: User, batch: MailBatch, made: Batch, files: Mapping[str, bytes]) -> None:
    """Keep what the manifest tells of a batch whose files have been made."""
    services.note_files(
        by=by,
        organisation=batch.mailing.round.organisation,
        batch=batch,
        told=told_of(batch, made, files),
    )


def _is_there(batch: MailBatch, folder: Path) -> bool:
    """Whether every file of the batch lies there as it was last made."""
    if batch.printed is None:
        return False
    return all(_hash_of(folder / file["name"]) == file["sha256"] for file in batch.printed["files"])


def _hash_of(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Each file is given its name once all of it is there: a killed process leaves no half one."""
    for name, content in files.items():
        part = folder / (name + PART)
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.replace(folder / name)
