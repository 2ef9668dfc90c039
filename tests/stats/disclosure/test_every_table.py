"""The audit of two releases, with nested areas and overlapping ages, against every table."""

from itertools import product

import numpy as np
import polars as pl
import pytest

from tryggve.stats.disclosure.audit import audit
from tryggve.stats.disclosure.classifications import Classification, nested
from tryggve.stats.disclosure.figures import counts

AREA = nested("area", {"north": "city", "south": "city"})
AGE = Classification(
    "age",
    {
        "16-19": frozenset({"16-19"}),
        "20-24": frozenset({"20-24"}),
        "25-29": frozenset({"25-29"}),
        "16-24": frozenset({"16-19", "20-24"}),
        "20-29": frozenset({"20-24", "25-29"}),
    },
)
FINEST = list(product(["north", "south"], ["16-19", "20-24", "25-29"]))
CELLS = list(product(AREA.groups, [None, *AGE.groups]))
MOST = 6  # in a cell: the truth has at most 3
EVERY = np.array(list(product(range(MOST + 1), repeat=len(FINEST))))


def of_every(area: str, age: str | None) -> np.ndarray:
    """The count of a cell in each of the tables."""
    inside = [
        where in AREA.groups[area] and (age is None or how_old in AGE.groups[age])
        for where, how_old in FINEST
    ]
    return EVERY[:, inside].sum(axis=1)


def released(rng: np.random.Generator, truth: int, source: str) -> pl.DataFrame:
    """Some cells of a table, some of them withheld, exact or rounded to even numbers."""
    chosen = rng.choice(len(CELLS), rng.integers(4, 13), replace=False)
    rows = [
        (area, age, int(of_every(area, age)[truth]), None if rng.random() < 0.67 else 2.0)
        for area, age in (CELLS[number] for number in chosen)
    ]
    schema = {"area": pl.String, "age": pl.String, "count": pl.Int64, "protection": pl.Float64}
    return counts(
        pl.DataFrame(rows, schema=schema, orient="row"),
        source=source,
        measure="thefts",
        least_withheld=0,
        rounded_to=int(rng.choice([1, 1, 2])),
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_is_called_protected_is_so_and_the_rest_is_known_as_closely_as_told(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.choice(np.flatnonzero((EVERY <= 3).all(axis=1)))
    figures = pl.concat([released(rng, truth, "spring"), released(rng, truth, "autumn")])
    fits = np.ones(len(EVERY), dtype=bool)
    for row in figures.iter_rows(named=True):
        count = of_every(row["area"], row["age"])
        fits &= (count >= row["low"]) & (count <= row["high"])
    assert fits[truth]
    for row in audit(figures, [AREA, AGE]).withheld.iter_rows(named=True):
        possible = of_every(row["area"], row["age"])[fits]
        if row["is_protected"]:
            assert possible.max() - possible.min() >= row["protection"]
        else:
            told = (row["possible_low"], row["possible_high"])
            assert told == (possible.min(), possible.max())
