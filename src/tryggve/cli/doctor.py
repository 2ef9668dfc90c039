"""tryggve doctor: examine the installation and say how to mend it."""

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, start_django, use_home
from tryggve.site.operations.doctor import ERROR, OK, WARNING, Row, examine
from tryggve.wording.text import say

SIGNS = {OK: say("ok"), WARNING: say("warning"), ERROR: say("error")}

app = noun()


@app.command()
def doctor(home: Home = None) -> None:
    """Examine settings, keys, databases, disk, mail, clock and files, and say how to mend them.

    The exit code is 1 if anything is wrong, 0 if there are warnings at most.
    """
    use_home(home)
    states = []
    for row in examine(start_django):
        typer.echo(line(row))
        states.append(row.state)
    raise typer.Exit(1 if ERROR in states else 0)


def line(row: Row) -> str:
    """A row as text: its state, what was found, and below it how to mend it."""
    width = max(len(str(sign)) for sign in SIGNS.values())
    found = f"{SIGNS[row.state]!s:{width}}  {row.what}"
    return f"{found}\n{'':{width}}  -> {row.mend}" if str(row.mend) else found
