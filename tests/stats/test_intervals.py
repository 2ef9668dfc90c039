"""Confidence intervals of shares and means: R's, exact ones, and the edges."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people, row, shares
from tryggve.stats.estimation import estimate
from tryggve.stats.intervals import effective_answers, mean_interval, share_interval
from tryggve.stats.sample import stratified_sample

EXPECTED = values("strata")


def test_the_logit_interval_of_a_stratified_sample() -> None:
    sample = golden_sample("plain")
    everybody = np.zeros(sample.size, dtype=np.int64)
    interval = share_interval(estimate(sample, people()["unsafe"][:, None], [everybody])[0])
    assert [interval.low[0, 0], interval.high[0, 0]] == pytest.approx(
        EXPECTED["interval_logit"], rel=1e-9
    )


def test_the_korn_graubard_interval_of_a_small_share() -> None:
    sample = golden_sample("plain")
    everybody = np.zeros(sample.size, dtype=np.int64)
    rare = (people()["worry"] > 65).astype(float)[:, None]
    estimates = estimate(sample, rare, [everybody])[0]
    interval = share_interval(estimates)
    assert estimates.value[0, 0] == pytest.approx(EXPECTED["few_share"][0], rel=1e-9)
    assert effective_answers(estimates)[0, 0] < estimates.answers[0, 0]
    assert [interval.low[0, 0], interval.high[0, 0]] == pytest.approx(
        EXPECTED["interval_beta_few"], rel=1e-9
    )


@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
def test_the_effective_number_of_answers_is_at_most_the_number_itself(kind: str) -> None:
    sample, expected = golden_sample(kind), values("effects")[kind]["effective"]
    everybody = np.zeros(sample.size, dtype=np.int64)
    estimates = estimate(sample, people()["unsafe"][:, None], [everybody])[0]
    found = effective_answers(estimates)[0]
    assert found == pytest.approx(np.minimum(expected, 210), rel=1e-9)


@pytest.mark.parametrize(("level", "name"), [(0.95, "interval"), (0.9, "interval_90")])
@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
def test_the_interval_of_a_mean(kind: str, level: float, name: str) -> None:
    sample, columns = golden_sample(kind), people()
    both = np.stack([columns["unsafe"], columns["worry"]], axis=1)
    everybody = np.zeros(sample.size, dtype=np.int64)
    interval = mean_interval(estimate(sample, both, [everybody])[0], level=level)
    found = np.stack([interval.low[0], interval.high[0]], axis=1)
    assert found.ravel() == pytest.approx(values("effects")[kind][name], rel=1e-9)


@pytest.mark.parametrize("yes", [0, 1, 9, 191, 199, 200])
def test_few_yes_or_no_of_a_simple_random_sample_are_clopper_and_pearson(yes: int) -> None:
    """Of n answers, the effective number is n - 1: the variance has n - 1 in the denominator."""
    interval = share_interval(shares([yes], 200))
    effective = 200.0 if yes in (0, 200) else 199.0
    low = stats.beta.ppf(0.025, effective * yes / 200, effective * (1 - yes / 200) + 1)
    high = stats.beta.ppf(0.975, effective * yes / 200 + 1, effective * (1 - yes / 200))
    assert interval.low[0, 0] == pytest.approx(0.0 if yes == 0 else low, rel=1e-9)
    assert interval.high[0, 0] == pytest.approx(1.0 if yes == 200 else high, rel=1e-9)


@pytest.mark.parametrize("answers", [90, 92, 165, 166, 500, 740])
def test_exactly_ten_no_is_treated_as_exactly_ten_yes(answers: int) -> None:
    """A population of 8,000: the effective answers are all answers, so exactly ten are expected."""
    stratum = np.repeat([0, 1], answers)
    ten = np.arange(answers) < 10
    sample = stratified_sample(stratum=stratum, population=[8000, 8000])
    yes = np.concatenate([ten, ~ten]).astype(float)[:, None]
    interval = share_interval(estimate(sample, yes, [stratum])[0])
    assert interval.low[0, 0] == pytest.approx(1 - interval.high[1, 0], rel=1e-9)
    assert interval.high[0, 0] == pytest.approx(1 - interval.low[1, 0], rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(kinds)
def test_all_yes_is_as_sure_as_all_no(made: Made) -> None:
    """What rounding leaves of a variance of zero must not count as a variance."""
    answers = np.stack([np.zeros(made.sample.size), np.ones(made.sample.size)], axis=1)
    estimates = estimate(made.sample, answers, [made.domain])[0]
    interval = share_interval(estimates)
    assert effective_answers(estimates).tolist() == estimates.answers.tolist()
    assert interval.low[:, 1] == pytest.approx(1 - interval.high[:, 0], nan_ok=True)
    assert interval.high[:, 1] == pytest.approx(1 - interval.low[:, 0], nan_ok=True)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5), st.floats(0.6, 0.99))
def test_the_interval_holds_the_share_and_lies_within_zero_and_one(
    yes: list[int], level: float
) -> None:
    estimates = row(yes, 300)
    interval = share_interval(estimates, level=level)
    assert (interval.low >= 0).all()
    assert (interval.high <= 1).all()
    assert (interval.low <= estimates.value).all()
    assert (interval.high >= estimates.value).all()
    assert (interval.half_width > 0).all()


@given(st.integers(0, 300))
def test_yes_and_no_are_mirrored(yes: int) -> None:
    of_yes, of_no = share_interval(shares([yes], 300)), share_interval(shares([300 - yes], 300))
    assert of_yes.low[0, 0] == pytest.approx(1 - of_no.high[0, 0], abs=1e-12)


def test_a_mean_takes_the_t_distribution() -> None:
    estimates = shares([50], 101)
    interval = mean_interval(estimates, level=0.9)
    width = stats.t.ppf(0.95, 100) * estimates.standard_error[0, 0]
    assert interval.half_width[0, 0] == pytest.approx(width, rel=1e-12)
    assert interval.low[0, 0] == pytest.approx(50 / 101 - width, rel=1e-12)


@pytest.mark.parametrize(("asked", "yes"), [(5, 1), (12, 2), (33, 12)])
def test_a_question_that_few_were_asked_has_few_degrees_of_freedom(asked: int, yes: int) -> None:
    """Victims alone are asked whether they told the police: 165 answered, 33 were asked. The
    interval is never narrower than if the 33 were the whole sample with the same variance."""
    sample = stratified_sample(stratum=np.zeros(165, dtype=np.int64))
    answers = np.full((165, 1), np.nan)
    answers[:asked, 0] = np.arange(asked) < yes
    estimates = estimate(sample, answers, [np.zeros(165, dtype=np.int64)])[0]
    alone = replace(estimates, freedom=np.array([asked - 1]))
    assert estimates.freedom.tolist() == [164]
    for interval in (share_interval, mean_interval):
        assert interval(estimates).low == pytest.approx(interval(alone).low, rel=1e-12)
        assert interval(estimates).high == pytest.approx(interval(alone).high, rel=1e-12)


def test_no_degrees_of_freedom_no_interval() -> None:
    estimates = shares([1], 1)
    interval = share_interval(estimates)
    assert np.isnan(interval.low[0, 0])
    assert np.isnan(mean_interval(estimates).low[0, 0])
