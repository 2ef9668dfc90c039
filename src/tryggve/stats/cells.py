"""Respondents gathered in the finest cells within which everything but the answers is equal.

Within a cell all respondents share weight, stratum, auxiliary group and every domain. The sums of
the answers in the cells are then all that shares, means and their variances need: the work grows
with the number of cells and hardly with the number of domains. Where weights or auxiliary values
differ from person to person each cell holds one respondent, and the same formulas hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tryggve.stats.sample import Floats, Integers, Sample

LARGEST = 2**62  # of combined keys, within 64 bits
SPREAD = 2**24  # so far apart the numbers of a key may lie


@dataclass(frozen=True)
class Cells:
    """F cells, J variables. Sums are over the respondents of a cell who answered the variable.

    `people` (F,): how many respondents a cell holds, whatever they answered.
    `weight`, `stratum`, `group`, `unit` (F,): what the respondents of a cell share (`unit` is the
    cluster, or -1 for element samples). `regression` (F,): their weight in the regression.
    `answered`, `total`, `squares` (F, J): how many answered, the sum of y and the sum of y^2.
    """

    people: Floats
    weight: Floats
    regression: Floats
    stratum: Integers
    group: Integers
    unit: Integers
    answered: Floats
    total: Floats
    squares: Floats

    @property
    def size(self) -> int:
        return len(self.weight)


def gather(
    sample: Sample, answers: Floats, partitions: Sequence[Integers]
) -> tuple[Cells, list[Integers]]:
    """The cells of a sample, and each partition of the respondents as one of the cells.

    `answers` (n, J) with NaN where a variable was not answered; `partitions`: arrays (n,) of
    domain codes, -1 for none.
    """
    group = np.zeros(sample.size, dtype=np.int64)
    regression = sample.weight
    if sample.auxiliary is not None:
        group, regression = sample.auxiliary.group, sample.auxiliary.weight
    unit = np.full(sample.size, -1) if sample.cluster is None else sample.cluster
    keys = [sample.stratum, group, unit, *partitions, sample.weight, regression]
    first, cell = distinct(keys)

    rows = sparse.csr_array(
        (np.ones(sample.size), (cell, np.arange(sample.size))), shape=(len(first), sample.size)
    )
    answered = ~np.isnan(answers)
    known = np.where(answered, answers, 0.0)
    total = rows @ known
    is_binary = bool(np.all((known == 0) | (known == 1)))
    cells = Cells(
        people=np.bincount(cell, minlength=len(first)).astype(float),
        weight=sample.weight[first],
        regression=regression[first],
        stratum=sample.stratum[first],
        group=group[first],
        unit=unit[first],
        answered=rows @ answered.astype(float),
        total=total,
        squares=total if is_binary else rows @ known**2,
    )
    return cells, [partition[first] for partition in partitions]


def distinct(keys: Sequence[Integers | Floats]) -> tuple[Integers, Integers]:
    """The first row of each of F distinct combinations (F,), and the combination of each row (n,).

    `keys`: arrays (n,), equal where all of them are.
    """
    combined, size = np.zeros(len(keys[0]), dtype=np.int64), 1
    for key in keys:
        codes = _numbered(key)
        span = int(codes.max(initial=0)) + 1
        if size * span > LARGEST:
            combined = np.unique(combined, return_inverse=True)[1].astype(np.int64)
            size = int(combined.max(initial=0)) + 1
        combined = combined * span + codes
        size *= span
    _, first, combined = np.unique(combined, return_index=True, return_inverse=True)
    return first.astype(np.int64), combined.astype(np.int64)


def _numbered(key: Integers | Floats) -> Integers:
    """Whole numbers from 0 in the order of the values: sorted only where they are spread out."""
    if key.size and np.issubdtype(key.dtype, np.integer):
        lowest, highest = int(key.min()), int(key.max())
        if highest - lowest < SPREAD:
            return key.astype(np.int64) - lowest
    return np.unique(key, return_inverse=True)[1].astype(np.int64)
