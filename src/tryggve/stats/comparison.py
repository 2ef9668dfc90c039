"""What changed between two rounds, and what no one can say.

Rounds are independent samples unless a covariance is given (overlapping panels:
`tryggve.stats.panels`). All reported indicators of one area in one round are a family
(`tryggve.stats.multiplicity`). "No certain change" always carries the smallest change that would
have been seen.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.difference import (
    Difference,
    correlation_of,
    difference_of_means,
    difference_of_shares,
)
from tryggve.stats.estimation import Estimates
from tryggve.stats.intervals import effective_answers
from tryggve.stats.multiplicity import adjusted
from tryggve.stats.sample import Floats
from tryggve.stats.smallest import quantiles, smallest_change_of_share

Outcomes = NDArray[np.object_]  # of members of an enumeration


class Outcome(StrEnum):
    """What may be said of a change: never a text of its own."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_CERTAIN_CHANGE = "no_certain_change"
    CANNOT_SAY = "cannot_say"  # too few answers in one of the rounds, or no measure of chance


@dataclass(frozen=True)
class Rule:
    """When a difference is told.

    `false_findings`: the share of the findings of a family that may be false. `least_answers`: in
    each of the two. `relevant`: the least difference worth telling, in the unit of the estimates.
    `level` of intervals, and of the test that `power` of the smallest change belongs to.
    """

    false_findings: float = 0.05
    least_answers: int = 30
    relevant: float = 0.0
    level: float = 0.95
    power: float = 0.8


@dataclass(frozen=True)
class Change:
    """D areas, J indicators; (D, J) each.

    `difference`: after minus before, with its error, interval and p-value. `adjusted`: the p-value
    within its family. `smallest`: the smallest change that would have been seen. `outcome`: an
    `Outcome` each. `is_relevant`: whether the difference reaches the rule's least relevant one.
    """

    difference: Difference
    adjusted: Floats
    smallest: Floats
    outcome: Outcomes
    is_relevant: NDArray[np.bool_]


def change_of_shares(
    before: Estimates,
    after: Estimates,
    *,
    covariance: Floats | None = None,
    rule: Rule | None = None,
) -> Change:
    """The change of shares from one round to the next; the same areas and indicators in both.

    Each row (an area) is a family: give the reported indicators of one round and no others.
    `covariance` (D, J) of the two estimates where the same people answered twice.
    """
    rule = rule or Rule()
    difference = difference_of_shares(before, after, covariance=covariance, level=rule.level)
    smallest = smallest_change_of_share(
        before.value,
        effective_answers(before),
        effective_answers(after),
        correlation=correlation_of(before, after, covariance),
        level=rule.level,
        power=rule.power,
    )
    return _change(before, after, difference, smallest, rule)


def change_of_means(
    before: Estimates,
    after: Estimates,
    *,
    covariance: Floats | None = None,
    rule: Rule | None = None,
) -> Change:
    """The change of means or totals (D, J), as `change_of_shares`; the smallest change is
    (z_(1 - a/2) + z_power) times the standard error of the difference."""
    rule = rule or Rule()
    difference = difference_of_means(before, after, covariance=covariance, level=rule.level)
    smallest = quantiles(rule.level, rule.power) * difference.standard_error
    return _change(before, after, difference, smallest, rule)


def change_of_both(
    before: Estimates,
    after: Estimates,
    *,
    is_share: NDArray[np.bool_],
    rule: Rule | None = None,
) -> Change:
    """The change of shares where `is_share` (J,), of means and totals elsewhere, in one family."""
    rule = rule or Rule()
    shares = change_of_shares(before.of(is_share), after.of(is_share), rule=rule)
    numbers = change_of_means(before.of(~is_share), after.of(~is_share), rule=rule)

    def together(of_shares: Floats, of_numbers: Floats) -> Floats:
        both = np.empty(before.value.shape)
        both[:, is_share], both[:, ~is_share] = of_shares, of_numbers
        return both

    difference = Difference(
        *(
            together(getattr(shares.difference, part.name), getattr(numbers.difference, part.name))
            for part in fields(Difference)
        )
    )
    return _change(before, after, difference, together(shares.smallest, numbers.smallest), rule)


def _change(
    before: Estimates, after: Estimates, difference: Difference, smallest: Floats, rule: Rule
) -> Change:
    few = np.minimum(before.answers, after.answers) < rule.least_answers
    p_value = np.where(few, np.nan, difference.p_value)
    in_family = adjusted(p_value, axis=1)
    outcome = np.empty(p_value.shape, dtype=object)
    outcome[...] = Outcome.NO_CERTAIN_CHANGE  # np.full would make text of it
    outcome[(in_family <= rule.false_findings) & (difference.value > 0)] = Outcome.INCREASED
    outcome[(in_family <= rule.false_findings) & (difference.value < 0)] = Outcome.DECREASED
    outcome[np.isnan(in_family)] = Outcome.CANNOT_SAY
    return Change(
        difference=difference,
        adjusted=in_family,
        smallest=np.where(np.isnan(in_family), np.nan, smallest),
        outcome=outcome,
        is_relevant=np.abs(difference.value) >= rule.relevant,
    )
