"""A new installation is made by one command, for its owner alone; a second run changes nothing."""

import re
import sqlite3
import stat
from contextlib import closing

from tests.cli.installation import tryggve


def rows(home, name):
    """Everything that is kept, but the line that somebody ran the command."""
    with closing(sqlite3.connect(home / f"{name}.sqlite3")) as database:
        return [line for line in database.iterdump() if "web_act" not in line]


def test_it_says_what_it_made_and_where_the_operator_goes(made):
    home, said = made
    lines = said.splitlines()
    assert lines[0] == f"Keys are made in {home}/keys. Copy them to a safe place."
    assert "drift@kommun.example is an operator." in lines
    assert re.search(r"http://localhost:8000/\S+/password/reset/key/\S+", said)
    assert lines[-1] == "Start it with tryggve serve."


def test_nobody_else_may_read_what_it_made(made):
    open_to_others = [
        path.name
        for path in [made[0], *made[0].rglob("*")]
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    assert open_to_others == []


def test_a_second_run_changes_no_key_and_no_row(home):
    key = (home / "keys" / "master.json").read_bytes()
    before = {name: rows(home, name) for name in ("main", "register")}
    done = tryggve(home, "init")
    assert done.returncode == 0, done.stderr
    assert (home / "keys" / "master.json").read_bytes() == key
    assert {name: rows(home, name) for name in ("main", "register")} == before
    assert "Name somebody to run it: tryggve person operator EMAIL" in done.stdout


def test_damaged_keys_stop_it_before_anything_is_made(home):
    (home / "keys" / "master.json").write_text("{")
    (home / "main.sqlite3").unlink()
    done = tryggve(home, "init")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "The file of keys is damaged" in done.stderr
    assert not (home / "main.sqlite3").exists()
