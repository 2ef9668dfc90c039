"""Regression agrees with R's svyglm, recovers what was put in, and refuses what has no answer."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.contrasts import covariances, means
from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.drivers.regression import Family, Fit, Reading, fit, wald
from tryggve.stats.sample import stratified_sample
from tryggve.wording.problems import InputError

KINDS = ("plain", "raked", "clustered")
AGES = ("16-29", "30-49", "50-64", "65-85")


def predictors(*names: str) -> list[Number | Category]:
    columns = people()
    if "age" not in names:
        return [Number(name, columns[name]) for name in names]
    ages = Category("age", columns["age"].astype(int), AGES)
    return [ages if name == "age" else Number(name, columns[name]) for name in names]


def fitted(kind: str, answer: str, family: Family, *names: str) -> Fit:
    return fit(golden_sample(kind), people()[answer], predictors(*names), family)


CASES = {
    "linear": ("worry", Family.LINEAR, ("sex", "age", "income"), ("age",)),
    "linear_missing": ("report", Family.LINEAR, ("sex", "income"), ("sex", "income")),
    "logistic": ("unsafe", Family.LOGISTIC, ("sex", "age", "worry"), ("sex", "worry")),
    "logistic_default": ("unsafe", Family.LOGISTIC, ("sex", "worry"), ("sex",)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES)
def test_as_in_r(kind: str, case: str) -> None:
    answer, family, names, tested = CASES[case]
    expected = values("comparison")[kind][case]
    found = fitted(kind, answer, family, *names)
    # R's "logistic" was run to the end; ours ends where R does by default, 1e-8 of the deviance.
    tolerance = 2e-5 if case == "logistic" else 1e-9
    np.testing.assert_allclose(found.coefficient, expected["estimate"], rtol=1e-8)
    np.testing.assert_allclose(found.standard_error, expected["error"], rtol=tolerance)
    matrix = expected["covariance"].reshape(found.covariance.shape)
    scale = np.outer(expected["error"], expected["error"])
    assert (np.abs(found.covariance - matrix) / scale).max() < tolerance
    assert found.freedom == expected["freedom"][0]
    test = wald(found, tested)
    got = [test.statistic, *test.freedom, test.p_value]
    np.testing.assert_allclose(got, expected["wald"], rtol=20 * tolerance)


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_a_category_alone_is_the_difference_of_means(made: Made) -> None:
    """Whatever the sample: the coefficient, and its error, is the contrast of the two means."""
    groups = Category("sex", made.sex, ("man", "woman"))
    found = fit(made.sample, made.answers[:, 1], [groups], Family.LINEAR)
    figures = means(made.sample, made.answers[:, 1:], made.sex)
    matrix = covariances(made.sample, figures)
    np.testing.assert_allclose(found.coefficient[1], figures.value[1] - figures.value[0])
    expected = matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]
    np.testing.assert_allclose(found.covariance[1, 1], expected, rtol=1e-8, atol=1e-14)


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_saturated_odds_are_those_of_the_shares(made: Made) -> None:
    share = made.answers[:, 0]
    groups = Category("sex", made.sex, ("man", "woman"), reference=1)
    figures = means(made.sample, share[:, None], made.sex)
    if not ((figures.value > 0) & (figures.value < 1)).all():
        return
    found = fit(made.sample, share, [groups], Family.LOGISTIC)
    odds = np.log(figures.value / (1 - figures.value))
    np.testing.assert_allclose(found.coefficient, [odds[1], odds[0] - odds[1]], rtol=1e-6)
    slope = 1 / (figures.value * (1 - figures.value))
    matrix = covariances(made.sample, figures) * np.outer(slope, slope)
    np.testing.assert_allclose(found.covariance[0, 0], matrix[1, 1], rtol=1e-4, atol=1e-12)


def test_units_of_measure_do_not_matter() -> None:
    columns, sample = people(), golden_sample("plain")
    small = fit(sample, columns["worry"], [Number("income", columns["income"])], Family.LINEAR)
    large = fit(
        sample, columns["worry"], [Number("income", 1e6 + columns["income"] * 1e3)], Family.LINEAR
    )
    np.testing.assert_allclose(large.coefficient[1] * 1e3, small.coefficient[1], rtol=1e-9)
    np.testing.assert_allclose(large.standard_error[1] * 1e3, small.standard_error[1], rtol=1e-9)


def test_who_lacks_a_value_is_a_domain_of_the_sample() -> None:
    """Those left out count as zeros, not as never drawn."""
    found = fitted("plain", "report", Family.LINEAR, "sex", "income")
    missing = np.isnan(people()["report"])
    assert found.answers == 210 - missing.sum()
    assert (found.linearized[missing] == 0).all()
    codes = people()["age"].astype(int)
    codes[:5] = -1
    some = Category("age", codes, AGES)
    assert fit(golden_sample("plain"), people()["worry"], [some], Family.LINEAR).answers == 205


def test_intervals_tests_and_reading() -> None:
    found = fitted("plain", "worry", Family.LINEAR, "sex", "age", "income")
    assert found.reading is Reading.ASSOCIATION
    assert [str(column) for column in found.columns] == [
        "intercept",
        "sex",
        "age: 30-49",
        "age: 50-64",
        "age: 65-85",
        "income",
    ]
    low, high = found.interval()
    inside = (low < 0) & (high > 0)
    np.testing.assert_array_equal(inside, found.p_value > 0.05)
    one = wald(found, ["sex"])
    np.testing.assert_allclose(one.p_value, found.p_value[1], rtol=1e-9)


def test_what_was_put_in_comes_out() -> None:
    rng = np.random.default_rng(3)
    size = 20_000
    x, group = rng.normal(size=size), rng.integers(0, 3, size)
    eta = -1 + 0.5 * x + np.array([0, 0.4, -0.8])[group]
    y = (rng.random(size) < 1 / (1 + np.exp(-eta))).astype(float)
    sample = stratified_sample(stratum=np.arange(size) % 10, weight=rng.uniform(1, 3, size))
    found = fit(
        sample, y, [Number("x", x), Category("group", group, ("a", "b", "c"))], Family.LOGISTIC
    )
    away = (found.coefficient - [-1, 0.5, 0.4, -0.8]) / found.standard_error
    assert np.abs(away).max() < 3.5


def test_a_category_that_answered_alike_is_named() -> None:
    columns = people()
    answer = columns["unsafe"].copy()
    answer[columns["age"] == 2] = 1
    with pytest.raises(InputError) as error:
        fit(golden_sample("plain"), answer, predictors("sex", "age"), Family.LOGISTIC)
    assert [problem.field for problem in error.value.problems] == ["age: 50-64"]


def test_a_number_that_separates_is_named() -> None:
    columns = people()
    answer = (columns["worry"] > 45).astype(float)
    with pytest.raises(InputError) as error:
        fit(golden_sample("plain"), answer, predictors("sex", "worry"), Family.LOGISTIC)
    assert "worry" in [problem.field for problem in error.value.problems]


def test_an_outlier_is_no_separation() -> None:
    """A number far out makes the linear predictor large, and there is an estimate all the same."""
    rng = np.random.default_rng(8)
    x = rng.normal(size=300)
    y = (rng.random(300) < 1 / (1 + np.exp(-2 * x))).astype(float)
    x[0], y[0] = 60.0, 1.0
    sample = stratified_sample(stratum=np.zeros(300, int), weight=np.ones(300))
    found = fit(sample, y, [Number("x", x)], Family.LOGISTIC)
    assert 1 < found.coefficient[1] < 3


def test_columns_that_add_up_are_named() -> None:
    columns = people()
    twice = [
        *predictors("sex", "income"),
        Number("double", 2 * columns["income"]),
        Category("empty", columns["sex"].astype(int), ("a", "b", "nobody")),
    ]
    with pytest.raises(InputError) as error:
        fit(golden_sample("plain"), columns["worry"], twice, Family.LINEAR)
    fields = [problem.field for problem in error.value.problems]
    assert len(fields) == 3
    assert "empty: nobody" in fields


def test_answers_that_are_no_shares_are_named() -> None:
    columns = people()
    answer = columns["unsafe"].copy()
    answer[[3, 7]] = 2, -1
    with pytest.raises(InputError) as error:
        fit(golden_sample("plain"), answer, predictors("sex"), Family.LOGISTIC)
    assert [(problem.row, problem.field) for problem in error.value.problems] == [
        (5, "answer"),
        (9, "answer"),
    ]
    with pytest.raises(InputError):
        fit(golden_sample("plain"), np.ones(210), predictors("sex"), Family.LOGISTIC)
    answer = columns["worry"].copy()
    answer[0] = np.inf
    with pytest.raises(InputError) as error:
        fit(golden_sample("plain"), answer, predictors("sex"), Family.LINEAR)
    assert [problem.row for problem in error.value.problems] == [2]


def test_fewer_answers_than_coefficients_are_refused() -> None:
    answer = np.full(210, np.nan)
    answer[:3] = 1, 2, 4
    with pytest.raises(InputError):
        fit(golden_sample("plain"), answer, predictors("sex", "income"), Family.LINEAR)


@pytest.mark.prove
def test_intervals_cover_at_the_told_rate() -> None:
    """A clustered population drawn 1,500 times: 95 percent intervals of a logistic slope."""
    rng = np.random.default_rng(17)
    clusters, each = 300, 20
    cluster = np.repeat(np.arange(clusters), each)
    shared = rng.normal(size=clusters)[cluster]
    x = 0.7 * shared + rng.normal(size=clusters * each)
    eta = -0.5 + 0.4 * x + 0.6 * shared
    y = (rng.random(len(eta)) < 1 / (1 + np.exp(-eta))).astype(float)
    everybody = stratified_sample(stratum=np.zeros(len(y), int), weight=np.ones(len(y)))
    truth = fit(everybody, y, [Number("x", x)], Family.LOGISTIC).coefficient[1]
    hits = 0
    for _ in range(1500):
        drawn = rng.choice(clusters, 60, replace=False)
        rows = np.flatnonzero(np.isin(cluster, drawn))
        sample = stratified_sample(
            stratum=np.zeros(len(rows), int),
            population=[clusters],
            weight=np.full(len(rows), 5.0),
            cluster=cluster[rows],
        )
        low, high = fit(sample, y[rows], [Number("x", x[rows])], Family.LOGISTIC).interval()
        hits += int(low[1] <= truth <= high[1])
    assert 0.93 <= hits / 1500 <= 0.965, hits
