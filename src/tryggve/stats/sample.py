"""The respondents of a probability sample, as every estimator wants them.

A sample is drawn without replacement in strata: single elements, or whole clusters (one stage).
Those who answered are taken as a simple random sample within their stratum (a second phase with
the strata as response homogeneity groups; Särndal, Swensson and Wretman 1992, 9.8).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Lonely(StrEnum):
    """What is done with a stratum in which a single unit answered: never a silent zero."""

    ERROR = "error"  # refuse the sample
    MERGE = "merge"  # join it to the next smallest stratum for the variance
    ADJUST = "adjust"  # measure its deviation from the mean of all units


def numbers(values: ArrayLike, field: str) -> Floats:
    """The values as numbers, of the same shape. InputError for text."""
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise refuse(
            say("The values are not numbers."),
            say("Read the column as numbers, with a point before decimals."),
            field=field,
        ) from None


def sums_by(codes: Integers, values: Floats, number: int) -> Floats:
    """(number,) the sum of the values that have each code."""
    sums: Floats = np.bincount(codes, values, number).astype(float, copy=False)
    return sums


@dataclass(frozen=True)
class Auxiliary:
    """What weights were calibrated to, kept for the residuals of the variance.

    `x` (G, K): the auxiliary vector of each group of respondents that share it;
    `group` (n,): which group a respondent belongs to;
    `weight` (n,): the weights of the regression that gives the residuals.
    """

    x: sparse.csr_array
    group: Integers
    weight: Floats


@dataclass(frozen=True)
class Sample:
    """n respondents in H strata.

    `weight` (n,): final weights. `stratum` (n,): codes 0 to H - 1. `fraction` (H,): the share of
    the stratum's units that answered, for the finite population correction; 0 for none.
    `cluster` (n,): codes of clusters nested in strata, or None where elements were drawn.
    """

    weight: Floats
    stratum: Integers
    fraction: Floats
    cluster: Integers | None = None
    auxiliary: Auxiliary | None = None
    lonely: Lonely = Lonely.ERROR

    @property
    def size(self) -> int:
        return len(self.weight)

    @property
    def strata(self) -> int:
        return len(self.fraction)

    @property
    def unit_stratum(self) -> Integers:
        """The stratum of each unit that was drawn: of each element, or of each cluster."""
        if self.cluster is None:
            return self.stratum
        first = np.unique(self.cluster, return_index=True)[1]
        in_stratum: Integers = self.stratum[first]
        return in_stratum

    @property
    def units(self) -> Integers:
        """(H,) how many units answered in each stratum."""
        return np.bincount(self.unit_stratum, minlength=self.strata)

    def with_weights(self, weight: Floats, auxiliary: Auxiliary | None) -> "Sample":
        """The same sample after its weights were adjusted or calibrated."""
        return replace(self, weight=weight, auxiliary=auxiliary)


def stratified_sample(
    *,
    stratum: ArrayLike,
    population: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    lonely: Lonely = Lonely.ERROR,
) -> Sample:
    """A sample from columns of microdata and the number of units of each stratum.

    `stratum` (n,) integer codes 0 to H - 1. `population` (H,) units (elements, or clusters where
    `cluster` (n,) is given) of each stratum in the population; None for no finite population
    correction. `weight` (n,) final weights; None for N_h / r_h. InputError names each stratum,
    row and value that cannot be.
    """
    problems = _column_problems(np.asarray(stratum), weight=weight, cluster=cluster)
    if problems:
        raise InputError(problems)
    codes = np.asarray(stratum).astype(np.int64)
    strata = int(codes.max()) + 1
    sample = Sample(
        weight=np.ones(len(codes)), stratum=codes, fraction=np.zeros(strata), lonely=lonely
    )
    if cluster is not None:
        labels, clusters = np.unique(np.asarray(cluster), return_inverse=True)
        problems += _cluster_problems(labels, clusters, codes)
        sample = replace(sample, cluster=clusters.astype(np.int64))
    if population is not None:
        sizes = np.asarray(population, dtype=float)
        problems += _population_problems(sample, sizes, is_weighed=weight is not None)
        if not problems:
            fraction = np.divide(sample.units, sizes, out=np.zeros(strata), where=sizes > 0)
            sample = replace(sample, fraction=fraction)
    if weight is not None:
        weights = np.asarray(weight, dtype=float)
        problems += _weight_problems(weights)
        sample = replace(sample, weight=weights)
    elif population is not None and not problems:
        sample = replace(sample, weight=1 / sample.fraction[codes])
    problems = problems or _lonely_problems(sample)
    if problems:
        raise InputError(problems)
    return _merged(sample) if lonely is Lonely.MERGE else sample


def _column_problems(
    stratum: NDArray[np.generic], *, weight: ArrayLike | None, cluster: ArrayLike | None
) -> list[Problem]:
    if len(stratum) == 0:
        return [Problem(say("There are no answers."), field="stratum")]
    numbers = stratum.astype(float)
    wrong = np.flatnonzero(~((numbers >= 0) & (numbers == np.floor(numbers))))
    problems = [
        Problem(
            say("The stratum is missing."),
            say("Give every respondent a stratum."),
            row=row + 2,
            field="stratum",
        )
        for row in wrong[:100].tolist()
    ]
    lengths = {
        name: len(np.asarray(column))
        for name, column in (("weight", weight), ("cluster", cluster))
        if column is not None
    }
    return problems + [
        Problem(
            say("The column has {a} values, the strata {b}.", a=length, b=len(stratum)),
            say("Give one value for each respondent."),
            field=name,
        )
        for name, length in lengths.items()
        if length != len(stratum)
    ]


def _population_problems(sample: Sample, sizes: Floats, *, is_weighed: bool) -> list[Problem]:
    unknown = np.flatnonzero(sample.stratum >= len(sizes))
    if len(unknown):
        return [
            Problem(
                say("The stratum {stratum} has no population.", stratum=str(sample.stratum[row])),
                say("Give the size of every stratum, or mend the row."),
                row=int(row) + 2,
                field="stratum",
            )
            for row in unknown[:100]
        ]
    if len(sizes) != sample.strata:
        return [
            Problem(
                say("There are {a} strata but {b} sizes.", a=sample.strata, b=len(sizes)),
                say("Give one size for each stratum."),
                field="population",
            )
        ]
    problems = [
        Problem(
            say(
                "Stratum {stratum} has {size} units in the population but {units} answered.",
                stratum=str(h),
                size=float(sizes[h]),
                units=int(sample.units[h]),
            ),
            say("Mend the population of the stratum or the stratum of the rows."),
            field="population",
        )
        for h in np.flatnonzero(~(sizes >= sample.units))
    ]
    if is_weighed:  # then the weights may stand for those whom no stratum stands for
        return problems
    return problems + [
        Problem(
            say("Nobody answered in stratum {stratum}.", stratum=str(h)),
            say("Join the stratum to another."),
            field="stratum",
        )
        for h in np.flatnonzero((sizes > 0) & (sample.units == 0))
    ]


def _weight_problems(weights: Floats) -> list[Problem]:
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights > 0)))
    return [
        Problem(
            say("The weight {weight} is not above zero.", weight=str(weights[row])),
            say("Give every respondent a weight above zero."),
            row=int(row) + 2,
            field="weight",
        )
        for row in wrong[:100]
    ]


def _cluster_problems(
    labels: NDArray[np.generic], clusters: NDArray[np.integer], stratum: Integers
) -> list[Problem]:
    pairs = np.unique(np.stack([clusters, stratum]), axis=1)
    split = np.flatnonzero(np.bincount(pairs[0]) > 1)
    return [
        Problem(
            say("The cluster {cluster} lies in several strata.", cluster=str(labels[c])),
            say("Give each cluster one stratum."),
            field="cluster",
        )
        for c in split[:100]
    ]


def _lonely_problems(sample: Sample) -> list[Problem]:
    alone = (sample.units == 1) & (sample.fraction < 1)
    if alone.any() and sample.units.sum() == 1:
        return [
            Problem(
                say("Only one unit answered in the whole sample."),
                say("Nothing can be said of its chance."),
                field="stratum",
            )
        ]
    if sample.lonely is not Lonely.ERROR:
        return []
    return [
        Problem(
            say("Only one unit answered in stratum {stratum}.", stratum=str(h)),
            say("Choose how its variance is estimated: merge or adjust."),
            field="stratum",
        )
        for h in np.flatnonzero(alone)
    ]


def _merged(sample: Sample) -> Sample:
    """Strata with one unit joined, for the variance, to the smallest other ones."""
    units = sample.units.astype(float)
    population = np.divide(
        units, sample.fraction, where=sample.fraction > 0, out=np.full(len(units), np.inf)
    )
    target = np.where(units > 0, np.arange(sample.strata), -1)
    for h in np.flatnonzero((units == 1) & (sample.fraction < 1)):
        if target[h] != h or units[h] != 1:
            continue
        others = np.flatnonzero((target == np.arange(sample.strata)) & (target != h))
        nearest = others[np.argmin(units[others])]
        units[nearest] += units[h]
        population[nearest] += population[h]
        target[target == h] = nearest
    kept = np.unique(target[target >= 0])
    return replace(
        sample,
        stratum=np.searchsorted(kept, target[sample.stratum]),
        fraction=units[kept] / population[kept],
    )
