"""Quantiles of numbers in any domains, with Woodruff's intervals.

The quantile of order p is the least value y with F(y) >= p, F being the weighted share of the
domain at or below y. Its interval comes from that of the share at or below the quantile found
(Woodruff 1952, Confidence intervals for medians and other position measures, J. Amer. Statist.
Assoc. 47, 635-646):

    low, high = Q(F - t se(F)), Q(F + t se(F)),        F = F(Q(p)),

Q being the same inverse, t the quantile of Student's t and se(F) the error of a share in the
domain, calibrated where the weights are. The standard error is the length of the interval over 2 t
(Francisco and Fuller 1991, Quantile estimation with a complex survey design, Ann. Statist. 19,
454-469, who show that the interval holds for stratified and clustered samples; Särndal, Swensson
and Wretman 1992, 5.11).

This is what `svyquantile` of R's survey 4.1-1 does by default (rule "math", interval "mean"), but
for three things. Its rule skips the least value: of 1, 2, 3, 4 with equal weights it calls 2 the
quantile of order 0.1, though a fourth lies at 1. Where F meets p, R goes by the last bit of the sum
of weights; here the two count as equal when they differ by less than `TIE`. And where the quantile
is the greatest value, the share at or below it is 1 with the error 0: R says that the quantile is
known without error, here nothing is said of its error.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tryggve.stats.contrasts import freedom_in
from tryggve.stats.estimation import estimate
from tryggve.stats.intervals import quantile_t
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

TIE = 1e-8  # of a domain: more than what rounding makes of a sum, and of an error of zero

# From indicators (n, K), domains (n,) and shares (D, K) to the variances of the shares (D, K).
Variances = Callable[[Floats, Integers, Floats], Floats]


@dataclass(frozen=True)
class Quantiles:
    """D domains of one partition, J variables, P orders.

    `value`, `low`, `high`, `standard_error` (D, J, P): NaN where nobody answered. A limit is NaN,
    and with it the error, where the interval of the share reaches below 0 or above 1: the answers
    do not bound the quantile on that side. Both are where the quantile is the greatest value.
    `answers`, `freedom` (D, J): how many answered, and their units less their strata.
    """

    value: Floats
    low: Floats
    high: Floats
    standard_error: Floats
    answers: Integers
    freedom: Integers


def quantiles(
    sample: Sample,
    answers: Floats,
    partitions: Sequence[Integers],
    orders: ArrayLike,
    *,
    level: float = 0.95,
    variances: Variances | None = None,
) -> list[Quantiles]:
    """The quantiles for each partition of the respondents into domains.

    `answers` (n, J), NaN where not answered. Each partition (n,): domain codes 0 to D - 1, -1 for
    none. `orders` (P,): 0.5 for the median. `variances`: of the shares at or below a quantile; None
    for those of `estimate`. InputError for an order or level not between 0 and 1.
    """
    wanted = np.atleast_1d(np.asarray(orders, dtype=float))
    _check(wanted, level)
    return [_of_partition(sample, answers, codes, wanted, level, variances) for codes in partitions]


def _check(orders: Floats, level: float) -> None:
    problems = [
        Problem(
            say("The {order} quantile does not exist.", order=str(order)),
            say("Give a number between 0 and 1, such as 0.5 for the median."),
            field="orders",
        )
        for order in orders[~((orders > 0) & (orders < 1))].tolist()
    ]
    if not 0 < level < 1:
        problems.append(
            Problem(
                say("The level of confidence {level} is not between 0 and 1.", level=str(level)),
                say("Give a number such as 0.95."),
                field="level",
            )
        )
    if problems:
        raise InputError(problems)


def _of_partition(
    sample: Sample,
    answers: Floats,
    domain: Integers,
    orders: Floats,
    level: float,
    variances: Variances | None,
) -> Quantiles:
    domains, variables = int(domain.max(initial=-1)) + 1, answers.shape[1]
    shape = (domains, variables, len(orders))
    inside = np.where(~np.isnan(answers), domain[:, None], -1)
    curves = [
        list(_curves(sample.weight, answers[:, j], inside[:, j], domains)) for j in range(variables)
    ]
    value = _inverse(curves, np.broadcast_to(orders, shape))

    share, error = _shares_below(sample, answers, domain, value, variances)
    freedom = np.stack([freedom_in(sample, codes, domains) for codes in inside.T], axis=1)
    width = quantile_t(freedom.astype(float), level)[:, :, None]
    share = np.where(share >= 1 - TIE, np.nan, share)
    low = _inverse(curves, share - width * error)
    high = _inverse(curves, share + width * error)
    return Quantiles(
        value=value,
        low=low,
        high=high,
        standard_error=(high - low) / (2 * width),
        answers=np.stack([np.bincount(c[c >= 0], minlength=domains) for c in inside.T], axis=1),
        freedom=freedom,
    )


@dataclass(frozen=True)
class _Curve:
    """The distribution of a variable in a domain: values rising, and the share up to each."""

    values: Floats
    share: Floats

    def inverse(self, order: Floats) -> Floats:
        """The least value with F >= order; NaN where the order is below 0, above 1 or unknown."""
        if len(self.values) == 0:
            return np.full(len(order), np.nan)
        place = np.searchsorted(self.share, order - TIE)
        found = self.values[np.minimum(place, len(self.values) - 1)]
        return np.where((order >= -TIE) & (order <= 1 + TIE), found, np.nan)


def _curves(weight: Floats, values: Floats, domain: Integers, domains: int) -> Iterator[_Curve]:
    order = np.lexsort((values, domain))
    starts = np.searchsorted(domain[order], np.arange(domains + 1))
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        rows = order[start:end]
        cumulated = np.cumsum(weight[rows])
        yield _Curve(values[rows], cumulated / cumulated[-1] if end > start else cumulated)


def _inverse(curves: list[list[_Curve]], orders: Floats) -> Floats:
    """(D, J, P) the value of each order (D, J, P)."""
    result = np.empty(orders.shape)
    for variable, of_domains in enumerate(curves):
        for domain, curve in enumerate(of_domains):
            result[domain, variable] = curve.inverse(orders[domain, variable])
    return result


def _shares_below(
    sample: Sample,
    answers: Floats,
    domain: Integers,
    value: Floats,
    variances: Variances | None,
) -> tuple[Floats, Floats]:
    """(D, J, P) the share of each domain at or below its own quantile, and the error of it."""
    inside = domain >= 0
    below = np.full((*answers.shape, value.shape[2]), np.nan)
    below[inside] = answers[inside][:, :, None] <= value[domain[inside]]
    below[np.isnan(answers)] = np.nan
    indicators = below.reshape(len(answers), -1)
    found = estimate(sample, indicators, [domain])[0]
    variance = found.variance
    if variances is not None:
        variance = variances(indicators, domain, found.value)
    return found.value.reshape(value.shape), np.sqrt(variance).reshape(value.shape)
