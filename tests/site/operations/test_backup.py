"""A backup is taken while people write, holds no key, and comes back whole or not at all."""

import json
import shutil
import sqlite3
import tarfile
import threading
from contextlib import closing

import pytest

from tests.site.operations.small import connect, notes, write
from tryggve import __version__
from tryggve.site.operations import backup, copies
from tryggve.site.operations.archive import MANIFEST, Manifest, hash_of
from tryggve.site.operations.backup import back_up, restore, unpack
from tryggve.site.operations.lock import UNFINISHED, in_use
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

BOTH = ("main", "register")


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


@pytest.fixture
def saved(filled, tmp_path):
    return back_up(filled, tmp_path / "backups")


def state(config):
    return {name: notes(config, name) for name in BOTH}


FIRST = {"main": ["first in main"], "register": ["first in register"]}


def refusal(config, file, **options):
    with pytest.raises(InputError) as refused:
        restore(config, file, **options)
    return str(refused.value.problems[0].what)


def test_a_backup_holds_a_manifest_and_the_two_databases_alone(saved, filled):
    with tarfile.open(saved) as archive:
        assert archive.getnames() == [MANIFEST, "main.sqlite3", "register.sqlite3"]
        manifest = json.load(archive.extractfile(MANIFEST))
    assert manifest["version"] == __version__
    assert [copy["migrations"] for copy in manifest["copies"]] == [["accounts.0001_initial"]] * 2
    assert saved.stat().st_mode & 0o777 == 0o600
    assert sorted(saved.parent.iterdir()) == [saved]


def test_a_backup_never_holds_a_key(saved, filled, tmp_path):
    key = (filled.keys / "main.key").read_bytes()
    opened = tmp_path / "opened"
    with tarfile.open(saved) as archive:
        archive.extractall(opened, filter="data")
    assert [path.name for path in opened.rglob("*") if key in path.read_bytes()] == []


def test_the_hashes_of_the_manifest_are_those_of_the_files(saved, tmp_path):
    opened = tmp_path / "opened"
    opened.mkdir()
    manifest = unpack(saved, opened)
    assert [copy.sha256 for copy in manifest.copies] == [
        hash_of(opened / copy.file) for copy in manifest.copies
    ]


def test_what_was_saved_comes_back(saved, filled):
    for name in BOTH:
        write(filled, name, "after the backup")
    restored = restore(filled, saved, force=True)
    assert state(filled) == FIRST
    assert not (filled.home / UNFINISHED).exists()
    kept = sorted(path.name for path in restored.before.iterdir())
    assert [name for name in kept if name.endswith(".sqlite3")] == [
        "main.sqlite3",
        "register.sqlite3",
    ]


def test_what_was_there_is_kept_beside(saved, filled):
    write(filled, "main", "after the backup")
    before = restore(filled, saved, force=True).before
    with closing(sqlite3.connect(before / "main.sqlite3")) as database:
        rows = database.execute("SELECT text FROM note").fetchall()
    assert rows == [("first in main",), ("after the backup",)]


def test_what_still_lay_in_the_old_journal_does_not_come_into_the_restored_database(saved, filled):
    with closing(connect(filled, "main")) as writer:
        writer.execute("INSERT INTO note VALUES ('in the journal')")
        writer.commit()
        assert (filled.home / "main.sqlite3-wal").stat().st_size > 0
        shutil.copy(filled.home / "main.sqlite3-wal", filled.home / "kept")
    shutil.move(filled.home / "kept", filled.home / "main.sqlite3-wal")
    restore(filled, saved, force=True)
    assert state(filled) == FIRST


def test_a_new_machine_needs_no_force(saved, filled):
    for name in BOTH:
        (filled.home / f"{name}.sqlite3").unlink()
    assert restore(filled, saved).before is None
    assert state(filled) == FIRST


def test_databases_that_are_there_are_not_overwritten_without_force(saved, filled):
    write(filled, "main", "after the backup")
    assert refusal(filled, saved) == "There are databases already."
    assert notes(filled, "main") == ["first in main", "after the backup"]
    assert sorted(path.name for path in filled.home.iterdir() if "restore" in path.name) == []


def test_nothing_is_restored_under_a_running_site(saved, filled):
    with in_use(filled.home):
        assert refusal(filled, saved, force=True) == "Tryggve is running with these data."


def broken(saved, how):
    """The backup, broken in one of the ways in which files break."""
    content = saved.read_bytes()
    middle = len(content) // 2
    match how:
        case "cut":
            return content[:middle]
        case "empty":
            return b""
        case "another file":
            return b"PK\x03\x04" + content
        case "one byte":
            return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        case "half of it":
            return content[:middle] + bytes(len(content) - middle)
    raise AssertionError(how)


@pytest.mark.parametrize("how", ["cut", "empty", "another file", "one byte", "half of it"])
def test_a_damaged_backup_changes_nothing(saved, filled, how):
    saved.write_bytes(broken(saved, how))
    write(filled, "main", "after the backup")
    assert refusal(filled, saved, force=True) == "This is no backup, or it is damaged."
    assert notes(filled, "main") == ["first in main", "after the backup"]
    assert not (filled.home / UNFINISHED).exists()


