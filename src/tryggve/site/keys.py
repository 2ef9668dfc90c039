"""The installation's keys: one folder, apart from the data, named by the settings."""

from collections.abc import Iterator
from contextlib import contextmanager

from tryggve.privacy.keys import KeyStore, KeyStoreError
from tryggve.site.config import Configuration
from tryggve.wording.problems import InputError


def open_keys(config: Configuration) -> KeyStore:
    """The keys. InputError if there are none, or if they cannot be used."""
    with said_in_words():
        return KeyStore.open(config.keys)


def secret_of_sessions(config: Configuration) -> str:
    """What signs sessions, links and cookies. InputError as above."""
    with said_in_words():
        return KeyStore.open(config.keys).django_secret()


@contextmanager
def said_in_words() -> Iterator[None]:
    """What is wrong with keys is something that a person can mend."""
    try:
        yield
    except KeyStoreError as error:
        raise InputError(error.problem) from None
