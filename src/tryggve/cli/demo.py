"""tryggve demo: a filled installation on this machine, to look around in."""

import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import configure, start_django, tell
from tryggve.site.operations.install import make_home
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

app = noun()

MARK = "demonstration"  # the file that tells a demonstration's folder from any other
DEFAULT_HOME = Path("tryggve-data/demo")


@app.command()
def demo(
    home: Annotated[Path, typer.Option(help="Where the demonstration is kept.")] = DEFAULT_HOME,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it answers.")] = 8000,
    reset: Annotated[bool, typer.Option("--reset", help="Throw it away and start over.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Fill one in a temporary folder, look, and stop.")
    ] = False,
) -> None:
    """Fill a demonstration and serve it on this machine alone. What is entered is kept.

    The municipalities are real, the people are made up, and every invented figure says so.
    """
    if check:
        with tempfile.TemporaryDirectory(prefix="tryggve-demo-") as folder:
            _prepare(Path(folder), port)
            _check()
        return
    if reset:
        _throw_away(home)
    _prepare(home, port)
    _show_who()
    from tryggve.cli.serve import serve

    serve(port=port)


def _prepare(home: Path, port: int) -> None:
    """An installation of its own, with the settings of a demonstration."""
    os.environ |= {
        "TRYGGVE_CONFIG": str(home / "tryggve.toml"),
        "TRYGGVE_BASE_URL": f"http://localhost:{port}",
        "TRYGGVE_DEMO": "true",
        "TRYGGVE_SECOND_FACTOR_REQUIRED": "false",
        "TRYGGVE_HOST": "127.0.0.1",
    }
    for name in ("TRYGGVE_DATABASE_URL", "TRYGGVE_REGISTER_URL", "TRYGGVE_KEYS_DIR"):
        os.environ.pop(name, None)
    config = configure(home)
    make_home(config)
    (home / MARK).touch()
    start_django()
    from tryggve.demo.fill import is_filled
    from tryggve.site.operations.databases import close_all, migrate, migrations

    if any(each.pending for each in migrations()):
        tell(say("Making the databases ..."))
        migrate()
    filled = is_filled()
    close_all()
    if not filled:
        tell(say("Filling the demonstration ..."))
        _fill_apart(home)


def _fill_apart(home: Path) -> None:
    """In a process of its own: filling begins threads, and what has threads must not be forked into
    the processes of the server."""
    filling = multiprocessing.get_context("spawn").Process(target=_fill, args=[home])
    filling.start()
    filling.join()
    if filling.exitcode:
        raise typer.Exit(filling.exitcode)


def _fill(home: Path) -> None:
    configure(home)
    start_django()
    from tryggve.demo.fill import fill

    fill()


def _throw_away(home: Path) -> None:
    """Only a folder that a demonstration has made is ever thrown away."""
    if not home.exists():
        return
    if not (home / MARK).exists():
        raise refuse(
            say("The folder {folder} holds no demonstration, so it is left alone.", folder=home),
            say("Name the demonstration's own folder with --home."),
        )
    shutil.rmtree(home)


def _show_who() -> None:
    """Who can sign in as what."""
    from tryggve.demo.cast import ACTORS, OPERATOR, PASSWORD

    width = max(len(person.email) for actor in ACTORS for person in actor.people)
    tell(say("Sign in with the password {password} as:", password=PASSWORD))
    operator = say("Operator of the installation")
    tell(f"  {OPERATOR:{width}}  {operator}")
    for actor in ACTORS:
        tell(actor.name)
        for person in actor.people:
            tell(f"  {person.email:{width}}  {person.role.label}")


def _check() -> None:
    """Open the front page and sign somebody in, without serving."""
    from django.test import Client

    from tryggve.apps.accounts.models import User
    from tryggve.demo.cast import ACTORS
    from tryggve.site.operations.static import gather

    gather()
    person = ACTORS[0].people[1]
    client = Client(headers={"host": "localhost"})
    pages = {"/": client.get("/").status_code}
    client.force_login(
        User.objects.get(email=person.email),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for address in ("/start/", f"/o/{ACTORS[0].slug}/areas/"):
        pages[address] = client.get(address, follow=True).status_code
    failed = [address for address, status in pages.items() if status != 200]
    if failed:
        raise refuse(
            say("These pages do not open: {pages}.", pages=", ".join(failed)),
            say("Run tryggve doctor."),
        )
    tell(say("The demonstration is right: {number} pages opened.", number=len(pages)))
