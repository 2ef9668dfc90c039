"""Differences: Welch's test for means, Newcombe's interval for shares, and no disagreement."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.golden import values
from tests.stats.made_samples import golden_sample, people, shares
from tryggve.stats.difference import difference_of_means, difference_of_shares
from tryggve.stats.estimation import estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.sample import stratified_sample


def test_means_are_compared_as_welch_does() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.normal(3, 1, 25), rng.normal(4, 3, 40)
    both = [
        estimate(
            stratified_sample(stratum=np.zeros(len(y), int), weight=np.ones(len(y))),
            y[:, None],
            [np.zeros(len(y), int)],
        )[0]
        for y in (first, second)
    ]
    found = difference_of_means(*both)
    expected = stats.ttest_ind(second, first, equal_var=False)
    interval = expected.confidence_interval(0.95)
    np.testing.assert_allclose(found.p_value, expected.pvalue, rtol=1e-10)
    np.testing.assert_allclose(found.freedom, expected.df, rtol=1e-10)
    np.testing.assert_allclose([found.low[0, 0], found.high[0, 0]], interval, rtol=1e-10)


@pytest.mark.parametrize(("kind", "name"), [("plain", "apart"), ("clustered", "apart_clustered")])
def test_rounds_that_know_nothing_of_one_another_as_in_r(kind: str, name: str) -> None:
    sample = golden_sample(kind)
    half = (sample.stratum < 3).astype(np.int64)
    both = (np.where(half == which, 0, -1) for which in (1, 0))
    worry = people()["worry"][:, None]
    found = difference_of_means(*(estimate(sample, worry, [each])[0] for each in both))
    expected = values("rounds")[name]
    np.testing.assert_allclose(found.value[0], expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.standard_error[0], expected["error"], rtol=1e-9)


def test_shares_by_newcombe_with_the_intervals_of_the_tables() -> None:
    before, after = shares([41], 165), shares([61], 170)
    one, two = share_interval(before), share_interval(after)
    difference = 61 / 170 - 41 / 165
    found = difference_of_shares(before, after)
    low = difference - np.hypot(61 / 170 - two.low, one.high - 41 / 165)
    high = difference + np.hypot(two.high - 61 / 170, 41 / 165 - one.low)
    np.testing.assert_allclose(found.value, difference)
    np.testing.assert_allclose(found.low, low)
    np.testing.assert_allclose(found.high, high)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(20, 400),
    st.integers(20, 400),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0.8, 0.999),
    st.floats(-0.5, 0.9),
)
def test_interval_and_p_value_never_disagree(
    first: int, second: int, p: float, q: float, level: float, correlation: float
) -> None:
    before, after = shares([round(p * first)], first), shares([round(q * second)], second)
    covariance = correlation * before.standard_error * after.standard_error
    found = difference_of_shares(before, after, covariance=covariance, level=level)
    left_out = bool((found.low[0, 0] > 0) or (found.high[0, 0] < 0))
    p_value = float(found.p_value[0, 0])
    if abs(p_value - (1 - level)) > 1e-6:
        assert left_out == (p_value < 1 - level)
    assert found.low[0, 0] <= found.value[0, 0] <= found.high[0, 0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 165), st.integers(0, 165))
def test_the_other_way_round_is_the_mirror(first: int, second: int) -> None:
    there = difference_of_shares(shares([first], 165), shares([second], 165))
    back = difference_of_shares(shares([second], 165), shares([first], 165))
    np.testing.assert_allclose(there.low, -back.high, atol=1e-12)
    np.testing.assert_allclose(there.p_value, back.p_value, rtol=1e-7)


def test_nobody_in_a_hundred_and_sixty_five_is_no_proof() -> None:
    """The variance estimate of a share of 0 is zero; Wald's test would see a certain fall."""
    large, none = shares([400], 20_000), shares([0], 165)
    assert difference_of_means(large, none).p_value[0, 0] < 1e-50
    found = difference_of_shares(large, none)
    assert 0.05 < found.p_value[0, 0] < 1
    assert found.low[0, 0] < 0 < found.high[0, 0]


def test_the_same_share_is_no_difference() -> None:
    found = difference_of_shares(shares([0, 40, 165], 165), shares([0, 40, 165], 165))
    assert found.p_value.ravel().tolist() == [1.0, 1.0, 1.0]


def test_a_difference_beyond_doubt_has_the_least_p_value_told() -> None:
    found = difference_of_shares(shares([10], 2_000), shares([1_900], 2_000))
    assert found.p_value[0, 0] == 1e-12


def test_where_everybody_answered_any_difference_is_one() -> None:
    """Nothing was drawn, so nothing varies."""
    before, after = shares([50, 50], 200), shares([50, 51], 200)
    before.variance[:] = after.variance[:] = 0
    assert difference_of_shares(before, after).p_value.ravel().tolist() == [1.0, 1e-12]


def test_no_areas_are_no_differences() -> None:
    assert difference_of_shares(shares([], 50), shares([], 50)).p_value.shape == (0, 1)


def test_a_panel_sees_more() -> None:
    before, after = shares([41], 165), shares([55], 165)
    alone = difference_of_shares(before, after)
    covariance = 0.6 * before.standard_error * after.standard_error
    panel = difference_of_shares(before, after, covariance=covariance)
    expected = np.sqrt(before.variance + after.variance - 2 * covariance)
    np.testing.assert_allclose(panel.standard_error, expected)
    assert panel.p_value[0, 0] < alone.p_value[0, 0]
    assert panel.low[0, 0] > alone.low[0, 0]


def test_nobody_is_nan() -> None:
    before, after = shares([10, 10], 50), shares([10, 10], 50)
    after.value[1], after.variance[1] = np.nan, np.nan
    for found in (difference_of_shares(before, after), difference_of_means(before, after)):
        assert np.isnan(found.p_value).ravel().tolist() == [False, True]
        assert np.isnan(found.low).ravel().tolist() == [False, True]


def test_areas_must_be_the_same() -> None:
    with pytest.raises(ValueError, match=r"shapes differ: \(2, 1\) and \(1, 1\)"):
        difference_of_means(shares([1, 2], 50), shares([1], 50))
