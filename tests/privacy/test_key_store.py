import os
import shutil
import stat
import subprocess
import sys
import traceback
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.privacy.keys import (
    CannotUnseal,
    DamagedKeys,
    EnvelopeDestroyed,
    EnvelopeExists,
    KeysExist,
    KeysNotReadable,
    KeyStore,
    KeyStoreError,
    NoEnvelope,
    NoKeys,
)
from tryggve.privacy.keys.wrapping import read_json
from tryggve.wording.text import speaking

ROOT = os.geteuid() == 0
ROUND_1 = "envelopes/round-1.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(folder: Path) -> KeyStore:
    return KeyStore.create(folder)


def told(error: KeyStoreError) -> str:
    with speaking("en"):
        return f"{error.problem.what} {error.problem.mend}"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def shown(error: KeyStoreError) -> str:
    """The error as a log with local variables shows it, from the first call of the store on."""
    frames = error.__traceback__.tb_next
    found = traceback.TracebackException(type(error), error, frames, capture_locals=True)
    return "".join(found.format())


def content(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


# --- creating and opening ----------------------------------------------------


def test_a_new_store_is_for_its_owner_only(store, folder):
    store.new_envelope("round-1")
    store.destroy("round-1")
    store.new_envelope("answers/round-2")
    store.django_secret()
    assert {str(p.relative_to(folder)): oct(mode(p)) for p in folder.rglob("*")} == {
        "lock": "0o600",
        "master.json": "0o600",
        "envelopes": "0o700",
        "envelopes/answers%2Fround-2.json": "0o600",
        "destroyed.jsonl": "0o600",
        "django-secret": "0o600",
    }
    assert mode(folder) == 0o700
    assert store.status().problems == ()


def test_the_permissions_do_not_hang_on_the_umask(folder):
    before = os.umask(0)
    try:
        KeyStore.create(folder).new_envelope("round-1")
    finally:
        os.umask(before)
    assert KeyStore.open(folder).status().problems == ()


def test_creating_twice_changes_nothing(store, folder):
    before = content(folder)
    with pytest.raises(KeysExist) as error:
        KeyStore.create(folder)
    assert content(folder) == before
    assert told(error.value) == (
        "There are keys here already. "
        "Nothing was changed. To exchange the master key: tryggve keys rotate."
    )


def test_of_many_who_create_at_once_one_does(folder):
    def create(_: int) -> str:
        try:
            KeyStore.create(folder)
        except KeysExist:
            return "exists"
        return "created"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(create, range(8)))
    assert answers == ["created"] + ["exists"] * 7
    assert KeyStore.open(folder).status().problems == ()


def test_of_many_who_make_a_key_at_once_one_does(store):
    def make(_: int) -> bytes | None:
        try:
            return store.new_envelope("round-1").key_id
        except EnvelopeExists:
            return None

    with ThreadPoolExecutor(8) as pool:
        made = [key_id for key_id in pool.map(make, range(8)) if key_id]
    assert made == [store.envelope("round-1").key_id]


def test_where_there_are_no_keys_it_says_so_and_makes_nothing(tmp_path):
    for folder in (tmp_path, tmp_path / "not there"):
        with pytest.raises(NoKeys) as error:
            KeyStore.open(folder)
        assert told(error.value) == (
            "There are no keys here. "
            "Create them with tryggve keys create, or restore your copy of them."
        )
    assert list(tmp_path.iterdir()) == []


def test_the_status_tells_what_there_is(store):
    store.new_envelope("round-2")
    store.new_envelope("round-1")
    store.new_envelope("register")
    store.destroy("round-2")
    status = store.status(now=datetime.now(UTC) + timedelta(days=400))
    assert status.envelopes == ("register", "round-1")
    assert [(note.purpose, note.finished) for note in status.destroyed] == [("round-2", True)]
    assert (status.age_days, status.rotation_unfinished) == (400, False)
    assert status.master_id == read_json(store.folder / "master.json")["id"]


# --- envelopes ---------------------------------------------------------------


def test_a_key_is_the_same_each_time_and_in_each_process(store, folder):
    sealed = store.new_envelope("round-1").seal(b"Ada", context=b"1")
    keys = KeyStore.open(folder).envelope("round-1")
    assert keys.unseal(sealed, context=b"1") == b"Ada"
    assert keys.lookup("Ada") == store.envelope("round-1").lookup("ada ")


def test_keys_of_different_purposes_have_nothing_in_common(store):
    one, other = store.new_envelope("round-1"), store.new_envelope("round-2")
    with pytest.raises(CannotUnseal):
        other.unseal(one.seal(b"Ada", context=b""), context=b"")
    assert one.lookup("Ada") != other.lookup("Ada")


