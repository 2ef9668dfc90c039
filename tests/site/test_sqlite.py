"""The site's SQLite: survives a power cut, waits its turn, never fails between read and write."""

import threading

import pytest
from django.db.utils import ConnectionHandler

from tryggve.site.settings import _database


@pytest.fixture
def handler(tmp_path, django_db_blocker):
    """Two connections to one file, made as the settings make them."""
    database = _database(f"sqlite:///{tmp_path / 'main.sqlite3'}")
    connections = ConnectionHandler({"default": database, "other": dict(database)})
    with django_db_blocker.unblock():
        yield connections
        connections.close_all()


def ask(connection, question, values=()):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a commit that was answered is on the disk
        ("busy_timeout", 20_000),
        ("foreign_keys", 1),
    ],
)
def test_a_connection_is_set_as_the_design_says(handler, pragma, value):
    assert ask(handler["default"], f"PRAGMA {pragma}") == value


def test_a_transaction_takes_its_turn_to_write_when_it_begins(handler):
    """A transaction that reads first and writes later would fail if another wrote in between."""
    ask(handler["default"], "CREATE TABLE number (value INTEGER)")
    ask(handler["default"], "INSERT INTO number VALUES (0)")
    both = threading.Barrier(2)

    def add_one(alias):
        connection = handler[alias]
        both.wait()
        for _ in range(20):
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            value = ask(connection, "SELECT value FROM number")
            ask(connection, "UPDATE number SET value = %s", [value + 1])
            connection.commit()
            connection.set_autocommit(True)
        connection.close()

    threads = [threading.Thread(target=add_one, args=[alias]) for alias in ("default", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(handler["default"], "SELECT value FROM number") == 40


def test_who_asks_for_another_way_in_the_address_gets_it(tmp_path):
    database = _database(f"sqlite:///{tmp_path / 'main.sqlite3'}?timeout=1")
    assert database["OPTIONS"]["timeout"] == 1
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_server_that_is_away_is_not_waited_for_long():
    database = _database("postgresql://main@localhost/main?sslmode=require")
    assert database["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}
