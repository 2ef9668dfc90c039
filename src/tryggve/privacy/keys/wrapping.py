"""The master key and the wrapped data keys, as they lie in their files."""

import json
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tryggve.privacy.keys import files
from tryggve.privacy.keys.data_keys import ID_BYTES, KEY_BYTES, NONCE_BYTES, Secret
from tryggve.privacy.keys.errors import DamagedKeys
from tryggve.wording.text import say

VERSION = 1
MASTER_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Master:
    """The key that wraps the others."""

    id: str
    created: datetime
    key: Secret


@dataclass(frozen=True)
class Envelope:
    """A data key wrapped by the master key that is named, and bound to its purpose."""

    purpose: str
    key_id: bytes
    created: datetime
    master_id: str = ""
    nonce: bytes = b""
    wrapped: bytes = b""


def new_master() -> Master:
    return Master(secrets.token_hex(ID_BYTES), now(), Secret.random())


def new_envelope(purpose: str) -> Envelope:
    """An envelope without its key."""
    return Envelope(purpose, secrets.token_bytes(ID_BYTES), now())


def wrap(envelope: Envelope, data_key: Secret, master: Master) -> Envelope:
    """The envelope with its key wrapped by a master key: AES-256-GCM, a nonce of its own."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(master.key.reveal())
    wrapped = cipher.encrypt(nonce, data_key.reveal(), _bound(envelope))
    return replace(envelope, master_id=master.id, nonce=nonce, wrapped=wrapped)


def unwrap(envelope: Envelope, masters: dict[str, Master], path: Path) -> Secret:
    """The data key. Raises DamagedKeys where it or what it is bound to was changed."""
    master = masters.get(envelope.master_id)
    if master is None:
        raise DamagedKeys(
            say(
                "The key for {purpose} is wrapped by a master key that is not here.",
                purpose=envelope.purpose,
            ),
            say("Restore the whole folder of keys from one and the same copy."),
            file=str(path),
        )
    cipher = AESGCM(master.key.reveal())
    try:
        return Secret(cipher.decrypt(envelope.nonce, envelope.wrapped, _bound(envelope)))
    except InvalidTag:
        raise damaged(path) from None


def write_master(path: Path, master: Master) -> None:
    key = Secret(b64encode(master.key.reveal()))
    files.write(path, _written(id=master.id, created=master.created.isoformat(), key=key))


def read_master(path: Path) -> Master | None:
    """The master key of a file, None where there is no such file."""
    found = read_json(path)
    if found is None:
        return None
    try:
        master = Master(
            id=found["id"],
            created=datetime.fromisoformat(found["created"]),
            key=Secret(b64decode(found["key"], validate=True)),
        )
        right = (
            len(master.key.reveal()) == KEY_BYTES
            and master.created.tzinfo is not None
            and MASTER_ID.fullmatch(master.id) is not None
        )
    except (KeyError, TypeError, ValueError):
        right = False
    finally:
        found = {}  # it holds the key, and an error may be shown with its local variables
    if not right:
        raise damaged(path)
    return master


def write_envelope(path: Path, envelope: Envelope) -> None:
    written = _written(
        purpose=envelope.purpose,
        key_id=envelope.key_id.hex(),
        created=envelope.created.isoformat(),
        master_id=envelope.master_id,
        nonce=b64encode(envelope.nonce).decode(),
        wrapped=b64encode(envelope.wrapped).decode(),
    )
    files.write(path, written)


def read_envelope(path: Path) -> Envelope | None:
    """The envelope of a file, None where there is no such file."""
    found = read_json(path)
    if found is None:
        return None
    try:
        envelope = Envelope(
            purpose=str(found["purpose"]),
            key_id=bytes.fromhex(found["key_id"]),
            created=datetime.fromisoformat(found["created"]),
            master_id=str(found["master_id"]),
            nonce=b64decode(found["nonce"], validate=True),
            wrapped=b64decode(found["wrapped"], validate=True),
        )
        right = len(envelope.key_id) == ID_BYTES and len(envelope.nonce) == NONCE_BYTES
    except (KeyError, TypeError, ValueError):
        right = False
    if not right:
        raise damaged(path)
    return envelope


def read_json(path: Path) -> dict[str, Any] | None:
    """The object of a file, None where there is no such file."""
    content = files.read(path)
    if content is None:
        return None
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    finally:
        content = b""  # as above
    if not isinstance(found, dict):
        found = None
        raise damaged(path)
    return found


def damaged(path: Path) -> DamagedKeys:
    return DamagedKeys(
        say("The file of keys is damaged, or is not of this store."),
        say("Restore the folder of keys from your own copy of it."),
        file=str(path),
    )


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _bound(envelope: Envelope) -> bytes:
    return b"tryggve envelope 1 " + envelope.key_id + envelope.purpose.encode()


def _written(**fields: str | Secret) -> Secret:
    """The content of a file, kept from being shown since it may hold a key."""
    plain = {
        name: value.reveal().decode() if isinstance(value, Secret) else value
        for name, value in fields.items()
    }
    return Secret(json.dumps({"version": VERSION, **plain}, indent=1).encode() + b"\n")
