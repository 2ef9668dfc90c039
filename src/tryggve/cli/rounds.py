"""What the commands of a round are given, and how they find it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tryggve.cli.files import write
from tryggve.cli.start import configure, start_django, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

Organisation = Annotated[str, typer.Argument(help="The short name of the organisation.")]
Name = Annotated[str, typer.Argument(metavar="ROUND", help="The short name of the round.")]
File = Annotated[Path, typer.Argument(help="The file to read.")]
By = Annotated[str, typer.Option(help="The e-mail of the person who does it.")]
Folder = Annotated[Path, typer.Option("--out", help="The folder to write to.")]


def begin(home: Path | None, organisation: str, name: str, by: str) -> tuple[Any, dict[str, Any]]:
    """The round, and who acts."""
    round = started(home, organisation, name)
    from tryggve.cli import who

    return round, {"by": who.person(by), "organisation": round.organisation}


def started(home: Path | None, organisation: str, name: str) -> Any:
    """The round, for a command that changes nothing."""
    configure(home)
    start_django()
    return round_of(organisation, name)


def round_of(organisation: str, name: str) -> Any:
    from tryggve.apps.surveys.models import Round
    from tryggve.cli import who

    found = Round.objects.filter(organisation=who.organisation(organisation), name=name)
    round = found.select_related("organisation", "questionnaire").first()
    if round is None:
        raise refuse(say("There is no round with the name {name}.", name=name))
    return round


def written_to(file: Path, content: bytes) -> None:
    write(file, content)
    tell(say("Written: {file}", file=str(file)))
