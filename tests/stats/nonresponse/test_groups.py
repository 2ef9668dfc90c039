import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.nonresponse.made import STRATUM, WORDS, small
from tryggve.stats.calibration.collapse import Joined
from tryggve.stats.estimation import estimate
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample
from tryggve.stats.nonresponse.groups import adjust, respondents
from tryggve.stats.nonresponse.outcomes import ORDER
from tryggve.wording.problems import InputError


def test_from_dispositions_to_an_estimate_by_hand() -> None:
    """In scope 900 and 350, answered 500 and 200: factors 1.8 and 1.75, weights 180 and 87.5.

    Yes 3 of 5 and 1 of 4: (900 x 0.6 + 350 x 0.25) / 1250. The variance of each stratum's share is
    (1 - r/M) s2 / r, with s2 = 0.6 x 0.4 x 5/4 and 0.25 x 0.75 x 4/3.
    """
    gross = small()
    adjusted = adjust(gross, eligible=1, least=1)
    assert adjusted.rows.tolist() == [0, 1, 2, 3, 4, 10, 11, 12, 13]
    assert adjusted.in_scope.tolist() == [900, 350]
    assert adjusted.factor.tolist() == [1.8, 1.75]
    assert adjusted.weight.tolist() == [180] * 5 + [87.5] * 4

    sample = respondents(gross, adjusted)
    yes = np.array([1, 1, 0, 0, 1, 1, 0, 0, 0], dtype=float)
    whole, area = np.zeros(9, dtype=np.int64), gross.stratum[adjusted.rows]
    all_of_them, by_area = estimate(sample, yes[:, None], [whole, area])
    assert all_of_them.value[0, 0] == pytest.approx(627.5 / 1250, rel=1e-14)
    assert by_area.value[:, 0].tolist() == [pytest.approx(0.6), pytest.approx(0.25)]
    first = (1 - 5 / 900) * 0.3 / 5
    second = (1 - 4 / 350) * 0.25 / 4
    assert by_area.variance[:, 0] == pytest.approx([first, second], rel=1e-12)
    expected = (900 / 1250) ** 2 * first + (350 / 1250) ** 2 * second
    assert all_of_them.variance[0, 0] == pytest.approx(expected, rel=1e-12)
    assert all_of_them.size[0, 0] == pytest.approx(1250)


def test_the_stated_share_of_the_unknown_is_stood_for() -> None:
    adjusted = adjust(small(), eligible=0.5, least=1)
    assert adjusted.in_scope.tolist() == [800, 300]
    assert adjusted.factor.tolist() == [1.6, 1.5]


def test_groups_across_strata_weigh_by_weighted_response_rates() -> None:
    """Group 0: of stratum 0 two complete, a refusal and the deceased; of stratum 1 two complete
    and a silent one. M = 300 + 150, R = 200 + 100, factor 1.5."""
    chosen = {0, 1, 6, 9, 10, 11, 15}
    group = np.array([0 if row in chosen else 1 for row in range(18)])
    adjusted = adjust(small(), group, eligible=1, least=1)
    assert adjusted.in_scope.tolist() == [450, 800]
    assert adjusted.answered.tolist() == [300, 400]
    assert adjusted.weight[:2].tolist() == [150, 150]
    assert adjusted.weight[5:7].tolist() == [75, 75]
    assert adjusted.weight.sum() == 1250


def test_small_groups_join_their_neighbour_and_it_is_told() -> None:
    gross = small()
    joined = adjust(gross, eligible=1, least=5)
    assert joined.labels == ("0 + 1",)
    assert joined.joined == (Joined(("0", "1"), 9),)
    assert joined.factor.tolist() == [1250 / 700]


def test_groups_are_joined_within_what_stands_first_in_their_keys() -> None:
    """Age classes 0 to 2 in two areas: the lone answer of area b, young, joins those of b."""
    group = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 5])
    words = ["complete"] * 14 + ["no_reply"]
    gross = gross_sample(stratum=[0] * 15, population=[150], dispositions=dispositions(words))
    keys = [(area, age) for area in "ab" for age in ("young", "middle", "old")]
    adjusted = adjust(gross, group, eligible=1, least=2, keys=keys)
    assert [each.labels for each in adjusted.joined] == [("b, young", "b, middle")]
    assert adjusted.joined[0].respondents == 4


