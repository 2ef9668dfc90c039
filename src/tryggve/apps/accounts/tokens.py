"""Secrets that stand in links by e-mail. Only their hash is ever kept."""

import hashlib
import secrets

TOKEN_BYTES = 32  # 256 bits: a guess is hopeless, so a plain hash without salt is enough


def new_token() -> tuple[str, str]:
    """A token for the link, and its hash for the database."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """The SHA-256 of a token, as 64 hexadecimal characters."""
    return hashlib.sha256(token.encode()).hexdigest()
