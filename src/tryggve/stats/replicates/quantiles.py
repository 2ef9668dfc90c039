"""Quantiles of many domains with intervals from replicates.

The interval is Woodruff's, as in `tryggve.stats.quantiles`, with the error of the share at or below
the quantile taken from the replicates. That holds for every kind: the deviations of the quantiles
themselves would not, since the delete-one jackknife is not consistent for them (Kovar, Rao and Wu
1988, Bootstrap and other methods to measure errors in survey estimates, Canad. J. Statist. 16,
Suppl., 25-45; Shao and Wu 1989, Ann. Statist. 17, 1176-1197). `svyquantile` of R's survey 4.1-1
does the same with replicate weights.
"""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.quantiles import Quantiles, quantiles
from tryggve.stats.replicates.drawing import Replicates
from tryggve.stats.replicates.variances import replicate_variances
from tryggve.stats.sample import Floats, Integers, Sample


def replicate_quantiles(
    replicates: Replicates,
    *,
    sample: Sample,
    weight: Floats,
    answers: Floats,
    partitions: Sequence[Integers],
    orders: ArrayLike,
    recalibration: Recalibration | None = None,
    level: float = 0.95,
) -> list[Quantiles]:
    """The quantiles of `tryggve.stats.quantiles.quantiles` for each partition, with intervals and
    errors from replicates.

    `sample`: with final weights; `weight` (n,): before calibration; `answers` (n, J) with NaN;
    each partition (n,): domain codes, -1 for none; `orders` (P,). InputError for an order or level
    not between 0 and 1.
    """

    def variances(indicators: Floats, domain: Integers, shares: Floats) -> Floats:
        return replicate_variances(
            replicates,
            weight=weight,
            answers=indicators,
            partitions=[domain],
            values=[shares],
            recalibration=recalibration,
        )[0]

    return quantiles(sample, answers, partitions, orders, level=level, variances=variances)
