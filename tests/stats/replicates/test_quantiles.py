"""Quantiles with intervals from replicates: where the two ways must agree, and their edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.made_samples import golden_sample, people
from tryggve.stats.calibration.again import rake_again
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import rake
from tryggve.stats.quantiles import Quantiles, quantiles
from tryggve.stats.replicates import Replicates, bootstrap, delete_one, replicate_quantiles
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError

ORDERS = [0.1, 0.25, 0.5, 0.75, 0.9]


def from_replicates(
    replicates: Replicates, sample: Sample, answers: Floats, domain: Integers
) -> Quantiles:
    return replicate_quantiles(
        replicates,
        sample=sample,
        weight=sample.weight,
        answers=answers,
        partitions=[domain],
        orders=ORDERS,
    )[0]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 100_000))
def test_leaving_out_one_at_a_time_gives_the_intervals_of_linearization(seed: int) -> None:
    """A share of the whole is a total over a known number, of which delete-one is the formula."""
    rng = np.random.default_rng(seed)
    stratum = np.repeat([0, 1, 2], [20, 35, 28])
    sample = stratified_sample(stratum=stratum, population=[90, 300, 61])
    answers = rng.normal(10, 3, (83, 2)).round(1)
    everybody = np.zeros(83, dtype=np.int64)
    found = from_replicates(delete_one(sample), sample, answers, everybody)
    (expected,) = quantiles(sample, answers, [everybody], ORDERS)
    for ours, linear in (
        (found.value, expected.value),
        (found.low, expected.low),
        (found.high, expected.high),
        (found.standard_error, expected.standard_error),
        (found.freedom, expected.freedom),
    ):
        np.testing.assert_allclose(ours, linear, rtol=1e-9)


def test_calibrated_replicates_narrow_what_the_margins_know() -> None:
    """Calibrated to ages, their quantiles are known but for the greatest; without they are not."""
    plain = golden_sample("plain")
    age = people()["age"].astype(np.int64)
    margins = [Margin("age", age, np.bincount(age, plain.weight))]
    final, again = rake(plain, margins).sample, rake_again(plain, margins)
    drawn = bootstrap(plain, number=60, rng=np.random.default_rng(5))
    everybody = np.zeros(plain.size, dtype=np.int64)
    found = replicate_quantiles(
        drawn,
        sample=final,
        weight=plain.weight,
        answers=age[:, None].astype(float),
        partitions=[everybody],
        orders=ORDERS,
        recalibration=again,
    )[0]
    np.testing.assert_allclose(found.low[:, :, :4], found.value[:, :, :4])
    np.testing.assert_allclose(found.high[:, :, :4], found.value[:, :, :4])
    without = from_replicates(drawn, plain, age[:, None].astype(float), everybody)
    assert (without.high > without.low).any()


def test_who_is_in_no_domain_or_did_not_answer_counts_in_none() -> None:
    sample, columns = golden_sample("plain"), people()
    drawn = bootstrap(sample, number=30, rng=np.random.default_rng(6))
    answers = columns["report"][:, None]
    women = np.where(columns["sex"] == 1, 0, -1)
    found = from_replicates(drawn, sample, answers, women)
    other = np.where(columns["sex"][:, None] == 1, answers, 1e9)
    for part in ("value", "low", "high", "standard_error", "answers"):
        again = from_replicates(drawn, sample, other, women)
        np.testing.assert_array_equal(getattr(found, part), getattr(again, part))
    assert found.answers[0, 0] == (~np.isnan(answers[women == 0])).sum()


def test_a_domain_without_answers_is_not_a_number() -> None:
    sample = golden_sample("plain")
    drawn = bootstrap(sample, number=10, rng=np.random.default_rng(7))
    domain = np.where(people()["sex"] == 1, 2, 0)  # the domain 1 holds nobody
    found = from_replicates(drawn, sample, people()["worry"][:, None], domain)
    assert np.isnan(found.value[:, 0, 2]).tolist() == [False, True, False]
    assert np.isnan(found.standard_error[:, 0, 2]).tolist() == [False, True, False]


@pytest.mark.parametrize("order", [0, 1, np.nan])
def test_an_order_that_does_not_exist(order: float) -> None:
    sample = golden_sample("plain")
    drawn = bootstrap(sample, number=10, rng=np.random.default_rng(8))
    with pytest.raises(InputError):
        replicate_quantiles(
            drawn,
            sample=sample,
            weight=sample.weight,
            answers=people()["worry"][:, None],
            partitions=[np.zeros(sample.size, dtype=np.int64)],
            orders=order,
        )
