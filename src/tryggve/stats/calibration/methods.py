"""Calibration: weights as near the old ones as the margins allow (Deville and Särndal 1992).

Calibrated weights are w g(x' lambda) with F = g the function of the method and lambda such that
sum(w g x) meets the totals. Everything happens on groups of respondents with the same x.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from tryggve.stats.calibration.margins import Groups, Margin, Margins, NumberTotal, groups_of
from tryggve.stats.sample import Auxiliary, Floats, Sample
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

TOLERANCE = 1e-10  # of each total, relative to itself or to the mean total where it is smaller
ROUNDS = 500
STEPS = 60
LARGEST_LOG = 100.0  # of a factor: beyond it a step of Newton's method has gone astray
RIDGE = 1e-11  # of the diagonal of a Newton step's matrix
SMALLEST_STEP = 1e-4  # of a Newton step, after which another half brings nothing


@dataclass(frozen=True)
class Calibrated:
    """A sample with calibrated weights: `factor` (n,) new weight by old, `rounds` needed,
    `deviation`: the largest relative distance from a margin that is left."""

    sample: Sample
    factor: Floats
    rounds: int
    deviation: float


def poststratify(sample: Sample, margin: Margin) -> Calibrated:
    """Weights that meet one margin: N_c / sum of weights in class c (Särndal et al. 1992, 7.6)."""
    groups = groups_of(sample, [margin])
    weights = groups.sums(sample.weight)
    return _calibrated(sample, groups, groups.totals[groups.codes[0]] / weights, rounds=1)


def rake(sample: Sample, margins: Margins, *, tolerance: float = TOLERANCE) -> Calibrated:
    """Weights that meet several margins of classes, by iterative proportional fitting.

    Deming and Stephan 1940; the same weights as calibration with the exponential function. It
    stops after a round that changes no class by more than `tolerance`, relatively.
    """
    numbers = [margin.name for margin in margins if isinstance(margin, NumberTotal)]
    if numbers:
        raise InputError(
            Problem(
                say("Raking takes counts by class, not the total of a number."),
                say("Use the method exponential: it gives the same weights."),
                field=name,
            )
            for name in numbers
        )
    groups = groups_of(sample, margins)
    weights = groups.sums(sample.weight)
    factor, rounds = raked(
        weights[:, None], groups, [m for m in margins if isinstance(m, Margin)], tolerance
    )
    return _calibrated(sample, groups, factor[:, 0], rounds, tolerance)


def raked(
    weights: Floats, groups: Groups, margins: list[Margin], tolerance: float = TOLERANCE
) -> tuple[Floats, int]:
    """(G, B) factors for B sets of group weights (G, B) at once."""
    factor = np.ones_like(weights)
    classes = [groups.x[:, a:b].T.tocsr() for a, b in _slices(margins)]
    for done in range(1, ROUNDS + 1):
        largest = 0.0
        for margin, codes, indicator in zip(margins, groups.codes, classes, strict=True):
            present = indicator @ (weights * factor)
            with np.errstate(divide="ignore", invalid="ignore"):
                step = np.where(present > 0, margin.totals[:, None] / present, 1.0)
            largest = max(largest, float(np.abs(step - 1).max(initial=0.0)))
            factor *= step[codes]
        if largest < tolerance:
            return factor, done
    return factor, ROUNDS


def _slices(margins: list[Margin]) -> list[tuple[int, int]]:
    ends = np.cumsum([margin.classes for margin in margins])
    return [(int(e) - m.classes, int(e)) for e, m in zip(ends, margins, strict=True)]


def linear(
    sample: Sample, margins: Margins, *, bounds: tuple[float, float] | None = None
) -> Calibrated:
    """The generalised regression estimator's weights: g = 1 + x' lambda, cut off at `bounds`.

    Särndal, Swensson and Wretman 1992, 6.5; bounds (low < 1 < high) as Deville and Särndal's
    case 6. Not attainable bounds are an error that names the margin left furthest off.
    """
    if bounds is None:
        return _newton(sample, margins, lambda u: 1 + u, np.ones_like)
    low, high = _checked(bounds)
    return _newton(
        sample,
        margins,
        lambda u: np.clip(1 + u, low, high),
        lambda u: ((1 + u > low) & (1 + u < high)).astype(float),
    )


def _checked(bounds: tuple[float, float]) -> tuple[float, float]:
    low, high = bounds
    if not low < 1 < high:
        raise refuse(
            say("The bounds are not below and above 1."),
            say("A factor of 1 leaves a weight as it is: it must lie between them."),
            field="bounds",
        )
    return low, high


def exponential(sample: Sample, margins: Margins, *, tolerance: float = TOLERANCE) -> Calibrated:
    """Raking weights for any margins, numbers among them: g = exp(x' lambda)."""

    def function(u: Floats) -> Floats:
        grown: Floats = np.exp(np.clip(u, -LARGEST_LOG, LARGEST_LOG))
        return grown

    return _newton(sample, margins, function, function, tolerance)


def logit(sample: Sample, margins: Margins, *, bounds: tuple[float, float]) -> Calibrated:
    """Weights whose factors stay strictly within bounds low < 1 < high: the logit method."""
    low, high = _checked(bounds)
    rate = (high - low) / ((1 - low) * (high - 1))

    def function(u: Floats) -> Floats:
        grown = np.exp(np.clip(rate * u, -LARGEST_LOG, LARGEST_LOG))
        return (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)

    def slope(u: Floats) -> Floats:
        value = function(u)
        return (value - low) * (high - value) / ((1 - low) * (high - 1))

    return _newton(sample, margins, function, slope)


def _newton(
    sample: Sample,
    margins: Margins,
    function: Callable[[Floats], Floats],
    slope: Callable[[Floats], Floats],
    tolerance: float = TOLERANCE,
) -> Calibrated:
    """Solve sum(w F(x' lambda) x) = totals by Newton's method with halved steps."""
    groups = groups_of(sample, margins)
    weights = groups.sums(sample.weight)
    x = groups.x
    scale = _scale(groups)
    multiplier = np.zeros(x.shape[1])
    gap = groups.totals - x.T @ (weights * function(x @ multiplier))
    rounds, size = 0, 1.0
    while rounds < STEPS and size > SMALLEST_STEP and np.abs(gap / scale).max() >= tolerance:
        rounds += 1
        grown = weights * slope(x @ multiplier)
        matrix = (x.multiply(grown[:, None]).T @ x).toarray()
        step = _solve(matrix, gap)
        size = 1.0
        while size > SMALLEST_STEP:
            trial = multiplier + size * step
            new_gap = groups.totals - x.T @ (weights * function(x @ trial))
            if np.abs(new_gap / scale).max() < np.abs(gap / scale).max():
                multiplier, gap = trial, new_gap
                break
            size /= 2
    return _calibrated(sample, groups, function(x @ multiplier), rounds, tolerance)


def _solve(matrix: Floats, gap: Floats) -> Floats:
    """The Newton step. Margins overlap (each adds up to the population), so rank may lack: a
    ridge near the precision of the numbers makes the step unique; the next one mends it. A column
    that nobody's factor moves any more, all being at their bounds, is left where it is."""
    diagonal = np.diagonal(matrix)
    is_free = diagonal > 0
    scale = np.sqrt(np.where(is_free, diagonal, 1))
    even = matrix / scale[:, None] / scale
    even[np.diag_indices_from(even)] = 1 + RIDGE
    wanted = np.where(is_free, gap / scale, 0)
    step: Floats = linalg.cho_solve(linalg.cho_factor(even, overwrite_a=True), wanted) / scale
    return step


def _scale(groups: Groups) -> Floats:
    totals = np.abs(groups.totals)
    scale: Floats = np.maximum(totals, totals.mean() * 1e-3)
    return scale


def _calibrated(
    sample: Sample, groups: Groups, factor: Floats, rounds: int, tolerance: float = TOLERANCE
) -> Calibrated:
    """The sample with its new weights, once the margins are met; else the error that says which."""
    weights = groups.sums(sample.weight)
    gap = np.abs(groups.totals - groups.x.T @ (weights * factor)) / _scale(groups)
    worst = int(gap.argmax())
    if gap[worst] > max(1e-6, 10 * tolerance):
        raise refuse(
            say(
                "Calibration does not meet the margin {margin}: {percent} percent off.",
                margin=groups.column[worst],
                percent=round(float(gap[worst]) * 100, 4),
            ),
            say("Collapse small classes, widen the bounds or leave a margin out."),
            field=groups.column[worst],
        )
    each = factor[groups.group]
    auxiliary = Auxiliary(groups.x, groups.group, sample.weight)
    return Calibrated(
        sample=sample.with_weights(sample.weight * each, auxiliary),
        factor=each,
        rounds=rounds,
        deviation=float(gap[worst]),
    )
