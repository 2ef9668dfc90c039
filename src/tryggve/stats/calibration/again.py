"""Calibration done again in each replicate, with a rule for classes that a replicate empties."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.margins import Groups, Margin, Margins, groups_of
from tryggve.stats.calibration.methods import raked
from tryggve.stats.sample import Floats, Integers, Sample, sums_by


@dataclass(frozen=True)
class Recalibration:
    """`group` (n,): the calibration group of a respondent; `factors`: from the weights (n, B) of
    B replicates to the factor of each group in each (G, B)."""

    group: Integers
    solve: Callable[[Floats], Floats]
    size: int

    def factors(self, weights: Floats) -> Floats:
        sums = np.empty((self.size, weights.shape[1]))
        for replicate in range(weights.shape[1]):
            sums[:, replicate] = sums_by(self.group, weights[:, replicate], self.size)
        return self.solve(sums)


def poststratify_again(sample: Sample, margin: Margin) -> Recalibration:
    """Poststratification; a class that is empty in a replicate joins the nearest that is not."""
    groups = groups_of(sample, [margin])
    totals = groups.totals[groups.codes[0]]

    def solve(sums: Floats) -> Floats:
        wanted = np.broadcast_to(totals[:, None], sums.shape).copy()
        for group, replicate in zip(*np.nonzero(sums <= 0), strict=True):
            there = np.flatnonzero(sums[:, replicate] > 0)
            nearest = there[np.argmin(np.abs(there - group))]
            wanted[nearest, replicate] += wanted[group, replicate]
            wanted[group, replicate] = 0
        return np.divide(wanted, sums, out=np.ones_like(sums), where=sums > 0)

    return Recalibration(groups.group, solve, groups.size)


def rake_again(sample: Sample, margins: Margins) -> Recalibration:
    """Raking; a class that is empty in a replicate is left out of it."""
    groups: Groups = groups_of(sample, margins)
    classes = [margin for margin in margins if isinstance(margin, Margin)]
    return Recalibration(groups.group, lambda sums: raked(sums, groups, classes)[0], groups.size)
