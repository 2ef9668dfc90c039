"""Two small SQLite databases, as an installation has them, read and written without Django."""

import sqlite3
from contextlib import closing


def connect(config, name):
    return sqlite3.connect(config.home / f"{name}.sqlite3")


def fill(config):
    """A row in each database, and a key beside them."""
    for name in ("main", "register"):
        with closing(connect(config, name)) as database, database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
            database.execute("INSERT INTO django_migrations VALUES ('accounts', '0001_initial')")
            database.execute("CREATE TABLE note (text TEXT)")
        write(config, name, f"first in {name}")
    config.keys.mkdir()
    (config.keys / "main.key").write_text("a very secret key")


def notes(config, name):
    with closing(connect(config, name)) as database:
        return [row[0] for row in database.execute("SELECT text FROM note ORDER BY rowid")]


def write(config, name, text):
    with closing(connect(config, name)) as database, database:
        database.execute("INSERT INTO note VALUES (?)", [text])
