"""The covariance of two rounds with some of the same people."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.contrasts import covariances, means
from tryggve.stats.difference import difference_of_means
from tryggve.stats.estimation import estimate
from tryggve.stats.panels import Wave, panel_covariance
from tryggve.stats.sample import Sample, stratified_sample
from tryggve.wording.problems import InputError


def wave(sample: Sample, answers: np.ndarray, who: np.ndarray) -> Wave:
    return Wave(sample, answers, np.zeros(sample.size, dtype=np.int64), who)


@settings(max_examples=40, deadline=None)
@given(kinds)
def test_the_same_round_twice_is_its_variance(made: Made) -> None:
    if made.sample.strata == 5:
        return  # a stratum of one unit tells nothing of a covariance
    sample = made.sample
    who = np.arange(sample.size) if sample.cluster is None else sample.cluster
    same = Wave(sample, made.answers, made.domain, who)
    figures = means(sample, made.answers, made.domain)
    expected = np.diag(covariances(sample, figures)).reshape(-1, 2)
    np.testing.assert_allclose(panel_covariance(same, same), expected, rtol=1e-8, atol=1e-14)


@pytest.mark.parametrize("kind", ["plain", "clustered"])
def test_the_same_people_who_say_something_else_as_in_r(kind: str) -> None:
    """Worry in one round; worry, unsafe and income in the next, of everybody asked before."""
    columns, sample, expected = people(), golden_sample(kind), values("rounds")[kind]
    who = np.arange(sample.size) if sample.cluster is None else sample.cluster
    before, after = (
        wave(sample, np.stack([columns[name] for name in names], axis=1), who)
        for names in (["worry"] * 3, ["worry", "unsafe", "income"])
    )
    shared = panel_covariance(before, after)
    np.testing.assert_allclose(shared[0], expected["covariance"], rtol=1e-9)
    one, two = (estimate(sample, each.answers, [each.domain])[0] for each in (before, after))
    found = difference_of_means(one, two, covariance=shared)
    np.testing.assert_allclose(found.value[0, 2], expected["change"]["estimate"][0], rtol=1e-9)
    error = expected["change"]["error"][0]
    np.testing.assert_allclose(found.standard_error[0, 2], error, rtol=1e-9)


def test_by_hand() -> None:
    """One stratum of 40; 6 and 5 answered, 3 in both: m (1 - n1 n2 / (N m)) s_12 of w z."""
    first = stratified_sample(stratum=np.zeros(6, int), population=[40])
    second = stratified_sample(stratum=np.zeros(5, int), population=[40])
    y = np.array([1.0, 4, 2, 8, 5, 7])
    z = np.array([2.0, 3, 9, 4, 6])
    found = panel_covariance(
        wave(first, y[:, None], np.array([1, 2, 3, 4, 5, 6])),
        wave(second, z[:, None], np.array([9, 5, 3, 8, 4])),
    )
    u = (y - y.mean())[[4, 2, 3]] / 6  # who is 5, 3, 4
    v = (z - z.mean())[[1, 2, 4]] / 5
    expected = 3 * (1 - 6 * 5 / (40 * 3)) * np.cov(u, v)[0, 1]
    np.testing.assert_allclose(found, [[expected]])


def test_nobody_in_both_is_nothing() -> None:
    sample = stratified_sample(stratum=np.zeros(6, int), population=[40])
    y = np.arange(6.0)[:, None]
    found = panel_covariance(wave(sample, y, np.arange(6)), wave(sample, y, np.arange(6) + 6))
    assert found.tolist() == [[0.0]]


def test_those_who_moved_are_a_group_of_their_own() -> None:
    first = stratified_sample(stratum=np.array([0, 0, 0, 1, 1]), population=[10, 10])
    second = stratified_sample(stratum=np.array([0, 0, 1, 1, 1]), population=[10, 10])
    rng = np.random.default_rng(2)
    y, z = rng.normal(size=5), rng.normal(size=5)
    found = panel_covariance(
        wave(first, y[:, None], np.array([1, 2, 3, 4, 5])),
        wave(second, z[:, None], np.array([8, 9, 2, 1, 7])),
    )
    u = (first.weight * (y - np.average(y, weights=first.weight)) / first.weight.sum())[:2]
    v = (second.weight * (z - np.average(z, weights=second.weight)) / second.weight.sum())[[3, 2]]
    np.testing.assert_allclose(found, [[2 * np.cov(u, v)[0, 1]]])


def test_who_stands_twice_is_named() -> None:
    sample = stratified_sample(stratum=np.zeros(4, int), population=[40])
    y = np.arange(4.0)[:, None]
    good, bad = wave(sample, y, np.arange(4)), wave(sample, y, np.array([7, 7, 8, 8]))
    with pytest.raises(InputError) as error:
        panel_covariance(good, bad)
    assert [problem.field for problem in error.value.problems] == ["after", "after"]
    assert ["7" in str(problem.what) for problem in error.value.problems] == [True, False]


@pytest.mark.prove
def test_it_is_the_covariance_over_many_draws() -> None:
    """Two answers of a population of 400; samples of 80 with 40 in both, drawn 4,000 times."""
    rng = np.random.default_rng(4)
    y = rng.normal(size=400)
    z = 0.8 * y + 0.6 * rng.normal(size=400)
    pairs, estimates = [], []
    for draw in range(4000):
        order = rng.permutation(400)
        first, second = order[:80], order[40:120]
        pairs.append((y[first].mean(), z[second].mean()))
        if draw < 300:
            sample = stratified_sample(stratum=np.zeros(80, int), population=[400])
            estimates.append(
                panel_covariance(
                    wave(sample, y[first][:, None], first), wave(sample, z[second][:, None], second)
                )[0, 0]
            )
    truth = np.cov(np.array(pairs).T)[0, 1]
    assert abs(np.mean(estimates) / truth - 1) < 0.1
