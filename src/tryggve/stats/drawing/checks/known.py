"""What is known of the people a sample was drawn from: counts by stratum, and no list of people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike
from polars import selectors

from tryggve.stats.drawing.checks.ages import Ages, with_ages
from tryggve.stats.drawing.strata import MOST_PEOPLE, SHOWN
from tryggve.stats.sample import Integers
from tryggve.stats.tabulation.microdata import as_text, codes_of
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

COUNTED = ("sex", "age", "area")


@dataclass(frozen=True)
class Margin:
    """`people` (H, C) of each stratum in each of C categories."""

    categories: list[str]
    people: Integers


@dataclass(frozen=True)
class Known:
    """H strata in the order of an allocation. `population` (H,). `margins` by what is counted.
    `ages`: who belongs to the population."""

    names: tuple[str, ...]
    population: Integers
    margins: dict[str, Margin]
    ages: Ages


def known_from_counts(counts: pl.DataFrame, names: Sequence[str], ages: Ages) -> Known:
    """From population counts: `stratum`, `people`, and any of `sex`, `age` (in years; for a group
    any year of it) and `area`. `names`: the strata of the allocation. Ages outside the population
    are left out. InputError for each row that cannot be used."""
    counts = prepared(counts, ["stratum", "people"])
    problems = [
        *_strata_problems(counts["stratum"], names),
        *_row_problems(
            ~_is_count(counts["people"]),
            say("The number of people is not a whole number from 0 to {most}.", most=MOST_PEOPLE),
            say("Mend the count."),
            "people",
        ),
    ]
    for name in ("sex", "area"):
        if name in counts.columns:
            problems += _row_problems(
                counts[name].is_null(),
                say("The value is missing."),
                say("Give every count its categories."),
                name,
            )
    if "age" in counts.columns:
        problems += _row_problems(
            ~_is_count(counts["age"]),
            say("The age is not a whole number of years."),
            say("Give the year, or for a group of ages any year of it."),
            "age",
        )
    if problems:
        raise InputError(problems)
    if "age" in counts.columns:
        years = pl.col("age").cast(pl.Float64).cast(pl.Int64)
        counts = counts.with_columns(age=ages.group_of(years)).drop_nulls("age")
    return _known(counts.with_columns(pl.col("people").cast(pl.Float64)), names, ages)


def known_from_frame(frame: pl.DataFrame, names: Sequence[str], ages: Ages) -> Known:
    """From the frame itself, a row for each person: `stratum`, `birth_date`, and any of `sex` and
    `area`. Only counts are kept. InputError for each row without a stratum of `names` or outside
    the ages of the population."""
    people = with_ages(prepared(frame, ["stratum", "birth_date"]), ages)
    problems = _strata_problems(people["stratum"], names) + _row_problems(
        people["age"].is_null(),
        say("The birth date is missing, or the age is outside the population."),
        say("Let the frame hold those who belong to the population, and no others."),
        "birth_date",
    )
    if problems:
        raise InputError(problems)
    return _known(people.with_columns(people=pl.lit(1.0)), names, ages)


def prepared(table: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
    """The columns that are used, with spaces around text taken away, and as missing what is blank
    or no number. InputError for columns that are not there."""
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise InputError(
            Problem(
                say("The column is missing."),
                say("The table has: {columns}.", columns=", ".join(table.columns[:40])),
                field=name,
            )
            for name in missing
        )
    table = table.select(name for name in table.columns if name in {*wanted, *COUNTED})
    nested = [name for name, kind in table.schema.items() if kind.is_nested() or kind == pl.Object]
    if nested:
        raise InputError(
            Problem(
                say("The column holds neither text, numbers nor dates."),
                say("Give each row a single value."),
                field=name,
            )
            for name in nested
        )
    text, number = selectors.string().str.strip_chars(), selectors.float()
    return table.with_columns(
        pl.when(text != "").then(text).name.keep(),
        pl.when(number.is_finite()).then(number).name.keep(),
    )


def counted(
    stratum: Integers, category: Integers, shape: tuple[int, int], people: ArrayLike = 1.0
) -> Integers:
    """(H, C) how many people have each stratum and category; those with a code below 0 have none.
    `people` (n,): how many each row stands for."""
    inside = (stratum >= 0) & (category >= 0)
    cell = stratum[inside] * shape[1] + category[inside]
    weight = np.broadcast_to(np.asarray(people, dtype=float), len(stratum))[inside]
    counts = np.bincount(cell, weight, shape[0] * shape[1])
    return counts.reshape(shape).astype(np.int64)


def _known(table: pl.DataFrame, names: Sequence[str], ages: Ages) -> Known:
    stratum, people = codes_of(table["stratum"], list(names)), table["people"].to_numpy()
    population = np.bincount(stratum, people, len(names)).astype(np.int64)
    empty = np.flatnonzero(population == 0)
    if len(empty):
        raise InputError(
            Problem(
                say("Stratum {stratum} has no people in the counts.", stratum=names[h]),
                say("Give counts for every stratum of the allocation."),
                field="stratum",
            )
            for h in empty[:SHOWN]
        )
    margins = {}
    for variable in (variable for variable in COUNTED if variable in table.columns):
        categories = sorted(as_text(table[variable]).drop_nulls().unique().to_list())
        codes = codes_of(table[variable], categories)
        shape = len(names), len(categories)
        margins[variable] = Margin(categories, counted(stratum, codes, shape, people))
    return Known(tuple(names), population, margins, ages)


def _is_count(column: pl.Series) -> pl.Series:
    number = column.cast(pl.Float64, strict=False)
    is_whole = number.is_between(0, MOST_PEOPLE) & (number == number.floor())
    return is_whole.fill_null(False)


def _strata_problems(stratum: pl.Series, names: Sequence[str]) -> list[Problem]:
    return _row_problems(
        pl.Series(codes_of(stratum, list(names)) < 0),
        say("The stratum is missing, or not in the allocation."),
        say("Give every row one of its strata."),
        "stratum",
    )


def _row_problems(wrong: pl.Series, what: Text, mend: Text, field: str) -> list[Problem]:
    return [
        Problem(what, mend, row=int(row) + 2, field=field) for row in wrong.arg_true().head(SHOWN)
    ]
