"""tryggve restore FILE: put a backup in the place of both databases, all or nothing."""

from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, tell
from tryggve.site.operations.backup import restore as put_in_place
from tryggve.site.operations.backup import unpack
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

app = noun()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that tryggve backup made.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace the databases that are there.")
    ] = False,
    into: Annotated[
        Path | None,
        typer.Option(help="Only examine the backup and unpack it into this new folder."),
    ] = None,
    home: Home = None,
) -> None:
    """Put a backup in the place of both databases, once it is known to be whole.

    The site must be stopped. What was there is kept beside.
    """
    config = configure(home)
    if into is not None:
        _unpack(file, into)
        return
    restored = put_in_place(config, file, force=force)
    tell(say("The backup of {moment} is in place.", moment=restored.manifest.created))
    if restored.before is not None:
        tell(
            say(
                "What was there before is in {folder}. Remove it when you are sure.",
                folder=str(restored.before),
            )
        )
    tell(say("Now run tryggve doctor."))


def _unpack(file: Path, into: Path) -> None:
    try:
        into.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise refuse(
            say("This folder is there already."), say("Name a new one."), file=str(into)
        ) from None
    manifest = unpack(file, into)
    tell(
        say(
            "The backup of {moment} is whole. It is unpacked in {folder}.",
            moment=manifest.created,
            folder=str(into),
        )
    )
