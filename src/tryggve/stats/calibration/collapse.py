"""Classes of a margin with too few respondents are joined to their neighbours, and it is told.

The rule: while a class has fewer respondents than the least number, the smallest such class joins
the class that shares the most leading variables with it and, among those, stands nearest in the
order of the margin, of two the earlier. A class that others joined stands where its first class
stood. With stratum, sex and age in this order, neighbouring ages of the same sex in
the same stratum are joined first, then sexes, then strata. A class with nobody in the population
and nobody who answered is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.margins import Margin, class_problems
from tryggve.stats.sample import Integers, sums_by
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


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

    `keys`: for each class its values of the margin's variables, in their order. A joined class
    has the key of the first of its classes. InputError for codes or counts that cannot be, and for
    keys that are not as many as the classes or not all of one length.
    """
    problems = class_problems(margin) + _key_problems(margin, keys)
    if problems:
        raise InputError(problems)
    answered = np.bincount(margin.codes, minlength=margin.classes).astype(np.int64)
    target = np.arange(margin.classes)
    is_empty = (answered == 0) & (margin.totals == 0)
    while True:
        heads = np.unique(target[~is_empty])
        few = heads[answered[heads] < least]
        if len(few) == 0 or len(heads) == 1:
            break
        smallest = int(few[np.argmin(answered[few])])
        order = nearest(smallest, keys)
        joining = int(order[np.isin(order, heads)][0])
        low, high = sorted((smallest, joining))
        answered[low] += answered[high]
        target[target == high] = low
    return _joined(margin, keys, target, answered)


def _key_problems(margin: Margin, keys: Sequence[tuple[str, ...]]) -> list[Problem]:
    if len(keys) == margin.classes and len({len(key) for key in keys}) <= 1:
        return []
    return [
        Problem(
            say("The keys do not belong to the classes of the margin."),
            say("Give each class a value of every variable of the margin."),
            field=margin.name,
        )
    ]


def nearest(of: int, keys: Sequence[tuple[str, ...]]) -> Integers:
    """(m - 1,) the other classes, the nearest first by the rule; by place where keys are empty."""
    values = np.array(keys, dtype=str).reshape(len(keys), -1)
    shared = np.cumprod(values == values[of], axis=1).sum(axis=1)
    apart = np.abs(np.arange(len(keys)) - of)
    order = np.lexsort((apart, -shared))
    others: Integers = order[order != of]
    return others


def _joined(
    margin: Margin, keys: Sequence[tuple[str, ...]], target: Integers, answered: Integers
) -> Collapsed:
    heads, codes = np.unique(target, return_inverse=True)
    members = [
        tuple(margin.label(c) for c in np.flatnonzero(target == head).tolist()) for head in heads
    ]
    joined = tuple(
        Joined(labels, int(answered[head]))
        for head, labels in zip(heads, members, strict=True)
        if len(labels) > 1
    )
    new = Margin(
        margin.name,
        codes[margin.codes].astype(np.int64),
        sums_by(codes, margin.totals, len(heads)),
        tuple(" + ".join(labels) for labels in members),
        tuple(keys[head] for head in heads),
    )
    return Collapsed(new, joined)
