"""The examination of a real installation, whole and spoiled, by the real command."""

import sqlite3
from contextlib import closing

import pytest

from tests.cli.installation import free_port, served, tryggve
from tryggve.site.operations.static import MARK


def examine(home, **settings):
    """The exit code and the rows as (state, what). There is never a stack trace."""
    done = tryggve(home, "doctor", **settings)
    assert "Traceback" not in done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if not line.lstrip().startswith("-> ")]
    return done.returncode, [tuple(line.split(maxsplit=1)) for line in lines]


def wrong(rows):
    return [row for row in rows if row[0] != "ok"]


def test_a_new_installation_that_is_not_served_yet(home):
    code, rows = examine(home)
    assert (code, wrong(rows)) == (
        0,
        [
            ("warning", "No worker does the tasks of the site: no mail is sent."),
            ("warning", "Style sheets and scripts are not gathered for this version."),
        ],
    )
    told = {what for _, what in rows}
    assert told >= {
        "The settings are right.",
        f"The data are in {home}.",
        "The keys are 0 days old.",
        "The database main is sound.",
        "The database register is sound.",
        "The database main is of this version.",
        "The database register is of this version.",
        "No mail is held up.",
        "Django finds nothing wrong with the site.",
    }


def test_an_installation_that_is_served_has_nothing_to_mend(home):
    with served(home, "--workers", "1"):
        code, rows = examine(home)
    assert (code, wrong(rows)) == (0, [])
    assert (home / "static" / MARK).exists()


@pytest.mark.prove
def test_how_to_mend_stands_below_what_is_wrong(home):
    done = tryggve(home, "doctor")
    lines = done.stdout.splitlines()
    found = "warning  No worker does the tasks of the site: no mail is sent."
    assert lines[lines.index(found) + 1] == "         -> Start tryggve serve, or tryggve worker."


@pytest.mark.prove
def test_it_speaks_swedish(home):
    done = tryggve(home, "doctor", language="sv")
    assert "Inställningarna är rätt." in done.stdout


def test_wrong_settings_are_told_and_nothing_else_is_looked_at(home):
    code, rows = examine(home, workers="many", port="0")
    assert (code, [state for state, _ in rows]) == (1, ["error", "error"])


def test_without_keys_what_needs_none_is_still_examined(home):
    (home / "keys").rename(home / "moved")
    code, rows = examine(home)
    missing = ("error", f"{home}/keys: There are no keys here.")
    assert (code, wrong(rows)) == (1, [missing, missing])


def test_a_database_that_is_not_there_is_not_made(home):
    (home / "main.sqlite3").unlink()
    code, rows = examine(home)
    assert (code, wrong(rows)) == (1, [("error", "There is no database main.")])
    assert not (home / "main.sqlite3").exists()


@pytest.mark.prove
def test_a_server_of_databases_that_does_not_answer(home):
    url = f"postgresql://register@127.0.0.1:{free_port()}/register"
    code, rows = examine(home, register_url=url)
    assert (code, wrong(rows)) == (1, [("error", "The database register does not answer.")])


@pytest.mark.prove
def test_a_damaged_database(home):
    """The later half of its pages is written over."""
    path = home / "main.sqlite3"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * (path.stat().st_size // 2))
    code, rows = examine(home)
    assert (code, ("error", "The database main is damaged.") in rows) == (1, True)


def test_a_database_that_does_not_survive_a_power_cut(home, monkeypatch):
    """Where SQLite's journal cannot be used it falls back: a settings file of our own does so."""
    url = f"sqlite:///{home}/main.sqlite3?init_command=PRAGMA%20synchronous%3DOFF"
    code, rows = examine(home, database_url=url)
    assert (code, ("error", "The database main does not survive a power cut.") in rows) == (1, True)


def test_both_databases_survive_a_power_cut(home):
    """The journal is in the file for all who open it; the rest is asked by the row above."""
    for name in ("main", "register"):
        with closing(sqlite3.connect(home / f"{name}.sqlite3")) as database:
            assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
