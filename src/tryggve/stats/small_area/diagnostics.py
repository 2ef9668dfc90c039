"""How well the small-area model fits, and which areas it leans on."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from tryggve.stats.sample import Floats
from tryggve.stats.small_area.model import AreaModel

LARGE_RESIDUAL = 3.0


@dataclass(frozen=True)
class Diagnostics:
    """m areas (m,). `residual`: standardised, of the direct estimate from the model. `leverage`:
    the weight of the area in its own model value. `influence`: how far the coefficients move when
    the area is left out (Cook's distance, A as it is). `gain`: 1 - mse / sampling variance.

    `normality`: Shapiro and Wilk's p-value of the residuals. `apart`: areas whose residual is
    beyond 3, whom the model does not describe: show their direct estimate.
    """

    residual: Floats
    leverage: Floats
    influence: Floats
    gain: Floats
    normality: float
    apart: tuple[int, ...]


def diagnose(model: AreaModel) -> Diagnostics:
    """The variance of the raw residual is V_i - x_i'(X'V^-1 X)^-1 x_i, of which the second part
    over V_i is the leverage (Rao and Molina 2015, 6.4; Christensen, Pearson and Johnson 1992)."""
    total = model.between + model.variance
    leverage = np.einsum("ip,pq,iq->i", model.x, model.covariance, model.x) / total
    raw = model.direct - model.synthetic
    residual = raw / np.sqrt(total * (1 - leverage))
    return Diagnostics(
        residual=residual,
        leverage=leverage,
        influence=residual**2 * leverage / (1 - leverage) / len(model.slope),
        gain=1 - model.mse / model.variance,
        normality=float(stats.shapiro(residual).pvalue),
        apart=tuple(np.flatnonzero(np.abs(residual) > LARGE_RESIDUAL).tolist()),
    )
