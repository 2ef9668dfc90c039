"""What an answer is explained by: numbers and categories, as columns of a matrix."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Number:
    """A number (n,), NaN where not known; one coefficient, for each step of one."""

    name: str
    values: Floats


@dataclass(frozen=True)
class Category:
    """A category (n,): codes of `labels`, -1 where not known; one coefficient for each label but
    the reference, which they are compared with."""

    name: str
    codes: Integers
    labels: tuple[str, ...]
    reference: int = 0

    @property
    def others(self) -> tuple[int, ...]:
        return tuple(code for code in range(len(self.labels)) if code != self.reference)


Predictor = Number | Category


@dataclass(frozen=True)
class Column:
    """A column of the matrix, and so a coefficient: of which predictor, and of which label."""

    predictor: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.predictor}: {self.label}" if self.label else self.predictor


@dataclass(frozen=True)
class Design:
    """`x` (n, K): a column of ones, then those of the predictors; rows that lack a value hold
    zeros. `known` (n,): the other rows."""

    x: Floats
    columns: tuple[Column, ...]
    known: NDArray[np.bool_]

    def of(self, predictor: str) -> tuple[int, ...]:
        """Where a predictor's columns stand."""
        return tuple(k for k, column in enumerate(self.columns) if column.predictor == predictor)


def design_of(predictors: Sequence[Predictor], size: int) -> Design:
    """The matrix of n = `size` rows. InputError names predictors that do not fit or are twice."""
    _check(predictors, size)
    columns, parts = [Column(INTERCEPT)], [np.ones(size)]
    known = np.ones(size, dtype=bool)
    for predictor in predictors:
        if isinstance(predictor, Number):
            known &= np.isfinite(predictor.values)
            columns.append(Column(predictor.name))
            parts.append(predictor.values)
        else:
            known &= predictor.codes >= 0
            for code in predictor.others:
                columns.append(Column(predictor.name, predictor.labels[code]))
                parts.append(predictor.codes == code)
    x = np.empty((size, len(parts)), order="F")  # filled and scaled by column
    for k, part in enumerate(parts):
        x[:, k] = part
    x[~known] = 0.0
    return Design(x, tuple(columns), known)


def _check(predictors: Sequence[Predictor], size: int) -> None:
    problems = []
    names = [INTERCEPT]
    for predictor in predictors:
        values = predictor.values if isinstance(predictor, Number) else predictor.codes
        if len(values) != size:
            problems.append(
                Problem(
                    say("There are {a} values for {b} respondents.", a=len(values), b=size),
                    say("Give one value for each respondent."),
                    field=predictor.name,
                )
            )
        if predictor.name in names:
            problems.append(
                Problem(
                    say("The predictor stands twice."), say("Name it once."), field=predictor.name
                )
            )
        names.append(predictor.name)
        if isinstance(predictor, Category) and values.max(initial=-1) >= len(predictor.labels):
            problems.append(
                Problem(
                    say("The code {code} has no label.", code=int(values.max())),
                    say("Give each code a label."),
                    field=predictor.name,
                )
            )
    if problems:
        raise InputError(problems)
