"""Shares, means and totals of many variables in many domains, with their variances."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tryggve.stats.cells import Cells, gather
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.stats.variance import Linear, Structure, structure_of, variances


class Quantity(StrEnum):
    """What is estimated of a variable."""

    MEAN = "mean"  # of those who answered the variable; of a 0/1 variable: the share
    TOTAL = "total"  # in the population, of those who would have answered


@dataclass(frozen=True)
class Estimates:
    """D domains of one partition, J variables. A domain without answers holds NaN.

    `value`, `variance`, `answers`, `size` (D, J): the estimate, its variance, how many answered,
    and the estimated number in the population that they stand for. `freedom` (D,): units less
    strata among those with respondents in the domain. `simple` (D, J): the variance that a simple
    random sample of as many would have had (the denominator of the design effect).
    """

    value: Floats
    variance: Floats
    answers: Integers
    size: Floats
    freedom: Integers
    simple: Floats

    def with_variance(self, variance: Floats) -> "Estimates":
        """The same estimates with variances had in another way."""
        return replace(self, variance=variance)

    def of(self, chosen: NDArray[np.bool_]) -> "Estimates":
        """The estimates of some of the variables."""
        return Estimates(
            value=self.value[:, chosen],
            variance=self.variance[:, chosen],
            answers=self.answers[:, chosen],
            size=self.size[:, chosen],
            freedom=self.freedom,
            simple=self.simple[:, chosen],
        )

    @property
    def standard_error(self) -> Floats:
        return np.sqrt(self.variance)

    @property
    def design_effect(self) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.variance / self.simple


def estimate(
    sample: Sample,
    answers: Floats,
    partitions: Sequence[Integers],
    quantity: Quantity = Quantity.MEAN,
) -> list[Estimates]:
    """The estimates for each partition of the respondents into domains.

    `answers` (n, J), NaN where not answered. Each partition (n,): domain codes 0 to D - 1, -1 for
    none. Särndal, Swensson and Wretman 1992, 5.8 (domains) and 5.6 (linearization).
    """
    cells, of_cells = gather(sample, answers, partitions)
    structure = structure_of(sample, cells)
    return [
        _of_partition(structure, codes, int(partition.max(initial=-1)) + 1, quantity)
        for codes, partition in zip(of_cells, partitions, strict=True)
    ]


def _of_partition(
    structure: Structure, partition: Integers, domains: int, quantity: Quantity
) -> Estimates:
    cells = structure.cells
    sums = _domain_sums(partition, domains)
    weighted = sums * cells.weight
    size, total = weighted @ cells.answered, weighted @ cells.total
    answers = sums @ cells.answered
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / size
        if quantity is Quantity.MEAN:
            value, linear = mean, Linear(slope=1 / size, level=total / size**2)
        else:
            value, linear = total, Linear(np.ones_like(size), np.zeros_like(size))
    nobody = answers == 0
    linear = Linear(*(np.where(nobody, 0.0, part) for part in (linear.slope, linear.level)))
    variance = variances(structure, partition, linear)
    simple = _simple_variance(weighted @ cells.squares, mean, size, answers)
    if quantity is Quantity.TOTAL:
        simple = simple * size**2
    return Estimates(
        value=np.where(nobody, np.nan, value),
        variance=np.where(nobody, np.nan, variance),
        answers=answers.astype(np.int64),
        size=size,
        freedom=_degrees_of_freedom(structure, partition, domains),
        simple=simple,
    )


def _domain_sums(partition: Integers, domains: int) -> sparse.csr_array:
    inside = np.flatnonzero(partition >= 0)
    return sparse.csr_array(
        (np.ones(len(inside)), (partition[inside], inside)), shape=(domains, len(partition))
    )


def _simple_variance(squares: Floats, mean: Floats, size: Floats, answers: Floats) -> Floats:
    """(1 - n / N) S^2 / n with S^2 the weighted element variance (n - 1 in the denominator)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        element = (squares / size - mean**2) * answers / (answers - 1)
        return np.maximum(1 - answers / size, 0) * element / answers


def _degrees_of_freedom(structure: Structure, partition: Integers, domains: int) -> Integers:
    cells: Cells = structure.cells
    inside = partition >= 0
    domain, stratum = partition[inside], cells.stratum[inside]
    strata = np.bincount(np.unique(np.stack([domain, stratum]), axis=1)[0], minlength=domains)
    if structure.is_clustered:
        units = np.bincount(
            np.unique(np.stack([domain, cells.unit[inside]]), axis=1)[0], minlength=domains
        )
    else:
        units = np.bincount(domain, cells.people[inside], domains).astype(np.int64)
    return units - strata