def test_every_single_byte_counts(saved, filled, tmp_path):
    """A byte changed anywhere in the content is found, or it changes nothing that is restored."""
    content = saved.read_bytes()
    whole = tmp_path / "whole"
    whole.mkdir()
    unpack(saved, whole)
    for place in range(20, len(content), max(1, len(content) // 60)):
        saved.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        opened = tmp_path / f"opened-{place}"
        opened.mkdir()
        try:
            unpack(saved, opened)
        except InputError:
            continue
        for file in ("main.sqlite3", "register.sqlite3"):
            assert hash_of(opened / file) == hash_of(whole / file)


def rewritten(saved, tmp_path, change):
    """The backup with another manifest or other files."""
    opened = tmp_path / "rewritten"
    with tarfile.open(saved) as archive:
        archive.extractall(opened, filter="data")
        names = archive.getnames()
    names = change(opened, names) or names
    with tarfile.open(saved, "w:gz") as archive:
        for name in names:
            archive.add(opened / name.strip("/."), name)
    return saved


def change_manifest(**changes):
    def change(opened, names):
        manifest = json.loads((opened / MANIFEST).read_text())
        (opened / MANIFEST).write_text(json.dumps(manifest | changes))

    return change


@pytest.mark.parametrize(
    "change",
    [
        change_manifest(format=99),
        change_manifest(copies="none"),
        change_manifest(copies=[]),
        change_manifest(surprise=1),
        lambda opened, names: names[1:],
        lambda opened, names: names[:2],
        lambda opened, names: [names[0], names[2], names[1]],
        lambda opened, names: [*names, names[2]],
        lambda opened, names: [names[0], "../main.sqlite3", names[2]],
        lambda opened, names: (opened / MANIFEST).write_text("{") and None,
    ],
)
def test_what_the_manifest_does_not_say_is_refused(saved, filled, tmp_path, change):
    rewritten(saved, tmp_path, change)
    write(filled, "main", "after the backup")
    with pytest.raises(InputError):
        restore(filled, saved, force=True)
    assert notes(filled, "main") == ["first in main", "after the backup"]


def test_a_link_instead_of_a_file_is_refused(saved, filled, tmp_path):
    def link(opened, names):
        (opened / "main.sqlite3").unlink()
        (opened / "main.sqlite3").symlink_to(filled.keys / "main.key")

    rewritten(saved, tmp_path, link)
    assert refusal(filled, saved, force=True) == "This is no backup, or it is damaged."


def test_the_hash_is_right_and_the_database_is_none(saved, filled, tmp_path):
    def no_database(opened, names):
        (opened / "main.sqlite3").write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
        manifest = Manifest.from_json((opened / MANIFEST).read_bytes())
        read = json.loads(manifest.as_json())
        read["copies"][0] |= {
            "sha256": hash_of(opened / "main.sqlite3"),
            "bytes": (opened / "main.sqlite3").stat().st_size,
        }
        (opened / MANIFEST).write_text(json.dumps(read))

    rewritten(saved, tmp_path, no_database)
    assert refusal(filled, saved, force=True) == "This is no backup, or it is damaged."
    assert state(filled) == FIRST


def test_a_backup_of_a_newer_version_is_refused(saved, filled, tmp_path):
    rewritten(saved, tmp_path, change_manifest(version="99.0.0"))
    assert refusal(filled, saved, force=True) == "The backup was made by Tryggve 99.0.0."


def test_a_backup_of_another_kind_of_database_is_refused(saved, filled):
    other = filled.model_copy(update={"register_url": "postgresql://register@localhost/register"})
    says = "The backup is of another kind of database than the settings name."
    assert refusal(other, saved, force=True) == says


@pytest.mark.parametrize("path", ["missing.tar.gz", "."])
def test_a_file_that_cannot_be_read_is_told(filled, tmp_path, path):
    with pytest.raises(InputError, match="The file cannot be read: "):
        restore(filled, tmp_path / path)


def test_if_the_second_database_cannot_be_placed_the_first_goes_back(saved, filled, monkeypatch):
    write(filled, "register", "after the backup")
    real = copies.shutil.move

    def full_disk(source, target):
        if str(target).endswith("main.sqlite3") and ".restore-" in str(source):
            raise OSError(28, "No space left on device")
        return real(source, target)

    monkeypatch.setattr(copies.shutil, "move", full_disk)
    assert refusal(filled, saved, force=True) == "Cannot write here: No space left on device."
    monkeypatch.undo()
    assert state(filled) == {
        "main": ["first in main"],
        "register": ["first in register", "after the backup"],
    }


def test_without_a_database_there_is_nothing_to_save(config, tmp_path):
    with pytest.raises(InputError, match="There is no database main"):
        back_up(config, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_a_folder_that_cannot_be_written_is_told(filled, tmp_path):
    (tmp_path / "a file").touch()
    with pytest.raises(InputError, match="Cannot write here"):
        back_up(filled, tmp_path / "a file" / "backups")


def test_a_backup_taken_while_people_write_is_whole(filled, tmp_path):
    """Each change writes two rows at once, the register first: a backup never has one of them."""
    done = threading.Event()
    started = threading.Event()

    def keep_writing():
        with closing(connect(filled, "main")) as main, closing(connect(filled, "register")) as reg:
            number = 0
            while not done.is_set():
                for database in (reg, main):
                    with database:
                        rows = [(f"{number} one",), (f"{number} two",)]
                        database.executemany("INSERT INTO note VALUES (?)", rows)
                number += 1
                started.set()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    started.wait()
    try:
        saved = [back_up(filled, tmp_path / "backups") for _ in range(5)]
    finally:
        done.set()
        writer.join()
    sizes = []
    for number, file in enumerate(saved):
        other = filled.model_copy(update={"home": tmp_path / str(number)})
        restore(other, file)
        main, register = notes(other, "main")[1:], notes(other, "register")[1:]
        assert (len(main) % 2, len(register) % 2) == (0, 0)
        assert main == register[: len(main)]
        sizes.append(len(main))
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


def test_versions_are_compared_as_numbers():
    assert backup._numbers("0.10.0") > backup._numbers("0.9.3")
