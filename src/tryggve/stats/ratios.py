"""Ratios of two totals, of many pairs of variables in many domains at once.

R = Y / X with Y = sum(w y), X = sum(w x) over those in the domain who answered both. Linearized,
its error is that of the total of

    z = (y - R x) / X    in the domain, 0 outside

(Särndal, Swensson and Wretman 1992, 5.6 and 5.8; Woodruff 1971). As domains of a partition do not
overlap, each respondent has a single z for each pair, and the variance is that of a total in
`tryggve.stats.variance`, calibrated where the weights are.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def ratio_estimates(
    sample: Sample, above: Floats, below: Floats, partitions: Sequence[Integers]
) -> list[Estimates]:
    """The ratio of each pair of columns in each domain, for each partition of the respondents.

    `above`, `below` (n, J): y and x, NaN where not answered. Each partition (n,): domain codes 0
    to D - 1, -1 for none. `answers`, `size` of the result are those of who answered both; the
    design effect is that of the total of z. NaN where the total below is zero. InputError where
    `above` and `below` are not of one shape.
    """
    if above.shape != below.shape:
        raise refuse(
            say("There are {a} columns above and {b} below.", a=above.shape[1], b=below.shape[1]),
            say("Give one column below for each above."),
            field="below",
        )
    both = ~(np.isnan(above) | np.isnan(below))
    y, x = np.where(both, above, 0.0), np.where(both, below, 0.0)
    return [_of_partition(sample, y, x, both, domain) for domain in partitions]


def _of_partition(
    sample: Sample, y: Floats, x: Floats, both: NDArray[np.bool_], domain: Integers
) -> Estimates:
    inside = np.flatnonzero(domain >= 0)
    weighted = sparse.csr_array(
        (sample.weight[inside], (domain[inside], inside)),
        shape=(int(domain.max(initial=-1)) + 1, sample.size),
    )
    size = np.asarray(weighted @ x)
    total = np.asarray(weighted @ y)
    ratio = np.divide(total, size, out=np.full(size.shape, np.nan), where=size != 0)

    linearized = np.zeros(y.shape)
    mine = domain[inside]
    per_size = np.divide(1.0, size, out=np.zeros_like(size), where=size != 0)
    apart = y[inside] - np.nan_to_num(ratio)[mine] * x[inside]
    linearized[inside] = apart * per_size[mine]
    linearized[~both] = np.nan
    found = estimate(sample, linearized, [domain], Quantity.TOTAL)[0]
    return replace(found, value=ratio, variance=np.where(np.isnan(ratio), np.nan, found.variance))
