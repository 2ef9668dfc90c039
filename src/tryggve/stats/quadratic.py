"""The variance of `tryggve.stats.variance`, row by row: for any estimates, whatever they are.

An estimate whose error is that of the weighted total sum(w z) of a linearized variable z has the
variance V(z) = z' Q z, where Q = E' W T' T W E. E leaves the residuals of the calibration, W
weighs, and T takes what a unit (an element or a cluster) deviates from the mean of its stratum,
times sqrt(a_h). The covariance of two estimates of the same sample is z1' Q z2. Nothing is
approximated beyond z: domains may overlap, and weights may be calibrated.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tryggve.stats.sample import Floats, Integers, Lonely, Sample
from tryggve.stats.variance import regression_inverse, spread_of


@dataclass(frozen=True)
class Form:
    """Q of a sample in parts, made once.

    `spread` (units,): sqrt(a_h) of each unit. `mean` (H, units): takes the mean of each stratum.
    `gathered` (units, n): adds up the rows of a unit, weighed. `lonely`: the units whose
    deviation from the mean of all units counts, times `alone`. `x` (n, K) with `inverse` (K, K):
    the auxiliary regression, `regression` (n,) its weights.
    """

    spread: Floats
    stratum: Integers
    mean: sparse.csr_array
    gathered: sparse.csr_array
    lonely: Integers
    alone: Floats
    x: sparse.csr_array | None
    inverse: Floats
    regression: Floats


def form_of(sample: Sample) -> Form:
    """The form of a sample, for any estimates of it."""
    stratum, units = sample.unit_stratum, sample.units
    number = len(stratum)
    lonely = np.zeros(0, dtype=np.int64)
    if sample.lonely is Lonely.ADJUST:
        lonely = np.flatnonzero((units[stratum] == 1) & (sample.fraction[stratum] < 1))
    unit = np.arange(sample.size) if sample.cluster is None else sample.cluster
    x, inverse, regression = None, np.zeros((0, 0)), sample.weight
    if sample.auxiliary is not None:
        x = sample.auxiliary.x[sample.auxiliary.group]
        inverse, regression = regression_inverse(sample.auxiliary), sample.auxiliary.weight
    return Form(
        spread=np.sqrt(spread_of(sample))[stratum],
        stratum=stratum,
        mean=sparse.csr_array(
            (1 / units[stratum], (stratum, np.arange(number))), shape=(sample.strata, number)
        ),
        gathered=sparse.csr_array(
            (sample.weight, (unit, np.arange(sample.size))), shape=(number, sample.size)
        ),
        lonely=lonely,
        alone=np.sqrt(1 - sample.fraction[stratum[lonely]]),
        x=x,
        inverse=inverse,
        regression=regression,
    )


def covariance(form: Form, linearized: Floats) -> Floats:
    """(K, K) the covariance matrix of K estimates with linearized variables (n, K)."""
    apart = deviations(form, linearized)
    result: Floats = apart.T @ apart
    return result


def deviations(form: Form, linearized: Floats) -> Floats:
    """T W E z: (units + lonely units, K), whose squares add up to the variances."""
    units = of_units(form, linearized)
    apart: Floats = form.spread[:, None] * (units - (form.mean @ units)[form.stratum])
    if len(form.lonely) == 0:
        return apart
    alone = form.alone[:, None] * (units[form.lonely] - units.mean(axis=0))
    return np.concatenate([apart, alone])


def of_units(form: Form, linearized: Floats) -> Floats:
    """W E z: (units, K), the weighted sum of the residuals of each unit."""
    weighted: Floats = form.gathered @ _residuals(form, linearized)
    return weighted


def times(form: Form, linearized: Floats) -> Floats:
    """Q z (n, K): the covariance with any other estimate is its sum of z times this."""
    apart = deviations(form, linearized)
    number = len(form.spread)
    units = form.spread[:, None] * apart[:number]
    if len(form.lonely):
        alone = form.alone[:, None] * apart[number:]
        units -= alone.sum(axis=0) / number
        units[form.lonely] += alone
    weighted: Floats = form.gathered.T @ units
    if form.x is None:
        return weighted
    fitted = form.inverse @ (form.x.T @ weighted)
    result: Floats = weighted - form.regression[:, None] * (form.x @ fitted)
    return result


def _residuals(form: Form, linearized: Floats) -> Floats:
    """E z = z - x' B with B the regression of z on what the weights were calibrated to."""
    if form.x is None:
        return linearized
    slope = form.inverse @ (form.x.T @ (form.regression[:, None] * linearized))
    residuals: Floats = linearized - form.x @ slope
    return residuals
