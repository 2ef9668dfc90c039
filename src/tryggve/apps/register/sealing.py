"""What is kept of a person, sealed with the key of one organisation's round."""

import io
import json
from typing import Any

import polars as pl

from tryggve.apps.accounts.models import Organisation
from tryggve.privacy.keys import DataKeys
from tryggve.web.keys import said_in_words

Person = dict[str, Any]  # what the survey keeps of a person: name, address, and what else it names


def round_key(organisation: Organisation, round_name: str) -> str:
    """The purpose of a round's key. It names the organisation: no other can ask for it."""
    return f"organisation-{organisation.pk}/{round_name}"


def frame_key(organisation: Organisation, frame_name: str) -> str:
    """The purpose of the key of a whole register, another than that of the round's sample."""
    return f"organisation-{organisation.pk}/frame-{frame_name}"


def mailing_key(organisation: Organisation, mailing_name: str) -> str:
    """The purpose of the key of a mailing's addresses and codes."""
    return f"organisation-{organisation.pk}/mailing-{mailing_name}"


def identity_lookup(keys: DataKeys, identity: str) -> bytes:
    """A keyed hash of what the supplier calls a person, never that of an identifier."""
    return keys.lookup(f"identity {identity}")


def seal(keys: DataKeys, lookup: bytes, person: Person) -> bytes:
    """The person sealed, and bound to the row: moved to another row it cannot be opened."""
    plain = json.dumps(person, ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(plain, context=_context(keys, lookup))


def unseal(keys: DataKeys, lookup: bytes, sealed: bytes) -> Person:
    """The person again. InputError if the row was changed or moved."""
    with said_in_words():
        plain = keys.unseal(bytes(sealed), context=_context(keys, bytes(lookup)))
    person: Person = json.loads(plain)
    return person


def seal_part(keys: DataKeys, number: int, people: pl.DataFrame) -> bytes:
    """Some people of a longer table sealed together, bound to the place of the part."""
    plain = io.BytesIO()
    people.write_parquet(plain)
    return keys.seal(plain.getvalue(), context=_part_context(keys, number))


def unseal_part(
    keys: DataKeys, number: int, sealed: bytes, columns: list[str] | None = None
) -> pl.DataFrame:
    """The people again, with all that is known of them or some columns. InputError if changed."""
    with said_in_words():
        plain = keys.unseal(bytes(sealed), context=_part_context(keys, number))
    return pl.read_parquet(io.BytesIO(plain), columns=columns)


def _part_context(keys: DataKeys, number: int) -> bytes:
    return f"register.SealedPart {keys.purpose} {number}".encode()


def _context(keys: DataKeys, lookup: bytes) -> bytes:
    return b"register.SampledPerson " + keys.purpose.encode() + b" " + lookup
