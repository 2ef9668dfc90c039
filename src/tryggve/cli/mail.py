"""tryggve mail: send what waits, and read the reports of what bounced."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

app = noun()


@app.callback(help="Send waiting mail, read reports of mail that bounced.")
def mail() -> None: ...


@app.command("send-waiting")
def send_waiting(home: Home = None) -> None:
    """Try every waiting message now whose time has come."""
    configure(home)
    start_django()
    from tryggve.web.delivery import deliver_due, is_sending
    from tryggve.web.outbox import waiting_mail

    if not is_sending():
        raise refuse(say("No mail server is set."), say("Set smtp_host."))
    tried = deliver_due()
    tell(say("Tried: {tried}. Still waiting: {left}.", tried=tried, left=waiting_mail().count()))


@app.command()
def bounces(
    source: Annotated[
        Path, typer.Argument(help="A message, an mbox file or a Maildir; - for standard input.")
    ] = Path("-"),
    home: Home = None,
) -> None:
    """Mark the messages that mail servers report as refused (RFC 3464). May be run again."""
    configure(home)
    start_django()
    from tryggve.web.bounces import mark_bounced, messages_in

    if str(source) == "-":
        reading = mark_bounced([sys.stdin.buffer.read()])
    else:
        try:
            reading = mark_bounced(messages_in(source))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise refuse(
                say("The file cannot be read: {reason}.", reason=reason), file=str(source)
            ) from None
    tell(
        say(
            "Messages read: {read}. Reports of refusal: {reports}. Of ours marked: {marked}.",
            read=reading.read,
            reports=reading.reports,
            marked=reading.marked,
        )
    )
