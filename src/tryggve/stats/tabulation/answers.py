"""Answers as numbers: each item of the design becomes one column, or one for each category."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import polars as pl

from tryggve.stats.sample import Floats
from tryggve.stats.tabulation.design import Design, Item, Kind
from tryggve.stats.tabulation.microdata import SHOWN, as_text
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


class Statistic(StrEnum):
    """What is estimated of a variable."""

    MEAN = "mean"
    TOTAL = "total"
    RATIO = "ratio"
    QUANTILE = "quantile"


@dataclass(frozen=True)
class Variable:
    """One thing to estimate. `category`: the code, option or order; empty for the other kinds.
    `order` of a quantile."""

    item: str
    category: str
    statistic: Statistic
    is_share: bool = False
    order: float = np.nan


@dataclass(frozen=True)
class Answers:
    """J variables and their values (n, J), NaN where no answer belongs to the base. `below`
    (n, J): of ratios, what is divided by."""

    variables: tuple[Variable, ...]
    values: Floats
    below: Floats


@dataclass(frozen=True)
class _Column:
    """One variable of all respondents, (n,) each."""

    variable: Variable
    values: Floats
    below: Floats | None = None


def read_answers(table: pl.DataFrame, design: Design, *, file: str) -> Answers:
    """The answers of every item. InputError names each code that the design does not know."""
    columns: list[_Column] = []
    problems: list[Problem] = []
    for item in design.item:
        found, wrong = READERS[item.kind](table, item, file)
        columns += found
        problems += wrong
    if problems:
        raise InputError(problems)
    nothing = np.full(len(table), np.nan)
    return Answers(
        tuple(column.variable for column in columns),
        np.column_stack([column.values for column in columns]),
        np.column_stack([nothing if c.below is None else c.below for c in columns])
        if any(column.below is not None for column in columns)
        else np.broadcast_to(nothing[:, None], (len(table), len(columns))),
    )


Read = tuple[list[_Column], list[Problem]]


def _share(table: pl.DataFrame, item: Item, file: str) -> Read:
    values = {str(code): 1.0 for code in item.yes} | {str(code): 0.0 for code in item.no}
    variable = Variable(item.name, "", Statistic.MEAN, is_share=True)
    return _coded(table[item.source], item, {variable: values}, file)


def _categories(table: pl.DataFrame, item: Item, file: str) -> Read:
    codes = [str(code) for code in item.codes]
    wanted = {
        Variable(item.name, code, Statistic.MEAN, is_share=True): {
            other: float(other == code) for other in codes
        }
        for code in codes
    }
    return _coded(table[item.source], item, wanted, file)


def _multiple(table: pl.DataFrame, item: Item, file: str) -> Read:
    """An option without a code is not ticked, unless the respondent ticked or left out nothing
    else either: forms tell what was ticked, and not what was not."""
    columns: list[_Column] = []
    problems: list[Problem] = []
    values = {str(code): 1.0 for code in item.yes} | {str(code): 0.0 for code in item.no}
    is_outside = np.zeros(len(table), dtype=bool)
    for name in item.columns:
        variable = Variable(item.name, name, Statistic.MEAN, is_share=True)
        found, wrong = _coded(table[name], item, {variable: values}, file)
        columns += found
        problems += wrong
        is_outside |= (
            as_text(table[name])
            .is_in([str(c) for c in item.outside])
            .fill_null(value=False)
            .to_numpy()
        )
    ticks = np.column_stack([column.values for column in columns])
    in_base = (ticks == 1).any(axis=1) if item.base == "ticked" else ~np.isnan(ticks).all(axis=1)
    in_base &= ~is_outside
    return [
        replace(column, values=np.where(in_base, np.nan_to_num(column.values), np.nan))
        for column in columns
    ], problems


def _number(table: pl.DataFrame, item: Item, file: str) -> Read:
    values, problems = _numbers(table[item.source], item, file)
    return [_Column(Variable(item.name, "", Statistic(item.kind)), values)], problems


def _quantile(table: pl.DataFrame, item: Item, file: str) -> Read:
    values, problems = _numbers(table[item.source], item, file)
    variables = [
        Variable(item.name, str(order), Statistic.QUANTILE, order=order) for order in item.orders
    ]
    return [_Column(variable, values) for variable in variables], problems


def _ratio(table: pl.DataFrame, item: Item, file: str) -> Read:
    above, wrong_above = _numbers(table[item.source], item, file)
    below, wrong_below = _numbers(table[item.below], item, file)
    variable = Variable(item.name, "", Statistic.RATIO)
    both = np.where(np.isnan(below), np.nan, above)
    return [_Column(variable, both, below)], wrong_above + wrong_below


READERS: dict[Kind, Callable[[pl.DataFrame, Item, str], Read]] = {
    "share": _share,
    "categories": _categories,
    "multiple": _multiple,
    "mean": _number,
    "total": _number,
    "ratio": _ratio,
    "quantile": _quantile,
}


def _coded(
    column: pl.Series, item: Item, wanted: dict[Variable, dict[str, float]], file: str
) -> Read:
    """Each code of a column as the number that each variable gives it."""
    distinct = column.unique().drop_nulls()
    text = as_text(distinct)
    known = set(next(iter(wanted.values()))) | {str(code) for code in item.outside}
    found = []
    for variable, values in wanted.items():
        numbers = column.replace_strict(
            distinct,
            text.replace_strict(values, default=None, return_dtype=pl.Float64),
            default=None,
            return_dtype=pl.Float64,
        )
        found.append(_Column(variable, numbers.fill_null(float("nan")).to_numpy()))
    if known.issuperset(text.drop_nulls()):
        return found, []
    return found, _unknown(as_text(column), known, item, file)


def _unknown(text: pl.Series, known: set[str], item: Item, file: str) -> list[Problem]:
    is_unknown = text.is_not_null() & ~text.is_in(list(known))
    return [
        Problem(
            say(
                "The code {code} is not in the list of the item {item}.", code=code, item=item.name
            ),
            say("Mend the answer, or add the code under yes, no, codes or outside."),
            file,
            int(row) + 2,
            text.name,
        )
        for row, code in zip(
            is_unknown.arg_true().head(SHOWN), text.filter(is_unknown).head(SHOWN), strict=True
        )
    ]


def _numbers(column: pl.Series, item: Item, file: str) -> tuple[Floats, list[Problem]]:
    outside = [str(code) for code in item.outside]
    text = as_text(column)
    numbers = text.cast(pl.Float64, strict=False)
    left_out = text.is_null() | text.is_in(outside)
    wrong = ~left_out & (numbers.is_null() | ~numbers.is_finite().fill_null(False))
    problems = [
        Problem(
            say("{value} is not a number.", value=value),
            say("Mend the answer, or name the code under outside."),
            file,
            int(row) + 2,
            column.name,
        )
        for row, value in zip(
            wrong.arg_true().head(SHOWN), text.filter(wrong).head(SHOWN), strict=True
        )
    ]
    values = numbers.fill_null(float("nan")).to_numpy().copy()
    values[left_out.to_numpy()] = np.nan
    return values, problems
