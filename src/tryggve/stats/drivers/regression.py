"""Linear and logistic regression whose errors are those of the design.

The coefficients solve sum(w x (y - mu(x'b))) = 0, as for the whole population. Each is a smooth
function of weighted totals, with the linearized variable z = A^-1 x (y - mu), A = sum(w mu' x x'):
its variance is that of any estimate of the sample, strata, clusters, finite populations and
calibrated weights included (Binder 1983; Lumley 2010, chapters 5 and 6). As R's svyglm.

What is found is association: who has both, not what makes what.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, special

from tryggve.stats.contrasts import freedom_in, two_sided
from tryggve.stats.drivers.checks import (
    check_answer,
    check_categories,
    check_columns,
    check_separation,
)
from tryggve.stats.drivers.predictors import Column, Design, Predictor, design_of
from tryggve.stats.intervals import quantile_t
from tryggve.stats.quadratic import covariance, form_of
from tryggve.stats.sample import Floats, Sample
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

STEPS = 50
TOLERANCE = 1e-8  # of the deviance, as R's glm
EXTREME = 15.0  # of the linear predictor: from there on a coefficient may have no finite value
NEARLY = 2.3e-16  # a fitted share is never nearer to 0 or 1


class Family(StrEnum):
    """Whether the mean itself is linear in the predictors, or the logarithm of its odds."""

    LINEAR = "linear"
    LOGISTIC = "logistic"


class Reading(StrEnum):
    """What a coefficient may be said to show. There is no other member, on purpose."""

    ASSOCIATION = "association"


@dataclass(frozen=True)
class Fit:
    """K coefficients. `coefficient` (K,), `covariance` (K, K); for the logistic family they are
    logarithms of odds. `linearized` (n, K). `used` (n,): the respondents with all values known.
    `freedom`: units less strata among those, plus one, less K.
    """

    family: Family
    predictors: tuple[Predictor, ...]
    design: Design
    coefficient: Floats
    covariance: Floats
    linearized: Floats
    used: NDArray[np.bool_]
    freedom: int
    reading: Reading = Reading.ASSOCIATION

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.design.columns

    @property
    def answers(self) -> int:
        return int(self.used.sum())

    @property
    def standard_error(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))

    @property
    def p_value(self) -> Floats:
        """(K,) two-sided, of a coefficient of zero."""
        freedom = np.full(len(self.coefficient), float(self.freedom))
        return two_sided(self.coefficient, self.standard_error, freedom)

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """(P,) and (P,): the limits of each coefficient, by t."""
        freedom = np.full(len(self.coefficient), float(self.freedom))
        width = quantile_t(freedom, level) * self.standard_error
        return self.coefficient - width, self.coefficient + width


@dataclass(frozen=True)
class Wald:
    """F with (above, below) degrees of freedom and its p-value: are these coefficients all zero?"""

    statistic: float
    freedom: tuple[int, int]
    p_value: float


def fit(sample: Sample, answer: Floats, predictors: Sequence[Predictor], family: Family) -> Fit:
    """The regression of an answer (n,) on predictors, among those with all values known.

    `answer`: a number, or 0 and 1 for the logistic family; NaN where not answered. InputError for
    other values, for columns that others add up to, and for categories in which everybody answered
    alike (separation), naming each.
    """
    design = design_of(predictors, sample.size)
    used = design.known & ~np.isnan(answer)
    is_logistic = family is Family.LOGISTIC
    check_answer(answer, design, used, is_share=is_logistic)
    if is_logistic:
        check_categories(predictors, answer, used)
    rows = slice(None) if used.all() else np.flatnonzero(used)
    mean = sample.weight.mean()
    weight, y = sample.weight[rows] / mean, answer[rows]
    x, scale = _scaled(design.x[rows], weight)
    check_columns(x, design.columns)
    if family is Family.LINEAR:
        slope, inverse, residual = _linear(x, y, weight)
    else:
        slope, inverse, residual = _logistic(
            x, y, weight, lambda: check_separation(design, used, y)
        )
    linearized = (x * (residual / mean)[:, None]) @ (inverse @ scale.T)
    if not used.all():
        of_used, linearized = linearized, np.zeros(design.x.shape)
        linearized[rows] = of_used
    freedom = freedom_in(sample, np.where(used, 0, -1), 1)
    return Fit(
        family=family,
        predictors=tuple(predictors),
        design=design,
        coefficient=scale @ slope,
        covariance=covariance(form_of(sample), linearized),
        linearized=linearized,
        used=used,
        freedom=int(freedom[0]) + 1 - x.shape[1],
    )


def wald(fitted: Fit, predictors: Sequence[str]) -> Wald:
    """Whether all coefficients of some predictors may be zero: F = b' V^-1 b / q with q and the
    fit's degrees of freedom (Korn and Graubard 1990, without their correction), as regTermTest."""
    chosen = [k for name in predictors for k in fitted.design.of(name)]
    slope = fitted.coefficient[chosen]
    variance = fitted.covariance[np.ix_(chosen, chosen)]
    statistic = float(slope @ linalg.solve(variance, slope, assume_a="pos")) / len(chosen)
    freedom = len(chosen), fitted.freedom
    return Wald(statistic, freedom, float(special.fdtrc(*freedom, statistic)))


