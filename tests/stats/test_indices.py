import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tryggve.stats.estimation import estimate
from tryggve.stats.indices import (
    IndexDefinition,
    Indicator,
    index_range,
    index_values,
    smooth_index,
)
from tryggve.stats.intervals import Interval
from tryggve.stats.sample import stratified_sample

CUTS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)


def definition(*groups: str, **values) -> IndexDefinition:
    indicators = tuple(Indicator(f"q{i}", group, CUTS) for i, group in enumerate(groups))
    return IndexDefinition("test", indicators, first_year=2021, **values)


@pytest.mark.parametrize(
    ("share", "level"), [(0.0, 0), (0.049, 0), (0.05, 1), (0.199, 3), (0.2, 4), (0.4, 6), (1, 6)]
)
def test_a_share_reaches_the_level_of_the_last_cut_point_passed(share, level):
    assert index_values(np.array([[share]]), definition("a")).levels.tolist() == [[level]]


def test_groups_and_total_are_plain_means_of_levels():
    values = index_values(np.array([[0.0, 0.12, 0.5]]), definition("a", "a", "b"))
    assert values.total.tolist() == [pytest.approx(8 / 3)]
    assert {name: mean.tolist() for name, mean in values.groups.items()} == {"a": [1.0], "b": [6.0]}


def test_a_good_share_is_turned_round():
    safe = IndexDefinition("t", (Indicator("safe", "a", CUTS, high_is_good=True),), 2021)
    assert index_values(np.array([[0.96], [0.5]]), safe).levels.tolist() == [[0], [6]]


def test_an_unknown_share_leaves_the_total_unknown_but_not_the_other_groups():
    values = index_values(np.array([[np.nan, 0.12]]), definition("a", "b"))
    assert np.isnan(values.total).tolist() == [True]
    assert values.groups["b"].tolist() == [2.0]


def test_the_range_holds_what_the_intervals_allow():
    interval = Interval(np.array([[0.04, 0.21]]), np.array([[0.11, 0.29]]))
    found = index_range(interval, definition("a", "a"))
    assert (found.low.tolist(), found.high.tolist(), found.crossing.tolist()) == ([2], [3], [1])


@given(hnp.arrays(float, (4, 3), elements=st.floats(0, 1)))
def test_the_index_lies_between_0_and_6_and_never_falls_when_a_share_rises(shares):
    one = index_values(shares, definition("a", "a", "b"))
    worse = index_values(np.minimum(shares + 0.1, 1), definition("a", "a", "b"))
    assert ((one.total >= 0) & (one.total <= 6)).all()
    assert (worse.total >= one.total).all()


@pytest.mark.parametrize("cuts", [(0.1,) * 6, (0.1, 0.2), (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)])
def test_cut_points_are_six_and_rise(cuts):
    with pytest.raises(ValueError, match="six rising"):
        Indicator("q", "a", cuts)


def test_definitions_with_other_indicators_or_another_author_do_not_stand_in_one_line():
    ours = definition("a", "b")
    assert ours.comparable_with(definition("a", "b", last_year=2025))
    assert not ours.comparable_with(definition("a"))
    assert not ours.comparable_with(definition("a", "b", is_official=True))


def test_the_smooth_companion_has_the_variance_of_a_sum_over_persons():
    """Two indicators answered alike by all: the variance is that of one, not half of it."""
    rng = np.random.default_rng(3)
    yes = (rng.random(400) < 0.3).astype(float)
    sample = stratified_sample(stratum=np.arange(400) % 4, population=[1000.0] * 4)
    whole = np.zeros(400, dtype=np.int64)
    twice = smooth_index(sample, np.column_stack([yes, yes]), whole, definition("a", "a"))
    once = smooth_index(sample, yes[:, None], whole, definition("a"))
    assert twice.variance == pytest.approx(once.variance, rel=1e-12)
    (share,) = estimate(sample, yes[:, None], [whole])
    drawn = share.value * 400 / 401 + 0.5 / 401
    slope = 400 / 401 / (drawn * (1 - drawn))
    assert once.variance == pytest.approx(slope**2 * share.variance, rel=1e-12)


def test_shares_of_none_and_all_have_a_smooth_companion():
    sample = stratified_sample(stratum=np.zeros(10, dtype=int), population=[100.0])
    found = smooth_index(
        sample,
        np.column_stack([np.zeros(10), np.ones(10)]),
        np.zeros(10, dtype=int),
        definition("a", "a"),
    )
    assert found.value.tolist() == [[pytest.approx(0)]]
    assert np.isfinite(found.variance).all()
