"""Every command and each of its options stands in the docs, and nothing else does."""

import re

import pytest
import typer

from tests.docs.pages import text
from tryggve.cli import app

PAGE = text("docs/reference/commands.md")
PARTS = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
AN_OPTION = re.compile(r"(?<![\w-])--[a-z-]+")
EVERYWHERE = {"--home", "--help"}


def commands(command, words):
    """Every command that can be run: its words, and what it takes."""
    if not hasattr(command, "list_commands"):
        yield " ".join(words), command
        return
    for name in command.list_commands(None):
        yield from commands(command.get_command(None, name), [*words, name])


COMMANDS = dict(commands(typer.main.get_command(app), ["tryggve"]))


def options(command):
    return {
        name
        for parameter in command.params
        for name in [*parameter.opts, *parameter.secondary_opts]
        if name.startswith("--")
    }


def test_every_command_has_a_heading_and_every_heading_a_command():
    assert set(PARTS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name):
    taken = options(COMMANDS[name]) - EVERYWHERE - {"--worker"}  # it stands as --no-worker
    assert {option for option in taken if option not in PARTS[name]} == set()


@pytest.mark.parametrize("name", PARTS)
def test_no_option_is_told_that_is_not_there(name):
    told = set(AN_OPTION.findall(PARTS[name])) - EVERYWHERE
    assert told - options(COMMANDS[name]) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    assert (COMMANDS[name].help or "").strip() != ""


def test_what_works_on_an_installation_can_be_told_which():
    without = {name for name in COMMANDS if "--home" not in options(COMMANDS[name])}
    nouns = {"stats", "questionnaire"}
    assert without == {name for name in COMMANDS if name.split()[1] in nouns}
