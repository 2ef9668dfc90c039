"""Backup, restore, upgrade and examination of an installation on a real PostgreSQL."""

import hashlib
import json
import os
import tarfile

import psycopg
import pytest

from tests.cli.installation import served, tryggve
from tests.postgresql import address, server


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory):
    """A home whose two databases are on a server that is there for these tests alone."""
    with server() as folder:
        settings = {
            "database_url": address(folder, "main"),
            "register_url": address(folder, "register"),
        }
        home = tmp_path_factory.mktemp("postgresql") / "home"
        done = tryggve(home, "init", "--operator", "drift@kommun.example", **settings)
        assert done.returncode == 0, done.stderr
        yield home, settings


def ask(settings, query, name="database_url"):
    with psycopg.connect(settings[name]) as connection:
        return [row[0] for row in connection.execute(query)]


def slugs(settings):
    return ask(settings, "SELECT slug FROM accounts_organisation ORDER BY id")


@pytest.fixture
def saved(on_postgresql, tmp_path):
    """A backup with one organisation; another came after it."""
    home, settings = on_postgresql
    for name in ("before", "after"):
        if name not in slugs(settings):
            assert tryggve(home, "organisation", "create", name, **settings).returncode == 0
        if name == "before":
            done = tryggve(home, "backup", tmp_path / "backups", **settings)
            assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "backups").iterdir()
    yield home, settings, file
    with psycopg.connect(settings["database_url"]) as connection:
        connection.execute("DELETE FROM accounts_organisation")


def test_the_backup_is_two_dumps_without_a_key_or_a_password(saved):
    home, _, file = saved
    with tarfile.open(file) as archive:
        assert archive.getnames() == ["manifest.json", "main.sql", "register.sql"]
        held = b"".join(archive.extractfile(name).read() for name in archive.getnames())
    secret = (home / "keys" / "django-secret").read_bytes()
    assert (secret in held, b"before" in held) == (False, True)


def test_what_was_saved_comes_back_and_replaces_what_came_after(saved):
    home, settings, file = saved
    assert slugs(settings) == ["before", "after"]
    refused = tryggve(home, "restore", file, **settings)
    assert (refused.returncode, "There are databases already." in refused.stderr) == (2, True)
    done = tryggve(home, "restore", file, "--force", **settings)
    assert done.returncode == 0, done.stderr
    assert slugs(settings) == ["before"]
    with psycopg.connect(settings["database_url"]) as connection, pytest.raises(psycopg.Error):
        connection.execute("UPDATE web_act SET service = 'another'")  # its trigger is back too
    with served(home, "--workers", "1", **settings) as site:
        assert site.get("/")[0] == 200
        assert tryggve(home, "doctor", **settings).returncode == 0


@pytest.mark.prove
def test_tables_that_came_after_the_backup_go(saved):
    home, settings, file = saved
    with psycopg.connect(settings["database_url"]) as connection:
        connection.execute("CREATE TABLE newer (id bigint REFERENCES accounts_organisation)")
    assert tryggve(home, "restore", file, "--force", **settings).returncode == 0
    found = "SELECT count(*) FROM pg_tables WHERE tablename = 'newer'"
    assert ask(settings, found) == [0]


@pytest.mark.prove
def test_a_dump_that_cannot_be_run_changes_neither_database(saved, tmp_path):
    """The register is replaced first; when the main database fails, the register goes back."""
    home, settings, file = saved
    with psycopg.connect(settings["register_url"]) as connection:
        connection.execute("CREATE TABLE mark (id int)")
    broken = rewritten(file, tmp_path, "main.sql", b"\nSELECT 1 / 0;\n")
    done = tryggve(home, "restore", broken, "--force", **settings)
    assert (done.returncode, "psql failed" in done.stderr) == (2, True)
    assert slugs(settings) == ["before", "after"]
    mark = "SELECT count(*) FROM pg_tables WHERE tablename = 'mark'"
    assert ask(settings, mark, "register_url") == [1]
    with psycopg.connect(settings["register_url"]) as connection:
        connection.execute("DROP TABLE mark")


def rewritten(file, tmp_path, name, more):
    """The same backup with more in one of its files, and a manifest that says so."""
    opened = tmp_path / "opened"
    with tarfile.open(file) as archive:
        archive.extractall(opened, filter="data")
    with (opened / name).open("ab") as dump:
        dump.write(more)
    content = (opened / name).read_bytes()
    manifest = json.loads((opened / "manifest.json").read_text())
    for copy in manifest["copies"]:
        if copy["file"] == name:
            copy |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (opened / "manifest.json").write_text(json.dumps(manifest))
    target = tmp_path / "rewritten.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        for each in ("manifest.json", "main.sql", "register.sql"):
            archive.add(opened / each, each)
    return target


@pytest.mark.prove
def test_a_backup_of_sqlite_does_not_fit(on_postgresql, home, tmp_path):
    postgresql_home, settings = on_postgresql
    tryggve(home, "backup", tmp_path / "backups")
    (file,) = (tmp_path / "backups").iterdir()
    done = tryggve(postgresql_home, "restore", file, "--force", **settings)
    assert done.returncode == 2
    assert "The backup is of another kind of database than the settings name." in done.stderr


@pytest.mark.prove
def test_one_role_for_both_databases_is_told(on_postgresql):
    home, settings = on_postgresql
    both = {**settings, "register_url": settings["register_url"].replace("//register@", "//main@")}
    done = tryggve(home, "doctor", **both)
    assert "Both databases are opened by the same role." in done.stdout


@pytest.mark.prove
def test_without_the_client_of_postgresql_it_says_what_to_install(on_postgresql, tmp_path):
    home, settings = on_postgresql
    empty = tmp_path / "empty"
    empty.mkdir()
    path = os.environ["PATH"]
    os.environ["PATH"] = str(empty)
    try:
        done = tryggve(home, "backup", tmp_path / "backups", **settings)
    finally:
        os.environ["PATH"] = path
    assert done.returncode == 2
    assert "The program pg_dump is missing. Install the client of PostgreSQL" in done.stderr
