"""Benjamini and Hochberg, by hand and by what it must obey."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.multiplicity import adjusted


def test_by_hand() -> None:
    found = adjusted(np.array([[0.01, 0.04, 0.03, 0.005]]), axis=1)
    np.testing.assert_allclose(found, [[0.02, 0.04, 0.04, 0.02]])


def test_families_and_missing_tests() -> None:
    p_values = np.array([[0.01, np.nan, 0.04], [np.nan, np.nan, np.nan], [0.02, 0.5, 0.9]])
    rows = adjusted(p_values, axis=1)
    np.testing.assert_allclose(rows[0], [0.02, np.nan, 0.04])
    assert np.isnan(rows[1]).all()
    np.testing.assert_allclose(rows[2], [0.06, 0.75, 0.9])
    np.testing.assert_allclose(adjusted(p_values.T, axis=0), rows.T)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_never_smaller_and_in_the_same_order(p_values: list[float]) -> None:
    given_values = np.array([p_values])
    found = adjusted(given_values, axis=1)
    assert (found >= given_values - 1e-15).all()
    assert (np.diff(found[0][np.argsort(given_values[0])]) >= -1e-15).all()
    # A single finding is as hard as Bonferroni's, all together as easy as one test.
    assert np.isclose(found.max(), given_values.max())
