"""Backup and restore of a real installation by the real commands, while it is served and after."""

import sqlite3
import tarfile
from contextlib import closing

import pytest

from tests.cli.installation import served, tryggve


def organisations(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        return [
            row[0] for row in database.execute("SELECT slug FROM accounts_organisation ORDER BY id")
        ]


def create(home, name):
    done = tryggve(home, "organisation", "create", name)
    assert done.returncode == 0, done.stderr


def test_a_backup_of_a_served_site_comes_back(home, tmp_path):
    create(home, "Nybro")
    with served(home, "--workers", "1"):
        done = tryggve(home, "backup", tmp_path / "backups")
        assert done.returncode == 0, done.stderr
        (file,) = (tmp_path / "backups").iterdir()
        assert done.stdout == f"The backup is in {file}\n"
        create(home, "Emmaboda")
        refused = tryggve(home, "restore", file, "--force")
        assert (refused.returncode, refused.stderr.splitlines()[0]) == (
            2,
            "Tryggve is running with these data. "
            "Stop it first, for example: sudo systemctl stop tryggve",
        )
    assert organisations(home) == ["nybro", "emmaboda"]
    assert tryggve(home, "restore", file).returncode == 2
    done = tryggve(home, "restore", file, "--force")
    assert done.returncode == 0, done.stderr
    assert organisations(home) == ["nybro"]
    with served(home, "--workers", "1") as site:
        assert site.get("/")[0] == 200


def test_no_key_of_the_installation_is_in_its_backup(home, tmp_path):
    tryggve(home, "backup", tmp_path / "backups")
    (file,) = (tmp_path / "backups").iterdir()
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "opened", filter="data")
    held = [path.read_bytes() for path in (tmp_path / "opened").iterdir()]
    secrets = [
        (home / "keys" / "django-secret").read_bytes(),
        *(home / "keys" / "master.json").read_bytes().split(b'"'),
    ]
    long_ones = [secret for secret in secrets if len(secret) >= 40]
    assert len(long_ones) == 2
    assert [secret for secret in long_ones for content in held if secret in content] == []


@pytest.mark.prove
def test_a_backup_is_examined_in_a_folder_of_its_own(home, tmp_path):
    tryggve(home, "backup", tmp_path / "backups")
    (file,) = (tmp_path / "backups").iterdir()
    done = tryggve(home, "restore", file, "--into", tmp_path / "looked at")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "looked at").iterdir()) == [
        "main.sqlite3",
        "register.sqlite3",
    ]
    again = tryggve(home, "restore", file, "--into", tmp_path / "looked at")
    assert (again.returncode, "This folder is there already." in again.stderr) == (2, True)


@pytest.mark.prove
def test_a_restore_that_is_killed_is_done_again(home, tmp_path, monkeypatch):
    """Killed between the two databases: nothing starts until it is done again."""
    create(home, "Nybro")
    tryggve(home, "backup", tmp_path / "backups")
    (file,) = (tmp_path / "backups").iterdir()
    create(home, "Emmaboda")
    dies = (
        "import os, sys\n"
        "from tryggve.site.operations import copies\n"
        "real = copies._place_sqlite\n"
        "def die(database, *rest):\n"
        "    if database.name == 'main':\n"
        "        os.kill(os.getpid(), 9)\n"
        "    real(database, *rest)\n"
        "copies._place_sqlite = die\n"
    )
    (tmp_path / "sitecustomize.py").write_text(dies)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert tryggve(home, "restore", file, "--force").returncode == -9
    monkeypatch.delenv("PYTHONPATH")
    refused = tryggve(home, "serve", "--port", "1")
    assert (refused.returncode, "A restore was cut off" in refused.stderr) == (2, True)
    assert tryggve(home, "restore", file, "--force").returncode == 0
    assert organisations(home) == ["nybro"]
    assert tryggve(home, "doctor").returncode == 0
