"""What the nouns that work on an installation begin with: its configuration, and Django."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tryggve.site.config import Configuration, configuration
from tryggve.wording.text import Text

FOR_THE_OWNER_ALONE = 0o077
HOME_VARIABLE = "TRYGGVE_HOME"

Home = Annotated[
    Path | None,
    typer.Option("--home", help="Where the data are, instead of the setting home."),
]


def configure(home: Path | None) -> Configuration:
    """The configuration. InputError names each wrong setting."""
    use_home(home)
    return configuration()


def use_home(home: Path | None) -> None:
    """Let `--home` go before the setting; files made from now on are for the owner alone."""
    os.umask(FOR_THE_OWNER_ALONE)
    if home is not None:
        os.environ[HOME_VARIABLE] = str(home.absolute())


def start_django() -> None:
    """Set Django up. InputError if a setting is wrong or a key is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggve.site.settings")
    import django
    from django.conf import settings
    from django.utils import translation

    django.setup()
    translation.activate(settings.LANGUAGE_CODE)


def tell(text: Text | str) -> None:
    """Say something to whoever runs the command."""
    typer.echo(str(text))
