"""tryggve organisation: create and list organisations."""

from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.text import say

app = noun()


@app.callback(help="Create and list organisations.")
def organisation() -> None: ...


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Its name, such as Lessebo kommun.")],
    kind: Annotated[str, typer.Option(help="municipality, police, region, ...")] = "municipality",
    slug: Annotated[str, typer.Option(help="Its short name in addresses.")] = "",
    by: Annotated[
        str, typer.Option(help="The e-mail of the operator who does it; the only one otherwise.")
    ] = "",
    home: Home = None,
) -> None:
    """Create an organisation. Then invite its administrator: tryggve person invite."""
    configure(home)
    start_django()
    from tryggve.apps.accounts.models import Organisation
    from tryggve.apps.accounts.services import create_organisation
    from tryggve.cli.who import allowed, choice, operator

    kind = choice(kind, Organisation.Kind, "kind")
    with allowed():
        made = create_organisation(by=operator(by), name=name, kind=kind, slug=slug)
    tell(
        say("{name} is created; its pages are at {place}", name=made.name, place=f"/o/{made.slug}/")
    )


@app.command("list")
def list_all(home: Home = None) -> None:
    """List the organisations: short name, kind, name."""
    configure(home)
    start_django()
    from tryggve.apps.accounts.models import Organisation

    for each in Organisation.objects.all():
        typer.echo(f"{each.slug}\t{each.kind}\t{each.name}")
