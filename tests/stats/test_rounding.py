"""Whole numbers that keep their total."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from tryggve.stats.rounding import round_all, round_rows

values = arrays(
    float, array_shapes(min_dims=2, max_dims=3, max_side=6), elements=st.floats(0, 10_000)
)


def test_seats_by_largest_remainder() -> None:
    """A textbook case of Hamilton's method: quotas 4.76, 1.58, 1.60, 2.06."""
    assert round_all([4.76, 1.58, 1.60, 2.06]).tolist() == [5, 1, 2, 2]


def test_the_first_goes_before_an_equal() -> None:
    assert round_all([0.5, 0.5, 0.5, 0.5]).tolist() == [1, 1, 0, 0]


def test_each_row_keeps_its_own_total() -> None:
    assert round_rows([[0.4, 0.6], [1.5, 2.5], [0.0, 0.0]]).tolist() == [[0, 1], [2, 2], [0, 0]]


def test_half_a_person_may_go_either_way() -> None:
    row = np.array([[0.25, 0.25]])
    assert round_rows(row, totals=np.array([0])).tolist() == [[0, 0]]
    assert round_rows(row, totals=np.array([1])).tolist() == [[1, 0]]


@given(values)
def test_totals_are_kept_and_no_value_moves_by_one_or_more(
    given_values: NDArray[np.float64],
) -> None:
    rounded = round_rows(given_values)
    sums = given_values.reshape(len(given_values), -1).sum(axis=1)
    assert rounded.reshape(len(rounded), -1).sum(axis=1).tolist() == np.rint(sums).tolist()
    assert (np.abs(rounded - given_values) <= 1).all()
    assert (rounded >= 0).all()


@given(arrays(np.int64, array_shapes(max_dims=3), elements=st.integers(0, 10_000)))
def test_whole_numbers_are_left_alone(whole: NDArray[np.int64]) -> None:
    assert np.array_equal(round_all(whole), whole)


@pytest.mark.parametrize("bad", [[[-0.1, 1.0]], [[np.nan, 1.0]], [[np.inf, 1.0]]])
def test_values_that_cannot_be_rounded(bad: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="finite"):
        round_rows(bad)


@pytest.mark.parametrize("totals", [[3], [1], [2, 2]])
def test_totals_that_are_not_those_of_the_rows(totals: list[int]) -> None:
    with pytest.raises(ValueError, match="sum of its row"):
        round_rows([[1.0, 1.0]], totals=np.array(totals))
