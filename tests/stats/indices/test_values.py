import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.stats.indices.made import CUTS, definition
from tryggve.stats.indices.definition import IndexDefinition, Indicator
from tryggve.stats.indices.reading import known_definitions
from tryggve.stats.indices.values import index_range, index_values
from tryggve.stats.intervals import Interval, share_limits
from tryggve.wording.problems import InputError


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


def test_percentages_and_other_columns_are_refused():
    with pytest.raises(InputError) as caught:
        index_values(np.array([[0.3, 30.0], [-0.1, np.nan]]), definition("a", "b"))
    problems = caught.value.problems
    assert [(each.row, each.field) for each in problems] == [(2, "q1"), (3, "q0")]
    with pytest.raises(InputError):
        index_values(np.array([[0.3]]), definition("a", "b"))
    with pytest.raises(InputError):
        index_range(Interval(np.zeros((1, 3)), np.ones((1, 3))), definition("a", "b"))


@given(hnp.arrays(float, (4, 3), elements=st.floats(0, 1)))
def test_the_index_lies_between_0_and_6_and_never_falls_when_a_share_rises(shares):
    one = index_values(shares, definition("a", "a", "b"))
    worse = index_values(np.minimum(shares + 0.1, 1), definition("a", "a", "b"))
    assert ((one.total >= 0) & (one.total <= 6)).all()
    assert (worse.total >= one.total).all()


@pytest.mark.prove
@pytest.mark.parametrize("answers", [165, 740])
def test_near_cut_points_the_range_holds_the_truth_and_a_bootstrap_does_not(answers):
    """All shares 2 percent above a cut-point: half of the samples fall below each."""
    rng = np.random.default_rng(answers)
    ours = known_definitions()["tryggve-1"]
    truth = np.array([each.cut_points[2] * 1.02 for each in ours.indicators])
    turned = np.array([each.high_is_good for each in ours.indicators])

    def turn(bad):
        return np.where(turned, 1 - bad, bad)

    total = index_values(turn(truth)[None], ours).total[0]
    in_bootstrap, in_range = [], []
    for _ in range(200):
        bad = (rng.random((answers, ours.number)) < truth).astype(float)
        weight = rng.multinomial(answers, np.full(answers, 1 / answers), size=200) / answers
        drawn = index_values(turn(np.clip(weight @ bad, 0, 1)), ours).total
        in_bootstrap.append(np.quantile(drawn, 0.025) <= total <= np.quantile(drawn, 0.975))
        share = turn(bad.mean(axis=0))[None]
        number = np.full(share.shape, float(answers))
        variance = share * (1 - share) / (answers - 1)
        level = 1 - 0.05 / ours.number
        found = index_range(share_limits(share, variance, number, number - 1, level), ours)
        in_range.append(found.low[0] <= total <= found.high[0])
    assert np.mean(in_range) >= 0.95
    assert np.mean(in_bootstrap) < 0.5
