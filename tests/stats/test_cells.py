"""Rows are gathered where all keys are equal, whatever the keys are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tryggve.stats.cells import distinct

VALUES = st.one_of(
    st.integers(-3, 3).map(float), st.sampled_from([-(2.0**40), 2.0**40, 2.0**52]), st.just(0.5)
)


@given(arrays(np.float64, st.tuples(st.integers(0, 12), st.integers(1, 9)), elements=VALUES))
def test_rows_are_equal_in_all_keys_or_in_other_combinations(rows: np.ndarray) -> None:
    """Keys that are whole numbers are given as such, near one another or far apart."""
    keys = [column.astype(np.int64) if (column % 1 == 0).all() else column for column in rows.T]
    first, combination = distinct(keys)
    _, expected_first, expected = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    assert combination.tolist() == expected.ravel().tolist()
    assert first.tolist() == expected_first.tolist()


def test_many_wide_keys_do_not_run_into_one_another() -> None:
    rng = np.random.default_rng(1)
    keys = [rng.integers(0, 2**24, 300) for _ in range(6)]
    assert len(distinct(keys)[0]) == 300
