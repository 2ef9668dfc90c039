"""Fay and Herriot's (1979) model of m areas: direct estimates are truths with sampling errors.

    y_i = x_i'b + v_i + e_i,   v_i ~ (0, A) between areas,   e_i ~ (0, D_i) known sampling error.

The empirical best predictor is g_i y_i + (1 - g_i) x_i'b with g_i = A / (A + D_i): the larger the
sampling error, the more the model says (Rao and Molina 2015, 6.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.stats.drivers.predictors import Column, Design, Predictor, design_of
from tryggve.stats.sample import Floats, Integers
from tryggve.stats.small_area.between import Found, Method, between_areas, generalised
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

LEAST_AREAS = 20
AREAS_FOR_EACH = 5  # at least so many areas for each coefficient


@dataclass(frozen=True)
class AreaModel:
    """`columns` (P,) of the coefficients `slope` (P,) with `covariance` (P, P); of the m areas:
    `direct`, `variance` (D_i), `x` (m, P), `shrinkage` (g_i), `value` and its estimated `mse`.

    `between`: A. `method`: how A was had; `Method.ADJUSTED` tells that the wanted one gave zero.
    """

    columns: tuple[Column, ...]
    slope: Floats
    covariance: Floats
    direct: Floats
    variance: Floats
    x: Floats
    between: float
    method: Method
    shrinkage: Floats
    value: Floats
    mse: Floats

    @property
    def synthetic(self) -> Floats:
        """(m,) what the model says without the area's own answers. Never shown on its own."""
        predicted: Floats = self.x @ self.slope
        return predicted


def fay_herriot(
    direct: Floats,
    variance: Floats,
    covariates: Sequence[Predictor],
    *,
    method: Method = Method.REML,
    rows: Integers | None = None,
) -> AreaModel:
    """The model of direct estimates (m,) with known sampling variances (m,).

    InputError for fewer than 20 areas, or than five for each coefficient; for a variance that is
    not above zero; for an estimate or covariate that is missing, each by its row, or by `rows` (m,)
    where the areas are some of a table.
    """
    design = design_of(covariates, len(direct))
    _check(direct, variance, design, np.arange(len(direct)) if rows is None else rows)
    found = between_areas(direct, variance, design.x, method)
    slope, covariance = generalised(direct, variance, design.x, found.between)
    shrinkage = found.between / (found.between + variance)
    predicted = design.x @ slope
    return AreaModel(
        columns=design.columns,
        slope=slope,
        covariance=covariance,
        direct=direct,
        variance=variance,
        x=design.x,
        between=found.between,
        method=found.method,
        shrinkage=shrinkage,
        value=predicted + shrinkage * (direct - predicted),
        mse=_mse(variance, design.x, covariance, found),
    )


def _mse(variance: Floats, x: Floats, covariance: Floats, found: Found) -> Floats:
    """Mean squared error to the second order: g1 + g2 + 2 g3 - (1 - g)^2 bias.

    Prasad and Rao 1990; for REML and ML Datta and Lahiri 2000; for the adjusted
    likelihood Yoshimori and Lahiri 2014. Where the bias of an adjusted A would take more than
    2 g3 away, it takes 2 g3: the estimate stays positive, and on the safe side.
    """
    total = found.between + variance
    model_part = variance / total
    leading = found.between * model_part
    of_slope = model_part**2 * np.einsum("ip,pq,iq->i", x, covariance, x)
    of_between = 2 * model_part**2 / total * found.variance
    correction = np.minimum(model_part**2 * found.bias, of_between)
    mse: Floats = leading + of_slope + of_between - correction
    return mse


def _check(direct: Floats, variance: Floats, design: Design, rows: Integers) -> None:
    areas, columns = design.x.shape
    problems = []
    if areas < max(LEAST_AREAS, AREAS_FOR_EACH * columns):
        problems.append(
            Problem(
                say(
                    "{areas} areas are too few for a model with {columns} coefficients.",
                    areas=areas,
                    columns=columns,
                ),
                say(
                    "Have at least {least} areas, or leave covariates out.",
                    least=max(LEAST_AREAS, AREAS_FOR_EACH * columns),
                ),
            )
        )
    wrong = {
        "direct": ~np.isfinite(direct),
        "variance": ~(np.isfinite(variance) & (variance > 0)),
        "covariates": ~design.known,
    }
    problems += [
        Problem(
            say("A value is missing, or is not above zero where it must be."),
            say("Mend it, or leave the area out."),
            row=int(rows[area]) + 2,
            field=field,
        )
        for field, is_wrong in wrong.items()
        for area in np.flatnonzero(is_wrong)[:100]
    ]
    if problems:
        raise InputError(problems)
