"""The keys of one purpose: sealing what is to be kept secret, and looking it up by a keyed hash."""

import hmac
import os
import unicodedata
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tryggve.privacy.keys.errors import CannotUnseal, WrongKey
from tryggve.wording.text import say

VERSION = b"\x01"
KEY_BYTES = 32
ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD_BYTES = len(VERSION) + ID_BYTES
OVERHEAD = HEAD_BYTES + NONCE_BYTES + TAG_BYTES


class Secret:
    """Key bytes that are not shown in logs or tracebacks and cannot be pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    @classmethod
    def random(cls) -> "Secret":
        return cls(os.urandom(KEY_BYTES))

    def reveal(self) -> bytes:
        """The bytes. Use them within one expression: a local variable may end up in a log."""
        return self._value

    def derive(self, purpose: str, use: str) -> "Secret":
        """Another key, for one use of one purpose (HKDF with SHA-256, RFC 5869)."""
        info = f"tryggve/1/{use}/{purpose}".encode()
        return Secret(HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self._value))

    def __repr__(self) -> str:
        return "<secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not to be pickled")


class DataKeys:
    """Seals, unseals and looks up, for one purpose such as a round of the survey.

    A sealed value is version (1 byte), key id (8), nonce (12), then the AES-256-GCM ciphertext with
    its tag: 37 bytes longer than the plain one. Nonces are random, which is safe for some four
    thousand million values under one key (NIST SP 800-38D, 8.3).
    """

    __slots__ = ("_cipher", "_lookup", "key_id", "purpose")

    def __init__(self, purpose: str, key_id: bytes, data_key: Secret) -> None:
        self.purpose = purpose
        self.key_id = key_id
        self._cipher = AESGCM(data_key.derive(purpose, "seal").reveal())
        self._lookup = data_key.derive(purpose, "lookup")

    def seal(self, plain: bytes, *, context: bytes) -> bytes:
        """`plain` encrypted, and bound to its context, such as the row it belongs to.

        The same context must be given to unseal it: a value moved to another row is found out.
        """
        head = VERSION + self.key_id
        nonce = os.urandom(NONCE_BYTES)
        return head + nonce + self._cipher.encrypt(nonce, plain, head + context)

    def unseal(self, sealed: bytes, *, context: bytes) -> bytes:
        """What was sealed. Raises WrongKey, or CannotUnseal where it or its context was changed."""
        if len(sealed) < OVERHEAD or not sealed.startswith(VERSION):
            raise CannotUnseal(
                say("The value is not one that was sealed here."),
                say("It is cut off or damaged. Restore it from a backup."),
            )
        head, nonce = sealed[:HEAD_BYTES], sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
        if head != VERSION + self.key_id:
            raise WrongKey(
                say(
                    "The value was sealed with another key than that of {purpose}.",
                    purpose=self.purpose,
                ),
                say("Restore keys and data that belong together."),
            )
        try:
            return self._cipher.decrypt(nonce, sealed[HEAD_BYTES + NONCE_BYTES :], head + context)
        except InvalidTag:
            raise CannotUnseal(
                say("The value was changed after it was sealed, or belongs elsewhere."),
                say("Restore it from a backup, and find out who could change it."),
            ) from None

    def lookup(self, value: str) -> bytes:
        """32 bytes by which a value is found again and cannot be guessed without the key.

        HMAC-SHA-256 of the normalised value: Unicode NFKC, without capitals, spaces at the ends
        removed and spaces within made one.
        """
        normal = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
        return hmac.digest(self._lookup.reveal(), normal.encode(), "sha256")

    def __repr__(self) -> str:
        return f"<DataKeys {self.purpose} {self.key_id.hex()}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not to be pickled")
