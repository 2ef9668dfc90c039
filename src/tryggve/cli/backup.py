"""tryggve backup DIR: save both databases while people work. Never the keys."""

from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, tell
from tryggve.site.operations.backup import back_up
from tryggve.wording.text import say

app = noun()


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="The folder to write the new file into.")],
    home: Home = None,
) -> None:
    """Save both databases as one new file. People can go on working meanwhile.

    The keys are not in it: copy them to another place.
    """
    tell(say("The backup is in {file}", file=str(back_up(configure(home), folder))))
