"""The variances of shares, means, totals and ratios of many domains, from replicates.

The weights of some replicates at a time are summed over the cells in which all respondents share
the calibration group and every domain; each partition into domains is then summed from the
smallest finer one. So the work grows with the cells, and little with the domains.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.cells import distinct
from tryggve.stats.estimation import Quantity
from tryggve.stats.replicates.drawing import Replicates
from tryggve.stats.sample import Floats, Integers

# Replicates and domains worked on together: few, so that they stay in the processor's cache.
AT_ONCE, DOMAINS_AT_ONCE = 20, 50


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
    domain is left has no mean: it says nothing, and the others count for more.
    """
    known = ~np.isnan(answers)
    columns = [np.where(known, answers, 0.0)]
    if quantity is Quantity.MEAN:
        columns.append(known.astype(float))
    return _variances(replicates, weight, columns, partitions, values, recalibration)


def replicate_ratio_variances(
    replicates: Replicates,
    *,
    weight: Floats,
    above: Floats,
    below: Floats,
    partitions: Sequence[Integers],
    values: Sequence[Floats],
    recalibration: Recalibration | None = None,
) -> list[Floats]:
    """(D, J) variances of the ratios `values` of each partition, as `ratio_estimates` gave them.

    `above`, `below` (n, J): y and x, NaN where not answered.
    """
    both = ~(np.isnan(above) | np.isnan(below))
    columns = [np.where(both, above, 0.0), np.where(both, below, 0.0)]
    return _variances(replicates, weight, columns, partitions, values, recalibration)


def _variances(
    replicates: Replicates,
    weight: Floats,
    columns: list[Floats],
    partitions: Sequence[Integers],
    values: Sequence[Floats],
    recalibration: Recalibration | None,
) -> list[Floats]:
    """Of totals of one (n, J), or of the ratios of the totals of two."""
    groups = np.zeros(len(weight), dtype=np.int64)
    if recalibration is not None:
        groups = recalibration.group
    first, cell = distinct([groups, *partitions])
    order = np.argsort(cell, kind="stable")
    ends = np.cumsum(np.bincount(cell))
    ordered = np.concatenate(columns, axis=1)[order]
    plan = _plan([partition[first] for partition in partitions])

    sums = [np.zeros_like(value) for value in values]
    counted = [np.zeros_like(value) for value in values]
    for start in range(0, replicates.number, AT_ONCE):
        these = slice(start, start + AT_ONCE)
        weights = replicates.weights(weight, recalibration, these)
        in_cells = _cell_sums(weights[order], ordered, ends)
        for i, domains in enumerate(_domain_sums(plan, in_cells)):
            for first_domain in range(0, len(domains), DOMAINS_AT_ONCE):
                some = slice(first_domain, first_domain + DOMAINS_AT_ONCE)
                parts = np.split(domains[some], len(columns), axis=2)
                squares, scales = _squared_deviations(
                    parts, values[i][some], replicates.scale[these]
                )
                sums[i][some] += squares
                counted[i][some] += scales
    whole = replicates.scale.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return [s * whole / c for s, c in zip(sums, counted, strict=True)]


def _squared_deviations(parts: list[Floats], value: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """(D, J) scaled squared deviations of some replicates, and the scales of those that count.

    `parts`: totals (D, B, J) and, for ratios, what they are divided by.
    """
    if len(parts) == 1:
        apart = parts[0] - value[:, None, :]
        return scale @ np.square(apart, out=apart), np.full(value.shape, scale.sum())
    total, size = parts
    with np.errstate(divide="ignore", invalid="ignore"):
        found = total / size
        found -= value[:, None, :]
        squares = scale @ np.square(found, out=found)
    if np.isfinite(squares).all():
        return squares, np.full(value.shape, scale.sum())
    has_value = size != 0
    found[~has_value] = 0.0
    return scale @ found, scale @ has_value


def _cell_sums(weights: Floats, columns: Floats, ends: Integers) -> Floats:
    """(F, B, columns) weighted sums over the rows of each cell, which follow one another."""
    result = np.empty((len(ends), weights.shape[1], columns.shape[1]))
    start = 0
    for cell, end in enumerate(ends.tolist()):
        np.matmul(weights[start:end].T, columns[start:end], out=result[cell])
        start = end
    return result


@dataclass(frozen=True)
class Step:
    """A partition into D domains is summed from a finer one into E.

    `source`: the place of the finer one among the steps, -1 for the cells. `sums` (D, E): ones
    where a finer domain lies in a domain.
    """

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
