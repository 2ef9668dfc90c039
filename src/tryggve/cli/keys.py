"""tryggve keys: create, rotate and look after the keys. Needs no Django."""

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, tell
from tryggve.privacy.keys import KeyStatus, KeyStore
from tryggve.site.keys import open_keys, said_in_words
from tryggve.wording.text import say, say_many

app = noun()


@app.callback(help="Create, rotate and look after the keys.")
def keys() -> None: ...


@app.command()
def create(home: Home = None) -> None:
    """Make the folder of keys, once. Keys that are there are never replaced."""
    config = configure(home)
    with said_in_words():
        KeyStore.create(config.keys)
    tell(say("Keys are made in {folder}. Copy them to a safe place.", folder=str(config.keys)))


@app.command()
def rotate(home: Home = None) -> None:
    """Exchange the master key and wrap every other key anew. No data are touched."""
    config = configure(home)
    with said_in_words():
        status = open_keys(config).rotate()
    tell(say("The master key is exchanged. Copy the keys anew, and destroy the old copy."))
    _tell_status(status)


@app.command()
def status(home: Home = None) -> None:
    """Tell how old the keys are, for what there are keys, and whether others may read them.

    The exit code is 1 if something is to be mended. Nothing that is told is secret.
    """
    config = configure(home)
    with said_in_words():
        found = open_keys(config).status()
    tell(say("The keys are in {folder}.", folder=str(config.keys)))
    _tell_status(found)
    raise typer.Exit(1 if found.problems or found.rotation_unfinished else 0)


def _tell_status(status: KeyStatus) -> None:
    day = status.created.date()
    tell(say("The master key {name} was made on {day}.", name=status.master_id, day=day))
    number = len(status.envelopes)
    tell(say_many("There is {count} key for data.", "There are {count} keys for data.", number))
    for purpose in status.envelopes:
        typer.echo(f"  {purpose}")
    for gone in status.destroyed:
        day = gone.at.date()
        tell(say("The key for {purpose} was destroyed on {day}.", purpose=gone.purpose, day=day))
        if not gone.finished:
            tell(say("That was cut off. Run it again."))
    if status.rotation_unfinished:
        tell(say("A rotation was cut off. Run tryggve keys rotate again."))
    for problem in status.problems:
        tell(str(problem))
