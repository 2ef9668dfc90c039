"""Keys for the site: what the store refuses is said in words, and what was destroyed is gone."""

import uuid

import pytest

from tryggve.web import keys
from tryggve.wording.problems import InputError


@pytest.fixture
def purpose():
    """A purpose of its own for each test, since a key is never made twice."""
    return f"test-{uuid.uuid4()}"


def test_a_key_is_made_once_and_found_again(purpose):
    sealed = keys.keys_for(purpose).seal(b"x", context=b"y")
    assert keys.keys_of(purpose).unseal(sealed, context=b"y") == b"x"
    assert keys.keys_for(purpose).unseal(sealed, context=b"y") == b"x"


def test_what_is_not_there_is_told_in_words(purpose):
    with pytest.raises(InputError):
        keys.keys_of(purpose)


def test_what_is_asked_often_is_read_once_a_minute(purpose, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(keys, "monotonic", lambda: now[0])
    first = keys.recent_keys_for(purpose)
    now[0] = keys.RECENT
    assert keys.recent_keys_for(purpose) is first
    now[0] += 1
    assert keys.recent_keys_for(purpose) is not first


def test_what_was_destroyed_is_gone_at_once_where_it_was_destroyed(purpose):
    keys.recent_keys_for(purpose)
    keys.destroy_keys(purpose)
    for asked in (keys.recent_keys_for, keys.keys_of, keys.keys_for):
        with pytest.raises(InputError):
            asked(purpose)
