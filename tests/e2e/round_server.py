"""Serve a round in the field as the product does, with granian, and do with it what is asked.

    python -m tests.e2e.round_server CODES

Each line on standard input is a wish, and gets a line of JSON on standard output: `known` (port,
process, codes, what the questions ask, the way of who takes each first choice), `fill N` (store N
responses of others), `kill` (SIGKILL for every process of the server, and a new one in its place),
`stored` (for each code the responses there are). It serves until its input ends.
"""

import contextlib
import json
import multiprocessing
import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

WORKERS = 2
AT_ONCE = 10_000  # rows of one statement


class Server:
    """The web server of a round, and what it serves."""

    def __init__(self, codes: int) -> None:
        from tests.factories import OrganisationFactory
        from tests.survey_world import codes_of, round_in_the_field
        from tryggve.questionnaire.standard import standard_questionnaire

        self.asked = standard_questionnaire()
        organisation = OrganisationFactory(slug="lessebo", name="Lessebo kommun")
        self.round = round_in_the_field(organisation, self.asked)
        self.codes = codes_of(self.round, codes)
        self.port = _free_port()
        self.process = self._started()

    def known(self) -> dict[str, Any]:
        return {
            "port": self.port,
            "pid": self.process.pid,
            "codes": self.codes,
            "questions": _questions(self.asked),
            "way": _way(self.asked),
        }

    def fill(self, more: str) -> int:
        """Store so many responses, as large as one that is half done; gives how many there are."""
        from tryggve.apps.surveys.models import Response, SampledPerson

        for start in range(0, int(more), AT_ONCE):
            people = SampledPerson.objects.bulk_create(
                SampledPerson(
                    round=self.round, pseudonym=uuid.uuid4(), stratum="D1", sex="woman",
                    age_group="16-85",
                )
                for _ in range(start, min(int(more), start + AT_ONCE))
            )  # fmt: skip
            Response.objects.bulk_create(
                Response(
                    round=self.round, person=person, language="sv", revision=20, screen="worry",
                    seconds={"place": 90, "exposure": 60}, sealed=os.urandom(900),
                )
                for person in people
            )  # fmt: skip
        return Response.objects.count()

    def kill(self) -> bool:
        """As when the power goes, but for what the system has in its memory."""
        for pid in list(family(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.join()
        self.process = self._started()
        return True

    def stored(self) -> list[list[dict[str, Any]]]:
        from tryggve.apps.surveys.models import Response
        from tryggve.apps.surveys.services import answering

        people: dict[int, list[dict[str, Any]]] = {}
        for each in Response.objects.filter(round=self.round):
            answers = each.answers
            if answers is None:
                answers = answering.held(each.pk, each.language).answers
            people.setdefault(each.person_id, []).append({"state": each.state, "answers": answers})
        return [people.get(pk, []) for pk in self._people()]

    def _people(self) -> list[int]:
        from tryggve.apps.surveys.codes import Kind, hashed_in
        from tryggve.apps.surveys.models import LoginCode

        by_lookup = {
            bytes(lookup): person
            for lookup, person in LoginCode.objects.values_list("lookup", "person_id")
        }
        return [by_lookup[hashed_in(self.round, Kind.ANSWER, code)] for code in self.codes]

    def _started(self) -> BaseProcess:
        from tryggve.site.operations.databases import close_all

        close_all()  # a connection is not shared with the process that is forked
        process = multiprocessing.get_context("fork").Process(target=_serve, args=[self.port])
        process.start()
        while not _answers(self.port):
            time.sleep(0.05)
        return process


def family(pid: int) -> Iterator[int]:
    """A process and everything that it has started and that still lives."""
    yield pid
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in list(Path(f"/proc/{pid}/task").iterdir()):
            for child in (thread / "children").read_text().split():
                yield from family(int(child))


def main(codes: int) -> None:
    django.setup()
    for alias in ("default", "register"):
        call_command("migrate", database=alias, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    server = Server(codes)
    for line in sys.stdin:
        wish, *rest = line.split()
        sys.stdout.write(json.dumps(getattr(server, wish)(*rest)) + "\n")
        sys.stdout.flush()
    server.process.terminate()
    server.process.join()


def _serve(port: int) -> None:
    from tryggve.site.operations.server import Supervisor

    Supervisor(host="127.0.0.1", port=port, workers=WORKERS, with_tasks=False).run()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _questions(asked: Any) -> dict[int, list[tuple[str, str, list[int]]]]:
    """By number: the variables of a question with their kind and their codes."""
    from tryggve.apps.surveys.asking import number_of

    return {
        number_of(asked, name): [
            (each.name, each.kind, [c.code for c in each.choices.all()] if each.choices else [])
            for each in variables
        ]
        for name, variables in asked.variables_of.items()
    }


def _way(asked: Any) -> list[tuple[int, dict[str, str]]]:
    """Each screen's number and what its form sends, of who always takes the first choice."""
    from tryggve.apps.surveys.asking import number_of
    from tryggve.questionnaire.routing import screens

    answers: dict[str, Any] = {}
    found: list[tuple[int, dict[str, str]]] = []
    while len(found) < len(on := screens(asked, answers, is_sampled=True)):
        screen = on[len(found)]
        form = {"asked": " ".join(each.name for each in screen.variables), "next": ""}
        for each in screen.variables:
            code = next(each.choices.all()).code if each.choices else None
            answers[each.name] = [code] if each.kind == "multiple" else code
            form |= {each.name: str(code)} if code is not None else {}
        found.append((number_of(asked, screen.name), form))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
