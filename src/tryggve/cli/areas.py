"""tryggve areas: the areas that everyone sees, and areas and population from files."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tryggve.cli.files import content_of
from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import say, say_many

app = noun()

File = Annotated[Path, typer.Argument(help="The file to read.")]
By = Annotated[str, typer.Option(help="The e-mail of the person who does it.")]
DAY = ["%Y-%m-%d"]


@app.callback(help="Load areas, and read areas and population from files.")
def areas() -> None: ...


@app.command()
def load(home: Home = None) -> None:
    """Bring the areas that everyone sees in line with the tables of this version."""
    configure(home)
    start_django()
    from tryggve.apps.areas.services import load_reference

    done = load_reference()
    tell(say("Areas: {opened} new, {ended} ended.", opened=done.opened, ended=done.ended))
    tell(
        say(
            "Links between them: {opened} new, {ended} ended.",
            opened=done.links_opened,
            ended=done.links_ended,
        )
    )
    tell(say("Rows of population: {count} new.", count=done.population_rows))


@app.command()
def population(
    file: File,
    organisation: Annotated[
        str, typer.Option(help="For this organisation alone; for everyone otherwise.")
    ] = "",
    by: By = "",
    home: Home = None,
) -> None:
    """Import a table of population from Statistics Sweden: PX, JSON-stat 2 or CSV."""
    configure(home)
    content = content_of(file)
    start_django()
    from tryggve.apps.areas import services
    from tryggve.cli import who

    with who.allowed():
        if organisation:
            acting = {"by": who.person(by), "organisation": who.organisation(organisation)}
            draft = services.read_population_file(**acting, content=content, file_name=file.name)
            source = services.store_population(**acting, draft=draft)
        else:
            source = services.import_reference_population(
                by=who.operator(by), content=content, file_name=file.name
            )
    tell(
        say(
            "{name}: {count} counts are stored, for {day}.",
            name=source.name,
            count=source.counts.count(),
            day=source.reference_date,
        )
    )


@app.command()
def upload(
    file: File,
    organisation: Annotated[str, typer.Option(help="Whose areas they are.")],
    by: By,
    kind: Annotated[str, typer.Option(help="survey_area or place")] = "survey_area",
    mode: Annotated[str, typer.Option(help="add or replace")] = "add",
    valid_from: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="The first day; today otherwise.")
    ] = None,
    home: Home = None,
) -> None:
    """Read survey areas or places from a GeoJSON, a GeoPackage or a CSV: all of it or nothing."""
    configure(home)
    content = content_of(file)
    start_django()
    from django.utils import timezone

    from tryggve.apps.areas import services
    from tryggve.apps.areas.models import AreaUploadDraft, Kind
    from tryggve.apps.areas.services.uploads import SHAPES
    from tryggve.cli import who

    if who.choice(kind, Kind, "kind") not in SHAPES:
        raise refuse(
            say("{value} is not known here.", value=kind),
            say("Use one of: {kinds}.", kinds=", ".join(SHAPES)),
            field="kind",
        )
    acting = {"by": who.person(by), "organisation": who.organisation(organisation)}
    with who.allowed():
        draft = services.read_upload(
            **acting,
            content=content,
            file_name=file.name,
            kind=kind,
            mode=who.choice(mode, AreaUploadDraft.Mode, "mode"),
            valid_from=valid_from.date() if valid_from else timezone.localdate(),
        )
        uncertain = [area.name for area in draft.areas.filter(is_certain=False)]
        stored = services.store_upload(**acting, draft=draft)
    tell(say_many("{count} area is stored.", "{count} areas are stored.", stored.number))
    if uncertain:
        tell(
            say(
                "Near the border of the municipality, so not certain: {names}.",
                names=", ".join(uncertain),
            )
        )


@app.command()
def answer(
    organisation: Annotated[str, typer.Argument(help="The short name of the organisation.")],
    kind: Annotated[str, typer.Argument(help="municipality, local_police_area, county, ...")],
    code: Annotated[str, typer.Argument(help="The code of the area, such as 0761.")],
    task: Annotated[
        str, typer.Option(help="coordination, policing, survey, maintenance")
    ] = "coordination",
    by: By = "",
    home: Home = None,
) -> None:
    """Say that an organisation answers for an area, from today."""
    configure(home)
    start_django()
    from tryggve.apps.areas.models import Area, Kind, Responsibility
    from tryggve.apps.areas.services import give_responsibility
    from tryggve.cli import who

    current = Area.objects.current().filter(owner=None)
    area = current.filter(kind=who.choice(kind, Kind, "kind"), code=code).first()
    if area is None:
        raise refuse(say("There is no area with the code {code}.", code=code), field="code")
    with who.allowed():
        row = give_responsibility(
            by=who.operator(by),
            to=who.organisation(organisation),
            area=area,
            task=who.choice(task, Responsibility.Task, "task"),
        )
    tell(
        say(
            "{organisation} answers for {area} from {day}.",
            organisation=row.organisation.name,
            area=area.name,
            day=row.valid_from,
        )
    )