def test_a_key_that_is_not_there_or_is_there_already(store):
    with pytest.raises(NoEnvelope) as missing:
        store.envelope("round-1")
    store.new_envelope("round-1")
    with pytest.raises(EnvelopeExists) as twice:
        store.new_envelope("round-1")
    assert told(missing.value) == (
        "There is no key for round-1. Restore the folder of keys that belongs to the data."
    )
    assert told(twice.value) == (
        "There is a key for round-1 already. Use it, or choose another purpose."
    )


@pytest.mark.parametrize(
    "purpose", ["", "../master", "Round-1", "a//b", "-a", "a_b", "å", "a" * 81, "a\n"]
)
def test_what_is_no_purpose_is_an_error_of_ours(store, purpose):
    for act in (store.new_envelope, store.envelope, store.destroy):
        with pytest.raises(ValueError, match="not a purpose"):
            act(purpose)


# --- destruction -------------------------------------------------------------


def test_a_destroyed_key_is_gone_for_good_and_says_when(store, folder):
    store.new_envelope("round-1")
    other = store.new_envelope("round-2").seal(b"Ada", context=b"")
    note = store.destroy("round-1")
    assert note.finished
    assert not list((folder / "envelopes").glob("*1*"))
    for act in (store.envelope, store.new_envelope):
        with pytest.raises(EnvelopeDestroyed) as error:
            act("round-1")
        with speaking("en"):
            day = f"{note.at.day} {note.at:%B} {note.at.year}"
        assert told(error.value) == (
            f"The key for round-1 was destroyed on {day}. "
            "What it locked cannot be read again, as was decided."
        )
    assert store.destroy("round-1") == note
    assert store.envelope("round-2").unseal(other, context=b"") == b"Ada"


def test_what_was_never_there_cannot_be_destroyed(store):
    with pytest.raises(NoEnvelope) as error:
        store.destroy("round-1")
    assert told(error.value) == (
        "There is no key for round-1. See what keys there are: tryggve keys status."
    )
    assert store.status().destroyed == ()


def test_a_destroyed_key_that_came_back_with_a_copy_is_refused_and_reported(store, folder):
    store.new_envelope("round-1")
    path = folder / "envelopes" / "round-1.json"
    copy = path.read_bytes()
    store.destroy("round-1")
    path.write_bytes(copy)
    path.chmod(0o600)
    with pytest.raises(EnvelopeDestroyed):
        store.envelope("round-1")
    with speaking("en"):
        assert [str(problem.mend) for problem in store.status().problems] == [
            "It came back with a copy. Destroy it again, in the copy too."
        ]
    store.destroy("round-1")
    assert not path.exists()
    assert store.status().problems == ()


# --- rotation ----------------------------------------------------------------


def test_rotation_changes_the_master_and_every_wrapping_but_no_data_key(store, folder):
    sealed = {name: store.new_envelope(name).seal(b"Ada", context=b"") for name in ("a", "b")}
    before, old = store.status(), content(folder)
    after = store.rotate()
    new = content(folder)
    assert after.master_id != before.master_id
    assert {name for name in old if old[name] == new[name]} == {"lock"}
    assert set(new) == set(old)
    for name, value in sealed.items():
        assert store.envelope(name).unseal(value, context=b"") == b"Ada"


def test_the_old_master_does_not_open_the_new_wrappings(store, folder):
    store.new_envelope("round-1")
    old = (folder / "master.json").read_bytes()
    store.rotate()
    (folder / "master.json").write_bytes(old)
    with pytest.raises(DamagedKeys) as error:
        store.envelope("round-1")
    assert told(error.value) == (
        "The key for round-1 is wrapped by a master key that is not here. "
        "Restore the whole folder of keys from one and the same copy."
    )


def killed(act: str, folder: Path) -> list[Path]:
    """The folders that the act left behind, killed before each of its steps; the last is whole."""
    script = Path(__file__).parent / "killed.py"
    command = [sys.executable, str(script), str(folder), act]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [folder.with_name(f"{folder.name}-{step + 1}") for step in range(int(answer))]


