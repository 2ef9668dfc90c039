"""What a model of people by municipality, sex and age begins with, where nothing better is at hand.

No open table gives municipality x sex x age. Two that are open, of different years, give it nearly:
county x sex x age, and the total of each municipality. They are fitted to each other by
`tryggve.stats.raking.rake`, which this package may not import: whoever needs the table calls both.
How, and what it may not be used for: docs/methodology/population.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.geography import reference
from tryggve.wording.text import say

MODELLED = say(
    "Modelled, not counted: the population of the municipality in a recent year that the source "
    "does not state, with the sexes and ages of its county in {year}.",
    year=str(reference.STRUCTURE_YEAR),
)


@dataclass(frozen=True, eq=False)
class CountyToFit:
    """One county's table and its margins.

    `seed` has the shape (municipalities, sexes, ages), all ones: nothing is known of the inside.
    `municipal_totals` (municipalities,) are people in a recent year; `sex_by_age` (sexes, ages) has
    the shares of 2015 and the sum of `municipal_totals`. Sexes as `reference.SEXES`, ages 0 to
    `reference.OLDEST`, the last being 100 and over.
    """

    county_code: str
    municipality_codes: tuple[str, ...]
    seed: NDArray[np.float64]
    municipal_totals: NDArray[np.float64]
    sex_by_age: NDArray[np.float64]


def county_to_fit(county_code: str) -> CountyToFit:
    """What to rake for one county. KeyError where there is no such county."""
    county = reference.counties()[county_code]
    inside = [m for m in reference.municipalities().values() if m.county_code == county.code]
    totals = np.array([m.population for m in inside], dtype=float)
    structure = reference.county_population()
    counted = structure.counts[structure.county_codes.index(county.code)]
    return CountyToFit(
        county_code=county.code,
        municipality_codes=tuple(m.code for m in inside),
        seed=np.ones((len(inside), *counted.shape)),
        municipal_totals=totals,
        sex_by_age=counted * (totals.sum() / counted.sum()),
    )


def counties_to_fit() -> Iterator[CountyToFit]:
    """What to rake for every county, in the order of their codes."""
    return (county_to_fit(code) for code in reference.counties())
