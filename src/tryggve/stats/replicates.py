"""Variances from replicates: the sample drawn or thinned anew, and calibrated anew, many times.

Rao, Wu and Yue (1992) bootstrap: in stratum h, m = r_h - 1 of the r_h units are drawn with
replacement and weights become w (1 - q + q r_h / m t), t how often a unit was drawn and
q = sqrt(m (1 - f_h) / (r_h - 1)), which brings the finite population correction in. Delete-a-group
jackknife (Kott 2001): the units of each stratum are dealt out over groups, each left out in turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.cells import distinct
from tryggve.stats.estimation import Quantity
from tryggve.stats.sample import Floats, Integers, Sample

AT_ONCE = 10  # replicates worked on together: few, so that they stay in the processor's cache


Factors = NDArray[np.floating]


@dataclass(frozen=True)
class Replicates:
    """B sets of factors on the weights of the n respondents before calibration.

    `factors` (n, B); `scale` (B,): the variance is the sum of scale times squared deviation.
    """

    factors: Factors
    scale: Floats

    @property
    def number(self) -> int:
        return len(self.scale)


def bootstrap(sample: Sample, *, number: int, rng: np.random.Generator) -> Replicates:
    """Rao-Wu-Yue bootstrap with `number` replicates. A stratum of one unit is kept as it is."""
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
    return Replicates(_of_respondents(sample, units), np.full(number, 1 / number))


def jackknife(sample: Sample, *, groups: int, rng: np.random.Generator) -> Replicates:
    """Delete-a-group jackknife with `groups` replicates; every stratum needs two units.

    The finite population correction, which differs between strata, shrinks the factors.
    """
    in_stratum = sample.unit_stratum
    units = np.ones((len(in_stratum), groups), dtype=np.float32)
    for stratum, members in _members(in_stratum):
        size = len(members)
        if size < 2:
            continue
        dealt = (np.arange(size) + rng.integers(groups)) % groups
        left_out = np.equal.outer(rng.permutation(dealt), np.arange(groups))
        if size >= groups:
            remaining = size - left_out.sum(axis=0)
            factor = np.where(left_out, 0.0, size / remaining)
        else:
            shift = np.sqrt(groups / ((groups - 1) * size * (size - 1)))
            factor = np.where(left_out, 1 - (size - 1) * shift, 1 + shift)
            factor[:, ~left_out.any(axis=0)] = 1.0
        correction = np.sqrt(1 - sample.fraction[stratum])
        units[members] = 1 + correction * (factor - 1)
    return Replicates(_of_respondents(sample, units), np.full(groups, (groups - 1) / groups))


def delete_one(sample: Sample) -> Replicates:
    """Delete-one jackknife by stratum (JKn): as many replicates as units."""
    in_stratum = sample.unit_stratum
    number = len(in_stratum)
    sizes = sample.units[in_stratum]
    units = np.ones((number, number), dtype=np.float32)
    for _, members in _members(in_stratum):
        block = np.ix_(members, members)
        units[block] = len(members) / max(len(members) - 1, 1)
        units[members, members] = 0 if len(members) > 1 else 1
    scale = (sizes - 1) / sizes * (1 - sample.fraction[in_stratum])
    return Replicates(_of_respondents(sample, units), scale)


def _members(in_stratum: Integers) -> Iterator[tuple[int, Integers]]:
    order = np.argsort(in_stratum, kind="stable")
    strata, first = np.unique(in_stratum[order], return_index=True)
    yield from zip(strata.tolist(), np.split(order, first[1:]), strict=True)


def _of_respondents(sample: Sample, units: Factors) -> Factors:
    return units if sample.cluster is None else units[sample.cluster]


def replicate_variances(
    replicates: Replicates,
    *,
    weight: Floats,
    answers: Floats,
    partitions: Sequence[Integers],
    values: Sequence[Floats],
    recalibration: Recalibration | None = None,
    quantity: Quantity = Quantity.MEAN,
) -> list[Floats]:
    """(D, J) variances of the estimates `values` of each partition, as `estimate` gave them.

    `weight` (n,): before calibration; `answers` (n, J) with NaN. A replicate in which nobody of a
    domain is left says nothing of it, and the others count for more.
    """
    groups = np.zeros(len(weight), dtype=np.int64)
    if recalibration is not None:
        groups = recalibration.group
    first, cell = distinct([groups, *partitions])
    order = np.argsort(cell, kind="stable")
    ends = np.cumsum(np.bincount(cell))
    known = ~np.isnan(answers[order])
    both = np.concatenate([np.where(known, answers[order], 0.0), known], axis=1)
    plan = _plan([partition[first] for partition in partitions])

    sums = [np.zeros_like(value) for value in values]
    counted = [np.zeros_like(value) for value in values]
    for start in range(0, replicates.number, AT_ONCE):
        these = slice(start, start + AT_ONCE)
        factors = replicates.factors[:, these] * weight[:, None]
        if recalibration is not None:
            factors = factors * recalibration.factors(factors)[groups]
        in_cells = _cell_sums(factors[order], both, ends)
        for i, domains in enumerate(_domain_sums(plan, in_cells)):
            squares, weights = _squared_deviations(
                domains, values[i], replicates.scale[these], quantity
            )
            sums[i] += squares
            counted[i] += weights
    whole = replicates.scale.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return [s * whole / c for s, c in zip(sums, counted, strict=True)]


def _squared_deviations(
    domains: Floats, value: Floats, scale: Floats, quantity: Quantity
) -> tuple[Floats, Floats]:
    """(D, J) scaled squared deviations of some replicates, and the scales of those that count.

    `domains` (D, B, 2J): totals of the answers and, after them, sizes. They are overwritten.
    """
    total, size = np.split(domains, 2, axis=2)
    empty = size <= 0
    weights = np.broadcast_to(scale.sum(), value.shape)
    if quantity is Quantity.MEAN:
        with np.errstate(divide="ignore", invalid="ignore"):
            np.divide(total, size, out=total)
    total -= value[:, None, :]
    if empty.any():
        total[empty] = 0.0
        weights = scale @ (~empty).astype(float)
    np.square(total, out=total)
    return scale @ total, weights


def _cell_sums(factors: Floats, both: Floats, ends: Integers) -> Floats:
    """(F, B, 2J) weighted sums over the rows of each cell, which follow one another."""
    result = np.empty((len(ends), factors.shape[1], both.shape[1]))
    start = 0
    for cell, end in enumerate(ends.tolist()):
        np.matmul(factors[start:end].T, both[start:end], out=result[cell])
        start = end
    return result


@dataclass(frozen=True)
class Step:
    """A partition is summed from a finer one: `source` -1 for the cells, else an earlier step."""

    source: int
    sums: sparse.csr_array


def _plan(partitions: Sequence[Integers]) -> list[Step]:
    """For each partition of the cells, the smallest finer one before it that it can be had from."""
    steps: list[Step] = []
    for i, partition in enumerate(partitions):
        candidates = sorted(range(i), key=lambda j: partitions[j].max(initial=-1))
        source = next((j for j in candidates if _refines(partitions[j], partition)), -1)
        finer = np.arange(len(partition)) if source == -1 else partitions[source]
        pairs = np.unique(np.stack([partition, finer])[:, partition >= 0], axis=1)
        shape = (int(partition.max(initial=-1)) + 1, int(finer.max(initial=-1)) + 1)
        steps.append(
            Step(source, sparse.csr_array((np.ones(pairs.shape[1]), tuple(pairs)), shape=shape))
        )
    return steps


def _refines(finer: Integers, coarser: Integers) -> bool:
    """Whether every domain of one lies whole in a domain of the other, which it covers."""
    if np.any((finer < 0) & (coarser >= 0)):
        return False
    pairs = np.unique(np.stack([finer, coarser])[:, finer >= 0], axis=1)
    return bool(len(pairs[0]) == len(np.unique(pairs[0])))


def _domain_sums(plan: list[Step], in_cells: Floats) -> Iterator[Floats]:
    done: list[Floats] = []
    for step in plan:
        finer = in_cells if step.source == -1 else done[step.source]
        flat = step.sums @ finer.reshape(len(finer), -1)
        done.append(flat.reshape(-1, *in_cells.shape[1:]))
        yield done[-1]