def test_a_rotation_killed_at_any_step_loses_nothing_and_goes_on(store, folder):
    names = ("round-1", "round-2")
    sealed = {name: store.new_envelope(name).seal(b"Ada", context=b"") for name in names}
    first = store.status().master_id
    left = killed("rotate", folder)
    assert len(left) > 12
    for copy in left:
        found = KeyStore.open(copy)
        for name, value in sealed.items():
            assert found.envelope(name).unseal(value, context=b"") == b"Ada"
        late = found.new_envelope("round-3").seal(b"Bo", context=b"")
        before = found.status()
        after = found.rotate()
        assert after.master_id not in (first, "")
        assert (after.rotation_unfinished, after.envelopes) == (False, (*names, "round-3"))
        if before.rotation_unfinished:  # it went on, and did not begin anew
            assert after.master_id != before.master_id
        for name, value in sealed.items():
            assert found.envelope(name).unseal(value, context=b"") == b"Ada"
        assert found.envelope("round-3").unseal(late, context=b"") == b"Bo"
        assert not list(copy.rglob("*.new"))
    assert {KeyStore.open(copy).status().rotation_unfinished for copy in left} == {False}


def test_a_rotation_that_was_broken_off_goes_on_with_the_same_new_master(store, folder):
    store.new_envelope("round-1")
    unfinished = [
        copy
        for copy in killed("rotate", folder)
        if KeyStore.open(copy).status().rotation_unfinished
    ]
    assert unfinished
    for copy in unfinished:
        begun = read_json(copy / "master-next.json")["id"]
        assert KeyStore.open(copy).rotate().master_id == begun


def test_a_destruction_killed_at_any_step_is_seen_and_can_be_finished(store, folder):
    store.new_envelope("round-1")
    other = store.new_envelope("round-2").seal(b"Ada", context=b"")
    outcomes = []
    for copy in killed("destroy", folder):
        found = KeyStore.open(copy)
        notes = [note.finished for note in found.status().destroyed]
        outcomes.append(notes)
        if notes:  # from the moment that it is noted, nobody uses the key
            with pytest.raises(EnvelopeDestroyed):
                found.envelope("round-1")
        else:
            found.envelope("round-1")
        assert found.rotate().envelopes in (("round-1", "round-2"), ("round-2",))
        assert found.destroy("round-1").finished
        assert not list((copy / "envelopes").glob("round-1*"))
        assert found.envelope("round-2").unseal(other, context=b"") == b"Ada"
    assert [outcome for outcome, _ in groupby(outcomes)] == [[], [False], [True]]


def test_creation_killed_at_any_step_can_be_done_again(folder):
    left = killed("create", folder)
    assert len(left) > 3
    for copy in left[:-1]:
        try:
            KeyStore.create(copy)
        except KeysExist:
            KeyStore.open(copy)
        KeyStore.open(copy).new_envelope("round-1")
        assert KeyStore.open(copy).status().problems == ()


def test_a_new_key_killed_at_any_step_is_there_or_not(store, folder):
    for copy in killed("new_envelope", folder):
        found = KeyStore.open(copy)
        if not found.status().envelopes:
            found.new_envelope("round-3")
        assert found.envelope("round-3").lookup("a")


def test_what_goes_away_is_written_over(store, folder, tmp_path):
    store.new_envelope("round-1")
    for name, act in (
        ("master.json", store.rotate),
        ("envelopes/round-1.json", lambda: store.destroy("round-1")),
    ):
        same_file = tmp_path / name.replace("/", "-")
        os.link(folder / name, same_file)
        before = same_file.read_bytes()
        act()
        after = same_file.read_bytes()
        assert len(after) == len(before)
        assert not any(before[n : n + 8] in after for n in range(len(before) - 8))


# --- damage ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["master.json", "envelopes/round-1.json", "destroyed.jsonl"])
@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b"\xff", b'{"version": 1}'])
def test_a_damaged_file_is_told_and_where(store, folder, name, damage):
    store.new_envelope("round-1")
    store.new_envelope("round-2")
    store.destroy("round-2")
    path = folder / name
    path.write_bytes(damage + b"\n")
    if name == "destroyed.jsonl" and not damage:
        return  # an empty line holds nothing wrong
    with pytest.raises(DamagedKeys) as error:
        store.envelope("round-1")
    assert error.value.problem.file == str(path)
    assert told(error.value) == (
        "The file of keys is damaged, or is not of this store. "
        "Restore the folder of keys from your own copy of it."
    )


@given(st.data())
def test_a_file_damaged_anywhere_gives_the_right_key_or_none(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged") / "keys"
    store = KeyStore.create(folder)
    found = store.new_envelope("round-1").lookup("Ada")
    path = data.draw(st.sampled_from([folder / "master.json", store.folder / ROUND_1]))
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 4, len(whole))))
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=3)) + whole[end:])
    with suppress(DamagedKeys):
        assert store.envelope("round-1").lookup("Ada") == found


