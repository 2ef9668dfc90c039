"""tryggve init: make a new installation. Done twice, nothing changes."""

from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.site.operations.install import make_home
from tryggve.site.operations.lock import alone
from tryggve.wording.text import say

app = noun()


@app.command()
def init(
    operator: Annotated[
        str, typer.Option(help="The e-mail of the person who will run the installation.")
    ] = "",
    name: Annotated[str, typer.Option(help="The name of that person.")] = "",
    home: Home = None,
) -> None:
    """Make folders, keys, databases and the first operator. Done twice, nothing changes.

    Prints the address where the operator chooses a password.
    """
    config = configure(home)
    if make_home(config):
        tell(say("Keys are made in {folder}. Copy them to a safe place.", folder=str(config.keys)))
    start_django()
    from tryggve.site.operations.databases import close_all, migrate, migrations

    with alone(config.home):
        if any(each.pending for each in migrations()):
            tell(say("Making the databases ..."))
        migrate()
        close_all()
    tell(say("The installation is in {folder}.", folder=str(config.home)))
    if operator:
        from tryggve.cli.person import make_operator

        make_operator(operator, name)
    else:
        tell(say("Name somebody to run it: tryggve person operator EMAIL"))
    tell(say("Start it with tryggve serve."))
