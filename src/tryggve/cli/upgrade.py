"""tryggve upgrade: bring the databases to this version, with a backup first."""

from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.text import say

app = noun()


@app.command()
def upgrade(
    backups: Annotated[
        Path | None,
        typer.Option("--backups", help="The folder for the backup; otherwise backups, in home."),
    ] = None,
    home: Home = None,
) -> None:
    """Back both databases up, bring them to this version, and verify the result.

    The site must be stopped. If anything fails, the backup is put back.
    """
    config = configure(home)
    start_django()
    from tryggve.site.operations import upgrade as operation
    from tryggve.site.operations.static import gather

    upgraded = operation.upgrade(config, backups)
    gather()
    for step in upgraded.done:
        typer.echo(f"  {step}")
    tell(say("The databases are of this version. The backup is in {file}", file=upgraded.backup))
