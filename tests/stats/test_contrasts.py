"""Combinations of estimates agree with R, and with themselves."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.contrasts import (
    combined,
    contrasts,
    covariances,
    freedom_in,
    means,
    ratios,
    together,
    totals,
    transformed,
    two_sided,
)

KINDS = ("plain", "raked", "clustered")


@pytest.mark.parametrize("kind", KINDS)
def test_domain_means_and_their_covariances_as_in_r(kind: str) -> None:
    expected = values("comparison")[kind]["contrast"]
    columns, sample = people(), golden_sample(kind)
    area = columns["area"].astype(int)
    figures = means(sample, columns["worry"][:, None], area)
    np.testing.assert_allclose(figures.value, expected["means"], rtol=1e-9)
    matrix = expected["covariance"].reshape(12, 12)
    scale = np.sqrt(np.outer(np.diag(matrix), np.diag(matrix)))
    assert (np.abs(covariances(sample, figures) - matrix) / scale).max() < 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_linear_contrasts_as_in_r(kind: str) -> None:
    expected = values("comparison")[kind]["contrast"]
    columns, sample = people(), golden_sample(kind)
    figures = means(sample, columns["worry"][:, None], columns["area"].astype(int))
    first = [1, -1] + [0] * 10
    half = [0.5, 0.5] + [-0.1] * 10
    found = contrasts(sample, figures, [first, half])
    for number, name in enumerate(("first_less_second", "half")):
        np.testing.assert_allclose(found.value[number], expected[name]["estimate"], rtol=1e-9)
        np.testing.assert_allclose(found.standard_error[number], expected[name]["error"], rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_odds_ratio_and_ratio_as_in_r(kind: str) -> None:
    expected = values("comparison")[kind]["contrast"]
    columns, sample = people(), golden_sample(kind)
    shares = means(sample, columns["unsafe"][:, None], columns["sex"].astype(int))
    odds = combined(
        transformed(shares, lambda p: np.log(p / (1 - p)), lambda p: 1 / (p * (1 - p))), [-1, 1]
    )
    np.testing.assert_allclose(odds.value, expected["odds"]["estimate"], rtol=1e-9)
    error = np.sqrt(covariances(sample, odds)[0])
    np.testing.assert_allclose(error, expected["odds"]["error"], rtol=1e-9)

    both = [totals(sample, columns[name][:, None]) for name in ("worry", "income")]
    ratio = ratios(*both)
    np.testing.assert_allclose(ratio.value, expected["ratio"]["estimate"], rtol=1e-9)
    error = np.sqrt(covariances(sample, ratio)[0])
    np.testing.assert_allclose(error, expected["ratio"]["error"], rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(kinds)
def test_domains_add_up_to_the_whole(sample: Made) -> None:
    """The totals of disjoint domains add up, with their covariances, to the total of all."""
    domain = sample.domain + 1
    parts = totals(sample.sample, sample.answers, domain)
    whole = totals(sample.sample, sample.answers)
    adding = np.tile(np.eye(2), 4)[:, : parts.number]
    added = combined(parts, adding)
    np.testing.assert_allclose(added.value, whole.value, rtol=1e-12)
    np.testing.assert_allclose(
        covariances(sample.sample, added),
        covariances(sample.sample, whole),
        rtol=1e-9,
        atol=1e-9,
    )


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_a_mean_is_a_ratio_of_totals(sample: Made) -> None:
    answered = ~np.isnan(sample.answers)
    counted = totals(sample.sample, np.where(answered, 1.0, np.nan))
    ratio = ratios(totals(sample.sample, sample.answers), counted)
    mean = means(sample.sample, sample.answers)
    np.testing.assert_allclose(ratio.value, mean.value, rtol=1e-12)
    np.testing.assert_allclose(
        covariances(sample.sample, ratio), covariances(sample.sample, mean), rtol=1e-8, atol=1e-14
    )


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_overlapping_domains_keep_their_covariance(sample: Made) -> None:
    """A domain and the whole: the difference as one linearized variable is what it must be."""
    some = np.where(sample.domain == 0, 0, -1)
    if not (some == 0).any():
        return
    both = together(
        means(sample.sample, sample.answers[:, 1:], some),
        means(sample.sample, sample.answers[:, 1:]),
    )
    matrix = covariances(sample.sample, both)
    found = contrasts(sample.sample, both, [1, -1])
    expected = matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]
    assert np.isclose(found.covariance[0, 0], expected, rtol=1e-9, atol=1e-13)


def test_intervals_and_tests_are_by_t() -> None:
    columns, sample = people(), golden_sample("plain")
    figures = means(sample, columns["worry"][:, None], columns["sex"].astype(int))
    found = contrasts(sample, figures, [1, -1], level=0.9)
    assert found.freedom.tolist() == [figures.freedom.min()]
    half = (found.high - found.low) / 2
    t = half / found.standard_error
    np.testing.assert_allclose(two_sided(t, np.ones(1), found.freedom.astype(float)), 0.1)
    np.testing.assert_allclose(found.low + half, found.value)


def test_a_domain_without_answers_is_nan_and_says_nothing() -> None:
    columns, sample = people(), golden_sample("plain")
    domain = np.where(columns["sex"] == 1, 2, 0)
    figures = means(sample, columns["worry"][:, None], domain)
    assert np.isnan(figures.value).tolist() == [False, True, False]
    assert figures.freedom[1] == 0
    assert np.isnan(two_sided(np.ones(1), np.zeros(1), np.ones(1))).all()
    apart = contrasts(sample, figures, [[1, 0, -1], [1, -1, 0]])
    assert np.isnan(apart.value).tolist() == [False, True]
    assert np.isnan(apart.p_value).tolist() == [False, True]


def test_a_ratio_to_nothing_is_nan_and_leaves_the_others_alone() -> None:
    """Women over men where no man said yes (0 over 0, and more over 0), or none was asked."""
    columns, sample = people(), golden_sample("plain")
    nobody, unasked, worry = np.zeros(sample.size), np.full(sample.size, np.nan), columns["worry"]
    above = means(sample, np.stack([nobody, worry, worry, unasked, worry], axis=1))
    below = means(sample, np.stack([nobody, nobody, unasked, worry, columns["unsafe"]], axis=1))
    found = contrasts(sample, ratios(above, below), np.eye(5))
    for part in (found.value, found.low, found.high, found.p_value):
        assert np.isnan(part).tolist() == [True, True, True, True, False]
    assert found.standard_error[4] > 0


def test_freedom_counts_units_less_strata_of_the_domain() -> None:
    sample = golden_sample("clustered")
    columns = people()
    domain = columns["stratum"].astype(int)
    expected = [len(np.unique(columns["house"][domain == h])) - 1 for h in range(6)]
    assert freedom_in(sample, domain, 6).tolist() == expected
