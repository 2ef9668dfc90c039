"""Population that comes along: modelled for municipalities, counted for localities."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from django.utils.translation import gettext_noop

from tryggve.apps.areas.models import Area, Kind, PopulationCount, PopulationSource
from tryggve.geography import reference
from tryggve.geography.population import MODELLED, CountyToFit, counties_to_fit
from tryggve.stats.raking import Margin, rake
from tryggve.stats.rounding import round_rows

BATCH = 5_000
# The totals are near the end of 2024 and of no stated day: see geography/tables/README.md.
MODELLED_DAY = date(2024, 12, 31)
LOCALITIES = gettext_noop("Statistics Sweden (SCB), localities 2020 (CC0)")

Cell = tuple[str, str, int, int | None, int]  # code, sex, first and last age, people


def load_modelled() -> int:
    """Store the modelled population of every municipality, unless it is stored already.

    Gives the number of rows stored. What was modelled from earlier tables stays: figures may have
    been made with it. The latest goes first.
    """
    name = MODELLED.spoken_in("en")
    return _load(name, MODELLED_DAY, Kind.MUNICIPALITY, list(modelled_cells()), is_modelled=True)


def load_counted() -> int:
    """Store the number of people of every locality, unless it is stored already."""
    places = reference.localities()
    cells = [(place.code, PopulationCount.Sex.ALL, 0, None, place.population) for place in places]
    day = date(max(place.population_year for place in places), 12, 31)
    return _load(LOCALITIES, day, Kind.LOCALITY, cells, is_modelled=False)


def modelled_cells() -> Iterator[Cell]:
    """People by municipality, sex and single year of age: each municipality keeps its total."""
    for county in counties_to_fit():
        people = model(county)
        for place, code in enumerate(county.municipality_codes):
            for sex_place, sex in enumerate(reference.SEXES):
                for age, count in enumerate(people[place, sex_place].tolist()):
                    yield code, sex, age, None if age == reference.OLDEST else age, count


def model(county: CountyToFit) -> np.ndarray:
    """The county's table fitted to its margins, in whole people: (municipalities, sexes, ages)."""
    margins = [
        Margin("municipalities", (0,), county.municipal_totals),
        Margin("sex by age", (1, 2), county.sex_by_age),
    ]
    fitted = rake(county.seed, margins).table
    return round_rows(fitted, totals=county.municipal_totals.astype(np.int64))


def _load(name: str, day: date, kind: Kind, cells: list[Cell], *, is_modelled: bool) -> int:
    sha256 = hashlib.sha256(repr((name, day, cells)).encode()).hexdigest()
    if PopulationSource.objects.filter(owner=None, sha256=sha256).exists():
        return 0
    source = PopulationSource.objects.create(
        name=name, reference_date=day, is_modelled=is_modelled, sha256=sha256
    )
    pk_of = dict(
        Area.objects.filter(kind=kind, owner=None, valid_to=None).values_list("code", "pk")
    )
    rows = _rows(source, pk_of, cells)
    return len(PopulationCount.objects.bulk_create(rows, BATCH))


def _rows(
    source: PopulationSource, pk_of: dict[str, int], cells: Iterable[Cell]
) -> list[PopulationCount]:
    return [
        PopulationCount(
            source=source,
            area_id=pk_of[code],
            sex=sex,
            age_from=age_from,
            age_to=age_to,
            count=people,
        )
        for code, sex, age_from, age_to, people in cells
        if code in pk_of
    ]
