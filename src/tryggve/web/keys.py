"""Keys of the installation's own store, with what is wrong said as people can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.conf import settings

from tryggve.privacy.keys import (
    DataKeys,
    EnvelopeDestroyed,
    KeyStore,
    KeyStoreError,
    NoEnvelope,
)
from tryggve.wording.problems import InputError

RECENT = 60  # seconds for which another process may still use a key that was destroyed
_recent: dict[str, tuple[DataKeys, float]] = {}


def keys_of(purpose: str) -> DataKeys:
    """The keys of a purpose. InputError if they were destroyed or are not there."""
    with said_in_words():
        return _store().envelope(purpose)


def keys_for(purpose: str) -> DataKeys:
    """The keys of a purpose, made now if it has none. InputError if they were destroyed."""
    with said_in_words():
        try:
            return _store().envelope(purpose)
        except NoEnvelope:
            return _store().new_envelope(purpose)


def recent_keys_for(purpose: str) -> DataKeys:
    """`keys_for` for what is asked often: read from the store once a minute in each process."""
    known = _recent.get(purpose)
    if known is None or monotonic() - known[1] > RECENT:
        known = _recent[purpose] = (keys_for(purpose), monotonic())
    return known[0]


def destroy_keys(purpose: str) -> None:
    """Make unreadable for good what was sealed for the purpose, wherever it has been copied."""
    _recent.pop(purpose, None)
    with said_in_words():
        _store().destroy(purpose)


def destroy_keys_if_any(purpose: str) -> bool:
    """The same for a purpose that may never have had a key; whether it had."""
    with said_in_words():
        try:
            _store().envelope(purpose)
        except NoEnvelope:
            return False
        except EnvelopeDestroyed:
            pass
    destroy_keys(purpose)
    return True


@contextmanager
def said_in_words() -> Iterator[None]:
    """What the store refuses becomes an InputError with how to mend it."""
    try:
        yield
    except KeyStoreError as error:
        raise InputError(error.problem) from None


def _store() -> KeyStore:
    return KeyStore(settings.TRYGGVE.keys)
