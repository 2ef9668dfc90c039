"""The variance between areas: at the top of its likelihood, wherever that is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from tests.stats.small_area.test_model import made
from tryggve.stats.small_area.between import Method, between_areas, generalised


def log_likelihood(
    direct: np.ndarray, variance: np.ndarray, x: np.ndarray, between: float, method: Method
) -> float:
    """From the densities themselves: of y, or of as many contrasts of y that know no b."""
    covariance = np.diag(between + variance)
    if method is Method.ML:
        slope = generalised(direct, variance, x, between)[0]
        return float(stats.multivariate_normal(x @ slope, covariance).logpdf(direct))
    contrasts = np.linalg.qr(x, mode="complete")[0][:, x.shape[1] :]
    inner = contrasts.T @ covariance @ contrasts
    zero = np.zeros(len(inner))
    value = float(stats.multivariate_normal(zero, inner).logpdf(contrasts.T @ direct))
    return value + (np.log(between) if method is Method.ADJUSTED else 0.0)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 5000), st.sampled_from(list(Method)))
def test_at_the_top_of_the_likelihood(seed: int, method: Method) -> None:
    direct, variance, covariate, _ = made(seed, areas=30)
    x = np.column_stack([np.ones(30), covariate.values])
    found = between_areas(direct, variance, x, method)
    best = optimize.minimize_scalar(
        lambda a: -log_likelihood(direct, variance, x, a, found.method),
        bounds=(1e-9, 1.0),
        method="bounded",
        options={"xatol": 1e-10},
    )
    assert np.isclose(found.between, best.x, rtol=1e-4)


def test_zero_gives_the_adjusted_one() -> None:
    rng = np.random.default_rng(4)
    x = np.ones((40, 1))
    direct, variance = 0.1 * rng.normal(size=40), np.full(40, 0.04)
    for method in (Method.REML, Method.ML):
        found = between_areas(direct, variance, x, method)
        assert found.method is Method.ADJUSTED
        assert found == between_areas(direct, variance, x, Method.ADJUSTED)
        assert found.bias == pytest.approx(
            2 / (found.between * ((found.between + 0.04) ** -2 * 40))
        )


def test_equal_variances_have_a_known_answer() -> None:
    """With D the same everywhere REML is max(0, S / (m - p) - D)."""
    rng = np.random.default_rng(9)
    x = np.column_stack([np.ones(50), rng.normal(size=50)])
    direct = rng.normal(size=50)
    left = direct - x @ np.linalg.lstsq(x, direct, rcond=None)[0]
    found = between_areas(direct, np.full(50, 0.3), x, Method.REML)
    assert np.isclose(found.between, left @ left / 48 - 0.3, rtol=1e-10)
    found = between_areas(direct, np.full(50, 0.3), x, Method.ML)
    assert np.isclose(found.between, left @ left / 50 - 0.3, rtol=1e-10)
