"""tryggve round made-up and simulate: try a round with people who do not exist."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.rounds import Folder, Name, Organisation, started, written_to
from tryggve.cli.start import Home, tell
from tryggve.wording.text import say

app = noun()


@app.command()
def made_up(
    organisation: Organisation, name: Name, out: Folder = Path(), home: Home = None
) -> None:
    """Write made-up files to try a round with: register, sample, counts, and their layout."""
    round = started(home, organisation, name)
    from tryggve.demo.made_up_files import made_up_files

    for file_name, content in made_up_files(round):
        written_to(out / file_name, content)


@app.command()
def simulate(
    organisation: Organisation,
    name: Name,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day. Today, if not.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answers.")] = 1,
    home: Home = None,
) -> None:
    """Simulate answers to letters that were posted to made-up people, to try a round with."""
    round = started(home, organisation, name)
    from django.utils import timezone

    from tryggve.demo.fieldwork import simulate

    before = round.responses.count()
    simulate(round, on=until.date() if until else timezone.localdate(), seed=seed)
    answers = round.responses.count() - before
    tell(say("Simulated: {answers} have begun or answered.", answers=answers))
