"""What is kept of a person, sealed with the key of one organisation's round."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from tryggve.apps.accounts.models import Organisation
from tryggve.privacy.keys import DataKeys, KeyStore, KeyStoreError, NoEnvelope
from tryggve.wording.problems import InputError

Person = dict[str, Any]  # what the survey keeps of a person: name, address, and what else it names


def round_key(organisation: Organisation, round_name: str) -> str:
    """The purpose of a round's key. It names the organisation: no other can ask for it."""
    return f"organisation-{organisation.pk}/{round_name}"


def keys_of(purpose: str) -> DataKeys:
    """The keys of a round. InputError if they were destroyed or are not there."""
    with _said_in_words():
        return _store().envelope(purpose)


def keys_for(purpose: str) -> DataKeys:
    """The keys of a round, made now if it has none. InputError if they were destroyed."""
    with _said_in_words():
        try:
            return _store().envelope(purpose)
        except NoEnvelope:
            return _store().new_envelope(purpose)


def destroy_keys(purpose: str) -> None:
    """Make unreadable for good what was sealed for the round, wherever it has been copied."""
    with _said_in_words():
        _store().destroy(purpose)


def seal(keys: DataKeys, lookup: bytes, person: Person) -> bytes:
    """The person sealed, and bound to the row: moved to another row it cannot be opened."""
    plain = json.dumps(person, ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(plain, context=_context(keys, lookup))


def unseal(keys: DataKeys, lookup: bytes, sealed: bytes) -> Person:
    """The person again. InputError if the row was changed or moved."""
    with _said_in_words():
        plain = keys.unseal(bytes(sealed), context=_context(keys, bytes(lookup)))
    person: Person = json.loads(plain)
    return person


def _context(keys: DataKeys, lookup: bytes) -> bytes:
    return b"register.SampledPerson " + keys.purpose.encode() + b" " + lookup


def _store() -> KeyStore:
    return KeyStore(settings.TRYGGVE.keys)


@contextmanager
def _said_in_words() -> Iterator[None]:
    try:
        yield
    except KeyStoreError as error:
        raise InputError(error.problem) from None