Solved = tuple[Floats, Floats, Floats]  # coefficients, the inverse of A, residuals


def _linear(x: Floats, y: Floats, weight: Floats) -> Solved:
    weighted = x * weight[:, None]
    inverse = linalg.inv(weighted.T @ x)
    slope = inverse @ (weighted.T @ y)
    return slope, inverse, y - x @ slope


def _logistic(x: Floats, y: Floats, weight: Floats, check: Callable[[], None]) -> Solved:
    """Iteratively reweighted least squares, from R's start to R's end and with the weights of its
    last step, so that standard errors agree in more than the digits that they have. Steps that
    make the fit worse are halved.

    `check` refuses data that have no finite estimate: a program of its own, so it is only run
    where it looks so.
    """
    mean = (weight * y + 0.5) / (weight + 1)
    eta, deviance = special.logit(mean), np.inf
    slope = np.zeros(x.shape[1])
    checked = False
    weighted = np.empty_like(x)
    for step in range(STEPS):
        working = weight * mean * (1 - mean)
        target = eta + (y - mean) / (mean * (1 - mean))
        np.multiply(x, working[:, None], out=weighted)
        inverse = linalg.inv(weighted.T @ x)
        wanted = inverse @ (weighted.T @ target)
        size, new = 1.0, np.inf
        while size > 1e-6:
            trial = slope + size * (wanted - slope)
            eta = x @ trial
            mean = np.clip(special.expit(eta), NEARLY, 1 - NEARLY)
            new = float(-2 * (weight @ np.log(np.where(y == 1, mean, 1 - mean))))
            if step == 0 or new <= deviance + 1e-10 * abs(deviance):
                break
            size /= 2
        slope = trial
        if not checked and np.abs(eta).max() > EXTREME:
            check()
            checked = True
        if abs(new - deviance) < TOLERANCE * (abs(new) + 0.1):
            return slope, inverse, (y - mean) / (mean * (1 - mean)) * working / weight
        deviance = new
    check()
    raise refuse(
        say("The regression does not settle."),
        say("Leave a predictor out, or join categories with few answers."),
    )


def _scaled(x: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Columns of like size about zero, so that the equations are well conditioned, and the (K, K)
    that takes the columns there. The first column stays: it is the ones."""
    mean = weight @ x / weight.sum()
    mean[0] = 0
    scaled = x - mean
    spread = np.sqrt(weight @ scaled**2 / weight.sum())
    spread[spread == 0] = 1
    scaled /= spread
    scale = np.diag(1 / spread)
    scale[0, 1:] = -mean[1:] / spread[1:]
    return scaled, scale
