"""The smooth companion of the index: changes are tested on it, since it has a variance.

For J indicators with shares p_j of n_j answers, each drawn towards one half by half an answer so
that 0 and 1 have a logit,

    L = sum_j logit(q_j) / J,    q_j = (n_j p_j + 1/2) / (n_j + 1)

V(L) is had by linearization (Särndal, Swensson and Wretman 1992, 5.5): the sum over indicators is
taken within each person, so the covariance between answers of the same person is in it. Of rare
answers the linearized variance is too small, and zero for a share of zero. Gart and Zweifel (1967)
have 1 / ((n + 1) q (1 - q)) for one logit. V(L) is therefore multiplied by

    sum_j 1 / ((n_j + 1) q_j (1 - q_j)) / sum_j n_j p_j (1 - p_j) / ((n_j + 1) q_j (1 - q_j))^2

which is at least 1 and near it where answers are many. Where all shares are 0 or 1, so that nothing
varies, V(L) is Gart and Zweifel's sum, over J squared.
"""

import numpy as np
from scipy import special

from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.indices.definition import IndexDefinition
from tryggve.stats.indices.values import check_columns
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


def smooth_index(
    sample: Sample, answers: Floats, partition: Integers, definition: IndexDefinition
) -> Estimates:
    """The smooth companion (D, 1), with its variance; NaN where an indicator has no answer.

    `answers` (n, J) 0/1 with NaN, in the order of the definition's indicators; `partition` (n,)
    domain codes. InputError names other columns, and each row with another code.
    """
    _check(answers, definition)
    turned = [indicator.high_is_good for indicator in definition.indicators]
    bad = np.where(turned, 1 - answers, answers)
    (found,) = estimate(sample, bad, [partition])
    number = found.answers
    drawn = (number * found.value + 1 / 2) / (number + 1)
    scale = (number + 1) * drawn * (1 - drawn)
    slope = number / scale / len(turned)

    inside = np.flatnonzero(partition >= 0)
    domain = partition[inside]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = slope[domain] * (bad[inside] - found.value[domain]) / found.size[domain]
    linearized = np.zeros((sample.size, 1))
    linearized[inside, 0] = np.nansum(parts, axis=1)
    (total,) = estimate(sample, linearized, [partition], Quantity.TOTAL)
    value = special.logit(drawn).mean(axis=1, keepdims=True)
    right = (1 / scale).sum(axis=1, keepdims=True)
    small = (number * found.value * (1 - found.value) / scale**2).sum(axis=1, keepdims=True)
    variance = np.divide(right, small, out=np.ones_like(small), where=small > 0) * total.variance
    variance = np.where(small > 0, variance, right / len(turned) ** 2)
    return Estimates(
        value=value,
        variance=np.where(np.isnan(value), np.nan, variance),
        answers=number.min(axis=1, keepdims=True),
        size=total.size,
        freedom=total.freedom,
        simple=np.full_like(value, np.nan),
    )


def _check(answers: Floats, definition: IndexDefinition) -> None:
    check_columns(answers, definition)
    wrong = ~((answers == 0) | (answers == 1) | np.isnan(answers))
    if wrong.any():
        raise InputError(
            Problem(
                say("The answer {value} is neither 0 nor 1.", value=str(answers[row, j])),
                say("Code what the indicator counts as 1, other answers as 0."),
                row=int(row) + 2,
                field=definition.indicators[j].name,
            )
            for row, j in np.argwhere(wrong)[:100]
        )
