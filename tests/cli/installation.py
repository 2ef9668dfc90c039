"""A real installation in a folder of its own, driven by the real command in processes."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from tests.web.mail_server import free_port

PATIENCE = 180  # seconds for something that should take one or two, on a machine that is busy


def environment(home, **settings):
    """The environment of a command: nothing of ours but the home and what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRYGGVE_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    given = {f"TRYGGVE_{name.upper()}": str(value) for name, value in settings.items()}
    return kept | {
        "TRYGGVE_HOME": str(home),
        "TRYGGVE_LANGUAGE": "en",
        **given,
    }


def tryggve(home, *words, **settings):
    """Run `tryggve <words>` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "tryggve", *map(str, words)],
        env=environment(home, **settings),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Site:
    """A site that is being served."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def get(self, path, *, within=PATIENCE):
        """The status and the text of a page."""
        address = f"http://localhost:{self.port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=within) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def headers(self, path, given, *, status=200):
        """The headings of an answer to a request with these; None if it does not answer so."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            connection.request("GET", path, headers=given)
            answer = connection.getresponse()
            answer.read()
        except OSError:
            return None
        finally:
            connection.close()
        return answer.getheaders() if answer.status == status else None

    def health(self):
        try:
            return self.get("/health", within=10)[0]
        except OSError:
            return None

    def stop(self, number=signal.SIGTERM):
        """Stop it and give its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def children(self):
        """Every process below it, by number."""
        return descendants(self.process.pid)


@contextmanager
def served(home, *words, command="serve", wait=True, **settings):
    """Serve the site on a free port while the block runs; what it says is in serve.log."""
    port = free_port()
    with (home.parent / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tryggve", command, "--port", str(port), *map(str, words)],
            env=environment(home, **settings),
            cwd=home.parent,
            stdout=log,
            stderr=log,
        )
        site = Site(process, port)
        try:
            if wait:
                wait_for(lambda: site.health() == 200 or process.poll() is not None)
                assert process.poll() is None, (home.parent / "serve.log").read_text()
            yield site
        finally:
            site.stop()


def wait_for(something):
    """Look again and again until it is true, and give it."""
    for _ in range(PATIENCE * 20):
        if found := something():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def descendants(parent):
    found = []
    for child in children_of(parent):
        found += [child, *descendants(child)]
    return found


def children_of(parent):
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(number) for number in listed.stdout.split()]


def is_running(number):
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")
