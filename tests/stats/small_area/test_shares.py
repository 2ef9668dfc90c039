"""Shares of small areas: add up to the direct total, stay shares, and are not invented."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.estimation import Estimates, estimate
from tryggve.stats.sample import stratified_sample
from tryggve.stats.small_area.between import Method
from tryggve.stats.small_area.shares import (
    Benchmark,
    expected_share,
    small_area_shares,
    smoothed,
    variance_of_share,
)
from tryggve.wording.problems import InputError


def areas(seed: int, number: int = 40, *, empty: int = 0) -> tuple[Estimates, Number, np.ndarray]:
    """Direct estimates of areas of 15 to 120 answers, the last `empty` without any."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=number)
    truth = np.sin(np.clip(0.5 + 0.08 * x + 0.05 * rng.normal(size=number), 0.05, 1.5)) ** 2
    answers = rng.integers(15, 120, number)
    answers[number - empty :] = 0
    area = np.repeat(np.arange(number), answers)
    reply = (rng.random(len(area)) < truth[area]).astype(float)
    region = area % 5
    sample = stratified_sample(
        stratum=region, weight=np.repeat(rng.uniform(5, 30, number), answers)
    )
    if empty:
        sample_area = np.append(area, number - 1)
        (found,) = estimate(
            stratified_sample(stratum=np.append(region, 0), weight=np.append(sample.weight, 1.0)),
            np.append(reply, np.nan)[:, None],
            [sample_area],
        )
        return found, Number("x", x), truth
    (found,) = estimate(sample, reply[:, None], [area])
    return found, Number("x", x), truth


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 5000), st.sampled_from(list(Benchmark)))
def test_they_add_up_and_stay_shares(seed: int, benchmark: Benchmark) -> None:
    direct, x, _ = areas(seed)
    found = small_area_shares(direct, 0, [x], benchmark=benchmark)
    size = direct.size[:, 0]
    wanted, had = size @ direct.value[:, 0] / size.sum(), size @ found.value / size.sum()
    if benchmark is Benchmark.NONE:
        assert found.benchmark == 1
        assert abs(had / wanted - 1) < 0.05
    else:
        assert np.isclose(had, wanted)
    assert ((found.low >= 0) & (found.low <= found.value)).all()
    assert ((found.high <= 1) & (found.high >= found.value)).all()
    assert (found.standard_error > 0).all()


def test_areas_without_answers_get_nothing() -> None:
    direct, x, _ = areas(1, empty=4)
    x.values[39] = np.nan  # what is not known of an area without answers is not asked for
    found = small_area_shares(direct, 0, [x])
    assert found.rows.tolist() == list(range(36))
    for values in (found.direct, found.value, found.low, found.high, found.standard_error):
        assert np.flatnonzero(np.isnan(values)).tolist() == [36, 37, 38, 39]


def test_nobody_yes_in_an_area_is_not_zero_for_sure() -> None:
    direct, x, _ = areas(2)
    direct.value[5], direct.variance[5] = 0.0, 0.0
    found = small_area_shares(direct, 0, [x])
    assert found.direct[5] == 0
    assert found.value[5] > 0.005
    assert found.high[5] > found.low[5]


def test_named_covariates_and_categories() -> None:
    direct, x, _ = areas(3)
    kind = Category("kind", np.arange(40) % 2, ("town", "country"))
    found = small_area_shares(direct, 0, [x, kind], method=Method.ML)
    assert [str(column) for column in found.model.columns] == ["intercept", "x", "kind: country"]


def test_too_few_areas_with_answers_are_refused_and_rows_are_those_of_the_table() -> None:
    direct, x, _ = areas(4, number=22, empty=3)
    with pytest.raises(InputError):
        small_area_shares(direct, 0, [x])
    direct, x, _ = areas(4, number=40)
    direct.answers[3] = 0
    x.values[10] = np.nan
    with pytest.raises(InputError) as error:
        small_area_shares(direct, 0, [x])
    assert [problem.row for problem in error.value.problems] == [12]


def test_one_design_effect_for_all() -> None:
    direct, _, _ = areas(5)
    effect, variance = smoothed(direct, 0, np.arange(40))
    share, answers = direct.value[:, 0], direct.answers[:, 0]
    left = 1 - answers / direct.size[:, 0]
    simple = share * (1 - share) * left / answers
    assert np.isclose(effect * simple.sum(), direct.variance.sum())
    np.testing.assert_allclose(variance, effect * left / (4 * answers))


def test_nobody_yes_anywhere_has_a_design_effect_of_one() -> None:
    direct, _, _ = areas(5)
    direct.value[:], direct.variance[:] = 0, 0
    assert smoothed(direct, 0, np.arange(40))[0] == 1.0


@given(st.floats(0, np.pi / 2), st.floats(1e-6, 0.1))
def test_moments_of_the_back_transformation(angle: float, variance: float) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    shares = np.sin(angle + np.sqrt(variance) * nodes) ** 2
    mean = weights @ shares / weights.sum()
    square = weights @ shares**2 / weights.sum()
    each = np.array([angle]), np.array([variance])
    assert np.isclose(expected_share(*each)[0], mean, rtol=1e-9, atol=1e-12)
    assert np.isclose(variance_of_share(*each)[0], square - mean**2, rtol=1e-5, atol=1e-12)


@pytest.mark.prove
def test_nearer_the_truth_than_the_direct_ones() -> None:
    better, covered = [], []
    for seed in range(200):
        direct, x, truth = areas(seed)
        found = small_area_shares(direct, 0, [x])
        own = np.mean((found.direct - truth) ** 2)
        better.append(np.mean((found.value - truth) ** 2) / own)
        covered.append(np.mean((found.low <= truth) & (truth <= found.high)))
    assert np.mean(better) < 0.6
    assert 0.92 < np.mean(covered) < 0.98
