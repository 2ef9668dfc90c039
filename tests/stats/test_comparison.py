"""Outcomes: what changed, what did not for certain, and what no one can say."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.made_samples import row
from tryggve.stats.comparison import (
    Outcome,
    Rule,
    change_of_both,
    change_of_means,
    change_of_shares,
)
from tryggve.stats.estimation import Estimates
from tryggve.stats.smallest import quantiles


def test_outcomes() -> None:
    change = change_of_shares(row([41, 41, 41, 0], 165), row([90, 12, 45, 0], 165))
    assert change.outcome.tolist() == [
        [
            Outcome.INCREASED,
            Outcome.DECREASED,
            Outcome.NO_CERTAIN_CHANGE,
            Outcome.NO_CERTAIN_CHANGE,
        ]
    ]
    assert {type(each) for each in change.outcome.ravel()} == {Outcome}
    # The last: 0 of 165 twice; a change to 5 percent would not have been seen.
    assert np.isclose(change.smallest[0, 2], 0.1425, atol=5e-4)
    assert 0.04 < change.smallest[0, 3] < 0.05


def test_a_family_is_the_indicators_of_one_area() -> None:
    """The same difference is certain alone, and not among thirty-six others that are none."""
    alone = change_of_shares(row([41], 165), row([60], 165))
    among = change_of_shares(row([41] * 37, 165), row([60] + [41] * 36, 165))
    assert alone.outcome.ravel().tolist() == [Outcome.INCREASED]
    assert among.outcome[0, 0] == Outcome.NO_CERTAIN_CHANGE
    assert among.difference.p_value[0, 0] == alone.difference.p_value[0, 0]
    np.testing.assert_allclose(among.adjusted[0, 0], 37 * alone.adjusted[0, 0])


def test_shares_and_means_of_one_area_are_one_family() -> None:
    before, after = row([41, 41, 41], 165), row([60, 41, 60], 165)
    is_share = np.array([True, True, False])
    both = change_of_both(before, after, is_share=is_share)
    shares, means = change_of_shares(before, after), change_of_means(before, after)
    for name in ("value", "low", "high", "p_value"):
        expected = np.where(
            is_share, getattr(shares.difference, name), getattr(means.difference, name)
        )
        np.testing.assert_array_equal(getattr(both.difference, name), expected)
    np.testing.assert_array_equal(both.smallest[:, 2], means.smallest[:, 2])
    p_values = both.difference.p_value[0]
    np.testing.assert_allclose(both.adjusted[0], stats.false_discovery_control(p_values))


def test_too_few_cannot_say_and_do_not_weigh_on_the_family() -> None:
    before, after = row([41, 5], 165), row([60, 20], 165)
    before.answers[0, 1] = 29
    change = change_of_shares(before, after)
    assert change.outcome.tolist() == [[Outcome.INCREASED, Outcome.CANNOT_SAY]]
    assert change.adjusted[0, 0] == change.difference.p_value[0, 0]
    assert np.isnan(change.smallest).tolist() == [[False, True]]


def test_the_least_relevant_difference_is_told_beside_the_outcome() -> None:
    change = change_of_shares(row([500], 2000), row([590], 2000), rule=Rule(relevant=0.05))
    assert change.outcome.tolist() == [[Outcome.INCREASED]]
    assert change.is_relevant.tolist() == [[False]]


def test_means_carry_their_smallest_change() -> None:
    before, after = row([41], 165), row([90], 165)
    change = change_of_means(before, after)
    assert change.outcome.tolist() == [[Outcome.INCREASED]]
    error = np.sqrt(before.variance + after.variance)
    np.testing.assert_allclose(change.smallest, quantiles(0.95, 0.8) * error)


def test_means_that_do_not_vary_say_nothing() -> None:
    change = change_of_means(row([0], 165), row([0], 165))
    assert change.outcome.tolist() == [[Outcome.CANNOT_SAY]]


def test_a_panel_sees_smaller_changes() -> None:
    before, after = row([41], 165), row([53], 165)
    covariance = 0.8 * before.standard_error * after.standard_error
    panel = change_of_shares(before, after, covariance=covariance)
    assert panel.outcome.tolist() == [[Outcome.INCREASED]]
    assert change_of_shares(before, after).outcome.tolist() == [[Outcome.NO_CERTAIN_CHANGE]]
    assert panel.smallest[0, 0] < 0.075


@pytest.mark.prove
def test_false_findings_at_most_the_nominal_rate() -> None:
    """Families of 37 indicators, 2 to 50 percent, in which nothing changed: at most one family in
    twenty has a finding. Answers of one person hang together, as they do in truth."""
    rng = np.random.default_rng(20250812)
    shares_of = np.linspace(0.02, 0.5, 37)
    for before_answers, after_answers in ((165, 165), (165, 740), (330, 330), (1500, 1500)):
        families = 2000 if before_answers < 1000 else 400
        before, after = (
            simulated(rng, shares_of, answers, families)
            for answers in (before_answers, after_answers)
        )
        outcome = change_of_shares(before, after).outcome
        rate = float((outcome != Outcome.NO_CERTAIN_CHANGE).any(axis=1).mean())
        assert rate <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / families), (before_answers, rate)


@pytest.mark.prove
def test_the_smallest_change_is_seen_four_times_in_five() -> None:
    rng = np.random.default_rng(7)
    for share, answers in ((0.25, 159), (0.25, 740), (0.1, 330), (0.5, 165), (0.05, 1500)):
        told = change_of_shares(
            row([round(share * answers)], answers), row([round(share * answers)], answers)
        ).smallest[0, 0]
        before = simulated(rng, np.array([share]), answers, 8000)
        after = simulated(rng, np.array([share + told]), answers, 8000)
        seen = float((change_of_shares(before, after).difference.p_value < 0.05).mean())
        assert abs(seen - 0.8) < 0.025, (share, answers, seen)


def simulated(
    rng: np.random.Generator, share: np.ndarray, answers: int, families: int
) -> Estimates:
    """Areas of as many simple random answers, each person's answers correlated by 0.3."""
    limit = stats.norm.ppf(share)
    yes = np.empty((families, len(share)))
    for family in range(families):
        person = rng.standard_normal((answers, 1))
        latent = np.sqrt(0.3) * person + np.sqrt(0.7) * rng.standard_normal((answers, len(share)))
        yes[family] = (latent < limit).sum(axis=0)
    value = yes / answers
    variance = value * (1 - value) / (answers - 1)
    number = np.full(value.shape, answers)
    freedom = np.full(families, answers - 1)
    return Estimates(value, variance, number, np.full(value.shape, 1e5), freedom, variance)
