"""Shares of small areas: Fay-Herriot on the arcsine-root scale, beside the direct shares.

On the scale y = arcsin(sqrt(p)) the sampling variance is about 1 / (4 n_eff) whatever the share,
so that it need not be estimated from the few answers of the area itself: n_eff is the answers over
one smoothed design effect for all areas (Jiang et al. 2001; Schmid et al. 2017). Back on the scale
of shares the plain sin(y)^2 would be biased, so the mean of sin^2 over what the model leaves
unknown is taken (Sugasawa and Kubokawa 2017; Hadam, Würz and Kreutzmann 2020). Then the shares are
made to add up to the direct total. An area in which nobody answered gets nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from tryggve.stats.drivers.predictors import Category, Number, Predictor
from tryggve.stats.estimation import Estimates
from tryggve.stats.sample import Floats, Integers
from tryggve.stats.small_area.between import Method
from tryggve.stats.small_area.model import AreaModel, fay_herriot

LEAST_LEFT = 0.01  # of the finite population correction 1 - n / N that a sampling variance keeps


class Benchmark(StrEnum):
    """How the modelled shares are made to add up to the direct figure of the whole."""

    RATIO = "ratio"  # all shares times the same factor
    DIFFERENCE = "difference"  # all shares plus the same difference
    NONE = "none"


@dataclass(frozen=True)
class AreaShares:
    """D areas (D,) each; NaN for areas without answers. `direct` and `value` (the model's, made to
    add up), `standard_error` (root of the mse), `low`, `high`.

    `rows`: the areas of the model, in its order. `benchmark`: the factor or difference used.
    `design_effect`: the smoothed one.
    """

    direct: Floats
    value: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    model: AreaModel
    rows: Integers
    benchmark: float
    design_effect: float


def small_area_shares(
    estimates: Estimates,
    column: int,
    covariates: Sequence[Predictor],
    *,
    method: Method = Method.REML,
    benchmark: Benchmark = Benchmark.RATIO,
    level: float = 0.95,
) -> AreaShares:
    """Small-area shares of one variable of direct estimates.

    `covariates`: named, one value for each of the D areas. InputError as `fay_herriot`, which
    needs 20 areas with answers.
    """
    rows = np.flatnonzero(estimates.answers[:, column] > 0)
    direct = estimates.value[:, column]
    effect, variance = smoothed(estimates, column, rows)
    model = fay_herriot(
        np.arcsin(np.sqrt(direct[rows])),
        variance,
        [_only(covariate, rows) for covariate in covariates],
        method=method,
        rows=rows,
    )
    angle = np.clip(model.value, 0, np.pi / 2)
    share = expected_share(angle, model.between * (1 - model.shrinkage))
    error = np.sqrt(variance_of_share(angle, model.mse))
    width = special.ndtri((1 + level) / 2) * np.sqrt(model.mse)
    low = np.sin(np.clip(angle - width, 0, np.pi / 2)) ** 2
    high = np.sin(np.clip(angle + width, 0, np.pi / 2)) ** 2

    size = estimates.size[rows, column]
    factor, shift = _benchmark(direct[rows], share, size / size.sum(), benchmark)
    return AreaShares(
        direct=direct,
        value=_spread(share * factor + shift, rows, len(direct)),
        standard_error=_spread(error * factor, rows, len(direct)),
        low=_spread(np.clip(low * factor + shift, 0, 1), rows, len(direct)),
        high=_spread(np.clip(high * factor + shift, 0, 1), rows, len(direct)),
        model=model,
        rows=rows,
        benchmark=shift if benchmark is Benchmark.DIFFERENCE else factor,
        design_effect=effect,
    )


def smoothed(estimates: Estimates, column: int, rows: Integers) -> tuple[float, Floats]:
    """The smoothed design effect, and the sampling variances (m,) on the arcsine-root scale.

    The effect is the sum of the estimated variances over the sum of those of simple random samples
    of as many, p (1 - p) (1 - n / N) / n; D_i = effect (1 - n / N) / (4 n).
    """
    share, answers = estimates.value[rows, column], estimates.answers[rows, column]
    left = np.maximum(1 - answers / estimates.size[rows, column], LEAST_LEFT)
    simple = (share * (1 - share) * left / answers).sum()
    total = estimates.variance[rows, column].sum()
    effect = float(total / simple) if simple > 0 and total > 0 else 1.0
    return effect, effect * left / (4 * answers)


def expected_share(angle: Floats, variance: Floats) -> Floats:
    """E sin^2(t) for t ~ N(angle, variance): (1 - exp(-2 variance) cos(2 angle)) / 2.

    Both of any one shape.
    """
    share: Floats = (1 - np.exp(-2 * variance) * np.cos(2 * angle)) / 2
    return share


def variance_of_share(angle: Floats, variance: Floats) -> Floats:
    """V sin^2(t) for t ~ N(angle, variance), from the first two moments of cos(2 t).

    Both of any one shape.
    """
    mean = np.exp(-2 * variance) * np.cos(2 * angle)
    square = (1 + np.exp(-8 * variance) * np.cos(4 * angle)) / 2
    result: Floats = np.maximum(square - mean**2, 0) / 4
    return result


def _only(covariate: Predictor, rows: Integers) -> Predictor:
    if isinstance(covariate, Number):
        return Number(covariate.name, covariate.values[rows])
    return Category(covariate.name, covariate.codes[rows], covariate.labels, covariate.reference)


def _benchmark(
    direct: Floats, share: Floats, size: Floats, benchmark: Benchmark
) -> tuple[float, float]:
    """The factor and the difference that make the shares add up to the direct total."""
    wanted, had = float(size @ direct), float(size @ share)
    match benchmark:
        case Benchmark.RATIO:
            return wanted / had, 0.0
        case Benchmark.DIFFERENCE:
            return 1.0, wanted - had
        case Benchmark.NONE:
            return 1.0, 0.0


def _spread(values: Floats, rows: Integers, areas: int) -> Floats:
    result = np.full(areas, np.nan)
    result[rows] = values
    return result
