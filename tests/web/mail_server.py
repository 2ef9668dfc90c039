"""A real mail server on this machine for tests: takes, refuses, cuts the line or is slow."""

import asyncio
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Takes:
    """Keeps what it is given. `answers` are said instead, one for each message, until used up."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers and self.answers[0].startswith("RCPT "):
            return self.answers.pop(0).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers:
            answer = self.answers.pop(0)
            if answer == "cut":
                server.transport.abort()
            elif answer == "slow":
                await asyncio.sleep(5)
            return answer
        self.taken.append(envelope.content)
        return "250 OK"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def mail_server(*answers, **options):
    """A running server and its handler; `settings.SMTP` values that reach it are in `.smtp`."""
    handler = Takes(*answers)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    handler.smtp = {
        "host": "127.0.0.1",
        "port": controller.port,
        "use_tls": False,
        "timeout": 1,
    }
    try:
        yield handler
    finally:
        controller.stop()
