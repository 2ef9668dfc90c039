"""Separation is found where it is, and only there."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.stats.drivers.separation import alike, separating


def test_alike() -> None:
    codes = np.array([0, 0, 1, 1, 2, 2, 4])
    assert alike(codes, np.array([0.0, 1, 1, 1, 0, 0, 1]), 5) == [1, 2, 4]


def test_complete_quasi_and_none() -> None:
    ones, x = np.ones(6), np.array([1.0, 2, 3, 4, 5, 6])
    complete = np.array([0.0, 0, 0, 1, 1, 1])
    quasi = np.array([0.0, 0, 1, 1, 1, 1])
    none = np.array([0.0, 1, 0, 1, 0, 1])
    design = np.stack([ones, x], axis=1)
    assert 1 in separating(design, complete)
    assert 1 in separating(np.stack([ones, [1, 2, 2, 4, 5, 6]], axis=1), quasi)
    assert separating(design, none) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_a_pair_of_alike_people_who_differ_is_no_separation(seed: int) -> None:
    """Every row stands twice, once with yes and once with no: nothing can tell them apart."""
    x = np.random.default_rng(seed).normal(size=(8, 3))
    assert separating(np.vstack([x, x]), np.repeat([0.0, 1.0], 8)) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_a_plane_between_yes_and_no_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(30), rng.normal(size=(30, 2))])
    y = (x @ np.array([0.1, 1.0, -1.0]) > 0).astype(float)
    assert separating(x, y) != []
