import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tryggve.stats.nonresponse.completeness import CompletenessRule, judged
from tryggve.stats.nonresponse.outcomes import ORDER
from tryggve.wording.problems import InputError


def words(found) -> list[str]:
    return [ORDER[code].value for code in found.codes]


def answered(*numbers: int, of: int = 10) -> np.ndarray:
    return np.arange(of) < np.array(numbers)[:, None]


def test_the_share_that_is_answered_decides() -> None:
    found = judged(answered(10, 9, 8, 5, 4, 1, 0))
    assert words(found) == [
        "complete",
        "complete",
        "partial",  # 80 percent is not more than 80
        "partial",
        "break_off",
        "break_off",
        "refusal",
    ]


def test_a_round_states_its_own_limits() -> None:
    rule = CompletenessRule(complete=1.0, partial=0.3)
    assert words(judged(answered(10, 9, 3, 2), rule=rule)) == [
        "complete",
        "partial",
        "partial",
        "break_off",
    ]


def test_only_what_was_asked_counts() -> None:
    asked = np.array([[True] * 5 + [False] * 5, [True] * 10])
    assert words(judged(answered(5, 5), asked)) == ["complete", "partial"]


def test_only_compulsory_questions_count_where_there_are_any() -> None:
    compulsory = np.arange(10) >= 8
    replies = answered(0, 8, 9, 10)
    assert words(judged(replies, compulsory=compulsory)) == [
        "refusal",
        "break_off",  # not blank, though nothing that counts is answered
        "partial",
        "complete",
    ]


def test_a_row_that_was_asked_nothing_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        judged(answered(5, 5), np.array([[True] * 10, [False] * 10]))
    (problem,) = caught.value.problems
    assert (problem.row, problem.field) == (3, "asked")


@pytest.mark.parametrize(("partial", "complete"), [(0, 0.8), (0.9, 0.8), (0.5, 1.1)])
def test_limits_rise_from_0_to_1(partial: float, complete: float) -> None:
    with pytest.raises(InputError):
        CompletenessRule(complete=complete, partial=partial)


@given(hnp.arrays(bool, (5, 6)), st.integers(0, 5))
def test_one_more_answer_never_makes_it_less_complete(replies: np.ndarray, question: int) -> None:
    order = ["refusal", "break_off", "partial", "complete"]
    more = replies.copy()
    more[:, question] = True
    before, after = (list(map(order.index, words(judged(each)))) for each in (replies, more))
    assert all(a >= b for a, b in zip(after, before, strict=True))