def test_an_envelope_under_another_name_is_refused(store, folder):
    store.new_envelope("round-1")
    envelopes = folder / "envelopes"
    shutil.copy(envelopes / "round-1.json", envelopes / "round-2.json")
    with pytest.raises(DamagedKeys):
        store.envelope("round-2")


@pytest.mark.parametrize("field", ["key_id", "nonce", "wrapped", "purpose", "master_id"])
def test_a_changed_field_of_an_envelope_is_found_out(store, folder, field):
    store.new_envelope("round-1")
    path = folder / "envelopes" / "round-1.json"
    value = read_json(path)[field]
    if field in ("nonce", "wrapped"):
        raw = bytearray(b64decode(value))
        raw[0] ^= 1
        changed = b64encode(raw).decode()
    else:
        changed = ("0" if value[0] != "0" else "1") + value[1:]
    path.write_text(path.read_text().replace(f'"{value}"', f'"{changed}"'))
    with pytest.raises(DamagedKeys):
        store.envelope("round-1")


# --- permissions -------------------------------------------------------------


@pytest.mark.parametrize(("name", "wrong"), [(".", 0o755), ("envelopes", 0o710)])
def test_an_open_folder_is_reported(store, folder, name, wrong):
    (folder / name).chmod(wrong)
    with speaking("en"):
        assert [str(problem) for problem in store.status().problems] == [
            f"{folder / name}: Others than the owner may use the file or folder. "
            f"Run: chmod 700 {folder / name}"
        ]


@pytest.mark.parametrize("name", ["master.json", "envelopes/round-1.json", "django-secret"])
@pytest.mark.parametrize("wrong", [0o640, 0o604, 0o660])
def test_an_open_file_is_reported(store, folder, name, wrong):
    store.new_envelope("round-1")
    store.django_secret()
    (folder / name).chmod(wrong)
    with speaking("en"):
        assert [str(problem) for problem in store.status().problems] == [
            f"{folder / name}: Others than the owner may use the file or folder. "
            f"Run: chmod 600 {folder / name}"
        ]


@pytest.mark.skipif(not ROOT, reason="only root can give a file away")
def test_a_file_of_another_user_is_reported(store, folder):
    os.chown(folder / "master.json", 65534, -1)
    with speaking("en"):
        assert [str(problem) for problem in store.status().problems] == [
            f"{folder / 'master.json'}: The file or folder belongs to another user than the one "
            f"running Tryggve. Run: chown 0 {folder / 'master.json'}"
        ]


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(store, folder):
    (folder / "master.json").chmod(0)
    with pytest.raises(KeysNotReadable):
        KeyStore.open(folder)


def test_what_the_system_refuses_is_told_with_what_to_do(tmp_path):
    (tmp_path / "keys").write_text("a file where the folder should be")
    with pytest.raises(KeysNotReadable) as error:
        KeyStore.create(tmp_path / "keys")
    assert told(error.value) == (
        "The keys cannot be read or written (File exists). "
        "Let the user who runs Tryggve own the folder, and see that the disc has room."
    )


# --- secrets stay secret -----------------------------------------------------


def test_the_secret_of_django_is_made_once(store, folder):
    secret = store.django_secret()
    assert len(secret) >= 64
    assert KeyStore.open(folder).django_secret() == secret
    assert KeyStore.create(folder.with_name("other")).django_secret() != secret


def test_no_key_is_shown_even_with_the_local_variables_of_a_traceback(store, folder):
    store.new_envelope("round-1")
    master = (folder / "master.json").read_bytes()
    key = b64decode(read_json(folder / "master.json")["key"])
    told = [repr(store), repr(store.status())]
    damaged = {
        "master.json": [master[:-8], master.replace(b'"id"', b'"ID"'), master + b"}"],
        "envelopes/round-1.json": [b"{}"],
    }
    for name, contents in damaged.items():
        before = (folder / name).read_bytes()
        for wrong in contents:
            (folder / name).write_bytes(wrong)
            for act in (store.rotate, store.status, lambda: store.envelope("round-1")):
                try:
                    act()
                except KeyStoreError as error:
                    told.append(shown(error))
        (folder / name).write_bytes(before)
    shutil.rmtree(folder / "envelopes")
    (folder / "envelopes").write_text("in the way")
    try:
        store.new_envelope("round-2")
    except KeyStoreError as error:
        told.append(shown(error))
    assert len(told) > 8
    for text in told:
        for secret in (key.hex(), b64encode(key).decode(), repr(key)[2:-1]):
            assert secret not in text
