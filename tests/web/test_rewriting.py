"""What was deleted can no longer be read out of a database's file."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from tryggve.web.databases import rewrite, rewrite_all

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "register"])

SECRET = "Påhittsson, Diktarstigen 7"


def file_of_secrets(path):
    """A database in which something was deleted as SQLite does it unless told to overwrite."""
    handler = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}}
    )
    connection = handler["default"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA secure_delete = OFF")
        cursor.execute("CREATE TABLE people (name text)")
        cursor.executemany("INSERT INTO people VALUES (%s)", [[SECRET]] * 100)
        cursor.execute("DELETE FROM people")
    return connection


def somebody_reading(path):
    """Somebody in the middle of reading."""
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM people").fetchone()
    return reader


def holds_secrets(folder):
    return any(SECRET.encode() in file.read_bytes() for file in folder.iterdir())


def test_what_was_deleted_is_overwritten_in_the_file_and_in_its_log(tmp_path):
    with closing(file_of_secrets(tmp_path / "main.sqlite3")) as connection:
        assert holds_secrets(tmp_path)
        rewrite(connection)
        assert not holds_secrets(tmp_path)


def test_a_reader_that_stays_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr("tryggve.web.databases.TRIES", 2)
    monkeypatch.setattr("tryggve.web.databases.AGAIN_AFTER", 0)
    path = tmp_path / "main.sqlite3"
    with closing(file_of_secrets(path)) as connection, closing(somebody_reading(path)):
        connection.cursor().execute("PRAGMA busy_timeout = 10")
        with pytest.raises(TimeoutError):
            rewrite(connection)


def test_both_databases_are_rewritten_whichever_kind_they_are():
    rewrite_all()
    assert len(list(connections.all())) == 2
