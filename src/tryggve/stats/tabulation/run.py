"""All estimates of a design in one table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.intervals import Interval, effective_answers, mean_interval, share_interval
from tryggve.stats.replicates import bootstrap, replicate_variances
from tryggve.stats.sample import Sample
from tryggve.stats.tabulation.answers import Answers, Variable, read_answers
from tryggve.stats.tabulation.design import Design, Limits
from tryggve.stats.tabulation.domains import Partition, partitions
from tryggve.stats.tabulation.weighing import Weighed, weigh

Progress = Callable[[str], None]
FLAGS = ("publish", "care", "withhold")


@dataclass(frozen=True)
class Tabulated:
    """The estimates, one row each (columns: docs/reference/tabulate.md), and how they came."""

    estimates: pl.DataFrame
    weighed: Weighed
    answers: Answers


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
    progress("answers")
    answers = read_answers(table, design, file=file)
    progress("weights")
    weighed = weigh(table, design, file=file)
    parts = list(partitions(table, design))
    frames = []
    for quantity in Quantity:
        chosen = [i for i, v in enumerate(answers.variables) if v.quantity is quantity]
        if not chosen:
            continue
        progress("estimates")
        values = answers.values[:, chosen]
        codes = [part.codes for part in parts]
        found = estimate(weighed.sample, values, codes, quantity)
        if replicates:
            progress("replicates")
            found = _with_replicates(
                found, weighed, design, values, codes, quantity=quantity, number=replicates
            )
        variables = [answers.variables[i] for i in chosen]
        frames += [
            _frame(part, variables, each, design)
            for part, each in reversed(list(zip(parts, found, strict=True)))
        ]
    progress("table")
    columns = ["level", "area", *_slice_columns(design)]
    estimates = pl.concat(frames, how="diagonal").select(*columns, pl.exclude(columns))
    return Tabulated(estimates, weighed, answers)


def _slice_columns(design: Design) -> list[str]:
    return list(dict.fromkeys(name for names in design.slices for name in names))


def _with_replicates(
    found: list[Estimates],
    weighed: Weighed,
    design: Design,
    values: np.ndarray,
    codes: list[np.ndarray],
    *,
    quantity: Quantity,
    number: int,
) -> list[Estimates]:
    drawn: Sample = weighed.drawn
    rng = np.random.default_rng(design.seed)
    variances = replicate_variances(
        bootstrap(drawn, number=number, rng=rng),
        weight=drawn.weight,
        answers=values,
        partitions=codes,
        values=[each.value for each in found],
        recalibration=weighed.again(design),
        quantity=quantity,
    )
    return [each.with_variance(v) for each, v in zip(found, variances, strict=True)]


def _frame(
    part: Partition, variables: list[Variable], found: Estimates, design: Design
) -> pl.DataFrame:
    """One row for each domain and variable of a partition; domains without respondents left out."""
    interval = _interval(found, variables, design.confidence)
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
            "quantity": pl.Series([v.quantity.value for v in variables]).gather(column),
            "is_share": pl.Series([v.is_share for v in variables]).gather(column),
        }
        | {name: values.ravel() for name, values in flat.items()}
        | {"degrees_of_freedom": np.minimum(found.freedom[row], found.answers.ravel() - 1)}
    )
    people = np.bincount(part.codes[part.codes >= 0], minlength=domains)
    return frame.with_columns(_flag(design.limits)).filter(pl.Series(people[row] > 0))


def _interval(found: Estimates, variables: list[Variable], level: float) -> Interval:
    if all(v.is_share for v in variables):
        return share_interval(found, level=level)
    numbers = mean_interval(found, level=level)
    if not any(v.is_share for v in variables):
        return numbers
    is_share = np.array([v.is_share for v in variables])
    shares = share_interval(found.of(is_share), level=level)
    low, high = numbers.low.copy(), numbers.high.copy()
    low[:, is_share], high[:, is_share] = shares.low, shares.high
    return Interval(low, high)


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
