import pytest
from cryptography.fernet import InvalidToken

from tryggve.apps.accounts.encryption import decrypt, encrypt

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_is_encrypted_can_be_read_again_and_is_not_readable_meanwhile():
    encrypted = encrypt(SECRET)
    assert decrypt(encrypted) == SECRET
    assert SECRET not in encrypted
    assert encrypt(SECRET) != encrypted


def test_a_former_key_still_decrypts(settings):
    settings.SECRET_KEY = "the first"
    encrypted = encrypt(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second", ["the first"]
    assert decrypt(encrypted) == SECRET


def test_without_its_key_nothing_can_be_read(settings):
    settings.SECRET_KEY = "the first"
    encrypted = encrypt(SECRET)
    settings.SECRET_KEY = "the second"
    with pytest.raises(InvalidToken):
        decrypt(encrypted)
