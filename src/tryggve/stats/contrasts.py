"""Any combination of estimates of one sample: differences, ratios, odds, with exact covariances.

Each estimate carries its linearized variable z, so that the error of any smooth function of
estimates is that of one weighted total (Särndal, Swensson and Wretman 1992, 5.5; Deville 1999).
Domains may overlap, and weights may be calibrated: the covariances are those of
`tryggve.stats.quadratic`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from tryggve.stats.intervals import quantile_t
from tryggve.stats.quadratic import covariance, form_of
from tryggve.stats.sample import Floats, Integers, Sample, sums_by


@dataclass(frozen=True)
class Figures:
    """K estimates of one sample. `value` (K,); `linearized` (n, K): z, 0 outside its domain.

    `freedom` (K,): units less strata among those with respondents in the domain.
    """

    value: Floats
    linearized: Floats
    freedom: Integers

    @property
    def number(self) -> int:
        return len(self.value)


@dataclass(frozen=True)
class Contrasts:
    """C combinations of figures: value, standard error, degrees of freedom, interval and the
    two-sided p-value of "it is zero", each (C,); `covariance` (C, C)."""

    value: Floats
    covariance: Floats
    freedom: Integers
    low: Floats
    high: Floats
    p_value: Floats

    @property
    def standard_error(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))


def means(sample: Sample, answers: Floats, domain: Integers | None = None) -> Figures:
    """Means (of 0/1 answers: shares) of J variables in D disjoint domains: K = D x J, by domain.

    `answers` (n, J), NaN where not answered; `domain` (n,): codes 0 to D - 1, -1 for none; None
    for everybody. Särndal, Swensson and Wretman 1992, 5.8.2: z = (y - mean) / size. A domain
    without answers has the value NaN.
    """
    codes, domains = _codes(sample, domain)
    answered = ~np.isnan(answers) & (codes >= 0)[:, None]
    known = np.where(answered, answers, 0.0)
    size = _by_domain(codes, answered * sample.weight[:, None], domains)
    total = _by_domain(codes, known * sample.weight[:, None], domains)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total / size
        each = np.where(answered, (known - value[codes]) / size[codes], 0.0)
    return _figures(sample, value, each, codes)


def totals(sample: Sample, answers: Floats, domain: Integers | None = None) -> Figures:
    """Totals of J variables in D disjoint domains: K = D x J, by domain; z = y.

    `answers` (n, J) and `domain` (n,): as `means`.
    """
    codes, domains = _codes(sample, domain)
    answered = ~np.isnan(answers) & (codes >= 0)[:, None]
    known = np.where(answered, answers, 0.0)
    total = _by_domain(codes, known * sample.weight[:, None], domains)
    return _figures(sample, total, known, codes)


def together(*figures: Figures) -> Figures:
    """The figures of several, one after the other."""
    return Figures(
        np.concatenate([each.value for each in figures]),
        np.concatenate([each.linearized for each in figures], axis=1),
        np.concatenate([each.freedom for each in figures]),
    )


def transformed(
    figures: Figures, function: Callable[[Floats], Floats], slope: Callable[[Floats], Floats]
) -> Figures:
    """A smooth function of each figure, with its derivative: log and 1 / x, say, (K,) to (K,)."""
    return Figures(
        function(figures.value),
        figures.linearized * slope(figures.value),
        figures.freedom,
    )


def ratios(above: Figures, below: Figures) -> Figures:
    """Each figure of one over that of the other; z = (z1 - r z2) / below (the same, 5.6).

    NaN where the figure below is zero, or one of the two is NaN.
    """
    is_known = (below.value != 0) & ~np.isnan(above.value) & ~np.isnan(below.value)
    divisor = np.where(is_known, below.value, 1.0)
    ratio = np.where(is_known, above.value, 0.0) / divisor
    linearized = (above.linearized - ratio * below.linearized) / divisor
    return Figures(
        np.where(is_known, ratio, np.nan),
        np.where(is_known, linearized, 0.0),
        np.minimum(above.freedom, below.freedom),
    )


def combined(figures: Figures, coefficients: ArrayLike) -> Figures:
    """Linear combinations of figures. `coefficients` (C, K), or (K,) for a single one.

    The degrees of freedom are the fewest of the figures that take part: the safe choice where
    one of them rests on few answers and makes up most of the error.
    """
    matrix = np.atleast_2d(np.asarray(coefficients, dtype=float))
    takes_part = np.where(matrix != 0, figures.freedom, np.iinfo(np.int64).max)
    value = np.where(matrix != 0, matrix * figures.value, 0.0).sum(axis=1)
    return Figures(value, figures.linearized @ matrix.T, takes_part.min(axis=1))


def covariances(sample: Sample, figures: Figures) -> Floats:
    """(K, K) the covariance matrix of the figures."""
    return covariance(form_of(sample), figures.linearized)


def contrasts(
    sample: Sample, figures: Figures, coefficients: ArrayLike, *, level: float = 0.95
) -> Contrasts:
    """Linear combinations of figures with t intervals and tests. `coefficients`: (C, K) or (K,).

    A combination in which a figure that is NaN takes part is NaN.
    """
    wanted = combined(figures, coefficients)
    matrix = covariances(sample, wanted)
    error, freedom = np.sqrt(np.diag(matrix)), wanted.freedom.astype(float)
    width = quantile_t(freedom, level) * error
    return Contrasts(
        value=wanted.value,
        covariance=matrix,
        freedom=wanted.freedom,
        low=wanted.value - width,
        high=wanted.value + width,
        p_value=two_sided(wanted.value, error, freedom),
    )


def two_sided(value: Floats, error: Floats, freedom: Floats) -> Floats:
    """The p-value of the t test of zero; NaN where there is no error to hold it against.

    All arguments, and the result, of one shape.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where((error > 0) & (freedom > 0), np.abs(value) / error, np.nan)
    p_value: Floats = 2 * special.stdtr(np.where(freedom > 0, freedom, np.nan), -t)
    return p_value


def _codes(sample: Sample, domain: Integers | None) -> tuple[Integers, int]:
    codes = np.zeros(sample.size, dtype=np.int64) if domain is None else domain
    return codes, int(codes.max(initial=-1)) + 1


def _by_domain(codes: Integers, values: Floats, domains: int) -> Floats:
    """(D, J) sums over the rows of each domain."""
    inside = codes >= 0
    columns = [sums_by(codes[inside], column[inside], domains) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((domains, 0))


def _figures(sample: Sample, value: Floats, each: Floats, codes: Integers) -> Figures:
    """Every domain's z in columns of its own, from z (n, J) of the domain that a row lies in."""
    domains, variables = value.shape
    spread = np.zeros((sample.size, domains, variables))
    inside = np.flatnonzero(codes >= 0)
    spread[inside, codes[inside]] = each[inside]
    freedom = freedom_in(sample, codes, domains)
    return Figures(value.ravel(), spread.reshape(sample.size, -1), np.repeat(freedom, variables))


def freedom_in(sample: Sample, domain: Integers, domains: int) -> Integers:
    """(D,) units less strata among those with respondents in each domain."""
    inside = domain >= 0
    if sample.cluster is None:
        units = np.bincount(domain[inside], minlength=domains)
    else:
        units = _different(domain[inside], sample.cluster[inside], domains)
    return units - _different(domain[inside], sample.stratum[inside], domains)


def _different(domain: Integers, codes: Integers, domains: int) -> Integers:
    """(D,) how many different codes occur in each domain."""
    width = int(codes.max(initial=0)) + 1
    pairs = np.unique(domain * width + codes)
    return np.bincount(pairs // width, minlength=domains)
