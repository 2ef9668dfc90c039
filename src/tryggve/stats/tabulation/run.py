"""All estimates of a design in one table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from tryggve.stats.estimation import Estimates
from tryggve.stats.intervals import Interval, effective_answers
from tryggve.stats.replicates import ForR, bootstrap, export_for_r
from tryggve.stats.tabulation.answers import Answers, Variable, read_answers
from tryggve.stats.tabulation.design import Design, Limits
from tryggve.stats.tabulation.domains import Partition, partitions
from tryggve.stats.tabulation.estimating import Replicated, estimated
from tryggve.stats.tabulation.weighing import Weighed, weigh
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

Progress = Callable[[str], None]
FLAGS = ("publish", "care", "withhold")


@dataclass(frozen=True)
class Tabulated:
    """The estimates, one row each (columns: docs/reference/tabulate.md), and how they came."""

    estimates: pl.DataFrame
    weighed: Weighed
    answers: Answers
    replicated: Replicated | None

    def for_r(self) -> ForR:
        """The replicate weights as R reads them. InputError where there are none."""
        if self.replicated is None:
            raise refuse(
                say("There are no replicates to write for R."),
                say("Give their number with --replicates, such as 500."),
                field="--replicate-weights",
            )
        recalibration = self.replicated.recalibration
        return export_for_r(
            self.replicated.replicates,
            drawn=self.weighed.drawn,
            final=None if recalibration is None else self.weighed.sample,
            recalibration=recalibration,
        )


def tabulate(
    table: pl.DataFrame,
    design: Design,
    *,
    file: str = "",
    replicates: int = 0,
    progress: Progress = lambda _: None,
) -> Tabulated:
    """Every item of the design in every area of each level and each slice.

    `table`: the microdata's columns that the design names. With `replicates` the variances come
    from so many bootstrap replicates, each calibrated anew. InputError names what is wrong.
    """
    _check(design, replicates)
    progress("answers")
    answers = read_answers(table, design, file=file)
    progress("weights")
    weighed = weigh(table, design, file=file)
    replicated = _replicated(weighed, design, replicates) if replicates else None
    parts = list(partitions(table, design))
    progress("replicates" if replicates else "estimates")
    found = estimated(
        weighed.sample,
        answers,
        [part.codes for part in parts],
        level=design.confidence,
        replicated=replicated,
    )
    frames = [
        _frame(part, each.variables, estimates, interval, design.limits)
        for each in found
        for part, estimates, interval in reversed(
            list(zip(parts, each.estimates, each.intervals, strict=True))
        )
    ]
    progress("table")
    columns = ["level", "area", *_slice_columns(design)]
    estimates = pl.concat(frames, how="diagonal").select(*columns, pl.exclude(columns))
    return Tabulated(estimates, weighed, answers, replicated)


def _check(design: Design, replicates: int) -> None:
    if replicates and design.calibration.trim is not None:
        raise refuse(
            say("Replicates are not trimmed, so they do not tell the variance of the estimates."),
            say("Take trim out of the design file, or do without replicates."),
            field="calibration.trim",
        )


def _replicated(weighed: Weighed, design: Design, number: int) -> Replicated:
    rng = np.random.default_rng(design.seed)
    replicates = bootstrap(weighed.drawn, number=number, rng=rng)
    return Replicated(replicates, weighed.drawn, weighed.again(design))


def _slice_columns(design: Design) -> list[str]:
    return list(dict.fromkeys(name for names in design.slices for name in names))


def _frame(
    part: Partition,
    variables: list[Variable],
    found: Estimates,
    interval: Interval,
    limits: Limits,
) -> pl.DataFrame:
    """One row for each domain and variable of a partition; domains without respondents left out."""
    domains, number = found.value.shape
    flat = {
        "value": found.value,
        "standard_error": found.standard_error,
        "low": interval.low,
        "high": interval.high,
        "answers": found.answers,
        "population": found.size,
        "effective_answers": np.where(
            [v.is_share for v in variables], effective_answers(found), np.nan
        ),
        "design_effect": found.design_effect,
    }
    labels = {name: pl.Series(values) for name, values in part.labels.items()}
    row, column = np.repeat(np.arange(domains), number), np.tile(np.arange(number), domains)
    frame = pl.DataFrame(
        {"level": pl.repeat(part.level, domains * number, eager=True)}
        | {name: values.gather(row) for name, values in labels.items()}
        | {
            "item": pl.Series([v.item for v in variables]).gather(column),
            "category": pl.Series([v.category for v in variables]).gather(column),
            "quantity": pl.Series([v.statistic.value for v in variables]).gather(column),
            "is_share": pl.Series([v.is_share for v in variables]).gather(column),
        }
        | {name: values.ravel() for name, values in flat.items()}
        | {"degrees_of_freedom": np.minimum(found.freedom[row], found.answers.ravel() - 1)}
    )
    people = np.bincount(part.codes[part.codes >= 0], minlength=domains)
    return frame.with_columns(_flag(limits)).filter(pl.Series(people[row] > 0))


def _flag(limits: Limits) -> pl.Expr:
    """Withhold below the least number of answers; care for few answers or a wide interval."""
    wide = pl.col("is_share") & ((pl.col("high") - pl.col("low")) / 2 > limits.care_half_width)
    return (
        pl.when(pl.col("answers") < limits.least_answers)
        .then(pl.lit("withhold"))
        .when((pl.col("answers") < limits.care_answers) | wide)
        .then(pl.lit("care"))
        .otherwise(pl.lit("publish"))
        .alias("flag")
    )
