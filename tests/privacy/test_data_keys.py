import hmac
import pickle
import unicodedata

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from tryggve.privacy.keys import CannotUnseal, DataKeys, WrongKey
from tryggve.privacy.keys.data_keys import OVERHEAD, Secret
from tryggve.wording.text import speaking

KEYS = DataKeys("round-1", b"01234567", Secret(b"k" * 32))
SAME_ID = DataKeys("round-1", b"01234567", Secret(b"x" * 32))
OTHER = DataKeys("round-2", b"76543210", Secret(b"k" * 32))


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_is_unsealed_in_its_context(plain, context):
    sealed = KEYS.seal(plain, context=context)
    assert KEYS.unseal(sealed, context=context) == plain
    assert len(sealed) == len(plain) + OVERHEAD == len(plain) + 37


@given(st.binary(max_size=60), st.binary(max_size=20), st.binary(max_size=20))
def test_another_context_does_not_unseal(plain, context, other):
    sealed = KEYS.seal(plain, context=context)
    if other != context:
        with pytest.raises(CannotUnseal):
            KEYS.unseal(sealed, context=other)


@given(st.binary(max_size=60), st.data())
def test_any_changed_byte_is_found_out(plain, data):
    sealed = bytearray(KEYS.seal(plain, context=b"row 1"))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotUnseal):
        KEYS.unseal(bytes(sealed), context=b"row 1")


@given(st.binary(max_size=60), st.data())
def test_a_value_that_is_cut_off_is_found_out(plain, data):
    sealed = KEYS.seal(plain, context=b"")
    end = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(CannotUnseal):
        KEYS.unseal(sealed[:end], context=b"")


@given(st.binary(max_size=100))
def test_what_was_never_sealed_is_refused(content):
    with pytest.raises(CannotUnseal):
        KEYS.unseal(content, context=b"")


def test_the_errors_say_what_to_do():
    sealed = KEYS.seal(b"Ada", context=b"row 1")
    told = []
    with speaking("en"):
        for keys, value in ((OTHER, sealed), (SAME_ID, sealed), (KEYS, sealed[:20])):
            with pytest.raises(CannotUnseal) as error:
                keys.unseal(value, context=b"row 1")
            told.append((type(error.value), str(error.value)))
    assert told == [
        (
            WrongKey,
            "The value was sealed with another key than that of round-2. "
            "Restore keys and data that belong together.",
        ),
        (
            CannotUnseal,
            "The value was changed after it was sealed, or belongs elsewhere. "
            "Restore it from a backup, and find out who could change it.",
        ),
        (
            CannotUnseal,
            "The value is not one that was sealed here. "
            "It is cut off or damaged. Restore it from a backup.",
        ),
    ]


def test_sealing_the_same_twice_gives_different_values():
    assert KEYS.seal(b"Ada", context=b"") != KEYS.seal(b"Ada", context=b"")


@given(st.text(max_size=40))
def test_a_value_is_found_again_however_it_is_written(value):
    looked_up = KEYS.lookup(value)
    assert len(looked_up) == 32
    assert KEYS.lookup(f"  {value}\n") == looked_up
    assert KEYS.lookup(unicodedata.normalize("NFD", value)) == looked_up
    assert KEYS.lookup(unicodedata.normalize("NFC", value)) == looked_up


@given(st.text("abcåäö0123456789-@. ", max_size=20), st.text("abcåäö0123456789-@. ", max_size=20))
def test_different_values_are_told_apart(one, other):
    same = " ".join(one.split()) == " ".join(other.split())
    assert (KEYS.lookup(one) == KEYS.lookup(other)) is same


def test_lookups_differ_between_purposes_and_keys():
    found = {keys.lookup("ada@example.org") for keys in (KEYS, SAME_ID, OTHER)}
    assert len(found) == 3


SEALED = bytes.fromhex(
    "013031323334353637f95249e7b59f8827bfc8ddbec48ee81ac285c981a59532d79a43ecb2fca617"
)


def test_a_value_sealed_long_ago_is_still_read():
    assert KEYS.unseal(SEALED, context=b"row 1") == b"Ada"


def test_another_program_can_read_what_is_sealed_and_looked_up():
    """As docs/reference/keys.md says it is made, so that data outlive this code."""

    def derived(info: bytes) -> bytes:  # HKDF, RFC 5869, for one block
        first = hmac.digest(bytes(32), b"k" * 32, "sha256")
        return hmac.digest(first, info + b"\x01", "sha256")

    by_hand = hmac.digest(derived(b"tryggve/1/lookup/round-1"), b"ada lovelace", "sha256")
    assert KEYS.lookup(" Ada  Lovelace") == by_hand
    head, nonce, rest = SEALED[:9], SEALED[9:21], SEALED[21:]
    cipher = AESGCM(derived(b"tryggve/1/seal/round-1"))
    assert head == b"\x01" + b"01234567"
    assert cipher.decrypt(nonce, rest, head + b"row 1") == b"Ada"


def test_keys_are_not_shown_and_not_pickled():
    secret = Secret(b"k" * 32)
    assert repr(secret) == str(secret) == f"{secret}" == "<secret>"
    assert repr(KEYS) == "<DataKeys round-1 3031323334353637>"
    for value in (secret, KEYS):
        with pytest.raises(TypeError, match="not to be pickled"):
            pickle.dumps(value)
        assert not hasattr(value, "__dict__")
