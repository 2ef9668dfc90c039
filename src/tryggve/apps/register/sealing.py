"""What is kept of a person, sealed with the key of one organisation's round."""

import json
from typing import Any

from tryggve.apps.accounts.models import Organisation
from tryggve.privacy.keys import DataKeys
from tryggve.web.keys import said_in_words

Person = dict[str, Any]  # what the survey keeps of a person: name, address, and what else it names


def round_key(organisation: Organisation, round_name: str) -> str:
    """The purpose of a round's key. It names the organisation: no other can ask for it."""
    return f"organisation-{organisation.pk}/{round_name}"


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


def _context(keys: DataKeys, lookup: bytes) -> bytes:
    return b"register.SampledPerson " + keys.purpose.encode() + b" " + lookup
