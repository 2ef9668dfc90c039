"""Replicates of a sample: factors on its weights, and the scale of their squared deviations.

The variance of an estimate is sum_b c_b (estimate of replicate b - estimate)^2. For a total with
weights that are not calibrated it has the mean, over the draws of replicates, of the variance in
`tryggve.stats.variance`, finite population correction and lonely strata included; delete-one is
that variance itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.sample import Floats, Integers, Lonely, Sample
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

MOST_UNITS = 5_000  # of which one at a time is left out: as many replicates, 200 MB of factors
SMALL_STEP, LARGE_STEP, IS_LARGE = -0.5, 2.0, 0.2  # mean 0, variance 1, no weight below zero

Factors = NDArray[np.floating]


class Kind(StrEnum):
    """How replicates are made from the sample."""

    BOOTSTRAP = "bootstrap"
    GROUPS = "groups"  # delete-a-group jackknife
    ONE = "one"  # delete-one jackknife


@dataclass(frozen=True)
class Replicates:
    """B sets of factors on the weights of the n respondents before calibration.

    `factors` (n, B); `scale` (B,): c_b of the formula above.
    """

    kind: Kind
    factors: Factors
    scale: Floats

    @property
    def number(self) -> int:
        return len(self.scale)

    @property
    def freedom(self) -> int:
        """B - 1: a variance from B replicates has at most so many degrees of freedom."""
        return self.number - 1

    def weights(
        self,
        weight: Floats,
        recalibration: Recalibration | None = None,
        which: slice = slice(None),
    ) -> Floats:
        """(n, b) the weights in some replicates; `weight` (n,): those before calibration."""
        weights: Floats = self.factors[:, which] * weight[:, None]
        if recalibration is not None:
            weights = weights * recalibration.factors(weights)[recalibration.group]
        return weights


def bootstrap(sample: Sample, *, number: int, rng: np.random.Generator) -> Replicates:
    """The rescaling bootstrap with `number` replicates.

    In stratum h, m = r_h - 1 of the r_h units are drawn with replacement. A unit drawn t times
    gets the factor 1 - q + q t r_h / m with q = sqrt(m (1 - f_h) / (r_h - 1)) = sqrt(1 - f_h),
    f_h being the fraction of the stratum that answered (Rao and Wu 1988, J. Amer. Statist. Assoc.
    83, 231-241, for q; Rao, Wu and Yue 1992, Survey Methodology 18, 209-217, as weights). A unit
    alone whose deviation from the mean of all units is to count (Lonely.ADJUST) is moved along it
    by sqrt(1 - f_h) times a number of mean 0 and variance 1: -1/2, or 2 one time in five.
    InputError for fewer than 2 replicates.
    """
    _check_number(number)
    in_stratum = sample.unit_stratum
    units = np.ones((len(in_stratum), number), dtype=np.float32)
    for stratum, members in _members(in_stratum):
        size = len(members)
        if size < 2:
            continue
        drawn = rng.integers(0, size, size=(number, size - 1))
        times = np.bincount(
            (drawn + np.arange(number)[:, None] * size).ravel(), minlength=number * size
        ).reshape(number, size)
        correction = np.sqrt(1 - sample.fraction[stratum])
        units[members] = (1 - correction + correction * size / (size - 1) * times).T
    lonely = _lonely(sample)
    is_large = rng.random((len(lonely), number)) < IS_LARGE
    _move(sample, units, lonely, np.where(is_large, LARGE_STEP, SMALL_STEP))
    return Replicates(Kind.BOOTSTRAP, _of_respondents(sample, units), np.full(number, 1 / number))


def jackknife(sample: Sample, *, groups: int, rng: np.random.Generator) -> Replicates:
    """Delete-a-group jackknife with `groups` replicates, c = (G - 1) / G.

    The units of each stratum are dealt out at random over G groups, r_g to each, and each group is
    left out in turn (Kott 2001, J. Official Statist. 17, 521-526). In its replicate the others
    stand for it: their factor is r_h / (r_h - r_g). Deviations of the factors from 1 are
    multiplied by

        sqrt(1 - f_h) sqrt(G / ((G - 1) sum_g r_g / (r_h - r_g))),

    which brings the finite population correction in and makes the variance unbiased also where
    groups are unequal; for strata with fewer units than groups it gives Kott's extended jackknife.
    Lonely units (Lonely.ADJUST) are left out with a group too, and replaced by the mean of all.
    InputError for fewer than 2 groups.
    """
    _check_number(groups)
    in_stratum = sample.unit_stratum
    units = np.ones((len(in_stratum), groups))
    for stratum, members in _members(in_stratum):
        size = len(members)
        if size < 2:
            continue
        dealt = (np.arange(size) + rng.integers(groups)) % groups
        left_out = np.equal.outer(rng.permutation(dealt), np.arange(groups))
        number = left_out.sum(axis=0)
        factor = np.where(left_out, 0.0, size / (size - number))
        uneven = np.sqrt(groups / ((groups - 1) * (number / (size - number)).sum()))
        units[members] = 1 + np.sqrt(1 - sample.fraction[stratum]) * uneven * (factor - 1)
    lonely = _lonely(sample)
    step = np.full((len(lonely), groups), 1 / (groups - 1))
    step[np.arange(len(lonely)), rng.integers(groups, size=len(lonely))] = -1.0
    _move(sample, units, lonely, step)
    scale = np.full(groups, (groups - 1) / groups)
    return Replicates(Kind.GROUPS, _of_respondents(sample, units), scale)


def delete_one(sample: Sample) -> Replicates:
    """Delete-one jackknife in strata (JKn of Wolter 2007, 4.5): as many replicates as units.

    The others of the stratum get the factor r_h / (r_h - 1); c = (1 - f_h) (r_h - 1) / r_h. A
    lonely unit (Lonely.ADJUST) is replaced by the mean of all, with c = 1 - f_h. InputError for
    more than 5,000 units.
    """
    in_stratum = sample.unit_stratum
    number = len(in_stratum)
    if number > MOST_UNITS:
        raise refuse(
            say("Leaving out one at a time would make {number} replicates.", number=number),
            say("Take the jackknife by groups or the bootstrap."),
            field="replicates",
        )
    sizes = sample.units[in_stratum]
    units = np.ones((number, number))
    for _, members in _members(in_stratum):
        if len(members) > 1:
            units[np.ix_(members, members)] = len(members) / (len(members) - 1)
            units[members, members] = 0.0
    scale = (sizes - 1) / sizes * (1 - sample.fraction[in_stratum])
    lonely = _lonely(sample)
    scale[lonely] = 1 - sample.fraction[in_stratum[lonely]]
    units[:, lonely] += 1 / number
    units[lonely, lonely] -= 1.0
    return Replicates(Kind.ONE, _of_respondents(sample, units), scale)


def _check_number(number: int) -> None:
    if number < 2:
        raise refuse(
            say("{number} replicates are too few.", number=number),
            say("Take at least 2, and 500 for the bootstrap."),
            field="replicates",
        )


def _members(in_stratum: Integers) -> Iterator[tuple[int, Integers]]:
    order = np.argsort(in_stratum, kind="stable")
    strata, first = np.unique(in_stratum[order], return_index=True)
    yield from zip(strata.tolist(), np.split(order, first[1:]), strict=True)


def _lonely(sample: Sample) -> Integers:
    """The units alone in their stratum whose deviation from the mean of all is to count."""
    if sample.lonely is not Lonely.ADJUST:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(sample.units[sample.unit_stratum] == 1)


def _move(sample: Sample, units: Factors, lonely: Integers, step: Floats) -> None:
    """Add to `units` (U, B) what moves an estimate along the deviation of each lonely unit from
    the mean of all, by `step` (L, B) times sqrt(1 - f)."""
    moved = step * np.sqrt(1 - sample.fraction[sample.unit_stratum[lonely]])[:, None]
    units[lonely] += moved
    units -= moved.sum(axis=0) / len(units)


def _of_respondents(sample: Sample, units: Factors) -> Factors:
    return units if sample.cluster is None else units[sample.cluster]
