"""Average marginal effects: how much higher the mean answer goes with a predictor, in points.

For a number: the mean over people of the slope. For a category: the mean, over all people, of what
the model says of them in that category less in the reference (Graubard and Korn 1999). The error
is by the delta method, from the coefficients' covariance and, unless the people are taken as given,
from their being a sample too: z = (m - mean) / size + z_b' dm/db, exact to the first order.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from tryggve.stats.contrasts import two_sided
from tryggve.stats.drivers.predictors import Category, Column, Number
from tryggve.stats.drivers.regression import Family, Fit, Reading
from tryggve.stats.intervals import quantile_t
from tryggve.stats.quadratic import covariance, form_of
from tryggve.stats.sample import Floats, Sample


@dataclass(frozen=True)
class Effects:
    """One for each coefficient but the intercept; (K - 1,) each, `covariance` (K - 1, K - 1)."""

    columns: tuple[Column, ...]
    value: Floats
    covariance: Floats
    freedom: int
    low: Floats
    high: Floats
    p_value: Floats
    reading: Reading = Reading.ASSOCIATION

    @property
    def standard_error(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))


def average_marginal_effects(
    sample: Sample, fitted: Fit, *, people_given: bool = False, level: float = 0.95
) -> Effects:
    """The effects on the mean (of a share: in shares). `people_given`: leave out the error from
    which people were drawn, as most programs do."""
    values, gradients, parts = [], [], []
    weight = np.where(fitted.used, sample.weight, 0.0)
    weight = weight / weight.sum()
    for predictor in fitted.predictors:
        for column in fitted.design.of(predictor.name):
            of_people, gradient = _effect(fitted, predictor, column, weight)
            values.append(float(weight @ of_people))
            gradients.append(gradient)
            parts.append(np.where(fitted.used, of_people - values[-1], 0.0))
    linearized = fitted.linearized @ np.stack(gradients, axis=1)
    if not people_given:
        linearized += np.stack(parts, axis=1) / sample.weight[fitted.used].sum()
    matrix = covariance(form_of(sample), linearized)
    value, error = np.array(values), np.sqrt(np.diag(matrix))
    freedom = np.full(len(value), float(fitted.freedom))
    width = quantile_t(freedom, level) * error
    return Effects(
        columns=fitted.columns[1:],
        value=value,
        covariance=matrix,
        freedom=fitted.freedom,
        low=value - width,
        high=value + width,
        p_value=two_sided(value, error, freedom),
    )


def _effect(
    fitted: Fit, predictor: Number | Category, column: int, weight: Floats
) -> tuple[Floats, Floats]:
    """(n,) the effect for each person, and (K,) the derivative of its mean by the coefficients."""
    x, slope = fitted.design.x, fitted.coefficient
    if isinstance(predictor, Number):
        eta = x @ slope
        first, second = _slopes(fitted.family, eta)
        gradient = x.T @ (weight * second * slope[column])
        gradient[column] += weight @ first
        return slope[column] * first, gradient
    columns = list(fitted.design.of(predictor.name))
    without = x @ slope - x[:, columns] @ slope[columns]
    with_it = without + slope[column]
    mean = _mean(fitted.family)
    each = [weight * _slopes(fitted.family, eta)[0] for eta in (with_it, without)]
    gradient = x.T @ (each[0] - each[1])
    gradient[columns] = 0.0
    gradient[column] = each[0].sum()
    return mean(with_it) - mean(without), gradient


def _mean(family: Family) -> Callable[[Floats], Floats]:
    return special.expit if family is Family.LOGISTIC else np.asarray


def _slopes(family: Family, eta: Floats) -> tuple[Floats, Floats]:
    """First and second derivative of the mean by the linear predictor."""
    if family is Family.LINEAR:
        return np.ones_like(eta), np.zeros_like(eta)
    mean = special.expit(eta)
    return mean * (1 - mean), mean * (1 - mean) * (1 - 2 * mean)
