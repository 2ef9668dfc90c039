"""Calibration done again in each replicate, which never fails.

A replicate may leave a class without anybody, or with so few that no weights meet the margins.
Then classes are joined in that replicate alone, by the rule of
`tryggve.stats.calibration.collapse`:

1. A class that is empty joins the nearest that is not.
2. While margins are not met, the class that is furthest from its count joins its nearest, and a
   number that is furthest from its total is left out. With one class in each margin only the size
   of the population is left to meet. Where bounds forbid even that, the factors are as near as
   they let them.

How often each class was joined is told (`joins`), so that a margin too fine for its replicates is
seen.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tryggve.stats.calibration.collapse import nearest
from tryggve.stats.calibration.distances import (
    Bounds,
    Distance,
    exponential_distance,
    linear_distance,
    logit_distance,
)
from tryggve.stats.calibration.margins import Groups, Margin, Margins, groups_of
from tryggve.stats.calibration.methods import MET, TOLERANCE, check_classes, raked
from tryggve.stats.calibration.newton import gaps, newton
from tryggve.stats.sample import Floats, Integers, Sample, sums_by

Fit = Callable[[Groups, Floats, Floats], Floats]


@dataclass(frozen=True)
class Recalibrated:
    """B replicates: `factor` (G, B) of each group, `joined` (K, B) whether a class was joined to
    another or a number left out."""

    factor: Floats
    joined: NDArray[np.bool_]


@dataclass(frozen=True)
class Recalibration:
    """A calibration to be done again.

    `fit`: from groups, their weights (G, B) and the totals (K, B) to the factors of all
    replicates at once; `distance`: the same method, for the replicates that need classes joined.
    `keys`: for each margin of classes its keys.
    """

    groups: Groups
    keys: tuple[tuple[tuple[str, ...], ...], ...]
    fit: Fit
    distance: Distance

    @property
    def group(self) -> Integers:
        """(n,) the calibration group of each respondent."""
        return self.groups.group

    def factors(self, weights: Floats) -> Floats:
        """(G, B) the factor of each group in each of B replicates with weights (n, B)."""
        return self.again(weights).factor

    def joins(self, weights: Floats) -> dict[str, int]:
        """In how many of the replicates each class was joined or number left out, if in any."""
        times = self.again(weights).joined.sum(axis=1)
        return {self.groups.column[k]: int(times[k]) for k in np.flatnonzero(times)}

    def again(self, weights: Floats) -> Recalibrated:
        """The factors in B replicates with weights (n, B), and which classes were joined."""
        groups = self.groups
        sums = np.stack([groups.sums(column) for column in weights.T], axis=1)
        target = self._without_empty(sums)
        totals = np.stack([_moved(groups.totals, column) for column in target.T], axis=1)
        factor = self.fit(groups, sums, totals)
        is_met = gaps(groups.x, sums * factor, totals).max(axis=0, initial=0.0) <= MET
        for replicate in np.flatnonzero(~is_met):
            factor[:, replicate] = self._joined_until_met(sums[:, replicate], target[:, replicate])
        return Recalibrated(factor, target != np.arange(len(target))[:, None])

    def _without_empty(self, sums: Floats) -> Integers:
        """(K, B) which class each joins in each replicate: itself, unless it is empty there."""
        columns = np.arange(len(self.groups.totals))
        target = np.repeat(columns[:, None], sums.shape[1], axis=1)
        for number, those in enumerate(self.groups.columns):
            is_there = self.groups.x[:, those].T @ sums > 0
            for place in np.flatnonzero(~is_there.all(axis=1) & (self.groups.totals[those] > 0)):
                order = nearest(int(place), self.keys[number])
                for replicate in np.flatnonzero(~is_there[place] & is_there.any(axis=0)):
                    joining = order[is_there[order, replicate]][0]
                    target[those.start + place, replicate] = those.start + joining
        return target

    def _joined_until_met(self, weights: Floats, target: Integers) -> Floats:
        """(G,) the factors in a single replicate. `target` (K,) is changed: -1 is left out."""
        while True:
            heads = np.unique(target[target >= 0])
            x = self.groups.x @ _indicator(target, heads)
            totals = _moved(self.groups.totals, target)[heads]
            factor = newton(x, weights, totals, self.distance, TOLERANCE)[0]
            gap = gaps(x, weights * factor, totals)
            if gap.max(initial=0.0) <= MET or not self._join_worst(target, heads, gap):
                return factor

    def _join_worst(self, target: Integers, heads: Integers, gap: Floats) -> bool:
        """Join or leave out what is furthest off, of what can be; whether there was any."""
        for worst in heads[np.argsort(-gap, kind="stable")].tolist():
            margin = next(
                (m for m, those in enumerate(self.groups.columns) if worst in _range(those)), None
            )
            if margin is None:
                target[target == worst] = -1
                return True
            first = self.groups.columns[margin].start
            order = nearest(worst - first, self.keys[margin]) + first
            others = order[np.isin(order, heads)]
            if len(others):
                target[target == worst] = others[0]
                return True
        return False


def poststratify_again(sample: Sample, margin: Margin) -> Recalibration:
    """`tryggve.stats.calibration.methods.poststratify` in each replicate.

    InputError for a margin that cannot be, as there. Classes that a replicate
    empties are joined instead.
    """

    def fit(groups: Groups, weights: Floats, totals: Floats) -> Floats:
        wanted = totals[groups.codes[0]]
        return np.divide(wanted, weights, out=np.ones_like(weights), where=weights > 0)

    return _recalibration(sample, [margin], fit, exponential_distance())


def rake_again(sample: Sample, margins: Margins) -> Recalibration:
    """`tryggve.stats.calibration.methods.rake` in each replicate.

    InputError for margins that cannot be, as there. Classes that a replicate
    empties are joined instead.
    """
    check_classes(margins)

    def fit(groups: Groups, weights: Floats, totals: Floats) -> Floats:
        return raked(groups, weights, totals)[0]

    return _recalibration(sample, margins, fit, exponential_distance())


def linear_again(
    sample: Sample, margins: Margins, *, bounds: Bounds | None = None
) -> Recalibration:
    """`tryggve.stats.calibration.methods.linear` in each replicate.

    InputError for margins or bounds that cannot be, as there. Classes that a replicate
    empties are joined instead.
    """
    return _by_newton(sample, margins, linear_distance(bounds))


def exponential_again(sample: Sample, margins: Margins) -> Recalibration:
    """`tryggve.stats.calibration.methods.exponential` in each replicate.

    InputError for margins that cannot be, as there. Classes that a replicate
    empties are joined instead.
    """
    return _by_newton(sample, margins, exponential_distance())


def logit_again(sample: Sample, margins: Margins, *, bounds: Bounds) -> Recalibration:
    """`tryggve.stats.calibration.methods.logit` in each replicate.

    InputError for margins or bounds that cannot be, as there. Classes that a replicate
    empties are joined instead.
    """
    return _by_newton(sample, margins, logit_distance(bounds))


def _by_newton(sample: Sample, margins: Margins, distance: Distance) -> Recalibration:
    def fit(groups: Groups, weights: Floats, totals: Floats) -> Floats:
        each = [
            newton(groups.x, w, t, distance, TOLERANCE)[0]
            for w, t in zip(weights.T, totals.T, strict=True)
        ]
        return np.stack(each, axis=1)

    return _recalibration(sample, margins, fit, distance)


def _recalibration(sample: Sample, margins: Margins, fit: Fit, distance: Distance) -> Recalibration:
    keys = tuple(m.keys or ((),) * m.classes for m in margins if isinstance(m, Margin))
    return Recalibration(groups_of(sample, margins), keys, fit, distance)


def _moved(totals: Floats, target: Integers) -> Floats:
    """(K,) each total where its class went."""
    kept = target >= 0
    return sums_by(target[kept], totals[kept], len(totals))


def _indicator(target: Integers, heads: Integers) -> sparse.csr_array:
    """(K, heads) which of the classes that are left each went to."""
    rows = np.flatnonzero(target >= 0)
    shape = (len(target), len(heads))
    return sparse.csr_array(
        (np.ones(len(rows)), (rows, np.searchsorted(heads, target[rows]))), shape=shape
    )


def _range(those: slice) -> range:
    return range(those.start, those.stop)
