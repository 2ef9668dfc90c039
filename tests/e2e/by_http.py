"""A served round and respondents without a browser: what they send, and what was acknowledged."""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

IDLE = 5.0  # seconds after which no connection is used again
LOST = (OSError, http.client.HTTPException)  # how a connection ends that nobody closed politely


class Failed(Exception):
    """The server answered otherwise than it should."""


@dataclass
class Device:
    """One browser of a respondent: a cookie and a connection. `at` is the screen's number."""

    port: int
    cookie: str = ""
    at: str = ""
    used: float = 0.0
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def begin(self, code: str) -> None:
        """Up to the first question, or to where one was."""
        self.post("/svara/", {"code": code, "lang": "sv"})
        self.post("/svara/start/", {"lang": "sv"})

    def post(self, path: str, form: Mapping[str, Any]) -> str:
        """Send a form; where it leads. That it leads on acknowledges it. `Failed` otherwise."""
        answer = self._ask("POST", path, urlencode(form, doseq=True))
        if answer.status != 302:
            raise Failed(f"{path}: {answer.status}")
        leads_to = answer.headers["Location"]
        self.at = leads_to.removeprefix("/svara/").removesuffix("/")
        return leads_to

    def get(self, path: str) -> None:
        answer = self._ask("GET", path)
        if answer.status != 200:
            raise Failed(f"{path}: {answer.status}")

    def _ask(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        if time.perf_counter() - self.used > IDLE:
            self.connection.close()  # it is opened anew; the server has given it up
        self.used = time.perf_counter()
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        if cookie := answer.headers.get("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        return answer


@dataclass
class ServedRound:
    """A round in the field, and the process that serves it (see `round_server`)."""

    process: "subprocess.Popen[str]"
    known: dict[str, Any] = field(default_factory=dict)
    devices: list[Device] = field(default_factory=list)

    def device(self, kind: type[Device] = Device, **given: Any) -> Any:
        """A browser that has not been here, or one with a cookie. It is closed with the round."""
        self.devices.append(kind(self.known["port"], **given))
        return self.devices[-1]

    def ask(self, wish: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{wish}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def served_round(codes: int, environment: Mapping[str, str] | None = None) -> Iterator[ServedRound]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.round_server", str(codes)],
        env=os.environ | (environment or {}) | {"DJANGO_SETTINGS_MODULE": "tests.e2e.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:  # it ends when its input does
        served = ServedRound(process)
        served.known = served.ask("known")
        yield served
        for device in served.devices:
            device.connection.close()


def some_answer(
    question: list[tuple[str, str, list[int]]], chance: random.Random
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a form sends that answers all its choices by chance, and the answers that it gives."""
    answers: dict[str, Any] = {}
    for name, kind, codes in question:
        if codes:
            code = chance.choice(codes)
            answers[name] = [code] if kind == "multiple" else code
    form = {"asked": " ".join(name for name, _kind, _codes in question), "next": ""}
    return form | answers, answers
