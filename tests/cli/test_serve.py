"""The served site: it answers, works, stops cleanly, and says in words why it does not start."""

import os
import signal
import socket
import sqlite3
import time
from contextlib import closing

import pytest

from tests.cli.installation import (
    children_of,
    descendants,
    free_port,
    is_running,
    served,
    tryggve,
    wait_for,
)


def test_it_answers_works_and_stops_with_everything_it_started(home):
    with served(home) as site:
        assert site.get("/health") == (200, '{"status": "ok"}')
        status, page = site.get("/")
        assert (status, "<html" in page) == (200, True)
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert site.get(style)[0] == 200
        assert site.get("/no-such-page")[0] == 404
        processes = site.children()
        assert len(processes) == 4  # the server, its two workers, and the one that does tasks
        assert site.stop() == 0
    assert [number for number in processes if is_running(number)] == []
    log = (home.parent / "serve.log").read_text()
    assert ("Traceback" in log, "no-such-page" in log) == (False, False)


def test_behind_a_proxy_that_speaks_https_cookies_and_pages_are_strict(home):
    settings = {"base_url": "https://tryggve.kommun.example", "trusted_proxies": 1}
    forwarded = {"Host": "tryggve.kommun.example", "X-Forwarded-Proto": "https"}
    with served(home, "--workers", "1", "--no-worker", wait=False, **settings) as site:
        wait_for(lambda: site.headers("/health", forwarded, status=503))
        held = site.headers("/accounts/login/", forwarded)
        cookies = [value for name, value in held if name.lower() == "set-cookie"]
        assert len(cookies) >= 1
        for cookie in cookies:
            flags = {part.strip().lower() for part in cookie.split(";")[1:]}
            assert {"secure", "httponly", "samesite=lax"} <= flags
        strict = {name.lower(): value for name, value in held}
        assert strict["strict-transport-security"] == "max-age=31536000"
        assert "default-src 'none'" in strict["content-security-policy"]
        assert "unsafe" not in strict["content-security-policy"]
        assert (strict["x-frame-options"], strict["referrer-policy"]) == ("DENY", "same-origin")
        other = site.headers("/", forwarded | {"Host": "elsewhere.example"}, status=400)
        assert other is not None


@pytest.mark.prove
def test_ctrl_c_stops_it_too(home):
    with served(home, "--workers", "1") as site:
        processes = site.children()
        assert site.stop(signal.SIGINT) == 0
    assert [number for number in processes if is_running(number)] == []


@pytest.mark.prove
def test_without_tasks_it_serves_alone(home):
    with served(home, "--workers", "1", "--no-worker", wait=False) as site:
        wait_for(lambda: site.health() == 503)
        assert site.get("/")[0] == 200
        assert len(site.children()) == 2


@pytest.mark.prove
def test_a_task_worker_that_dies_is_started_again(home):
    with served(home, "--workers", "1") as site:
        server, tasks = sorted(children_of(site.process.pid))
        os.kill(tasks, signal.SIGKILL)
        wait_for(lambda: len(children_of(site.process.pid)) == 2 and not is_running(tasks))
        assert site.get("/")[0] == 200
        assert server in children_of(site.process.pid)


@pytest.mark.prove
def test_a_web_worker_that_dies_is_started_again(home):
    with served(home, "--workers", "2") as site:
        server = min(children_of(site.process.pid))
        one, other = descendants(server)
        os.kill(one, signal.SIGKILL)
        wait_for(lambda: len(descendants(server)) == 2 and one not in descendants(server))
        wait_for(lambda: site.health() == 200)
        assert other in descendants(server)


@pytest.mark.prove
def test_when_the_server_ends_everything_ends(home):
    with served(home, "--workers", "1") as site:
        processes = site.children()
        os.kill(min(children_of(site.process.pid)), signal.SIGKILL)
        assert site.process.wait(30) == 1
    wait_for(lambda: not any(is_running(number) for number in processes))


@pytest.mark.prove
def test_when_the_first_process_is_killed_nothing_is_left_behind(home):
    with served(home, "--workers", "1") as site:
        processes = site.children()
        os.kill(site.process.pid, signal.SIGKILL)
        wait_for(lambda: not any(is_running(number) for number in processes))


@pytest.mark.prove
def test_a_commit_survives_that_everything_is_killed(home):
    """Rows are written while the site runs; every process is killed; every row is there."""
    with served(home, "--workers", "1") as site:
        seen = wait_for(lambda: beats(home))
        time.sleep(1)
        for number in [site.process.pid, *site.children()]:
            os.kill(number, signal.SIGKILL)
    assert beats(home) >= seen
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def beats(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database:
        return database.execute("SELECT max(seen) FROM web_taskworker").fetchone()[0]


def refused(home, *words, **settings):
    done = tryggve(home, "serve", "--port", str(free_port()), *words, **settings)
    assert (done.returncode, "Traceback" in done.stderr + done.stdout) == (2, False)
    return done.stderr.strip()


def test_a_wrong_setting_is_told_without_a_trace(home):
    assert refused(home, workers="many") == (
        "TRYGGVE_WORKERS, field workers: The setting workers has a wrong value: it must be a whole "
        "number. What it may hold is written in docs/reference/settings.md."
    )


def test_a_database_of_an_earlier_version_is_not_served(home):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'web' AND name LIKE '0002%'")
    assert refused(home) == (
        "The databases are of an earlier version of Tryggve. Run tryggve upgrade."
    )


@pytest.mark.prove
def test_a_database_of_a_newer_version_is_not_served(home):
    with closing(sqlite3.connect(home / "register.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_new', 'now')"
        )
    assert refused(home).startswith("The databases were made by a newer version of Tryggve.")


def test_without_keys_it_says_so(home):
    (home / "keys").rename(home / "moved")
    assert refused(home).startswith(f"{home}/keys: There are no keys here.")


def test_a_port_that_is_taken_is_told(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = tryggve(home, "serve", "--port", str(port))
    assert (done.returncode, done.stderr.strip()) == (
        2,
        f"Cannot answer at 127.0.0.1, port {port}: Address already in use. "
        "Choose another with --host and --port, or stop what answers there.",
    )


@pytest.mark.prove
def test_a_misspelt_variable_is_told_and_it_starts(home):
    with served(home, "--workers", "1", smpt_host="mail.example") as site:
        assert site.get("/")[0] == 200
    assert "Did you mean TRYGGVE_SMTP_HOST?" in (home.parent / "serve.log").read_text()
