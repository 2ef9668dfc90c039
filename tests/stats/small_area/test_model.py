"""The Fay-Herriot model: what is put in comes out, and too little is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.small_area.between import Method
from tryggve.stats.small_area.model import fay_herriot
from tryggve.wording.problems import InputError


def made(
    seed: int, areas: int = 60, between: float = 0.04
) -> tuple[np.ndarray, np.ndarray, Number, np.ndarray]:
    """Direct estimates, their variances, a covariate and the truth."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=areas)
    truth = 0.5 + 0.2 * x + np.sqrt(between) * rng.normal(size=areas)
    variance = rng.uniform(0.02, 0.1, areas)
    direct = truth + np.sqrt(variance) * rng.normal(size=areas)
    return direct, variance, Number("x", x), truth


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000))
def test_between_direct_and_model(seed: int) -> None:
    direct, variance, x, _ = made(seed)
    model = fay_herriot(direct, variance, [x])
    low, high = np.minimum(direct, model.synthetic), np.maximum(direct, model.synthetic)
    assert ((model.value >= low - 1e-12) & (model.value <= high + 1e-12)).all()
    expected = model.between / (model.between + variance)
    np.testing.assert_allclose(model.shrinkage, expected)
    assert (model.mse > 0).all()
    assert [str(column) for column in model.columns] == ["intercept", "x"]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 5000), st.floats(0.1, 10), st.floats(-5, 5))
def test_scale_and_shift(seed: int, scale: float, shift: float) -> None:
    direct, variance, x, _ = made(seed)
    one = fay_herriot(direct, variance, [x])
    other = fay_herriot(scale * direct + shift, scale**2 * variance, [x])
    np.testing.assert_allclose(other.between, scale**2 * one.between, rtol=1e-5)
    np.testing.assert_allclose(other.value, scale * one.value + shift, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(other.mse, scale**2 * one.mse, rtol=1e-5)


def test_surer_than_direct_and_right_on_average() -> None:
    """Over 200 populations: the model's error is what the mse says, and under the direct one's."""
    squares, told, direct_squares = [], [], []
    for seed in range(200):
        direct, variance, x, truth = made(seed)
        model = fay_herriot(direct, variance, [x])
        squares.append(np.mean((model.value - truth) ** 2))
        told.append(np.mean(model.mse))
        direct_squares.append(np.mean((direct - truth) ** 2))
    assert abs(np.mean(told) / np.mean(squares) - 1) < 0.05
    assert np.mean(squares) < 0.7 * np.mean(direct_squares)


def test_by_ml_a_is_smaller_and_its_bias_is_made_good() -> None:
    direct, variance, x, _ = made(3)
    restricted = fay_herriot(direct, variance, [x])
    likelihood = fay_herriot(direct, variance, [x], method=Method.ML)
    assert likelihood.between < restricted.between
    total = likelihood.between + variance
    part = variance / total
    plain = likelihood.between * part + 4 * part**2 / total / (total**-2).sum()
    of_slope = part**2 * np.einsum("ip,pq,iq->i", likelihood.x, likelihood.covariance, likelihood.x)
    assert (likelihood.mse > plain + of_slope).all()


def test_areas_that_do_not_differ_are_not_all_made_alike() -> None:
    """Every truth on the line and errors smaller than told: A is zero by REML; Li and Lahiri's is
    not, and it is told."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=40)
    model = fay_herriot(0.2 * x + 0.05 * rng.normal(size=40), np.full(40, 0.04), [Number("x", x)])
    assert model.method is Method.ADJUSTED
    assert 0 < model.between < 0.04
    assert (model.shrinkage > 0).all()
    assert (model.mse > 0).all()


def test_too_few_areas_are_refused() -> None:
    direct, variance, x, _ = made(1, areas=19)
    with pytest.raises(InputError) as error:
        fay_herriot(direct, variance, [x])
    assert len(error.value.problems) == 1
    direct, variance, x, _ = made(1, areas=24)
    groups = Category("kind", np.arange(24) % 4, ("a", "b", "c", "d"))
    with pytest.raises(InputError):
        fay_herriot(direct, variance, [x, groups])


def test_every_wrong_value_is_named() -> None:
    direct, variance, x, _ = made(1)
    direct[2], variance[4], variance[5], x.values[7] = np.nan, 0, np.nan, np.nan
    with pytest.raises(InputError) as error:
        fay_herriot(direct, variance, [x], rows=np.arange(60) + 100)
    assert [(problem.field, problem.row) for problem in error.value.problems] == [
        ("direct", 104),
        ("variance", 106),
        ("variance", 107),
        ("covariates", 109),
    ]


@pytest.mark.prove
@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("between", [0.01, 0.04, 0.2])
def test_the_mse_is_right_to_the_second_order(method: Method, between: float) -> None:
    """Over 1,500 populations of 40 areas. Where A is small against the sampling variances and often
    estimated as zero, the told error is larger than the true one, never a tenth smaller."""
    squares, told = [], []
    for seed in range(1500):
        direct, variance, x, truth = made(seed, areas=40, between=between)
        model = fay_herriot(direct, variance, [x], method=method)
        squares.append(np.mean((model.value - truth) ** 2))
        told.append(np.mean(model.mse))
    ratio = np.mean(told) / np.mean(squares)
    assert 0.9 < ratio < (1.1 if between > 0.01 else 1.6), ratio
