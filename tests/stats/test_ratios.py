"""Ratios of two totals: R's values, and what must hold for any sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people, turned
from tryggve.stats.contrasts import covariances, means, ratios
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

GOLDEN = values("ratios")


def of(sample: Sample, above: Floats, below: Floats, domain: Integers) -> Estimates:
    return ratio_estimates(sample, above, below, [domain])[0]


def of_made(made: Made, *, factor: float = 1.0) -> Estimates:
    """Two pairs, one each way; the number is above 0 so that every total below is."""
    below = np.abs(made.answers[:, ::-1]) + 1
    return of(made.sample, made.answers * factor, below, made.sex)


def same(ours: Estimates, other: Estimates, *, factor: float = 1) -> None:
    np.testing.assert_allclose(ours.value, other.value * factor, rtol=1e-9)
    error = other.standard_error * factor
    np.testing.assert_allclose(ours.standard_error, error, rtol=1e-7, atol=1e-12)
    assert ours.answers.tolist() == other.answers.tolist()
    assert ours.freedom.tolist() == other.freedom.tolist()


@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
@pytest.mark.parametrize(
    "name",
    [
        "worry_income",
        "report_worry",
        "worry_income_by_area",
        "report_worry_by_area",
        "report_worry_by_age",
    ],
)
def test_as_in_r(kind: str, name: str) -> None:
    pair, _, by = name.partition("_by_")
    above, below = pair.split("_")
    columns, sample = people(), golden_sample(kind)
    domain = columns[by].astype(np.int64) if by else np.zeros(sample.size, dtype=np.int64)
    found = of(sample, columns[above][:, None], columns[below][:, None], domain)
    expected = GOLDEN[kind][name]
    np.testing.assert_allclose(found.value[:, 0], expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.standard_error[:, 0], expected["error"], rtol=1e-9)
    np.testing.assert_allclose(found.design_effect[:, 0], expected["design_effect"], rtol=1e-9)


@settings(deadline=None, max_examples=30)
@given(kinds)
def test_over_one_it_is_the_mean(made: Made) -> None:
    ratio = of(made.sample, made.answers, np.ones_like(made.answers), made.sex)
    mean = estimate(made.sample, made.answers, [made.sex])[0]
    same(ratio, mean)
    np.testing.assert_allclose(ratio.size, mean.size, rtol=1e-12)
    np.testing.assert_allclose(ratio.design_effect, mean.design_effect, rtol=1e-7)


@settings(deadline=None, max_examples=30)
@given(kinds)
def test_a_ratio_of_two_shares_as_a_contrast_of_them(made: Made) -> None:
    """By covariances of the two instead of a linearized variable of its own."""
    both = ~np.isnan(made.answers[:, :1])
    below = np.where(both, made.answers[:, 1:] ** 2 + 1, np.nan)
    found = of(made.sample, made.answers[:, :1], below, made.sex)
    above_mean, below_mean = (
        means(made.sample, each, made.sex) for each in (made.answers[:, :1], below)
    )
    contrast = ratios(above_mean, below_mean)
    np.testing.assert_allclose(found.value[:, 0], contrast.value, rtol=1e-9)
    variance = np.diag(covariances(made.sample, contrast))
    np.testing.assert_allclose(found.variance[:, 0], variance, rtol=1e-7, atol=1e-15)


@settings(deadline=None, max_examples=30)
@given(kinds, st.floats(0.01, 100))
def test_scaling_what_is_above_scales_the_ratio(made: Made, factor: float) -> None:
    same(of_made(made, factor=factor), of_made(made), factor=factor)


@settings(deadline=None, max_examples=30)
@given(kinds, st.floats(0.01, 100))
def test_scaling_weights_changes_nothing(made: Made, factor: float) -> None:
    plain = made.sample.with_weights(made.sample.weight, None)
    scaled = plain.with_weights(plain.weight * factor, None)
    below = made.answers**2 + 1
    same(
        of(scaled, made.answers, below, made.sex),
        of(plain, made.answers, below, made.sex),
    )


@settings(deadline=None, max_examples=30)
@given(kinds, st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(made: Made, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(made.sample.size)
    plain = made.sample.with_weights(made.sample.weight, None)
    below = made.answers**2 + 1
    after = of(turned(plain, order), made.answers[order], below[order], made.sex[order])
    same(after, of(plain, made.answers, below, made.sex))


@settings(deadline=None, max_examples=30)
@given(kinds)
def test_one_domain_is_all(made: Made) -> None:
    """A domain of everybody; and it is the mean of the parts, weighed by what is below."""
    below = np.abs(made.answers) + 1
    whole, parts = ratio_estimates(
        made.sample, made.answers, below, [np.zeros(made.sample.size, dtype=np.int64), made.sex]
    )
    sizes = estimate(made.sample, below, [made.sex], Quantity.TOTAL)[0].value
    mixed = (parts.value * sizes).sum(axis=0) / sizes.sum(axis=0)
    np.testing.assert_allclose(mixed, whole.value[0], rtol=1e-10)
    alone = of(made.sample, made.answers, below, np.where(made.sex == 0, 0, -1))
    np.testing.assert_allclose(alone.variance[0], parts.variance[0], rtol=1e-9, atol=1e-15)


@settings(deadline=None, max_examples=20)
@given(kinds, st.floats(0.1, 10))
def test_in_step_there_is_no_error(made: Made, factor: float) -> None:
    below = np.abs(made.answers) + 1
    found = of(made.sample, factor * below, below, made.sex)
    np.testing.assert_allclose(found.value, np.full((2, 2), factor), rtol=1e-12)
    np.testing.assert_allclose(found.standard_error, np.zeros((2, 2)), atol=1e-7 * factor)


def test_nobody_and_nothing_below() -> None:
    """Domain 0: a total of zero below; 1: nobody; 2: one answered only one of the two."""
    sample = stratified_sample(stratum=[0] * 6, population=[60])
    above = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [np.nan]])
    below = np.array([[0.0], [0.0], [2.0], [2.0], [np.nan], [1.0]])
    found = of(sample, above, below, np.array([0, 0, 2, 2, 2, 2]))
    assert np.isnan(found.value[:, 0]).tolist() == [True, True, False]
    assert np.isnan(found.standard_error[:, 0]).tolist() == [True, True, False]
    assert found.value[2, 0] == pytest.approx(7 / 4)
    assert found.answers[:, 0].tolist() == [2, 0, 2]


def test_as_many_above_as_below() -> None:
    sample = stratified_sample(stratum=[0, 0], population=[4])
    with pytest.raises(InputError) as raised:
        of(sample, np.ones((2, 3)), np.ones((2, 2)), np.zeros(2, dtype=np.int64))
    (problem,) = raised.value.problems
    with speaking("en"):
        assert str(problem.what) == "There are 3 columns above and 2 below."
    assert problem.field == "below"
