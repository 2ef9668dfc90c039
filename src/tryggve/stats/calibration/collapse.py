"""Classes of a margin with too few respondents are joined to their neighbours, and it is told.

The rule: while a class has fewer respondents than the least number, the smallest such class joins
the class that shares the most leading variables with it and, among those, stands nearest in the
order of the margin. With stratum, sex and age in this order, neighbouring ages of the same sex in
the same stratum are joined first, then sexes, then strata.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.margins import Margin
from tryggve.stats.sample import Integers, sums_by


@dataclass(frozen=True)
class Joined:
    """Classes that became one: their labels, and how many respondents they have together."""

    labels: tuple[str, ...]
    respondents: int


@dataclass(frozen=True)
class Collapsed:
    """The margin with its new classes, and what was joined."""

    margin: Margin
    joined: tuple[Joined, ...]


def collapse(margin: Margin, keys: Sequence[tuple[str, ...]], *, least: int) -> Collapsed:
    """The margin with every class at `least` respondents, or one class where that is too many.

    `keys`: for each class its values of the margin's variables, in their order.
    """
    answered = np.bincount(margin.codes, minlength=margin.classes).astype(np.int64)
    target = np.arange(margin.classes)
    while True:
        heads = np.unique(target)
        few = heads[answered[heads] < least]
        if len(few) == 0 or len(heads) == 1:
            break
        smallest = int(few[np.argmin(answered[few])])
        nearest = _nearest(smallest, heads[heads != smallest], keys)
        low, high = sorted((smallest, nearest))
        answered[low] += answered[high]
        target[target == high] = low
    heads, codes = np.unique(target, return_inverse=True)
    totals = sums_by(codes, margin.totals, len(heads))
    members = [
        tuple(margin.label(c) for c in np.flatnonzero(target == head).tolist()) for head in heads
    ]
    joined = tuple(
        Joined(labels, int(answered[head]))
        for head, labels in zip(heads, members, strict=True)
        if len(labels) > 1
    )
    names = tuple(" + ".join(labels) for labels in members)
    new = Margin(margin.name, codes[margin.codes].astype(np.int64), totals, names)
    return Collapsed(new, joined)


def _nearest(of: int, among: Integers, keys: Sequence[tuple[str, ...]]) -> int:
    def distance(other: int) -> tuple[int, int]:
        return -_shared(keys[of], keys[other]), abs(other - of)

    return min((int(other) for other in among), key=distance)


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """How many leading variables two classes have in common."""
    for number, (a, b) in enumerate(zip(first, second, strict=True)):
        if a != b:
            return number
    return len(first)
