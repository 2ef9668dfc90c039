"""Variances from replicates: R's jackknife, and the mean that they must have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden import data, values
from tests.stats.made_samples import made
from tryggve.stats.calibration.again import poststratify_again, rake_again
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import poststratify, rake
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.replicates import (
    Replicates,
    bootstrap,
    delete_one,
    jackknife,
    replicate_variances,
)
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError

PEOPLE = data("people")
IN_R = values("jackknife")


def people() -> Sample:
    first = np.unique(PEOPLE["stratum"], return_index=True)[1]
    return stratified_sample(
        stratum=PEOPLE["stratum"].astype(np.int64),
        population=PEOPLE["population"][first],
        weight=PEOPLE["weight"],
    )


def variances(
    sample: Sample, replicates: Replicates, answers: Floats, quantity: Quantity
) -> tuple[Floats, Floats]:
    """Of the whole: those of linearization, and those of the replicates."""
    everybody = np.zeros(sample.size, dtype=np.int64)
    linear = estimate(sample, answers, [everybody], quantity)[0]
    found = replicate_variances(
        replicates,
        weight=sample.weight,
        answers=answers,
        partitions=[everybody],
        values=[linear.value],
        quantity=quantity,
    )[0]
    return linear.variance[0], found[0]


@pytest.mark.parametrize("quantity", Quantity)
def test_delete_one_as_r_does(quantity: Quantity) -> None:
    sample = people()
    answers = np.stack([PEOPLE["unsafe"], PEOPLE["worry"]], axis=1)
    _, found = variances(sample, delete_one(sample), answers, quantity)
    expected = IN_R["plain"][quantity.value]["error"]
    np.testing.assert_allclose(np.sqrt(found), expected, rtol=1e-9)


@pytest.mark.parametrize("name", ["poststratified", "raked"])
def test_delete_one_calibrated_anew_as_r_does(name: str) -> None:
    sample, known = people(), values("calibration")
    stratum, sex, age = (PEOPLE[each].astype(np.int64) for each in ("stratum", "sex", "age"))
    if name == "poststratified":
        margin = Margin("sex by age", age * 2 + sex, known["sex_age"])
        final, again = poststratify(sample, margin), poststratify_again(sample, margin)
    else:
        margins = [Margin("stratum", stratum, known["strata"]), Margin("sex", sex, known["sexes"])]
        final, again = rake(sample, margins, tolerance=1e-13), rake_again(sample, margins)
    everybody, area = np.zeros(sample.size, dtype=np.int64), PEOPLE["area"].astype(np.int64)
    both = np.stack([PEOPLE["unsafe"], PEOPLE["worry"]], axis=1)
    for answers, partition, quantity, key in (
        (both, everybody, Quantity.MEAN, "mean"),
        (both, everybody, Quantity.TOTAL, "total"),
        (both[:, 1:], area, Quantity.MEAN, "by_area"),
    ):
        found = estimate(final.sample, answers, [partition], quantity)[0]
        variance = replicate_variances(
            delete_one(sample),
            weight=sample.weight,
            answers=answers,
            partitions=[partition],
            values=[found.value],
            recalibration=again,
            quantity=quantity,
        )[0]
        expected = IN_R[name][key]
        np.testing.assert_allclose(found.value.ravel(), expected["estimate"], rtol=1e-9)
        np.testing.assert_allclose(np.sqrt(variance.ravel()), expected["error"], rtol=1e-9)


def test_delete_one_of_clusters_as_r_does() -> None:
    rows, expected = data("clusters"), values("clusters")
    sample, answers, sex = clusters()
    found, by_sex = estimate(sample, answers, [np.zeros(sample.size, dtype=np.int64), sex])
    of_all, of_sexes = replicate_variances(
        delete_one(sample),
        weight=rows["weight"],
        answers=answers,
        partitions=[np.zeros(sample.size, dtype=np.int64), sex],
        values=[found.value, by_sex.value],
    )
    np.testing.assert_allclose(np.sqrt(of_all[0]), expected["jackknife"]["error"], rtol=1e-9)
    errors = np.sqrt(of_sexes[:, 0])
    np.testing.assert_allclose(errors, expected["jackknife_by_sex"]["error"], rtol=1e-9)


def clusters() -> tuple[Sample, Floats, Integers]:
    """The golden data of clusters: the sample, worry and unsafe (n, 2), and sex (n,)."""
    rows = data("clusters")
    first = np.unique(rows["stratum"], return_index=True)[1]
    sample = stratified_sample(
        stratum=rows["stratum"].astype(np.int64),
        population=rows["population"][first],
        weight=rows["weight"],
        cluster=rows["cluster"],
    )
    return sample, np.stack([rows["worry"], rows["unsafe"]], axis=1), rows["sex"].astype(np.int64)


@given(st.integers(0, 40), st.booleans(), st.booleans())
def test_delete_one_of_a_total_is_its_variance(seed: int, clustered: bool, lonely: bool) -> None:
    it = made(seed, clustered=clustered, calibrated=False, lonely=lonely)
    linear, found = variances(it.sample, delete_one(it.sample), it.answers[:, 1:], Quantity.TOTAL)
    np.testing.assert_allclose(found, linear, rtol=1e-9)


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("kind", ["bootstrap", "groups"])
def test_the_mean_over_draws_is_the_variance_of_a_total(kind: str, clustered: bool) -> None:
    sample = made(3, clustered=clustered, calibrated=False).sample
    answers = np.random.default_rng(8).normal(5, 2, (sample.size, 1))
    found = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        drawn = (
            bootstrap(sample, number=50, rng=rng)
            if kind == "bootstrap"
            else jackknife(sample, groups=12, rng=rng)
        )
        linear, each = variances(sample, drawn, answers, Quantity.TOTAL)
        found.append(each[0])
    error = np.std(found) / np.sqrt(len(found))
    assert abs(np.mean(found) - linear[0]) < 4 * error
    assert error < 0.05 * linear[0]


def test_a_census_has_no_variance() -> None:
    sample = stratified_sample(stratum=np.zeros(20, dtype=np.int64), population=np.array([20.0]))
    answers = np.random.default_rng(1).normal(size=(20, 1))
    replicates = bootstrap(sample, number=30, rng=np.random.default_rng(2))
    _, found = variances(sample, replicates, answers, Quantity.MEAN)
    np.testing.assert_allclose(found, 0, atol=1e-25)


def test_what_replicates_are_calibrated_to_has_no_variance() -> None:
    sample = people()
    sex = PEOPLE["sex"].astype(np.int64)
    again = poststratify_again(sample, Margin("sex", sex, np.bincount(sex, sample.weight)))
    replicates = bootstrap(sample, number=100, rng=np.random.default_rng(4))
    found = replicate_variances(
        replicates,
        weight=sample.weight,
        answers=PEOPLE["sex"][:, None],
        partitions=[np.zeros(sample.size, dtype=np.int64)],
        values=[np.array([[np.average(PEOPLE["sex"], weights=sample.weight)]])],
        recalibration=again,
    )[0]
    np.testing.assert_allclose(found, 0, atol=1e-10)  # factors are kept in single precision


def test_the_same_seed_gives_the_same_replicates() -> None:
    sample = people()
    one, two = (bootstrap(sample, number=5, rng=np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one.factors, two.factors)


@pytest.mark.parametrize("number", [0, 1])
def test_too_few_replicates_are_refused(number: int) -> None:
    with pytest.raises(InputError):
        bootstrap(people(), number=number, rng=np.random.default_rng(1))


def test_leaving_out_one_of_too_many_is_refused() -> None:
    many = stratified_sample(
        stratum=np.zeros(5_001, dtype=np.int64), population=np.array([90_000.0])
    )
    with pytest.raises(InputError):
        delete_one(many)
