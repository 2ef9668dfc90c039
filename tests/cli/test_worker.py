"""The worker in a process of its own: does what waits, and ends when it is told to."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.cli.installation import environment, tryggve, wait_for
from tests.web.mail_server import mail_server


def tasks(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        query = "SELECT task_path, status FROM django_tasks_database_dbtaskresult"
        return {path.rsplit(".")[-1]: status for path, status in database.execute(query)}


def workers(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM web_taskworker").fetchone()[0]


def start(home, log, **settings):
    return subprocess.Popen(
        [sys.executable, "-m", "tryggve", "worker"],
        env=environment(home, **settings),
        cwd=home.parent,
        stdout=log,
        stderr=log,
    )


@pytest.mark.prove
def test_it_sends_mail_and_stops_when_told_to(home, tmp_path):
    """From the command line to a mail server, and a log without a name or an address."""
    with mail_server() as server, (tmp_path / "log").open("w") as log:
        smtp = {
            "smtp_host": "127.0.0.1",
            "smtp_port": server.smtp["port"],
            "smtp_security": "none",
        }
        tryggve(home, "organisation", "create", "Nybro", **smtp)
        invited = ["person", "invite", "kalle@kommun.example", "--organisation", "nybro"]
        assert tryggve(home, *invited, **smtp).returncode == 0
        worker = start(home, log, **smtp)
        try:
            wait_for(lambda: server.taken)
            wait_for(lambda: tasks(home).get("send_mail") == "SUCCESSFUL")
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(30) == 0
    assert b"kalle@kommun.example" in server.taken[0]
    written = (tmp_path / "log").read_text()
    assert ("kalle" in written, "Traceback" in written) == (False, False)
    assert [json.loads(line)["logger"] for line in written.splitlines()] != []
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        rows = database.execute("SELECT state, body FROM web_outgoingmail").fetchall()
    assert (rows, workers(home)) == ([("sent", "")], 0)


@pytest.mark.prove
def test_what_a_killed_worker_had_begun_is_not_lost(home, tmp_path):
    """The queue outlives the worker: what waited is done by the next one."""
    with (tmp_path / "log").open("w") as log:
        first = start(home, log)
        wait_for(lambda: tasks(home) and workers(home))
        first.kill()
        first.wait(30)
        second = start(home, log)
        try:
            wait_for(lambda: workers(home) == 2)  # the one that was killed left its row
            wait_for(lambda: set(tasks(home).values()) <= {"SUCCESSFUL", "RUNNING"})
        finally:
            second.terminate()
            assert second.wait(30) == 0


def test_without_databases_it_says_so(home):
    (home / "main.sqlite3").unlink()
    done = tryggve(home, "worker")
    assert (done.returncode, "There is no database main." in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
