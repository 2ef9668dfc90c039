"""Secrets of second factors, kept so that the database alone does not give them away.

The key is derived from the installation's secret key, which lies among the keys, apart from the
data. A former secret key (SECRET_KEY_FALLBACKS) still decrypts what it encrypted.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """The text again. InvalidToken if it was encrypted with a key that is gone."""
    return _cipher().decrypt(encrypted.encode()).decode()


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(Fernet(_derived(secret)) for secret in secrets)


def _derived(secret: str) -> bytes:
    derivation = HKDF(SHA256(), length=32, salt=None, info=b"tryggve second factor")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
