"""Databases of an earlier commit are brought to this one, whole, or left as they were."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.installation import tryggve

FIXTURES = sorted((Path(__file__).parents[1] / "golden" / "upgrade").glob("*"))
NAMES = ("main", "register")
# What an upgrade itself adds to or renews, or what may go at any time.
MAY_CHANGE = {"django_migrations", "sqlite_sequence", "site_cache", "web_act"}


@pytest.fixture(params=FIXTURES, ids=lambda folder: folder.name)
def earlier(request, tmp_path):
    """The databases of an earlier commit in a home with keys."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for name in NAMES:
        with closing(sqlite3.connect(home / f"{name}.sqlite3")) as database:
            database.executescript((request.param / f"{name}.sql").read_text(encoding="utf-8"))
    assert tryggve(home, "keys", "create").returncode == 0
    return home


def tables(home, name):
    """{table: [row as {column: value}]}, the rows in order of their first column."""
    with closing(sqlite3.connect(home / f"{name}.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            table: [dict(row) for row in database.execute(f'SELECT * FROM "{table}" ORDER BY 1')]  # noqa: S608
            for (table,) in names
        }


def migrations(home, name):
    return {(row["app"], row["name"]) for row in tables(home, name)["django_migrations"]}


def assert_kept(before, after):
    """The first rows are the same in every column that there still is."""
    columns = set(before[0]).intersection(after[0]) if before else set()
    kept = [{column: row[column] for column in columns} for row in after[: len(before)]]
    assert kept == [{column: row[column] for column in columns} for row in before]


def test_every_row_is_there_after_the_upgrade(earlier, made):
    before = {name: tables(earlier, name) for name in NAMES}
    assert sum(bool(rows) for rows in before["main"].values()) > 20  # it has rows to lose
    done = tryggve(earlier, "upgrade")
    assert done.returncode == 0, done.stderr
    for name in NAMES:
        after = tables(earlier, name)
        assert migrations(earlier, name) == migrations(made[0], name)
        for table, rows in before[name].items():
            if table in MAY_CHANGE or table not in after:
                continue
            assert_kept(rows, after[table])


@pytest.mark.prove
def test_an_upgraded_installation_is_in_order(earlier):
    """But for the keys: those of the earlier commit are not in the fixture."""
    tryggve(earlier, "upgrade")
    said = tryggve(earlier, "doctor").stdout
    errors = [line.split(maxsplit=1)[1] for line in said.splitlines() if line.startswith("error")]
    assert [each for each in errors if "key" not in each] == []
    assert "The database main is of this version." in said


def test_what_an_upgrade_does_is_told(earlier, made):
    missing = {name: migrations(made[0], name) - migrations(earlier, name) for name in NAMES}
    done = tryggve(earlier, "upgrade")
    told = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    expected = [f"{name}: {app}.{step}" for name in NAMES for app, step in missing[name]]
    assert sorted(told) == sorted(expected)
    assert expected != []
    (backup,) = (earlier / "backups").iterdir()
    last = f"The databases are of this version. The backup is in {backup}"
    assert done.stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("name", "fault", "kind"),
    [
        (
            "register",
            "CREATE TRIGGER fault BEFORE INSERT ON django_migrations "
            "BEGIN SELECT RAISE(ABORT, 'in the middle'); END",
            "TransactionManagementError",
        ),
        pytest.param(
            "main",
            "CREATE TRIGGER fault AFTER INSERT ON areas_area "
            "BEGIN DELETE FROM accounts_signinlink; END",
            "NotWholeError",
            marks=pytest.mark.prove,
        ),
        pytest.param(
            "main",
            "UPDATE accounts_membership SET user_id = 999",
            "IntegrityError",
            marks=pytest.mark.prove,
        ),
    ],
    ids=["a migration fails", "rows are lost", "a row points at nothing"],
)
def test_after_a_failure_the_databases_are_as_they_were(earlier, name, fault, kind):
    with closing(sqlite3.connect(earlier / f"{name}.sqlite3")) as database, database:
        database.execute(fault)
    before = {name: tables(earlier, name) for name in NAMES}
    done = tryggve(earlier, "upgrade")
    assert done.returncode == 2
    assert f"The upgrade failed: {kind}. The databases are as they were." in done.stderr
    assert "Traceback" not in done.stderr
    assert {name: tables(earlier, name) for name in NAMES} == before
    assert len(list((earlier / "backups").iterdir())) == 1
    assert list(earlier.glob("before-restore-*")) == []


@pytest.mark.prove
def test_a_second_upgrade_does_nothing_more(home):
    done = tryggve(home, "upgrade")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("  ")] == []


@pytest.mark.prove
def test_databases_of_a_newer_version_are_left_alone(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_new', 'now')"
        )
    done = tryggve(home, "upgrade")
    assert (done.returncode, "made by a newer version" in done.stderr) == (2, True)
    assert not (home / "backups").exists()


@pytest.mark.prove
def test_without_databases_there_is_nothing_to_upgrade(home):
    (home / "register.sqlite3").unlink()
    done = tryggve(home, "upgrade")
    assert (done.returncode, "There is no database register." in done.stderr) == (2, True)
