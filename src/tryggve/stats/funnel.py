"""Which areas stick out from the rest of their region, when areas are allowed to differ a little.

A funnel plot shows each area beside limits that narrow with the number of answers. Areas always
differ more than the draw alone makes them: that between-area variation is estimated and widens the
limits (Spiegelhalter 2005a, b: additive over-dispersion). For each indicator:

1. The score z of an area is the normal score of the mid-p binomial test of its share against that
   of the rest, with its effective answers: exact where shares are small and distributions skew.
2. On the arcsine-root scale variances depend on the answers alone: sa^2 = 1 / (4 n_eff) of the
   area, sr^2 of the rest, and s^2 = sa^2 + sr^2 - 2 r sa sr of their difference, r the correlation
   (exact: `tryggve.stats.rest`). The rest is not known for sure, so z becomes z sa / s.
3. The extreme tenths of the scores are drawn in to the 10th and 90th percentile (winsorized), so
   that those who do stick out do not hide behind the variation that they make:
   phi = mean z^2, divided by what it would be for normal scores (0.679).
4. tau^2 = max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2, I areas.
5. The score becomes z s / sqrt(s^2 + tau^2). Its p-value, by t with I - 1 degrees of freedom since
   tau is estimated, is adjusted over the areas (`tryggve.stats.multiplicity`).

An area sticks out if it does so with certainty and by the least relevant difference or more.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from tryggve.stats.comparison import Outcomes, Rule
from tryggve.stats.difference import Difference, correlation_of, difference_of_shares
from tryggve.stats.intervals import effective_answers
from tryggve.stats.multiplicity import adjusted
from tryggve.stats.rest import AgainstRest
from tryggve.stats.sample import Floats

TAIL = 0.1  # of the scores that is drawn in at each end
LEAST_AREAS = 10  # from which on between-area variation can be estimated
POINTS = Rule(relevant=0.05)


class Standing(StrEnum):
    """What may be said of an area beside the rest of its region."""

    ABOVE = "above"
    BELOW = "below"
    NOT_APART = "not_apart"  # no certain difference, or one that is too small to matter
    CANNOT_SAY = "cannot_say"  # too few answers, or too few areas


@dataclass(frozen=True)
class Funnel:
    """D areas, J indicators; (D, J) unless said otherwise.

    `difference`: area minus rest. `score`: z with the between-area variation, `adjusted`: its
    p-value over the areas. `between` (J,): tau, on the arcsine-root scale. `standing`: a
    `Standing` each.
    """

    difference: Difference
    score: Floats
    adjusted: Floats
    between: Floats
    standing: Outcomes


def funnel(compared: AgainstRest, *, rule: Rule = POINTS) -> Funnel:
    """Areas of one level against the rest of their region, each indicator (a share) a family."""
    area, rest = compared.area, compared.rest
    difference = difference_of_shares(rest, area, covariance=compared.covariance, level=rule.level)
    few = np.minimum(area.answers, rest.answers) < rule.least_answers
    of_area, of_rest = (np.maximum(effective_answers(each), 1) for each in (area, rest))
    score = np.where(few, np.nan, binomial_score(area.value, of_area, rest.value, of_rest))
    score[:, (~np.isnan(score)).sum(axis=0) < LEAST_AREAS] = np.nan

    own, other = 1 / np.sqrt(4 * of_area), 1 / np.sqrt(4 * of_rest)
    correlation = correlation_of(area, rest, compared.covariance)
    error = np.sqrt(own**2 + other**2 - 2 * correlation * own * other)
    score = score * own / error
    between = between_areas(score, error)
    score = score * error / np.hypot(error, between)
    areas = (~np.isnan(score)).sum(axis=0)
    in_family = adjusted(2 * special.stdtr(np.maximum(areas - 1, 1), -np.abs(score)), axis=0)

    standing = np.empty(score.shape, dtype=object)
    standing[...] = Standing.NOT_APART  # np.full would make text of it
    apart = (in_family <= rule.false_findings) & (np.abs(difference.value) >= rule.relevant)
    standing[apart & (difference.value > 0)] = Standing.ABOVE
    standing[apart & (difference.value < 0)] = Standing.BELOW
    standing[np.isnan(in_family)] = Standing.CANNOT_SAY
    return Funnel(difference, score, in_family, between, standing)


def binomial_score(share: Floats, answers: Floats, target: Floats, of_target: Floats) -> Floats:
    """The normal score of a share of so many answers under a target: mid-p, so that its mean is
    right for small shares. A target of 0 or 1 is taken as half a yes or no among its answers.
    All arguments, and the result, of one shape."""
    known = np.clip(target, 0.5 / of_target, 1 - 0.5 / of_target)
    yes, no = answers * share, answers * (1 - share)
    ends = (yes, no + 1), (yes + 1, no)  # as many or more, and more
    upper = sum(special.betainc(a, b, known) for a, b in ends) / 2
    lower = sum(special.betaincc(a, b, known) for a, b in ends) / 2
    tail = np.maximum(np.minimum(upper, lower), 1e-300)
    score: Floats = np.where(upper < lower, -1.0, 1.0) * special.ndtri(tail)
    return score


def between_areas(score: Floats, error: Floats) -> Floats:
    """(J,) tau: how much areas differ in truth, from scores and their errors (D, J), NaN left out.

    Spiegelhalter 2005b: DerSimonian and Laird's moment estimate with winsorized scores.
    """
    result = np.zeros(score.shape[1])
    for j in range(score.shape[1]):
        known = ~np.isnan(score[:, j])
        if not known.any():
            continue
        z, weight = score[known, j], 1 / error[known, j] ** 2
        low, high = np.quantile(z, [TAIL, 1 - TAIL])
        spread = np.mean(np.clip(z, low, high) ** 2) / _winsorized_variance(TAIL)
        excess = len(z) * spread - (len(z) - 1)
        scale = weight.sum() - (weight**2).sum() / weight.sum()
        result[j] = np.sqrt(max(excess / scale, 0.0))
    return result


def _winsorized_variance(tail: float) -> float:
    """The variance of a standard normal score whose tails are drawn in: 0.679 for a tenth."""
    end = -special.ndtri(tail)
    density = np.exp(-(end**2) / 2) / np.sqrt(2 * np.pi)
    return float(1 - 2 * tail - 2 * end * density + 2 * tail * end**2)


def limits(
    target: float, effective: Floats, *, between: float, level: float = 0.95
) -> tuple[Floats, Floats]:
    """The funnel's curves: within which an area of so many effective answers (I,) lies with
    probability `level`, were it like the region, whose share is `target`."""
    centre = np.arcsin(np.sqrt(target))
    width = special.ndtri((1 + level) / 2) * np.sqrt(1 / (4 * effective) + between**2)
    low = np.sin(np.clip(centre - width, 0, np.pi / 2)) ** 2
    high = np.sin(np.clip(centre + width, 0, np.pi / 2)) ** 2
    return low, high
