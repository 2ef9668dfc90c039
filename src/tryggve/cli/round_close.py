"""tryggve round open, close and destroy-link: when people can answer, and when it is over."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tryggve.cli.noun import noun
from tryggve.cli.rounds import By, Name, Organisation, begin, written_to
from tryggve.cli.start import Home, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

app = noun()


@app.command(name="open")
def open_round(organisation: Organisation, name: Name, by: By, home: Home = None) -> None:
    """Open a round for answers: before its letters are posted."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed():
        services.open_round(**acting, round=round)
    tell(say("{round} is open: answers are taken.", round=round.title))


@app.command()
def close(organisation: Organisation, name: Name, by: By, home: Home = None) -> None:
    """Close the reception: nobody can answer on the web any more."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed():
        services.close_round(**acting, round=round)
    tell(say("The reception of {round} is closed.", round=round.title))


@app.command()
def destroy_link(
    organisation: Organisation,
    name: Name,
    by: By,
    body: Annotated[str, typer.Option(help="Who has decided on retention.")] = "",
    decided: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of the retention decision."),
    ] = None,
    number: Annotated[str, typer.Option(help="The number of the decision.")] = "",
    backups_until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="How long backups made before today are kept."),
    ] = None,
    seen_to: Annotated[
        bool, typer.Option("--seen-to", help="All that is listed has been seen to.")
    ] = False,
    carry_out: Annotated[
        bool, typer.Option("--carry-out", help="Destroy it: asked for by somebody else.")
    ] = False,
    protocol: Annotated[
        Path | None, typer.Option(help="Write the protocol to this file (PDF).")
    ] = None,
    home: Home = None,
) -> None:
    """Destroy the link between people and answers: one asks for it, another carries it out."""
    round, acting = begin(home, organisation, name, by)
    if carry_out:
        _carry_out(round, acting, protocol)
        return
    if not (body and decided and number and backups_until):
        raise refuse(
            say("Give --body, --decided, --number and --backups-until."),
            say("Or --carry-out, where another person has given them."),
        )
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.link import CHECKLIST
    from tryggve.cli import who

    for each in CHECKLIST.values():
        tell(f"- {each}")
    with who.allowed():
        services.ask_to_destroy_link(
            **acting,
            round=round,
            body=body,
            decided=decided.date(),
            reference=number,
            backups_until=backups_until.date(),
            checked=CHECKLIST if seen_to else (),
        )
    tell(say("It is asked for. Another person carries it out with --carry-out."))


def _carry_out(round: Any, acting: dict[str, Any], protocol: Path | None) -> None:
    from django.utils.translation import get_language

    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.overwriting import overwrite
    from tryggve.apps.surveys.protocols import protocol_of
    from tryggve.cli import who
    from tryggve.documents.destruction_protocol import destruction_protocol

    with who.allowed():
        asked = services.destroy_link(**acting, round=round)
    tell(say("The link is destroyed. Overwriting what was deleted ..."))
    overwrite(asked.pk)
    asked.refresh_from_db()
    if protocol is not None:
        made = protocol_of(asked)
        written_to(protocol, destruction_protocol(made, language=get_language() or "sv"))
