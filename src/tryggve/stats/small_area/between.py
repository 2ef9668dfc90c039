"""How much areas differ in truth: the variance A between areas of the Fay-Herriot model."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import linalg, optimize

from tryggve.stats.sample import Floats

STEPS = 200
TOLERANCE = 1e-13
NOTHING = 1e-8  # of the median sampling variance: a smaller A is zero


class Method(StrEnum):
    """The likelihood that A maximises."""

    REML = "reml"
    ML = "ml"
    ADJUSTED = "adjusted"  # restricted likelihood times A, never zero (Li and Lahiri 2010)


@dataclass(frozen=True)
class Found:
    """`between`: A. `method` that gave it. `variance` and `bias` of the estimate, asymptotic."""

    between: float
    method: Method
    variance: float
    bias: float


@dataclass(frozen=True)
class Slope:
    """At some A: the log likelihood, its derivative, and the expected information."""

    likelihood: float
    score: float
    information: float


def between_areas(direct: Floats, variance: Floats, x: Floats, method: Method) -> Found:
    """A by scoring with step control. Where REML or ML gives zero, all areas would be said to be
    what the model says and nothing else: then the adjusted likelihood is used, and told.

    `direct`, `variance` (I,), `x` (I, P).
    """
    between = 0.0
    if method is not Method.ADJUSTED:
        slope_at = _restricted if method is Method.REML else _profile
        between = _scored(variance, lambda a: slope_at(direct, variance, x, a))
    if between == 0:
        method = Method.ADJUSTED
        between = _adjusted(direct, variance, x)
    total = between + variance
    squares = float((total**-2).sum())
    bias = 0.0
    if method is Method.ML:
        _, covariance = generalised(direct, variance, x, between)
        bias = -float(np.trace(covariance @ ((x.T * total**-2) @ x))) / squares
    elif method is Method.ADJUSTED:
        bias = 2 / (between * squares)
    return Found(between, method, 2 / squares, bias)


def generalised(
    direct: Floats, variance: Floats, x: Floats, between: float
) -> tuple[Floats, Floats]:
    """Generalised least squares at A: the coefficients (P,) and their covariance (P, P)."""
    weighted = x / (between + variance)[:, None]
    covariance: Floats = linalg.inv(weighted.T @ x)
    return covariance @ (weighted.T @ direct), covariance


def _scored(variance: Floats, slope_at: Callable[[float], Slope]) -> float:
    """The A from zero on with the largest likelihood: Fisher scoring, halved steps."""
    middle = float(np.median(variance))
    between = middle
    at = slope_at(between)
    for _ in range(STEPS):
        step = at.score / at.information
        trial = max(between + step, between / 10)
        new = slope_at(trial)
        while new.likelihood < at.likelihood - 1e-12 * abs(at.likelihood):
            trial = (trial + between) / 2
            if abs(trial - between) < TOLERANCE * middle:
                break
            new = slope_at(trial)
        moved = abs(trial - between)
        between, at = trial, new
        if between < NOTHING * middle:
            return 0.0
        if moved < TOLERANCE * between:
            break
    # A local top beside a higher end at zero is no estimate.
    return between if at.likelihood >= slope_at(0.0).likelihood else 0.0


def _profile(direct: Floats, variance: Floats, x: Floats, between: float) -> Slope:
    """Of the likelihood: Rao and Molina 2015, 6.1.2."""
    total = between + variance
    slope, _ = generalised(direct, variance, x, between)
    left = (direct - x @ slope) / total
    return Slope(
        likelihood=-float(np.log(total).sum() + left @ (left * total)) / 2,
        score=(float(left @ left) - float((1 / total).sum())) / 2,
        information=float((total**-2).sum()) / 2,
    )


def _restricted(direct: Floats, variance: Floats, x: Floats, between: float) -> Slope:
    """Of the restricted likelihood: the same with P = V^-1 - V^-1 X (X'V^-1 X)^-1 X'V^-1."""
    total = between + variance
    slope, covariance = generalised(direct, variance, x, between)
    left = (direct - x @ slope) / total
    weighted = x / total[:, None]
    projection = np.diag(1 / total) - weighted @ covariance @ weighted.T
    log_determinant = -float(np.linalg.slogdet(covariance)[1])
    return Slope(
        likelihood=-float(np.log(total).sum() + log_determinant + left @ (left * total)) / 2,
        score=(float(left @ left) - float(np.trace(projection))) / 2,
        information=float((projection**2).sum()) / 2,
    )


def _adjusted(direct: Floats, variance: Floats, x: Floats) -> float:
    """The top of A times the restricted likelihood, sought on the logarithm of A."""
    middle = float(np.median(variance))
    spread = float(np.var(direct)) + middle

    def height(log_between: float) -> float:
        at = _restricted(direct, variance, x, float(np.exp(log_between)))
        return -(log_between + at.likelihood)

    ends = float(np.log(1e-6 * middle)), float(np.log(100 * spread))
    found = optimize.minimize_scalar(height, bounds=ends, method="bounded", options={"xatol": 1e-9})
    return float(np.exp(found.x))
