"""Answers as numbers: each item of the design becomes one column, or one for each category."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from tryggve.stats.estimation import Quantity
from tryggve.stats.sample import Floats
from tryggve.stats.tabulation.design import Design, Item
from tryggve.stats.tabulation.microdata import SHOWN, as_text
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


@dataclass(frozen=True)
class Variable:
    """One thing to estimate. `category` is the code of a category, empty for the other kinds."""

    item: str
    category: str
    quantity: Quantity
    is_share: bool


@dataclass(frozen=True)
class Answers:
    """J variables and their values (n, J), NaN where no answer belongs to the base."""

    variables: tuple[Variable, ...]
    values: Floats


def read_answers(table: pl.DataFrame, design: Design, *, file: str) -> Answers:
    """The answers of every item. InputError names each code that the design does not know."""
    variables: list[Variable] = []
    columns: list[Floats] = []
    problems: list[Problem] = []
    for item in design.item:
        column = table[item.source]
        if item.kind in ("mean", "total"):
            found, wrong = _numbers(column, item, file)
            parts = [(Variable(item.name, "", Quantity(item.kind), False), found)]
        else:
            parts, wrong = _coded(column, item, file)
        problems += wrong
        for variable, values in parts:
            variables.append(variable)
            columns.append(values)
    if problems:
        raise InputError(problems)
    return Answers(tuple(variables), np.column_stack(columns))


def _coded(
    column: pl.Series, item: Item, file: str
) -> tuple[list[tuple[Variable, Floats]], list[Problem]]:
    distinct = column.unique().drop_nulls()
    text = as_text(distinct)
    outside = {str(code) for code in item.outside}
    if item.kind == "share":
        values: dict[str, float | None] = {str(code): 1.0 for code in item.yes}
        values |= {str(code): 0.0 for code in item.no}
        wanted = {"": values}
    else:
        codes = [str(code) for code in item.codes]
        wanted = {code: {other: float(other == code) for other in codes} for code in codes}
    known = set(next(iter(wanted.values()))) | outside
    parts = []
    for category, values in wanted.items():
        numbers = column.replace_strict(
            distinct,
            text.replace_strict(values, default=None, return_dtype=pl.Float64),
            default=None,
            return_dtype=pl.Float64,
        )
        variable = Variable(item.name, category, Quantity.MEAN, True)
        parts.append((variable, numbers.fill_null(float("nan")).to_numpy()))
    if known.issuperset(text.drop_nulls()):
        return parts, []
    return parts, _unknown(as_text(column), known, item, file)


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
            item.source,
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
            item.source,
        )
        for row, value in zip(
            wrong.arg_true().head(SHOWN), text.filter(wrong).head(SHOWN), strict=True
        )
    ]
    values = numbers.fill_null(float("nan")).to_numpy().copy()
    values[left_out.to_numpy()] = np.nan
    return values, problems
