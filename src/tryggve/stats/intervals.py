"""Confidence intervals: they show the chance of the draw, not the error from who did not answer."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from tryggve.stats.estimation import Estimates
from tryggve.stats.sample import Floats

FEW = 10  # expected yes or no among the effective answers below which the logit interval is left
TIE = 1e-9  # of it: more than rounding makes of exactly ten, so that yes and no are treated alike


@dataclass(frozen=True)
class Interval:
    """`low` and `high`, of the shape of the estimates; NaN where there is none."""

    low: Floats
    high: Floats

    @property
    def half_width(self) -> Floats:
        return (self.high - self.low) / 2


def share_interval(estimates: Estimates, *, level: float = 0.95) -> Interval:
    """The interval of shares (D, J): logit, and Korn-Graubard where the logit is not to be trusted.

    That is where fewer than ten yes or no are expected among the effective answers, and for
    shares of 0 and 1 (Korn and Graubard 1998; Dean and Pagano 2015 compare them).
    """
    freedom = np.broadcast_to(estimates.freedom[:, None], estimates.value.shape).astype(float)
    return share_limits(
        estimates.value, estimates.variance, estimates.answers.astype(float), freedom, level
    )


def share_limits(
    share: Floats, variance: Floats, answers: Floats, freedom: Floats, level: float | Floats
) -> Interval:
    """The interval of shares of any shape, all arguments of the same; each may have a level.

    `freedom`: at most the answers less one count, since a question that few were asked has no more.
    """
    freedom = np.minimum(freedom, answers - 1)
    effective = _effective(share, variance, answers)
    low, high = _logit(share, variance, freedom, level)
    few = ~(np.minimum(share, 1 - share) * effective >= FEW * (1 - TIE)) & ~np.isnan(share)
    few_level = level if np.ndim(level) == 0 else np.asarray(level)[few]
    few_low, few_high = _korn_graubard(
        share[few], effective[few], answers[few], freedom[few], few_level
    )
    low[few], high[few] = few_low, few_high
    return Interval(low, high)


def mean_interval(estimates: Estimates, *, level: float = 0.95) -> Interval:
    """The interval of means and totals (D, J): estimate -/+ t times standard error.

    Degrees of freedom are those of the domain, and at most the answers to the variable less one.
    """
    freedom = np.minimum(estimates.freedom[:, None], estimates.answers - 1).astype(float)
    width = quantile_t(freedom, level) * estimates.standard_error
    return Interval(estimates.value - width, estimates.value + width)


def effective_answers(estimates: Estimates) -> Floats:
    """(D, J) n_eff = p (1 - p) / V: as many simple random answers would say as much.

    For shares of 0 and 1, whose variance estimate is zero, the number of answers itself; never
    more than the answers, since an area of few is not made surer by a lucky weight.
    """
    return _effective(estimates.value, estimates.variance, estimates.answers.astype(float))


def _effective(share: Floats, variance: Floats, answers: Floats) -> Floats:
    spread = share * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = spread / variance
    # Rounding may leave 1e-33 of a variance of zero, so the share itself is asked.
    is_known = np.isfinite(effective) & (spread > 1e-12)
    return np.where(is_known, np.minimum(effective, answers), answers)


def quantile_t(freedom: Floats, level: float | Floats) -> Floats:
    """The two-sided t quantile, of the shape of `freedom`; NaN for no degrees of freedom."""
    known = np.where(freedom > 0, freedom, np.nan)
    if np.ndim(level):
        return np.asarray(special.stdtrit(known, (1 + np.asarray(level)) / 2), dtype=float)
    distinct, inverse = np.unique(known, return_inverse=True)
    quantiles: Floats = np.asarray(special.stdtrit(distinct, (1 + level) / 2), dtype=float)
    return quantiles[inverse].reshape(freedom.shape)


def _logit(
    share: Floats, variance: Floats, freedom: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """expit(logit(p) -/+ t sqrt(V) / (p (1 - p)))."""
    with np.errstate(divide="ignore", invalid="ignore"):
        width = quantile_t(freedom, level) * np.sqrt(variance) / (share * (1 - share))
        centre = special.logit(share)
        return special.expit(centre - width), special.expit(centre + width)


def _korn_graubard(
    share: Floats, effective: Floats, answers: Floats, freedom: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """Clopper-Pearson with the effective number of answers, less for few degrees of freedom."""
    ratio = quantile_t(answers - 1.0, level) / quantile_t(freedom, level)
    adjusted = effective * np.where(np.isnan(ratio), np.nan, ratio) ** 2
    yes, no = adjusted * share, adjusted * (1 - share)
    tail = (1 - level) / 2
    low = np.where(yes > 0, special.betaincinv(np.maximum(yes, 1e-12), no + 1, tail), 0.0)
    high = np.where(no > 0, special.betaincinv(yes + 1, np.maximum(no, 1e-12), 1 - tail), 1.0)
    unknown = np.isnan(adjusted)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
