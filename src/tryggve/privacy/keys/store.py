"""The folder of keys: creating it, its envelopes, rotation and destruction."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tryggve.privacy.keys import files, wrapping
from tryggve.privacy.keys.data_keys import DataKeys, Secret
from tryggve.privacy.keys.errors import (
    EnvelopeDestroyed,
    EnvelopeExists,
    KeysExist,
    NoEnvelope,
    NoKeys,
)
from tryggve.privacy.keys.wrapping import Envelope, Master
from tryggve.wording.problems import Problem
from tryggve.wording.text import say

MASTER = "master.json"
NEXT_MASTER = "master-next.json"  # while the keys are rotated
ENVELOPES = "envelopes"
DESTROYED = "destroyed.jsonl"
DJANGO_SECRET = "django-secret"  # noqa: S105 (a file name)
PURPOSE = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
LONGEST_PURPOSE = 80


@dataclass(frozen=True)
class Destroyed:
    """A key that is gone; `finished` is False where destroying it was broken off."""

    purpose: str
    at: datetime
    finished: bool


@dataclass(frozen=True)
class KeyStatus:
    """How a store of keys is: nothing here is secret.

    age_days: whole days since the master key was made.
    envelopes: purposes that have a key; destroyed: those whose key is gone.
    rotation_unfinished: rotate() was broken off, and is to be run again.
    problems: files that others may read, and keys that came back after they were destroyed.
    """

    master_id: str
    created: datetime
    age_days: int
    envelopes: tuple[str, ...]
    destroyed: tuple[Destroyed, ...]
    rotation_unfinished: bool
    problems: tuple[Problem, ...]


class KeyStore:
    """A folder of keys. Every call reads the files anew: another process may have changed them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path) -> "KeyStore":
        """Makes the folder and a master key. Raises KeysExist, also when two do so at once."""
        files.make_folder(folder)
        with files.locked(folder):
            if files.read(folder / MASTER) is not None:
                raise KeysExist(
                    say("There are keys here already."),
                    say("Nothing was changed. To exchange the master key: tryggve keys rotate."),
                    file=str(folder),
                )
            files.make_folder(folder / ENVELOPES)
            wrapping.write_master(folder / MASTER, wrapping.new_master())
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> "KeyStore":
        """The store in a folder. Raises NoKeys, KeysNotReadable or DamagedKeys."""
        if files.read(folder / MASTER) is None:
            raise _no_keys(folder)
        store = cls(folder)
        with files.locked(folder, shared=True):
            store._masters()
        return store

    def status(self, *, now: datetime | None = None) -> KeyStatus:
        with files.locked(self.folder, shared=True):
            master, unfinished = self._current(), files.read(self.folder / NEXT_MASTER) is not None
            names = [envelope.purpose for _, envelope in self._envelopes()]
            destroyed = tuple(self._destroyed().values())
        back_again = [n for n in destroyed if n.finished and self._path(n.purpose).exists()]
        return KeyStatus(
            master_id=master.id,
            created=master.created,
            age_days=((now or datetime.now(UTC)) - master.created).days,
            envelopes=tuple(sorted(names)),
            destroyed=destroyed,
            rotation_unfinished=unfinished,
            problems=(
                *files.permission_problems(self.folder),
                *(_back_again(self._path(note.purpose), note) for note in back_again),
            ),
        )

    def rotate(self) -> KeyStatus:
        """A new master key. The data keys stay the same, wrapped anew; no data need be touched.

        Broken off at any point, every key can still be read, and the next call goes on from there.
        """
        with files.locked(self.folder):
            masters = self._masters()
            new = wrapping.read_master(self.folder / NEXT_MASTER)
            if new is None:
                new = wrapping.new_master()
                wrapping.write_master(self.folder / NEXT_MASTER, new)
            for path, envelope in self._envelopes():
                if envelope.master_id != new.id:
                    data_key = wrapping.unwrap(envelope, masters, path)
                    wrapping.write_envelope(path, wrapping.wrap(envelope, data_key, new))
            files.replace_and_wipe(self.folder / NEXT_MASTER, self.folder / MASTER)
        return self.status()

    def new_envelope(self, purpose: str) -> DataKeys:
        """A key for a new purpose: words of a-z and 0-9, joined by - or /, such as round-12.

        Raises EnvelopeExists, or EnvelopeDestroyed: a purpose is never given a second key.
        """
        path = self._path(purpose)
        with files.locked(self.folder):
            self._refuse_destroyed(purpose)
            if files.read(path) is not None:
                raise EnvelopeExists(
                    say("There is a key for {purpose} already.", purpose=purpose),
                    say("Use it, or choose another purpose."),
                    file=str(path),
                )
            envelope, data_key = wrapping.new_envelope(purpose), Secret.random()
            # After a rotation that was broken off, the next master key is the one that will stay.
            master = wrapping.read_master(self.folder / NEXT_MASTER) or self._current()
            wrapping.write_envelope(path, wrapping.wrap(envelope, data_key, master))
        return DataKeys(purpose, envelope.key_id, data_key)

    def envelope(self, purpose: str) -> DataKeys:
        """The keys of a purpose. Raises NoEnvelope, EnvelopeDestroyed or DamagedKeys."""
        path = self._path(purpose)
        with files.locked(self.folder, shared=True):
            self._refuse_destroyed(purpose)
            envelope = self._envelope(path)
            if envelope is None:
                raise NoEnvelope(
                    say("There is no key for {purpose}.", purpose=purpose),
                    say("Restore the folder of keys that belongs to the data."),
                    file=str(path),
                )
            data_key = wrapping.unwrap(envelope, self._masters(), path)
        return DataKeys(purpose, envelope.key_id, data_key)

    def destroy(self, purpose: str) -> Destroyed:
        """Does away with a key for good, and notes when. What it locked can never be read again.

        The note is begun before the key goes and finished after, so that a broken-off destruction
        is seen; the next call finishes it. Copies in other places are not reached.
        """
        path = self._path(purpose)
        with files.locked(self.folder):
            known = self._destroyed().get(purpose)
            if known is None and files.read(path) is None:
                raise NoEnvelope(
                    say("There is no key for {purpose}.", purpose=purpose),
                    say("See what keys there are: tryggve keys status."),
                    file=str(path),
                )
            if known is None:
                self._note_destruction(purpose, finished=False)
            if known is None or not known.finished or files.read(path) is not None:
                # A write that was broken off may have left a copy of the wrapped key.
                files.wipe(files.unfinished_of(path))
                files.wipe(path)
                self._note_destruction(purpose, finished=True)
            return self._destroyed()[purpose]

    def django_secret(self) -> str:
        """The secret that signs sessions and links, made the first time it is asked for."""
        path = self.folder / DJANGO_SECRET
        with files.locked(self.folder):
            content = files.read(path)
            if content is None:
                files.write(path, Secret(secrets.token_urlsafe(64).encode()))
                content = files.read(path) or b""
        return content.decode("ascii")

    def __repr__(self) -> str:
        return f"<KeyStore {self.folder}>"

    def _path(self, purpose: str) -> Path:
        return self.folder / ENVELOPES / _file_name(purpose)

    def _envelopes(self) -> list[tuple[Path, Envelope]]:
        """Every envelope with its file, but those of purposes whose key is or is to be gone."""
        gone = {self._path(purpose) for purpose in self._destroyed()}
        paths = sorted(set((self.folder / ENVELOPES).glob("*.json")) - gone)
        found = [(path, self._envelope(path)) for path in paths]
        return [(path, envelope) for path, envelope in found if envelope]

    def _current(self) -> Master:
        master = wrapping.read_master(self.folder / MASTER)
        if master is None:
            raise _no_keys(self.folder)
        return master

    def _masters(self) -> dict[str, Master]:
        current = self._current()
        following = wrapping.read_master(self.folder / NEXT_MASTER)
        return {master.id: master for master in (current, following) if master}

    def _envelope(self, path: Path) -> Envelope | None:
        """The envelope of a file, None where there is none. It must be in the file of its name."""
        envelope = wrapping.read_envelope(path)
        if envelope and path.name != f"{quote(envelope.purpose, safe='')}.json":
            raise wrapping.damaged(path)
        return envelope

    def _refuse_destroyed(self, purpose: str) -> None:
        known = self._destroyed().get(purpose)
        if known:
            raise EnvelopeDestroyed(
                say(
                    "The key for {purpose} was destroyed on {day}.",
                    purpose=purpose,
                    day=known.at.date(),
                ),
                say("What it locked cannot be read again, as was decided."),
                file=str(self.folder / DESTROYED),
            )

    def _destroyed(self) -> dict[str, Destroyed]:
        """What was destroyed, by purpose. The file has a line for each step, so that it is kept."""
        path = self.folder / DESTROYED
        found: dict[str, Destroyed] = {}
        for line in (files.read(path) or b"").splitlines():
            try:
                note = json.loads(line)
                _file_name(note["purpose"])
                moment = datetime.fromisoformat(note["at"])
                found[note["purpose"]] = Destroyed(note["purpose"], moment, note["finished"])
            except (KeyError, TypeError, ValueError):
                raise wrapping.damaged(path) from None
        return found

    def _note_destruction(self, purpose: str, *, finished: bool) -> None:
        path = self.folder / DESTROYED
        note = {"purpose": purpose, "at": wrapping.now().isoformat(), "finished": finished}
        content = (files.read(path) or b"") + json.dumps(note).encode() + b"\n"
        files.write(path, Secret(content))


def _file_name(purpose: str) -> str:
    """The file of a purpose's envelope. Raises ValueError for what is no purpose."""
    if not PURPOSE.fullmatch(purpose) or len(purpose) > LONGEST_PURPOSE:
        raise ValueError(f"not a purpose of keys: {purpose!r}")
    return f"{quote(purpose, safe='')}.json"


def _back_again(path: Path, note: Destroyed) -> Problem:
    return Problem(
        say(
            "The key for {purpose} was destroyed on {day}, but lies here again.",
            purpose=note.purpose,
            day=note.at.date(),
        ),
        say("It came back with a copy. Destroy it again, in the copy too."),
        file=str(path),
    )


def _no_keys(folder: Path) -> NoKeys:
    return NoKeys(
        say("There are no keys here."),
        say("Create them with tryggve keys create, or restore your copy of them."),
        file=str(folder),
    )
