"""The difference of two estimates: its error, its interval and a test of zero.

Means and totals: t with Satterthwaite's degrees of freedom. Shares: the interval of the difference
is recovered from the intervals of the two shares, as they stand in the tables (logit, or
Korn-Graubard for few), by Newcombe's method (1998, method 10; Zou and Donner 2008):

    low  = d - sqrt((p2 - l2)^2 - 2 r (p2 - l2)(u1 - p1) + (u1 - p1)^2),
    high = d + sqrt((u2 - p2)^2 - 2 r (u2 - p2)(p1 - l1) + (p1 - l1)^2),

r the correlation of the two estimates. The p-value is the level at which this interval begins to
leave zero out: interval and test never disagree, and a share of 0 or 100 percent, whose variance
estimate is zero, is no proof of anything.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import elementwise

from tryggve.stats.contrasts import two_sided
from tryggve.stats.estimation import Estimates
from tryggve.stats.intervals import quantile_t, share_limits
from tryggve.stats.sample import Floats

SURELY_NOT, SURELY = 0.99, 1e-12  # p-values above the one are told as 1, below the other as it


@dataclass(frozen=True)
class Difference:
    """Second minus first, (D, J) each; NaN where one of them has no answers.

    `value`, `standard_error`, `freedom` (Satterthwaite), `low`, `high`, `p_value` (two-sided).
    """

    value: Floats
    standard_error: Floats
    freedom: Floats
    low: Floats
    high: Floats
    p_value: Floats


def difference_of_means(
    first: Estimates, second: Estimates, *, covariance: Floats | None = None, level: float = 0.95
) -> Difference:
    """The difference of means or totals. `covariance` (D, J) of the two; None: independent.

    Without an error (no variation, or nobody) there is no test: p-value NaN.
    """
    value, error, freedom = _plain(first, second, covariance)
    width = quantile_t(freedom, level) * error
    p_value = two_sided(value, error, freedom)
    return Difference(value, error, freedom, value - width, value + width, p_value)


def difference_of_shares(
    first: Estimates, second: Estimates, *, covariance: Floats | None = None, level: float = 0.95
) -> Difference:
    """The difference of shares. `covariance` (D, J) of the two; None: independent."""
    value, error, freedom = _plain(first, second, covariance)
    correlation = correlation_of(first, second, covariance)
    one, two = _shares(first), _shares(second)
    levels = np.full_like(value, level)
    return Difference(
        value=value,
        standard_error=error,
        freedom=freedom,
        low=value - _margin(two, one, correlation, levels),
        high=value + _margin(one, two, correlation, levels),
        p_value=_share_p_value(one, two, correlation),
    )


def correlation_of(first: Estimates, second: Estimates, covariance: Floats | None) -> Floats:
    """(D, J) the correlation of two estimates; 0 where they are independent or do not vary."""
    scale = first.standard_error * second.standard_error
    if covariance is None:
        return np.zeros_like(scale)
    return np.divide(covariance, scale, out=np.zeros_like(scale), where=scale > 0)


Shares = tuple[Floats, Floats, Floats, Floats]  # share, variance, answers, degrees of freedom


def _shares(estimates: Estimates) -> Shares:
    freedom = np.broadcast_to(estimates.freedom[:, None], estimates.value.shape)
    return (
        estimates.value,
        estimates.variance,
        estimates.answers.astype(float),
        freedom.astype(float),
    )


def _plain(
    first: Estimates, second: Estimates, covariance: Floats | None
) -> tuple[Floats, Floats, Floats]:
    """Difference, standard error, and degrees of freedom (v1 + v2)^2 / (v1^2/f1 + v2^2/f2)."""
    if first.value.shape != second.value.shape:
        raise ValueError(f"shapes differ: {first.value.shape} and {second.value.shape}")
    together = first.variance + second.variance
    shared = np.zeros_like(together) if covariance is None else covariance
    error = np.sqrt(np.maximum(together - 2 * shared, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (
            first.variance**2 / first.freedom[:, None]
            + second.variance**2 / second.freedom[:, None]
        )
        freedom: Floats = together**2 / parts
    return second.value - first.value, error, freedom


def _margin(upper: Shares, lower: Shares, correlation: Floats, level: Floats) -> Floats:
    """How far the difference upper - lower may fall: from the low limit of the one and the high
    limit of the other."""
    down = upper[0] - share_limits(*upper, level).low
    up = share_limits(*lower, level).high - lower[0]
    margin: Floats = np.sqrt(np.maximum(down**2 - 2 * correlation * down * up + up**2, 0))
    return margin


def _share_p_value(one: Shares, two: Shares, correlation: Floats) -> Floats:
    """The level at which the interval's end reaches zero, by root finding on its logarithm."""
    rises = two[0] >= one[0]
    upper = tuple(np.where(rises, b, a) for a, b in zip(one, two, strict=True))
    lower = tuple(np.where(rises, a, b) for a, b in zip(one, two, strict=True))

    def left(log_p: Floats, *given: Floats) -> Floats:
        level = -np.expm1(log_p)
        up: Shares = given[0], given[1], given[2], given[3]
        low: Shares = given[4], given[5], given[6], given[7]
        return given[0] - given[4] - _margin(up, low, given[8], level)

    arguments = [*upper, *lower, correlation]
    known = ~np.isnan(left(np.full_like(correlation, np.log(0.5)), *arguments))
    given = [np.asarray(part)[known] for part in arguments]
    ends = [np.full_like(given[0], np.log(end)) for end in (SURELY, SURELY_NOT)]
    beyond = left(ends[0], *given) > 0
    within = left(ends[1], *given) <= 0
    found = np.where(beyond, SURELY, 1.0)
    between = ~beyond & ~within
    if between.any():
        result = elementwise.find_root(
            left,
            (ends[0][between], ends[1][between]),
            args=tuple(part[between] for part in given),
            tolerances={"xatol": 1e-10},
        )
        found[between] = np.exp(result.x)
    p_value = np.full_like(correlation, np.nan)
    p_value[known] = found
    return p_value
