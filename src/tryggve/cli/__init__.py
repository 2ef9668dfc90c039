"""The command `tryggve <noun> <verb>`: one file a noun, imported only when it is called."""

import os
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from tryggve import __version__
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

# Noun: what its help says. The module of the same name holds `app`; read only when called, so
# that `tryggve stats` never waits for Django.
NOUNS = {
    "demo": "Fill a demonstration and serve it.",
    "init": "Make a new installation: folders, keys, databases, the first operator.",
    "serve": "Serve the site and do its tasks.",
    "worker": "Do the site's tasks, without serving it.",
    "doctor": "Examine the installation and say how to mend it.",
    "keys": "Create, rotate and look after the keys.",
    "backup": "Save both databases while people work.",
    "restore": "Put a backup in the place of both databases.",
    "upgrade": "Bring the databases to this version, with a backup first.",
    "organisation": "Create and list organisations.",
    "person": "Invite people, name operators, help those who cannot sign in.",
    "mail": "Send waiting mail, read reports of mail that bounced.",
    "areas": "Load areas, and read areas and population from files.",
    "round": "Plan a round, have its people drawn, and see how it goes.",
    "stats": "Statistics on tables, without an installation.",
    "questionnaire": "Check, translate, compare and describe questionnaires.",
}


class Nouns(TyperGroup):
    """The nouns as a group of commands that are imported one at a time."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NOUNS)

    def get_command(self, ctx: Any, name: str) -> Any:
        if name not in NOUNS:
            return None
        return typer.main.get_command(import_module(f"tryggve.cli.{name}").app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(NOUNS.items()))


app = typer.Typer(
    cls=Nouns,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(help="Local safety work in Swedish municipalities, from survey to promise.")
def tryggve(
    version: bool = typer.Option(
        False, "--version", callback=show_version, is_eager=True, help="Show the version."
    ),
) -> None: ...


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; what a person can mend is said without a stack trace."""
    with speaking(language()):
        try:
            return app(arguments, prog_name="tryggve")
        except InputError as error:
            typer.echo(str(error), err=True)
            raise SystemExit(2) from None


def language() -> str:
    """The setting `language`, read without all the others: they may be what is wrong."""
    if chosen := os.environ.get("TRYGGVE_LANGUAGE"):
        return chosen
    try:
        file = Path(os.environ.get("TRYGGVE_CONFIG", "tryggve.toml"))
        return str(tomllib.loads(file.read_text(encoding="utf-8")).get("language", "sv"))
    except (OSError, ValueError):
        return "sv"
