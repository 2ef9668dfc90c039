"""The reference tables: municipalities, counties, localities, police areas, postal codes, people.

Each function reads its table once. Sources, licences and limits: tables/README.md.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

TABLES = Path(__file__).parent / "tables"
SEXES = ("women", "men")
OLDEST = 100  # the open top class: 100 and over
STRUCTURE_YEAR = 2015

Evidence = Literal["stated", "name", "inferred"]


@dataclass(frozen=True)
class County:
    code: str
    name: str


@dataclass(frozen=True)
class Municipality:
    """`population` is of a recent year that the source does not state, about the end of 2024."""

    code: str
    name: str
    county_code: str
    population: int


@dataclass(frozen=True)
class Locality:
    """A tätort: a point `x`, `y` in SWEREF 99 TM (whole metres, east and north), no border."""

    code: str
    name: str
    municipality_code: str
    population: int
    x: int
    y: int
    lat: float
    lon: float
    population_year: int


@dataclass(frozen=True)
class PoliceMembership:
    """A municipality lies in a local police area, and how well that is known.

    `note` is a key of `tryggve.geography.police_notes.NOTES`, or empty.
    """

    police_region: str
    police_area: str
    local_police_area: str
    municipality_code: str
    evidence: Evidence
    note: str
    source: str
    source_period: str


@dataclass(frozen=True, eq=False)
class PostalCodes:
    """Postal codes in rising order and, at the same place, the municipality of each."""

    codes: NDArray[np.str_]
    municipality_codes: NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class CountyPopulation:
    """People by county, sex and age at the end of `year`.

    `counts` has the shape (counties, sexes, ages) = (21, 2, 101), in the order of `county_codes`,
    `SEXES` and the ages 0 to `OLDEST`, the last of which is 100 and over.
    """

    year: int
    county_codes: tuple[str, ...]
    counts: NDArray[np.int64]


@cache
def counties() -> Mapping[str, County]:
    """The 21 counties by code, in the order of their codes."""
    return MappingProxyType({row["code"]: County(**row) for row in _rows("counties")})


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The 290 municipalities by code, in the order of their codes."""
    return MappingProxyType(
        {
            row["code"]: Municipality(
                row["code"], row["name"], row["county_code"], int(row["population"])
            )
            for row in _rows("municipalities")
        }
    )


@cache
def localities() -> tuple[Locality, ...]:
    """The 2,017 localities of 2020, in the order of their codes."""
    return tuple(
        Locality(
            code=row["code"],
            name=row["name"],
            municipality_code=row["municipality_code"],
            population=int(row["population"]),
            x=int(row["x"]),
            y=int(row["y"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population_year=int(row["population_year"]),
        )
        for row in _rows("localities")
    )


@cache
def police_memberships() -> tuple[PoliceMembership, ...]:
    """Which local police area each municipality lies in, where that is known: 61 rows."""
    return tuple(
        PoliceMembership(
            police_region=row["police_region"],
            police_area=row["police_area"],
            local_police_area=row["lpo"],
            municipality_code=row["municipality_code"],
            evidence=_evidence(row["evidence"]),
            note=row["note"],
            source=row["source"],
            source_period=row["source_period"],
        )
        for row in _rows("local_police_areas")
    )


@cache
def postal_codes() -> PostalCodes:
    """The municipality of each of 15,463 postal codes (five digits, no space)."""
    rows = list(_rows("postal_codes"))
    return PostalCodes(
        _read_only(np.array([row["postal_code"] for row in rows])),
        _read_only(np.array([row["municipality_code"] for row in rows])),
    )


@cache
def county_population() -> CountyPopulation:
    """People by county, sex and single year of age, 2015."""
    codes = tuple(counties())
    counts = np.zeros((len(codes), len(SEXES), OLDEST + 1), dtype=np.int64)
    for row in _rows("population_county"):
        age = int(row["age"].removesuffix("+"))
        counts[codes.index(row["county_code"]), SEXES.index(row["sex"]), age] = int(row["count"])
    return CountyPopulation(STRUCTURE_YEAR, codes, _read_only(counts))


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _evidence(grade: str) -> Evidence:
    match grade:
        case "stated" | "name" | "inferred":
            return grade
        case _:
            raise ValueError(f"unknown grade of evidence: {grade}")


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
