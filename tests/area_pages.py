"""The pages about areas, for the list in tests.pages, and what they need to exist."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tests.area_factories import (
    PopulationCountFactory,
    PopulationSourceFactory,
    ResponsibilityFactory,
    SmallSweden,
    SurveyAreaFactory,
    make_small_sweden,
    square,
)
from tests.area_files import X, Y, population_csv, two_areas
from tests.world import World
from tryggve.apps.areas.models import Area, AreaUploadDraft, Kind, PopulationDraft, Responsibility
from tryggve.apps.areas.services import read_population_file, read_upload

NEW = "Östra Lessebo"


def areas_of(world: World) -> Area:
    """The municipality of the world, with what its pages show; made once."""
    made = Area.objects.filter(kind=Kind.MUNICIPALITY, code="0761").first()
    if made is not None:
        return made
    small = make_small_sweden()
    ResponsibilityFactory(organisation=world.organisation, area=small.lessebo)
    for code, name, x in (("V", "Västra Lessebo", X - 5_000), ("O", NEW, X)):
        SurveyAreaFactory(
            code=code,
            name=name,
            owner=world.organisation,
            parent=small.lessebo,
            geometry=square(x, Y - 3_000, 5_000),
        )
    _people(small)
    return small.lessebo


def _people(small: SmallSweden) -> None:
    source = PopulationSourceFactory(is_modelled=True, reference_date=date(2024, 12, 31))
    for sex in ("women", "men"):
        for age in (0, 16, 25, 45, 65, 85):
            PopulationCountFactory(
                source=source, area=small.lessebo, sex=sex, age_from=age, age_to=age, count=690
            )


def municipality(world: World) -> Mapping[str, Any]:
    return {"pk": areas_of(world).pk}


def survey_area(world: World) -> Mapping[str, Any]:
    areas_of(world)
    return {"pk": Area.objects.get(kind=Kind.SURVEY_AREA, name=NEW).pk}


def responsibility(world: World) -> Mapping[str, Any]:
    areas_of(world)
    return {"pk": Responsibility.objects.get(organisation=world.organisation).pk}


def nothing_else(world: World) -> Mapping[str, Any]:
    areas_of(world)
    return {}


def draft(world: World) -> Mapping[str, Any]:
    areas_of(world)
    waiting = AreaUploadDraft.objects.first() or read_upload(
        by=world.people["safety_coordinator"],
        organisation=world.organisation,
        content=two_areas(),
        file_name="matomraden.geojson",
        kind=Kind.SURVEY_AREA,
        mode=AreaUploadDraft.Mode.ADD,
        valid_from=date(2026, 1, 1),
    )
    return {"pk": waiting.pk}


def population_draft(world: World) -> Mapping[str, Any]:
    areas_of(world)
    waiting = PopulationDraft.objects.first() or read_population_file(
        by=world.people["analyst"],
        organisation=world.organisation,
        content=population_csv("0761 Lessebo"),
        file_name="folkmangd.csv",
    )
    return {"pk": waiting.pk}


Row = tuple[str, str, Callable[[World], Mapping[str, Any]], str]

# Name, who opens it, what its address needs, what stands after it.
AREAS: list[Row] = [
    ("areas:areas", "safety_coordinator", nothing_else, ""),
    ("areas:areas", "reporter", nothing_else, "?q=lessebo"),
    ("areas:area", "safety_coordinator", municipality, ""),
    ("areas:area", "survey_lead", survey_area, ""),
    ("areas:correct", "safety_coordinator", municipality, ""),
    ("areas:answer", "safety_coordinator", survey_area, ""),
    ("areas:end", "safety_coordinator", survey_area, ""),
    ("areas:responsibilities", "safety_coordinator", nothing_else, ""),
    ("areas:end_responsibility", "safety_coordinator", responsibility, ""),
    ("areas:upload", "safety_coordinator", nothing_else, ""),
    ("areas:draft", "safety_coordinator", draft, ""),
    ("areas:population", "analyst", nothing_else, ""),
    ("areas:population_draft", "analyst", population_draft, ""),
    ("areas:reference_areas", "operator", nothing_else, ""),
    ("areas:reference_area", "operator", municipality, ""),
    ("areas:correct_reference", "operator", municipality, ""),
    ("areas:take_away", "operator", responsibility, ""),
]
