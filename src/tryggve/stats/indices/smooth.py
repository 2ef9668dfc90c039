"""The smooth companion of the index: changes are tested on it, since it has a variance."""

import numpy as np
from scipy import special

from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.indices.definition import IndexDefinition
from tryggve.stats.sample import Floats, Integers, Sample


def smooth_index(
    sample: Sample, answers: Floats, partition: Integers, definition: IndexDefinition
) -> Estimates:
    """The smooth companion (D, 1): the mean of logit(p_j) over the indicators, with its variance.

    `answers` (n, J) 0/1 with NaN; `partition` (n,) domain codes. A share is drawn towards one half
    by half an answer, so that 0 and 1 have a logit. The variance is that of the linearized sum
    over indicators, so the covariance between answers of the same person is in it.
    """
    turned = [indicator.high_is_good for indicator in definition.indicators]
    bad = np.where(turned, 1 - answers, answers)
    (found,) = estimate(sample, bad, [partition])
    pull = 1 / (found.answers + 1)
    drawn = (1 - pull) * found.value + pull / 2
    slope = (1 - pull) / (drawn * (1 - drawn)) / len(turned)

    inside = np.flatnonzero(partition >= 0)
    domain = partition[inside]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = slope[domain] * (bad[inside] - found.value[domain]) / found.size[domain]
    linearized = np.zeros((sample.size, 1))
    linearized[inside, 0] = np.nansum(parts, axis=1)
    (total,) = estimate(sample, linearized, [partition], Quantity.TOTAL)
    value = special.logit(drawn).mean(axis=1, keepdims=True)
    return Estimates(
        value=value,
        variance=np.where(np.isnan(value), np.nan, total.variance),
        answers=found.answers.min(axis=1, keepdims=True),
        size=total.size,
        freedom=total.freedom,
        simple=np.full_like(value, np.nan),
    )
