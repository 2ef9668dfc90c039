"""What R takes the error of a raked total to be, with which ours is compared."""

import numpy as np

from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import Calibrated
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.sample import Floats, Sample

PROJECTIONS = 10


def error_in_r(before: Sample, raked: Calibrated, margins: list[Margin], z: Floats) -> float:
    """The standard error of the total of z (n,) by the residuals that R's survey 4.1.1 takes.

    They are ten rounds of projections on one margin after the other, each with the weights that
    the margin had in the last round of raking: of x = z w, less w times the plain mean of x / w in
    the class. Ours are the residuals of the regression on all margins at once.
    """
    weight, stages = before.weight.copy(), []
    for _ in range(raked.rounds):
        stages = []
        for margin in margins:
            weight = weight * (margin.totals / np.bincount(margin.codes, weight))[margin.codes]
            stages.append((margin.codes, weight))
    x = z * raked.sample.weight
    for _ in range(PROJECTIONS):
        for classes, at_stage in stages:
            mean = np.bincount(classes, x / at_stage) / np.bincount(classes)
            x = x - at_stage * mean[classes]
    plain = before.with_weights(np.ones(before.size), None)
    everybody = np.zeros(before.size, dtype=np.int64)
    return float(estimate(plain, x[:, None], [everybody], Quantity.TOTAL)[0].standard_error[0, 0])
