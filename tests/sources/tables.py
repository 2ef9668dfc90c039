"""Made-up tables of population, in the layouts that SCB's database exports."""

from datetime import date
from itertools import product

import numpy as np
from hypothesis import strategies as st

from tryggve.exchange.cube import Category, Cube, Dimension, Role
from tryggve.sources.scb import PopulationCount
from tryggve.sources.scb.words import Age

Counts = dict[tuple[str, str, Age, int], int]  # area, sex, age, year

SEXES = {"men": ("1", "män"), "women": ("2", "kvinnor"), "all": ("1+2", "totalt")}
AGES: list[list[Age]] = [
    [(16, 16), (17, 17), (18, None)],
    [(0, 14), (15, 24), (25, 79), (80, None)],
    [(100, None)],
    [(0, None)],
]


def age_label(age: Age) -> str:
    if age == (0, None):
        return "totalt ålder"
    if age[1] is None:
        return f"{age[0]}+ år"
    return f"{age[0]} år" if age[0] == age[1] else f"{age[0]}-{age[1]} år"


@st.composite
def populations(draw) -> Counts:
    areas = draw(
        st.lists(st.sampled_from(["07", "0761", "0764", "0114A0010", "0114R001", "0114TB103"]),
                 min_size=1, max_size=3, unique=True)
    )  # fmt: skip
    sexes = draw(st.sampled_from([["men", "women"], ["all"]]))
    ages = draw(st.sampled_from(AGES))
    years = draw(st.lists(st.integers(1968, 2024), min_size=1, max_size=2, unique=True))
    cells = list(product(areas, sexes, ages, sorted(years)))
    counts = draw(st.lists(st.integers(0, 10**6), min_size=len(cells), max_size=len(cells)))
    return dict(zip(cells, counts, strict=True))


def rows(counts: Counts) -> tuple[PopulationCount, ...]:
    """What is to be read, in the order of the reader: by area, day, sex and age."""
    areas, sexes, ages, years = parts(counts)
    return tuple(
        PopulationCount(a, s, g[0], g[1], counts[a, s, g, y], date(y, 12, 31))
        for a, y, s, g in product(areas, years, sexes, ages)
    )


def parts(counts: Counts) -> tuple[list[str], list[str], list[Age], list[int]]:
    """The distinct areas, sexes, ages and years, in their order."""
    found = zip(*counts, strict=True)
    return tuple(list(dict.fromkeys(part)) for part in found)


def as_cube(counts: Counts) -> Cube:
    areas, sexes, ages, years = parts(counts)
    values = np.array([counts[key] for key in product(areas, sexes, ages, years)], dtype=float)
    found: list[tuple[str, str, list[tuple[str, str]], Role]] = [
        ("Region", "region", [(area, f"{area} Påhittad") for area in areas], "other"),
        ("Kon", "kön", [SEXES[sex] for sex in sexes], "other"),
        ("Alder", "ålder", [(age_label(age), age_label(age)) for age in ages], "other"),
        ("Tid", "år", [(str(year), str(year)) for year in years], "time"),
    ]
    dimensions = tuple(
        Dimension(code, label, tuple(Category(c, text) for c, text in values_), role)
        for code, label, values_, role in found
    )
    shape = [len(dimension.categories) for dimension in dimensions]
    return Cube(
        dimensions,
        values.reshape(shape),
        contents="Folkmängd",
        title="Påhittade tal",
        source="SCB",
    )


def as_long_csv(counts: Counts, *, delimiter: str = ",") -> str:
    lines = [["region", "kön", "ålder", "år", "Folkmängd"]]
    for (area, sex, age, year), count in counts.items():
        lines.append([f"{area} Påhittad", SEXES[sex][1], age_label(age), str(year), str(count)])
    return joined(lines, delimiter)


def as_wide_csv(counts: Counts, *, delimiter: str = ";") -> str:
    areas, sexes, ages, years = parts(counts)
    lines = [["Påhittade tal"], [], ["region", "ålder", "kön", *(f"Folkmängd {y}" for y in years)]]
    for area, age, sex in product(areas, ages, sexes):
        figures = [str(counts[area, sex, age, year]) for year in years]
        lines.append([f"{area} Påhittad", age_label(age), SEXES[sex][1], *figures])
    return joined(lines, delimiter)


def joined(lines: list[list[str]], delimiter: str) -> str:
    quoted = [[f'"{cell}"' for cell in line] for line in lines]
    return "".join(delimiter.join(line) + "\r\n" for line in quoted)