def test_a_group_in_which_nobody_answered_is_joined() -> None:
    group = np.array([0] * 10 + [1] * 4 + [2] * 4)
    adjusted = adjust(small(), group, eligible=1, least=1)
    assert adjusted.joined == (Joined(("1", "2"), 4),)
    assert adjusted.weight.sum() == 1250


def test_a_group_of_nobody_in_scope_is_left_out() -> None:
    """Group 0 holds those whose scope is unknown, of whom none is taken to be in scope; group 3
    is known of, and nobody of it was drawn."""
    gross = small()
    group = np.where(gross.dispositions.unknown, 0, 2)
    keys = [(name,) for name in ("unknown", "none", "known", "not drawn")]
    adjusted = adjust(gross, group, eligible=0, least=1, keys=keys)
    assert adjusted.labels == ("known",)
    assert adjusted.in_scope.tolist() == [950]
    assert adjusted.weight.sum() == pytest.approx(950)


def test_a_stratum_in_which_nobody_answered_is_stood_for_by_another() -> None:
    words = WORDS[:10] + ["no_reply"] * 8
    gross = gross_sample(stratum=STRATUM, population=[1000, 400], dispositions=dispositions(words))
    adjusted = adjust(gross, eligible=1, least=1)
    sample = respondents(gross, adjusted)
    assert sample.weight.sum() == pytest.approx(1300)
    assert sample.strata == 1


def test_what_cannot_be_is_named() -> None:
    gross = small()
    with pytest.raises(InputError) as caught:
        adjust(gross, np.where(np.arange(18) < 2, -1, 0), eligible=1)
    assert [(each.row, each.field) for each in caught.value.problems] == [
        (2, "group"),
        (3, "group"),
    ]
    for broken in (
        lambda: adjust(gross, np.zeros(3, dtype=np.int64), eligible=1),
        lambda: adjust(gross, eligible=1.5),
        lambda: adjust(gross, eligible=1, keys=[("one",)]),
        lambda: adjust(
            gross_sample(
                stratum=[0, 0], population=[5], dispositions=dispositions(["refusal"] * 2)
            ),
            eligible=1,
        ),
    ):
        with pytest.raises(InputError):
            broken()


def test_those_out_of_scope_need_no_group() -> None:
    gross = small()
    group = np.where(gross.dispositions.out_of_scope, -1, 0)
    assert adjust(gross, group, eligible=1).factor.tolist() == [1250 / 700]


@st.composite
def grosses(draw) -> tuple[Gross, np.ndarray]:
    size = draw(st.integers(10, 60))
    numbers = st.integers(0, 2)
    stratum = np.array(draw(st.lists(numbers, min_size=size, max_size=size)))
    group = np.array(draw(st.lists(numbers, min_size=size, max_size=size)))
    words = draw(st.lists(st.sampled_from([e.value for e in ORDER]), min_size=size, max_size=size))
    words[0] = "complete"
    drawn = np.bincount(stratum, minlength=3)
    times = np.array(draw(st.lists(st.integers(1, 9), min_size=3, max_size=3)))
    return gross_sample(
        stratum=stratum, population=drawn * times, dispositions=dispositions(words)
    ), group


@given(grosses(), st.floats(0, 1), st.integers(1, 8))
def test_respondents_stand_for_all_in_scope(made, eligible: float, least: int) -> None:
    gross, group = made
    adjusted = adjust(gross, group, eligible=eligible, least=least)
    assert adjusted.weight.sum() == pytest.approx(gross.in_scope(eligible).sum())
    assert (adjusted.factor >= 1 - 1e-12).all()
    respondents_ = np.bincount(adjusted.group)
    assert len(respondents_) == 1 or (respondents_ >= least).all()
