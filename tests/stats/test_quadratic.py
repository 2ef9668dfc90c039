"""Row by row gives what the sums over cells give, for every kind of sample."""

import numpy as np
from hypothesis import given, settings

from tests.stats.made_samples import Made, kinds, made
from tryggve.stats.contrasts import means, totals
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.quadratic import covariance, deviations, form_of, times


@settings(max_examples=60, deadline=None)
@given(kinds)
def test_variances_are_those_of_the_cells(sample: Made) -> None:
    for quantity, figures_of in ((Quantity.MEAN, means), (Quantity.TOTAL, totals)):
        (expected,) = estimate(sample.sample, sample.answers, [sample.domain], quantity)
        figures = figures_of(sample.sample, sample.answers, sample.domain)
        found = covariance(form_of(sample.sample), figures.linearized)
        np.testing.assert_allclose(figures.value, expected.value.ravel(), rtol=1e-12)
        np.testing.assert_allclose(np.diag(found), expected.variance.ravel(), rtol=1e-9, atol=1e-13)
        np.testing.assert_array_equal(figures.freedom[::2], expected.freedom)


@settings(max_examples=40, deadline=None)
@given(kinds)
def test_times_gives_every_covariance(sample: Made) -> None:
    form = form_of(sample.sample)
    z = means(sample.sample, sample.answers, sample.domain).linearized
    matrix = covariance(form, z)
    np.testing.assert_allclose(z.T @ times(form, z), matrix, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() >= -1e-12 * np.abs(matrix).max()


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_what_weights_were_calibrated_to_has_no_variance(sample: Made) -> None:
    """Totals of the calibration variables are known, so nothing is left of them."""
    if sample.sample.auxiliary is None:
        return
    known = np.stack([sample.sex == 0, sample.sex == 1, sample.answers[:, 1]], axis=1)
    apart = deviations(form_of(sample.sample), known.astype(float))
    weight = float(sample.sample.weight.max())
    assert np.abs(apart).max() < 1e-9 * weight * np.abs(known).max()


def test_a_stratum_of_one_unit_counts_against_the_mean_of_all() -> None:
    sample = made(3, clustered=False, calibrated=False, lonely=True).sample
    z = np.arange(sample.size, dtype=float)[:, None]
    u = sample.weight * z[:, 0]
    expected = 0.0
    for h in range(sample.strata):
        members = u[sample.stratum == h]
        left = 1 - sample.fraction[h]
        if len(members) == 1:
            expected += left * (members[0] - u.mean()) ** 2
        else:
            expected += left * len(members) * members.var(ddof=1)
    assert np.isclose(covariance(form_of(sample), z)[0, 0], expected, rtol=1e-12)
