import numpy as np
import pytest

from tests.stats.indices.made import definition
from tryggve.stats.estimation import estimate
from tryggve.stats.indices.smooth import smooth_index
from tryggve.stats.sample import stratified_sample


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
