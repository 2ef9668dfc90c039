"""Variances of totals are unbiased exactly: the mean over every sample there is, without chance.

Of populations so small that all their samples can be drawn, one after the other, the mean of the
variance estimates is the variance of the estimates, whatever the answers are. Means, ratios and
calibrated weights are so only in large samples: see `test_variances`.
"""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest

from tryggve.stats.contrasts import covariances, totals
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.replicates import delete_one, replicate_variances
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample

# Two strata of five and four units; three and two are drawn. As clusters they are of unlike sizes.
DRAWN = [(range(5), 3), (range(5, 9), 2)]
POPULATION = [5, 4]
SIZES = np.array([1, 4, 2, 3, 2, 5, 1, 3, 3])


def every_sample(*, clustered: bool) -> Iterator[tuple[Sample, Integers]]:
    """All 60 samples, with the rows of the population that are in each."""
    cluster = np.repeat(np.arange(9), SIZES) if clustered else np.arange(9)
    stratum = (cluster >= 5).astype(np.int64)
    for parts in product(*(combinations(units, number) for units, number in DRAWN)):
        rows = np.flatnonzero(np.isin(cluster, np.concatenate(parts)))
        yield (
            stratified_sample(
                stratum=stratum[rows],
                population=POPULATION,
                cluster=cluster[rows] if clustered else None,
            ),
            rows,
        )


def answers_of(*, clustered: bool) -> Floats:
    """(N, 2) a share and a number that differ between strata and between clusters."""
    rng = np.random.default_rng(9)
    size = int(SIZES.sum()) if clustered else 9
    number = rng.normal(5, 2, size) + 3 * (np.arange(size) > size / 2)
    return np.stack([(number > 6).astype(float), number], axis=1)


@pytest.mark.parametrize("clustered", [False, True])
def test_the_variance_of_a_total_in_a_domain(clustered: bool) -> None:
    answers = answers_of(clustered=clustered)
    domain = np.arange(len(answers)) % 3 // 2  # two rows of three
    values, told, left_out = [], [], []
    for sample, rows in every_sample(clustered=clustered):
        found = estimate(sample, answers[rows], [domain[rows]], Quantity.TOTAL)[0]
        values.append(_filled(found.value))
        told.append(_filled(found.variance))
        each = replicate_variances(
            delete_one(sample),
            weight=sample.weight,
            answers=answers[rows],
            partitions=[domain[rows]],
            values=[found.value],
            quantity=Quantity.TOTAL,
        )[0]
        left_out.append(_filled(each))
    assert len(values) == 60
    truth = np.stack([answers[domain == d].sum(axis=0) for d in (0, 1)])
    np.testing.assert_allclose(np.mean(values, axis=0), truth, rtol=1e-12)
    expected = np.var(values, axis=0)
    np.testing.assert_allclose(np.mean(told, axis=0), expected, rtol=1e-12)
    np.testing.assert_allclose(np.mean(left_out, axis=0), expected, rtol=1e-12)


def _filled(values: Floats) -> Floats:
    """(2, J): nobody of a domain in the sample is a total of zero, and sure to be."""
    result = np.zeros((2, values.shape[1]))
    result[: len(values)] = np.nan_to_num(values)
    return result


@pytest.mark.parametrize("clustered", [False, True])
def test_the_covariance_of_totals(clustered: bool) -> None:
    answers = answers_of(clustered=clustered)
    values, told = [], []
    for sample, rows in every_sample(clustered=clustered):
        figures = totals(sample, answers[rows])
        values.append(figures.value)
        told.append(covariances(sample, figures))
    expected = np.cov(np.transpose(values), bias=True)
    np.testing.assert_allclose(np.mean(told, axis=0), expected, rtol=1e-12)
