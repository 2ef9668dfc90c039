"""Keys in a folder of their own: a master key, and one wrapped data key for each purpose.

How the files look and who keeps what where: docs/reference/keys.md.
"""

from tryggve.privacy.keys.data_keys import DataKeys
from tryggve.privacy.keys.errors import (
    CannotUnseal,
    DamagedKeys,
    EnvelopeDestroyed,
    EnvelopeExists,
    KeysExist,
    KeysNotReadable,
    KeyStoreError,
    NoEnvelope,
    NoKeys,
    WrongKey,
)
from tryggve.privacy.keys.store import Destroyed, KeyStatus, KeyStore

__all__ = [
    "CannotUnseal",
    "DamagedKeys",
    "DataKeys",
    "Destroyed",
    "EnvelopeDestroyed",
    "EnvelopeExists",
    "KeyStatus",
    "KeyStore",
    "KeyStoreError",
    "KeysExist",
    "KeysNotReadable",
    "NoEnvelope",
    "NoKeys",
    "WrongKey",
]
