"""Made-up areas for tests: a small tree with two municipalities, and single areas."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import factory
import shapely
from factory.django import DjangoModelFactory

from tryggve.apps.areas.models import (
    Area,
    AreaParent,
    Evidence,
    Kind,
    PopulationCount,
    PopulationSource,
    Responsibility,
)

LESSEBO = (514_000, 6_291_000)  # well inside the real municipality, SWEREF 99 TM


def square(x: float, y: float, side: float = 1_000) -> shapely.Polygon:
    """A square in SWEREF 99 TM with its lower left corner at a point, sides in metres."""
    return shapely.box(x, y, x + side, y + side)


class AreaFactory(DjangoModelFactory):
    """An area that everyone sees. `parent=` puts it in the tree, `owner=` makes it somebody's."""

    class Meta:
        model = Area
        skip_postgeneration_save = True

    kind = Kind.MUNICIPALITY
    code = factory.Sequence(lambda n: f"{n:04}")
    name = factory.Sequence(lambda n: f"Område {n}")
    evidence = Evidence.OFFICIAL

    @factory.post_generation
    def parent(self, create: bool, extracted: Area | None, **kwargs: Any) -> None:
        if extracted is not None:
            LinkFactory(child=self, parent=extracted)


class SurveyAreaFactory(AreaFactory):
    kind = Kind.SURVEY_AREA
    code = factory.Sequence(lambda n: f"D{n}")
    evidence = Evidence.ENTERED
    geometry = factory.LazyFunction(lambda: square(*LESSEBO))


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = AreaParent

    evidence = Evidence.STATED
    source = "https://kommun.example/samverkan"


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = Responsibility

    task = Responsibility.Task.COORDINATION
    valid_from = date(2020, 1, 1)


class PopulationSourceFactory(DjangoModelFactory):
    class Meta:
        model = PopulationSource

    name = factory.Sequence(lambda n: f"Folkmängd {n}")
    reference_date = date(2025, 12, 31)


class PopulationCountFactory(DjangoModelFactory):
    class Meta:
        model = PopulationCount

    source = factory.SubFactory(PopulationSourceFactory)
    sex = PopulationCount.Sex.ALL
    age_from = 0
    age_to = None
    count = 100


@dataclass(frozen=True)
class SmallSweden:
    """The country, one police region down to one local police area, and what lies in them."""

    sweden: Area
    region: Area
    police_area: Area
    nybro: Area
    county: Area
    lessebo: Area
    olofstrom: Area
    hovmantorp: Area


def make_small_sweden() -> SmallSweden:
    """Lessebo in the LPO Nybro with a locality; Olofström in a county of its own, in no LPO."""
    sweden = AreaFactory(kind=Kind.COUNTRY, code="00", name="Sverige")
    region = AreaFactory(kind=Kind.POLICE_REGION, code="syd", name="Syd", parent=sweden)
    police_area = AreaFactory(
        kind=Kind.POLICE_AREA, code="syd-kalmar-kronoberg", name="Kalmar-Kronoberg", parent=region
    )
    nybro = AreaFactory(
        kind=Kind.LOCAL_POLICE_AREA,
        code="syd-nybro",
        name="Nybro",
        evidence=Evidence.STATED,
        parent=police_area,
    )
    county = AreaFactory(kind=Kind.COUNTY, code="07", name="Kronobergs län", parent=sweden)
    blekinge = AreaFactory(kind=Kind.COUNTY, code="10", name="Blekinge län", parent=sweden)
    lessebo = AreaFactory(code="0761", name="Lessebo", parent=county)
    LinkFactory(child=lessebo, parent=nybro)
    olofstrom = AreaFactory(code="1060", name="Olofström", parent=blekinge)
    hovmantorp = AreaFactory(
        kind=Kind.LOCALITY,
        code="0761TB101",
        name="Hovmantorp",
        geometry=shapely.Point(510_000, 6_293_000),
        parent=lessebo,
    )
    return SmallSweden(sweden, region, police_area, nybro, county, lessebo, olofstrom, hovmantorp)
