"""Copies of the two databases while people work, and copies put in the place of the databases.

The main database is copied first: the register may then know more than the main database, never
less, which is the order in which services write (the register first).
SQLite: one read transaction on each, begun together, and SQLite's own backup.
PostgreSQL: pg_dump and psql, the whole restore in one transaction.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import dj_database_url

from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

if TYPE_CHECKING:
    import psycopg

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
SIDE_FILES = ("-wal", "-shm", "-journal")
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"

# Everything of ours in a PostgreSQL database, tables and the functions of their triggers.
EMPTY_POSTGRESQL = """
DO $$ DECLARE command text; BEGIN
  FOR command IN
    SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename)
      FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user
    UNION ALL
    SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
  LOOP EXECUTE command; END LOOP;
END $$;
"""


@dataclass(frozen=True)
class Database:
    """One of the two databases: its name here, `main` or `register`, and its address."""

    name: str
    url: str

    @property
    def kind(self) -> str:
        return SQLITE if self.url.startswith("sqlite") else POSTGRESQL

    @property
    def path(self) -> Path:
        """The file of an SQLite database."""
        return Path(dj_database_url.parse(self.url)["NAME"])

    @property
    def copy_name(self) -> str:
        return f"{self.name}.sqlite3" if self.kind == SQLITE else f"{self.name}.sql"

    def has_data(self) -> bool:
        """Whether there is anything in it. InputError if its server does not answer."""
        if self.kind == SQLITE:
            return self.path.exists() and self.path.stat().st_size > 0
        with _postgresql(self) as connection:
            found = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
            return found.fetchone() is not None

    def migrations(self) -> list[str]:
        """The migrations that this database has, as `app.name`."""
        if self.kind == SQLITE:
            with closing(_open(self.path)) as connection:
                return [row[0] for row in connection.execute(MIGRATIONS)]
        with _postgresql(self) as connection:
            return [row[0] for row in connection.execute(MIGRATIONS)]


def copy_out(databases: Iterable[Database], folder: Path) -> None:
    """Copy each database into `folder` under its `copy_name`, as they are at this moment."""
    with ExitStack() as open_files:
        snapshots = []
        for database in databases:
            if database.kind == POSTGRESQL:
                _run("pg_dump", database, ["--no-owner", "--no-privileges", "--file"], folder)
                continue
            source = open_files.enter_context(closing(_open(database.path)))
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            snapshots.append((database, source))
        for database, source in snapshots:
            with closing(sqlite3.connect(folder / database.copy_name)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")


def check_copy(kind: str, path: Path) -> bool:
    """Whether a copy is a sound database, as far as it can be told by itself."""
    if kind == POSTGRESQL:
        return True  # text: whether it can be run, psql says, in one transaction
    try:
        with closing(sqlite3.connect(path)) as copy:
            return bool(copy.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def put_in_place(databases: Iterable[Database], copies: Path, before: Path) -> None:
    """Let the copies take the place of the databases, all or none of them.

    What was there is kept in `before`. The register goes first, as services write.
    """
    with ExitStack() as steps_back:
        for database in reversed(list(databases)):
            if database.kind == SQLITE:
                _place_sqlite(database, copies, before, steps_back)
            else:
                copy_out([database], before)
                steps_back.callback(_load, database, before)
                _load(database, copies)
        steps_back.pop_all()


def _place_sqlite(database: Database, copies: Path, before: Path, steps_back: ExitStack) -> None:
    """Move the old files away and the copy in."""
    path = database.path
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in [path, *(path.with_name(path.name + suffix) for suffix in SIDE_FILES)]:
        if old.exists():
            shutil.move(old, before / old.name)
            steps_back.callback(shutil.move, before / old.name, old)
    shutil.move(copies / database.copy_name, path)
    steps_back.callback(path.unlink)
    _sync(path.parent)


def _load(database: Database, folder: Path) -> None:
    emptying = folder / "empty.sql"
    emptying.write_text(EMPTY_POSTGRESQL, encoding="utf-8")
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run("psql", database, [*options, f"--file={emptying}", "--file"], folder)
    emptying.unlink()


def _open(path: Path) -> sqlite3.Connection:
    """Open an SQLite file that is there; it is not made."""
    try:
        return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)
    except sqlite3.OperationalError:
        raise refuse(
            say("There is no database."), say("Make it with tryggve init."), file=str(path)
        ) from None


def _sync(folder: Path) -> None:
    """Let a move of files survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _postgresql(database: Database) -> Iterator["psycopg.Connection[tuple[str]]"]:
    import psycopg

    try:
        with psycopg.connect(database.url, connect_timeout=10) as connection:
            yield connection
    except psycopg.OperationalError:
        raise refuse(
            say("The database {name} does not answer.", name=database.name),
            say("Start its server, or mend database_url or register_url."),
        ) from None


def _run(program: str, database: Database, options: list[str], folder: Path) -> None:
    """Run a program of PostgreSQL on a file; the password goes by the environment."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    found = shutil.which(program)
    if found is None:
        raise refuse(
            say("The program {program} is missing.", program=program),
            say("Install the client of PostgreSQL, for example: apt install postgresql-client"),
        )
    how = conninfo_to_dict(database.url)
    environment = dict(os.environ)
    if password := how.pop("password", None):
        environment["PGPASSWORD"] = str(password)
    address = make_conninfo("", **how)
    command = [found, *options, str(folder / database.copy_name), "--dbname", address]
    done = subprocess.run(  # noqa: S603 - the program was found, and its words are ours
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [str(done.returncode)]
        raise InputError(
            Problem(
                say("{program} failed: {reason}", program=program, reason=last[0]),
                say("Run tryggve doctor."),
            )
        )
