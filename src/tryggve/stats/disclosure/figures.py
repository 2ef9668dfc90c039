"""Figures as a reader sees them: between which bounds each is told to lie, or that it is withheld.

A table of figures is a data frame with a row for each figure and the columns

- `source`: the release and the document, table or address that tells it,
- `measure`: what is counted, of which period; only figures of one measure add up,
- one for each classification, null where the figure is of everyone,
- `low`, `high`: what is told, as a sum of people: both the count of an exact figure; the bounds of
  a rounded one; what anyone would know of a withheld one,
- `protection`: null for what is told; for a withheld figure how wide the range must be at the
  least that a reader can narrow it down to, in people; 0 where it is withheld for others' sake,
- `unit`: what `low`, `high` and `protection` are divided by to be read: 1 for counts, the weights
  of those who answered for shares.

Withheld figures are not in it. Frames of several tables and releases are joined with
`pl.concat(..., how="diagonal")` and kept as they are (Parquet) for the releases to come.
"""

from collections.abc import Sequence

import polars as pl

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

FIXED = ("source", "measure", "low", "high", "protection", "unit")


def counts(
    cells: pl.DataFrame,
    *,
    source: str,
    measure: str,
    least_withheld: int = 1,
    rounded_to: int = 1,
) -> pl.DataFrame:
    """Counts of people or events: `cells` has `count`, `protection` if any is withheld, and else
    the columns of its classifications.

    `least_withheld`: what a reader knows a withheld count to be at the least: 1 where zeros are
    always told, else 0. `rounded_to`: every count is told as the nearest multiple. InputError for a
    count that is missing, below zero or no whole number, and for a withheld one below the least.
    """
    names = _classified(cells, needed=("count",))
    count = pl.col("count").cast(pl.Float64, strict=False)
    _refuse_unless(
        cells,
        (count >= 0) & (count == count.round()) & count.is_finite(),
        say("A count is a whole number and not below zero."),
        "count",
    )
    protection = _protection(cells)
    is_told = protection.is_null()
    _refuse_unless(
        cells,
        is_told | (count >= least_withheld),
        say("A withheld count is less than any reader is taken to know."),
        "count",
        say("Tell it, or say that withheld counts may be 0."),
    )
    half = rounded_to / 2 if rounded_to > 1 else 0.0
    nearest = (count / rounded_to).round() * rounded_to
    return cells.select(
        pl.lit(source).alias("source"),
        pl.lit(measure).alias("measure"),
        *names,
        pl.when(is_told)
        .then((nearest - half).clip(lower_bound=0))
        .otherwise(least_withheld)
        .alias("low"),
        pl.when(is_told).then(nearest + half).otherwise(float("inf")).alias("high"),
        protection.alias("protection"),
        pl.lit(1.0).alias("unit"),
    )


def shares(cells: pl.DataFrame, *, source: str, measure: str) -> pl.DataFrame:
    """Shares of a survey: `cells` has `low` and `high` (what is told of the share, between 0 and
    1), `weight` (the sum of the weights of those who answered the question), `protection` (a
    difference of shares) if any is withheld, and else the columns of its classifications.

    A reader is taken to know `weight`, since it is nearly the population. Figures of smaller groups
    then add up to those of the larger, for which the weights must be one set for all. InputError
    for bounds outside 0 to 1 or in the wrong order, and for a weight below zero.
    """
    names = _classified(cells, needed=("low", "high", "weight"))
    low, high, weight = (
        pl.col(name).cast(pl.Float64, strict=False) for name in ("low", "high", "weight")
    )
    _refuse_unless(
        cells,
        (low >= 0) & (low <= high) & (high <= 1) & (weight >= 0) & weight.is_finite(),
        say("A share lies from 0 to 1, its lower bound first, and its weight is not below 0."),
        "low, high, weight",
    )
    protection = _protection(cells)
    is_told = protection.is_null()
    return cells.select(
        pl.lit(source).alias("source"),
        pl.lit(measure).alias("measure"),
        *names,
        pl.when(is_told).then(low * weight).otherwise(0.0).alias("low"),
        pl.when(is_told).then(high * weight).otherwise(weight).alias("high"),
        (protection * weight).alias("protection"),
        pl.when(weight > 0).then(weight).otherwise(1.0).alias("unit"),
    )


def dimensions(figures: pl.DataFrame) -> list[str]:
    """The classifications that the figures are told by."""
    return [name for name in figures.columns if name not in FIXED]


def name_of(codes: Sequence[str | None]) -> str:
    """A figure's codes as a person reads them: "1283, 16-24"; "all" where it is of everyone."""
    return ", ".join(code for code in codes if code is not None) or str(say("all"))


def wrong_rows(cells: pl.DataFrame, right: pl.Expr) -> list[int]:
    """The rows in which `right` does not hold, as a spreadsheet counts them."""
    is_right = cells.select(right.fill_null(value=False)).to_series()
    return [row for row, fine in enumerate(is_right, 2) if not fine]


def refuse_missing(cells: pl.DataFrame, needed: Sequence[str]) -> None:
    """InputError for each column that a table lacks."""
    missing = [name for name in needed if name not in cells.columns]
    if missing:
        raise InputError(
            Problem(say("The table lacks the column {name}.", name=name), field=name)
            for name in missing
        )


def _classified(cells: pl.DataFrame, *, needed: Sequence[str]) -> list[pl.Expr]:
    """The columns that are left for classifications, as text."""
    refuse_missing(cells, needed)
    spare = [name for name in cells.columns if name not in {*needed, "protection"}]
    taken = [name for name in spare if name in FIXED]
    if taken:
        raise InputError(
            Problem(
                say("{name} cannot be the name of a classification.", name=name),
                say("Rename the column, or leave it out."),
                field=name,
            )
            for name in taken
        )
    return [pl.col(name).cast(pl.String) for name in spare]


def _protection(cells: pl.DataFrame) -> pl.Expr:
    if "protection" not in cells.columns:
        return pl.lit(None, dtype=pl.Float64)
    protection = pl.col("protection").cast(pl.Float64)
    _refuse_unless(
        cells,
        (protection >= 0).fill_null(value=True) & ~protection.is_nan().fill_null(value=False),
        say("A protection is 0 or more, or empty."),
        "protection",
    )
    return protection


def _refuse_unless(
    cells: pl.DataFrame, right: pl.Expr, what: Text, field: str, mend: Text | str = ""
) -> None:
    wrong = wrong_rows(cells, right)
    if wrong:
        raise InputError(Problem(what, mend, row=row, field=field) for row in wrong)
