"""Raking: fit a table of counts to known margins, as near as can be to the table it began as."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

Counts = NDArray[np.float64]
Cell = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Margin:
    """Known totals over some axes of a table, all other axes summed away.

    `axes` are in the order of the axes of `totals`, so `Margin("sex by age", (1, 2), totals)` needs
    `totals.shape == (table.shape[1], table.shape[2])`. No axes: the total of the whole table.
    """

    name: str
    axes: tuple[int, ...]
    totals: Counts


@dataclass(frozen=True, eq=False)
class Raked:
    """A fitted table of the shape of the first, the rounds it took, and how far at most a margin is
    off, as a share of it."""

    table: Counts
    iterations: int
    largest_deviation: float


class RakingError(InputError):
    """Margins that no table fits. `cell` is a place in the margin, from 0; `by` is how much.

    To people the place is told as a field, counted from 1: "sex by age 2, 31".
    """

    def __init__(self, what: Text, mend: Text, *, margin: str, cell: Cell, by: float) -> None:
        place = ", ".join(str(part + 1) for part in cell)
        super().__init__(Problem(what, mend, field=f"{margin} {place}".strip()))
        self.margin = margin
        self.cell = cell
        self.by = by


class NegativeCountError(RakingError):
    """A number below zero, or no number, in the table (`margin` is empty) or a margin."""


class MarginsDisagreeError(RakingError):
    """Two margins give different totals for the same people. `by`: the first less the second.

    `cell` is a place among the axes that the two share; empty if they differ in the whole total.
    """

    def __init__(self, first: Margin, second: Margin, *, cell: Cell, by: float) -> None:
        what = say(
            "The margins {first} and {second} do not agree: they differ by {by}.",
            first=first.name,
            second=second.name,
            by=by,
        )
        mend = say("Make them sum to the same number of people.")
        super().__init__(what, mend, margin=first.name, cell=cell, by=by)
        self.other = second.name


class EmptyCellsError(RakingError):
    """A margin says that there are people where the table has only zeros. `by`: how many."""


class NotConvergedError(RakingError):
    """No fit in the rounds allowed: zeros stand so that the margins cannot all be met."""


def rake(
    table: ArrayLike,
    margins: Sequence[Margin],
    *,
    tolerance: float = 1e-9,
    most_iterations: int = 1_000,
) -> Raked:
    """Fit `table` (of any shape, counts >= 0) to `margins` by iterative proportional fitting.

    In each round every margin M over the axes A is met in turn:

        t_ij... <- t_ij... * M_A / (sum of t over the axes not in A)

    until each total is within `tolerance` of its margin, as a share of it. Zeros stay zero. What
    holds the table together beside its margins, its odds ratios, is kept; of all tables that meet
    the margins it is the one nearest to the first in the sense of Kullback and Leibler.

    Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table when the
    expected marginal totals are known, Ann. Math. Statist. 11, 427-444. Fienberg (1970), An
    iterative procedure for estimation in contingency tables, Ann. Math. Statist. 41, 907-917.

    Raises NegativeCountError, MarginsDisagreeError, EmptyCellsError or NotConvergedError, each an
    InputError that says the margin, the cell and by how much; ValueError where shapes do not fit or
    no margin is given.
    """
    fitted = np.array(table, dtype=float)
    _check_counts(fitted, "")
    known = [_in_order(margin, fitted.shape) for margin in margins]
    if not known:
        raise ValueError("no margin to fit to")
    for margin in known:
        _check_counts(margin.totals, margin.name)
    _check_agreement(known, tolerance)

    for iteration in range(1, most_iterations + 1):
        for margin in known:
            fitted *= _factor(fitted, margin)
        deviations = [_deviation(fitted, margin) for margin in known]
        largest = max(float(deviation.max(initial=0.0)) for deviation in deviations)
        if largest <= tolerance:
            return Raked(fitted, iteration, largest)

    worst = int(np.argmax([deviation.max(initial=0.0) for deviation in deviations]))
    cell = _cell(deviations[worst].argmax(), deviations[worst].shape)
    raise NotConvergedError(
        say(
            "The table cannot be fitted: after {rounds} rounds the margin {margin} is still "
            "{share} of itself away.",
            rounds=most_iterations,
            margin=known[worst].name,
            share=f"{largest:.2g}",
        ),
        say("Look for zeros in the table that leave no room for the margin."),
        margin=known[worst].name,
        cell=cell,
        by=largest,
    )


def _in_order(margin: Margin, shape: tuple[int, ...]) -> Margin:
    """The same margin with its axes rising, once its shape is known to fit."""
    totals = np.asarray(margin.totals, dtype=float)
    if len(set(margin.axes)) != len(margin.axes) or not set(margin.axes) <= set(range(len(shape))):
        raise ValueError(f"margin {margin.name}: no such axes: {margin.axes}")
    if totals.shape != tuple(shape[axis] for axis in margin.axes):
        raise ValueError(f"margin {margin.name}: shape {totals.shape} for axes {margin.axes}")
    order = np.argsort(margin.axes)
    axes = tuple(sorted(margin.axes))
    return Margin(margin.name, axes, totals.transpose(order) if axes else totals)


def _check_counts(counts: Counts, margin: str) -> None:
    wrong = ~(np.isfinite(counts) & (counts >= 0))
    if not wrong.any():
        return
    cell = _cell(wrong.argmax(), counts.shape)
    by = float(counts[cell])
    what = say("A count is {by}.", by=by)
    mend = say("Every count must be zero or more.")
    raise NegativeCountError(what, mend, margin=margin, cell=cell, by=by)


def _check_agreement(margins: Sequence[Margin], tolerance: float) -> None:
    """Every two margins must say the same of the axes they share, and of the total."""
    for first, second in combinations(margins, 2):
        shared = tuple(axis for axis in first.axes if axis in second.axes)
        apart = _summed(first, shared) - _summed(second, shared)
        allowed = tolerance * np.maximum(_summed(first, shared), _summed(second, shared))
        if (np.abs(apart) > allowed).any():
            cell = _cell(np.abs(apart).argmax(), apart.shape)
            raise MarginsDisagreeError(first, second, cell=cell, by=float(apart[cell]))


def _summed(margin: Margin, onto: tuple[int, ...]) -> Counts:
    away = tuple(place for place, axis in enumerate(margin.axes) if axis not in onto)
    return np.asarray(margin.totals.sum(axis=away))


def _sums(table: Counts, margin: Margin) -> Counts:
    others = tuple(axis for axis in range(table.ndim) if axis not in margin.axes)
    return np.asarray(table.sum(axis=others))


def _factor(table: Counts, margin: Margin) -> Counts:
    """What each cell is to be multiplied by, in a shape that fits the table."""
    sums = _sums(table, margin)
    empty = (sums == 0) & (margin.totals > 0)
    if empty.any():
        cell = _cell(empty.argmax(), empty.shape)
        by = float(margin.totals[cell])
        raise EmptyCellsError(
            say("The margin says {by}, but the table has only zeros there.", by=by),
            say("Give the table something to begin with there, or set the margin to zero."),
            margin=margin.name,
            cell=cell,
            by=by,
        )
    factor = np.divide(margin.totals, sums, out=np.zeros_like(sums), where=sums > 0)
    return factor.reshape([n if axis in margin.axes else 1 for axis, n in enumerate(table.shape)])


def _deviation(table: Counts, margin: Margin) -> Counts:
    """How far each total is from its margin, as a share of it. Margins of zero are met exactly."""
    apart = np.abs(_sums(table, margin) - margin.totals)
    return np.divide(apart, margin.totals, out=np.zeros_like(apart), where=margin.totals > 0)


def _cell(flat: np.intp, shape: tuple[int, ...]) -> Cell:
    return tuple(int(place) for place in np.unravel_index(flat, shape))
