"""The smallest change: known figures, and that it solves what it says it solves."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tryggve.stats.smallest import quantiles, smallest_change_of_share


def smallest(share: float, before: float, after: float, correlation: float = 0.0) -> float:
    each = (np.array([value]) for value in (share, before, after))
    return float(smallest_change_of_share(*each, correlation=correlation)[0])


def test_anchors() -> None:
    """25 percent: 15 points with 159 answers in each round, 7 with 740."""
    assert round(100 * smallest(0.25, 159, 159)) == 15
    assert round(100 * smallest(0.25, 740, 740)) == 7


@settings(max_examples=100)
@given(st.floats(0.01, 0.99), st.integers(50, 5000), st.integers(50, 5000))
def test_it_is_what_the_power_asks_for(share: float, before: int, after: int) -> None:
    change = smallest(share, before, after)
    towards = share + change if share <= 0.5 else share - change
    variance = share * (1 - share) / before + towards * (1 - towards) / after
    power = stats.norm.sf(stats.norm.isf(0.025) - change / np.sqrt(variance))
    assert np.isclose(power, 0.8, atol=1e-9)


@given(st.floats(0.02, 0.98), st.integers(30, 3000))
def test_both_directions_are_safe_and_shares_mirror(share: float, answers: int) -> None:
    change = smallest(share, answers, answers)
    assert np.isclose(change, smallest(1 - share, answers, answers))
    away = max(share - change, 0) if share <= 0.5 else min(share + change, 1)
    variance = (share * (1 - share) + away * (1 - away)) / answers
    assert change >= quantiles(0.95, 0.8) * np.sqrt(variance) - 1e-12 or away in (0, 1)


def test_more_answers_and_panels_see_smaller_changes() -> None:
    assert smallest(0.3, 500, 500) < smallest(0.3, 500, 200) < smallest(0.3, 200, 200)
    assert np.isclose(smallest(0.5, 200, 200, 0.75) / smallest(0.5, 800, 800), 1, atol=0.02)


def test_too_few_see_nothing_and_nobody_is_nan() -> None:
    assert smallest(0.5, 3, 3) == np.inf
    assert np.isnan(smallest(float("nan"), 100, 100))


def test_quantiles() -> None:
    assert np.isclose(quantiles(0.95, 0.8), 1.959964 + 0.841621, atol=1e-6)
