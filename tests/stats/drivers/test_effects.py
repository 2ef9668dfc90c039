"""Average marginal effects: as in R, and what they must be where it is known."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.golden import values
from tests.stats.drivers.test_regression import AGES
from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.contrasts import contrasts, means
from tryggve.stats.drivers.effects import average_marginal_effects
from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.drivers.regression import Family, Reading, fit
from tryggve.stats.replicates import bootstrap
from tryggve.stats.sample import stratified_sample


@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
def test_with_people_given_as_by_hand_in_r(kind: str) -> None:
    columns, sample = people(), golden_sample(kind)
    predictors = [
        Number("sex", columns["sex"]),
        Category("age", columns["age"].astype(int), AGES),
        Number("worry", columns["worry"]),
    ]
    fitted = fit(sample, columns["unsafe"], predictors, Family.LOGISTIC)
    found = average_marginal_effects(sample, fitted, people_given=True)
    expected = values("comparison")[kind]["effects"]
    np.testing.assert_allclose(found.value, expected["estimate"], rtol=1e-6)
    np.testing.assert_allclose(found.standard_error, expected["error"], rtol=3e-5)
    assert found.columns == fitted.columns[1:]
    assert found.reading is Reading.ASSOCIATION


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_of_a_category_alone_it_is_the_difference_of_shares(made: Made) -> None:
    figures = means(made.sample, made.answers[:, :1], made.sex)
    if not ((figures.value > 0) & (figures.value < 1)).all():
        return
    groups = Category("sex", made.sex, ("man", "woman"))
    fitted = fit(made.sample, made.answers[:, 0], [groups], Family.LOGISTIC)
    found = average_marginal_effects(made.sample, fitted)
    expected = contrasts(made.sample, figures, [-1, 1])
    np.testing.assert_allclose(found.value, expected.value, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(found.covariance, expected.covariance, rtol=1e-4, atol=1e-9)


def test_of_a_line_it_is_the_slope() -> None:
    columns, sample = people(), golden_sample("plain")
    predictors = [
        Number("income", columns["income"]),
        Category("age", columns["age"].astype(int), AGES),
    ]
    fitted = fit(sample, columns["worry"], predictors, Family.LINEAR)
    found = average_marginal_effects(sample, fitted)
    np.testing.assert_allclose(found.value, fitted.coefficient[1:])
    np.testing.assert_allclose(found.covariance, fitted.covariance[1:, 1:])
    np.testing.assert_allclose(found.p_value, fitted.p_value[1:])


def test_the_error_is_that_of_the_bootstrap() -> None:
    """500 replicates, each fitted anew: the draw of the people is counted."""
    rng = np.random.default_rng(5)
    size = 400
    x, group = rng.normal(size=size), rng.integers(0, 2, size)
    y = (rng.random(size) < 1 / (1 + np.exp(-(x - 0.5 * group)))).astype(float)
    sample = stratified_sample(stratum=np.arange(size) % 4, weight=rng.uniform(1, 4, size))
    predictors = [Number("x", x), Category("group", group, ("a", "b"))]
    found = average_marginal_effects(sample, fit(sample, y, predictors, Family.LOGISTIC))
    factors = bootstrap(sample, number=500, rng=rng).factors
    again = []
    for column in factors.T:
        other = sample.with_weights(np.maximum(sample.weight * column, 1e-9), None)
        again.append(
            average_marginal_effects(other, fit(other, y, predictors, Family.LOGISTIC)).value
        )
    np.testing.assert_allclose(found.standard_error, np.std(again, axis=0), rtol=0.12)


def test_interval_and_test() -> None:
    columns, sample = people(), golden_sample("plain")
    fitted = fit(sample, columns["unsafe"], [Number("worry", columns["worry"])], Family.LOGISTIC)
    found = average_marginal_effects(sample, fitted, level=0.99)
    assert found.low[0] < found.value[0] < found.high[0]
    assert (found.p_value[0] < 0.01) == (found.low[0] > 0)
    assert found.freedom == fitted.freedom
