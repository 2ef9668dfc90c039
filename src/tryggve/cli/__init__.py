"""The command `tryggve <noun> <verb>`: one file a noun, imported only when it is called."""

from importlib import import_module
from typing import Any

import click
import typer
from typer.core import TyperGroup

from tryggve import __version__
from tryggve.wording.problems import InputError

# Noun: what its help says. The module of the same name holds `app`; read only when called, so
# that `tryggve stats` never waits for Django.
NOUNS = {
    "demo": "Fill a demonstration and serve it.",
    "keys": "Create, rotate and look after the keys.",
}


class Nouns(TyperGroup):
    """The nouns as a group of commands that are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NOUNS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in NOUNS:
            return None
        return typer.main.get_command(import_module(f"tryggve.cli.{name}").app)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(NOUNS.items()))


app = typer.Typer(cls=Nouns, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback(help="Local safety work in Swedish municipalities, from survey to promise.")
def tryggve(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version."),
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; what a person can mend is said without a stack trace."""
    try:
        return app(arguments)
    except InputError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
