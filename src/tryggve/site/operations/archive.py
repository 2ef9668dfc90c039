"""The file of a backup: a manifest with the hash of each copy, then the copies. Never a key."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

MANIFEST = "manifest.json"
MANIFEST_MAX = 1_000_000
FORMAT = 1
PIECE = 1 << 20
DAMAGED = (
    tarfile.TarError,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True)
class Copy:
    """The copy of one database: its file in the archive, its kind, size, hash and migrations."""

    database: str
    file: str
    kind: str
    bytes: int
    sha256: str
    migrations: list[str]


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, by which version of Tryggve it was made, and when (UTC)."""

    version: str
    created: str
    copies: list[Copy]

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT} | asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        read: dict[str, Any] = json.loads(content)
        if read.pop("format") != FORMAT:
            raise ValueError("another format")
        read["copies"] = [Copy(**copy) for copy in read["copies"]]
        return cls(**read)


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write one file that appears whole or not at all, and that the owner alone may read."""
    unfinished = path.with_name(path.name + ".unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                content = manifest.as_json()
                heading = tarfile.TarInfo(MANIFEST)
                heading.size = len(content)
                archive.addfile(heading, io.BytesIO(content))
                for copy in manifest.copies:
                    archive.add(folder / copy.file, copy.file, filter=_nameless)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_archive(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into `folder` once every hash is right. InputError for anything else."""
    try:
        file = path.open("rb")
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise refuse(
            say("The file cannot be read: {reason}.", reason=reason), file=str(path)
        ) from None
    try:
        with file, tarfile.open(fileobj=file, mode="r|gz") as archive:
            manifest = _read_manifest(archive)
            for copy in manifest.copies:
                _unpack(archive, copy, folder)
            if archive.next() is not None:
                raise ValueError("more than the manifest names")
    except DAMAGED:
        raise damaged(path) from None
    return manifest


def damaged(path: Path) -> InputError:
    return refuse(
        say("This is no backup, or it is damaged."),
        say("Nothing was changed. Use another backup."),
        file=str(path),
    )


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    heading = archive.next()
    if heading is None or heading.name != MANIFEST or heading.size > MANIFEST_MAX:
        raise ValueError("no manifest")
    file = archive.extractfile(heading)
    if file is None:
        raise ValueError("no manifest")
    return Manifest.from_json(file.read())


def _unpack(archive: tarfile.TarFile, copy: Copy, folder: Path) -> None:
    """Write the next file of the archive, if it is the one that the manifest names."""
    heading = archive.next()
    if heading is None or (heading.name, heading.size) != (copy.file, copy.bytes):
        raise ValueError("another file than the manifest names")
    source = archive.extractfile(heading)
    if source is None or Path(copy.file).name != copy.file:
        raise ValueError("no plain file")
    counted = hashlib.sha256()
    with (folder / copy.file).open("xb") as target:
        while piece := source.read(PIECE):
            counted.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if counted.hexdigest() != copy.sha256:
        raise ValueError("another content than the manifest says")


def _nameless(heading: tarfile.TarInfo) -> tarfile.TarInfo:
    """Keep who made the backup out of it."""
    heading.uid = heading.gid = 0
    heading.uname = heading.gname = ""
    return heading
