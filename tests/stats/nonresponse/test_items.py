import numpy as np
from hypothesis import given
from hypothesis.extra import numpy as hnp

from tryggve.stats.nonresponse.items import item_nonresponse

ANSWERED = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1], [1, 1, 1]], dtype=bool)


def test_left_out_over_asked() -> None:
    found = item_nonresponse(ANSWERED)
    assert found.rate.tolist() == [[1 / 4, 2 / 4, 2 / 4]]


def test_who_was_not_asked_did_not_leave_it_out() -> None:
    asked = np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]], dtype=bool)
    found = item_nonresponse(ANSWERED, asked)
    assert found.asked.tolist() == [[4, 4, 2]]
    assert found.rate.tolist() == [[1 / 4, 2 / 4, 0]]


def test_weighted_and_by_domain() -> None:
    found = item_nonresponse(
        ANSWERED, domain=np.array([0, 0, 2, -1]), weight=np.array([1.0, 3.0, 2.0, 9.0])
    )
    assert found.asked.tolist() == [[4, 4, 4], [0, 0, 0], [2, 2, 2]]
    assert found.rate[[0, 2]].tolist() == [[0, 3 / 4, 1], [1, 1, 0]]
    assert np.isnan(found.rate[1]).all()


@given(hnp.arrays(bool, (6, 3)), hnp.arrays(bool, (6, 3)))
def test_answered_and_left_out_are_all_who_were_asked(answered, asked) -> None:
    left = item_nonresponse(answered, asked)
    given_ = item_nonresponse(~answered, asked)
    assert (left.left_out + given_.left_out).tolist() == left.asked.tolist()
