"""What a reader can work out: the narrowest range of a figure that all the others leave open.

The range of figure r is the largest and the smallest value of (A u)_r among all u >= 0 with
low <= A u <= high (Fischetti and Salazar 2001, section 2): two linear programs, solved by HiGHS.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from tryggve.stats.disclosure.system import System
from tryggve.stats.sample import Floats
from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

NOTHING = 1e-7  # below it, a difference of sums of people is the solver's


@dataclass(frozen=True)
class Extreme:
    """The end of a range: `sums` (R,) all figures there, and `duals` (R,) how much the end would
    move for each person that a figure's bound did; 0 for figures that do not hold it there."""

    sums: Floats
    duals: Floats


@dataclass(frozen=True)
class Ranges:
    """`low`, `high` (R,): values that each figure can take, as far as they were looked for: low
    above high where they were not. `narrow`: the figures whose range is less than was asked for,
    with its two ends; theirs is exact."""

    low: Floats
    high: Floats
    narrow: Mapping[int, tuple[Extreme, Extreme]]


def ranges(
    system: System, widths: Floats, *, known: Ranges | None = None, at_most: int | None = None
) -> Ranges:
    """Whether each figure can lie anywhere in a range of `widths` (R,) or more; 0 asks nothing.

    Every solution found for one figure is a possible table and so widens the ranges of all: most
    figures need no program of their own. Where the figures are whole numbers, so are the ends.
    `known`: ranges found when more was told. `at_most`: stop at so many narrow ones. InputError
    where no table fits all figures.
    """
    low = np.full(len(widths), np.inf) if known is None else known.low
    high = np.full(len(widths), -np.inf) if known is None else known.high
    narrow: dict[int, tuple[Extreme, Extreme]] = {}
    for figure in np.flatnonzero(widths > 0).tolist():
        if high[figure] - low[figure] >= widths[figure] - NOTHING:
            continue
        ends = range_of(system, figure)
        for end in ends:
            low = np.minimum(low, np.ceil(end.sums - NOTHING) if system.whole else end.sums)
            high = np.maximum(high, np.floor(end.sums + NOTHING) if system.whole else end.sums)
        if high[figure] - low[figure] < widths[figure] - NOTHING:
            narrow[figure] = ends
        if len(narrow) == at_most:
            break
    return Ranges(low, high, narrow)


def range_of(system: System, figure: int) -> tuple[Extreme, Extreme]:
    """The lower and the upper end of the range of a figure. InputError where no table fits."""
    row = system.sums[[figure]].toarray().ravel()
    lower, upper = extreme(system, -row), extreme(system, row)
    return lower, upper


def extreme(system: System, direction: Floats) -> Extreme:
    """Where `direction` u is largest, `direction` (C,). InputError where no table fits.

    Nobody is taken to know more than ten times the largest figure told, so that there is an end
    where nothing bounds a figure from above.
    """
    sums, own = system.sums, system.own
    is_known = system.low == system.high
    has_own = own >= 0
    is_own = np.zeros(len(system.low), dtype=bool)
    is_own[own[has_own]] = True
    is_below = ~is_known & ~is_own & (system.low > 0)
    is_above = ~is_known & np.isfinite(system.high)
    least = np.zeros(sums.shape[1])
    least[has_own] = system.low[own[has_own]] * ~is_known[own[has_own]]
    solved = linprog(
        -direction,
        A_eq=sums[is_known],
        b_eq=system.low[is_known],
        A_ub=sparse.vstack([-sums[is_below], sums[is_above]], format="csr"),
        b_ub=np.concatenate([-system.low[is_below], system.high[is_above]]),
        bounds=np.column_stack([least, np.full_like(least, endless(system))]).tolist(),
        method="highs",
    )
    if solved.x is None:
        raise _contradiction(system)
    duals = np.zeros(len(system.low))
    duals[is_known] = -solved.eqlin.marginals
    of_bounds = -solved.ineqlin.marginals
    duals[is_below] -= of_bounds[: is_below.sum()]
    duals[is_above] += of_bounds[is_below.sum() :]
    duals[own[has_own]] -= solved.lower.marginals[has_own]
    duals[np.abs(duals) < NOTHING] = 0
    return Extreme(sums @ solved.x, duals)


def endless(system: System) -> float:
    """What stands for no upper bound."""
    told = np.concatenate([system.low, system.high[np.isfinite(system.high)], [10.0]])
    return 10 * float(told.max())


def _contradiction(system: System) -> InputError:
    return refuse(
        say("The figures contradict each other: no table has all these sums."),
        say("Give a figure that was corrected later another measure, such as a new version."),
    )
