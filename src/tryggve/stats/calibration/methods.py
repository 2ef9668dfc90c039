"""Calibration: weights as near the old ones as the margins allow (Deville and Särndal 1992).

Calibrated weights are w g(x' lambda) with F = g the function of the method and lambda such that
sum(w g x) meets the totals. Everything happens on groups of respondents with the same x.
"""

import math
from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.distances import (
    Bounds,
    Distance,
    exponential_distance,
    linear_distance,
    logit_distance,
)
from tryggve.stats.calibration.margins import Groups, Margin, Margins, NumberTotal, groups_of
from tryggve.stats.calibration.newton import gaps, newton
from tryggve.stats.sample import Auxiliary, Floats, Sample
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

TOLERANCE = 1e-10  # of each total, relative to itself or to the mean total where it is smaller
ROUNDS = 500
MET = 1e-6  # of a total, as above: as near as this a margin is met


@dataclass(frozen=True)
class Calibrated:
    """A sample with calibrated weights: `factor` (n,) new weight by old, `rounds` needed,
    `deviation`: the largest relative distance from a margin that is left."""

    sample: Sample
    factor: Floats
    rounds: int
    deviation: float


def poststratify(sample: Sample, margin: Margin) -> Calibrated:
    """Weights that meet one margin: N_c / sum of weights in class c (Särndal et al. 1992, 7.6).

    InputError for each class and row that cannot be, and each class in which nobody answered.
    """
    groups = groups_of(sample, [margin])
    weights = groups.sums(sample.weight)
    return _calibrated(sample, groups, groups.totals[groups.codes[0]] / weights, rounds=1)


def rake(sample: Sample, margins: Margins, *, tolerance: float = TOLERANCE) -> Calibrated:
    """Weights that meet several margins of classes, by iterative proportional fitting.

    Deming and Stephan 1940; the same weights as calibration with the exponential function. It
    stops after a round that changes no class by more than `tolerance`, relatively. InputError for
    margins that cannot be or disagree, for totals of numbers, and, where 500 rounds do not meet
    them, for the margin left furthest off.
    """
    check_classes(margins)
    groups = groups_of(sample, margins)
    weights = groups.sums(sample.weight)
    factor, rounds = raked(groups, weights[:, None], groups.totals[:, None], tolerance)
    return _calibrated(sample, groups, factor[:, 0], rounds, tolerance)


def check_classes(margins: Margins) -> None:
    """InputError for the total of a number, which raking does not take."""
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


def raked(
    groups: Groups, weights: Floats, totals: Floats, tolerance: float = TOLERANCE
) -> tuple[Floats, int]:
    """(G, B) factors for B sets of group weights (G, B) and totals (K, B) at once."""
    new = weights.copy()
    indicator = groups.x.T.tocsr()
    margins = [
        (codes, indicator[columns], totals[columns])
        for codes, columns in zip(groups.codes, groups.columns, strict=True)
    ]
    rounds, largest = 0, np.inf
    while rounds < ROUNDS and largest >= tolerance:
        rounds, largest = rounds + 1, 0.0
        for codes, classes, wanted in margins:
            present = classes @ new
            step = np.divide(wanted, present, out=np.ones_like(present), where=present > 0)
            largest = max(largest, float(np.abs(step - 1).max(initial=0.0)))
            new *= step[codes]
    return np.divide(new, weights, out=np.ones_like(weights), where=weights > 0), rounds


def linear(sample: Sample, margins: Margins, *, bounds: Bounds | None = None) -> Calibrated:
    """The generalised regression estimator's weights: g = 1 + x' lambda, cut off at `bounds`.

    Särndal, Swensson and Wretman 1992, 6.5. InputError for margins that cannot be or
    disagree, and for bounds that cannot be kept: it names the margin left furthest off.
    """
    return _by_newton(sample, margins, linear_distance(bounds))


def exponential(sample: Sample, margins: Margins, *, tolerance: float = TOLERANCE) -> Calibrated:
    """Raking weights for any margins, numbers among them: g = exp(x' lambda).

    InputError for margins that cannot be, disagree or are not met, as `linear`.
    """
    return _by_newton(sample, margins, exponential_distance(), tolerance)


def logit(sample: Sample, margins: Margins, *, bounds: Bounds) -> Calibrated:
    """Weights whose factors stay strictly within bounds low < 1 < high: the logit method.

    InputError for margins that cannot be or disagree, and for bounds that cannot be kept.
    """
    return _by_newton(sample, margins, logit_distance(bounds))


def percent_up(share: float) -> float:
    """A share in percent, rounded up to thousandths: what is not met is never told as 0 percent."""
    return math.ceil(round(share * 100, 9) * 1000) / 1000


def _by_newton(
    sample: Sample, margins: Margins, distance: Distance, tolerance: float = TOLERANCE
) -> Calibrated:
    groups = groups_of(sample, margins)
    weights = groups.sums(sample.weight)
    factor, rounds = newton(groups.x, weights, groups.totals, distance, tolerance)
    return _calibrated(sample, groups, factor, rounds, tolerance)


def _calibrated(
    sample: Sample, groups: Groups, factor: Floats, rounds: int, tolerance: float = TOLERANCE
) -> Calibrated:
    """The sample with its new weights, once the margins are met; else the error that says which."""
    weights = groups.sums(sample.weight)
    gap = gaps(groups.x, weights * factor, groups.totals)
    worst = int(gap.argmax())
    if gap[worst] > max(MET, 10 * tolerance):
        raise refuse(
            say(
                "Calibration does not meet the margin {margin}: {percent} percent off.",
                margin=groups.column[worst],
                percent=percent_up(float(gap[worst])),
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
