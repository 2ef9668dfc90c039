"""What may be wrong with keys. Each error says what to do, and none holds a key."""

from tryggve.wording.problems import Problem
from tryggve.wording.text import Text


class KeyStoreError(Exception):
    """Something is wrong with the keys; `problem` says what, where, and how to mend it."""

    def __init__(self, what: Text, mend: Text, *, file: str = "") -> None:
        self.problem = Problem(what, mend, file)
        super().__init__(self.problem)

    def __str__(self) -> str:
        return str(self.problem)


class NoKeys(KeyStoreError):
    """The folder holds no keys."""


class KeysExist(KeyStoreError):
    """Keys are there already, and are not to be replaced by new ones."""


class KeysNotReadable(KeyStoreError):
    """The operating system does not let this user read or write the keys."""


class DamagedKeys(KeyStoreError):
    """A file of keys is not what it should be, or is not of this store."""


class NoEnvelope(KeyStoreError):
    """There has never been a key for this purpose."""


class EnvelopeExists(KeyStoreError):
    """There is a key for this purpose already."""


class EnvelopeDestroyed(KeyStoreError):
    """The key for this purpose was destroyed, and what it locked is gone for good."""


class CannotUnseal(KeyStoreError):
    """What is to be unsealed was changed, or was sealed for another context."""


class WrongKey(CannotUnseal):
    """What is to be unsealed was sealed with another key."""
