"""Trimmed weights: R's, and what must hold for any weights."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden import values
from tests.stats.made_samples import golden_sample, people
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import Calibrated, rake
from tryggve.stats.calibration.trimming import Spread, trim, trim_and_calibrate, weighting_effect
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

GOLDEN = values("trimming")


def sample_of(weight: Floats | list[float]) -> Sample:
    return stratified_sample(stratum=np.zeros(len(weight), dtype=np.int64), weight=weight)


def skewed(seed: int, size: int = 60) -> tuple[Sample, Integers]:
    """Weights of which some are very large, in three classes."""
    rng = np.random.default_rng(seed)
    return sample_of(np.exp(rng.normal(2, 0.5, size))), rng.integers(0, 3, size)


@pytest.mark.parametrize(
    ("name", "kind", "most"), [("plain",) * 2 + (1.1,), ("raked",) * 2 + (1.2,)]
)
def test_equal_parts_as_r_does(name: str, kind: str, most: float) -> None:
    sample = golden_sample(kind)
    trimmed = trim(sample, most=most, spread=Spread.EQUALLY)
    np.testing.assert_allclose(trimmed.limit, GOLDEN[name]["upper"], rtol=1e-9)
    np.testing.assert_allclose(trimmed.sample.weight, GOLDEN[name]["weight"], rtol=1e-9)


def test_in_equal_parts_until_little_room_is_left_as_r_does() -> None:
    trimmed = trim(golden_sample("raked"), most=1.05, spread=Spread.EQUALLY)
    np.testing.assert_allclose(trimmed.sample.weight, GOLDEN["raked_a_lot"]["weight"], rtol=1e-9)


def test_by_hand() -> None:
    """Median 2, so 6 is cut off at 5; the third reaches the limit in the second round."""
    sample = sample_of([1.0, 2.0, 2.0, 1.0, 9.0])
    trimmed = trim(sample, most=2.5)
    assert trimmed.limit.tolist() == [5]
    assert trimmed.people.tolist() == [1]
    assert trimmed.moved.tolist() == [4]
    np.testing.assert_allclose(trimmed.sample.weight, [5 / 3, 10 / 3, 10 / 3, 5 / 3, 5])
    np.testing.assert_allclose(trimmed.factor, [5 / 3, 5 / 3, 5 / 3, 5 / 3, 5 / 9])
    assert trimmed.effect_before == pytest.approx(5 * 91 / 225)
    assert trimmed.effect_after == pytest.approx(weighting_effect(trimmed.sample.weight))
    equally = trim(sample, most=2.5, spread=Spread.EQUALLY)
    np.testing.assert_allclose(equally.sample.weight, [2, 3, 3, 2, 5])


def test_who_is_pushed_above_the_limit_is_trimmed_too() -> None:
    trimmed = trim(sample_of([1.0, 2.0, 3.9, 2.0, 8.0]), most=2)
    np.testing.assert_allclose(trimmed.sample.weight, [1.78, 3.56, 4, 3.56, 4], rtol=1e-12)
    assert trimmed.people.tolist() == [1]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.floats(1.8, 4), st.sampled_from(Spread))
def test_totals_are_kept_and_limits_hold(seed: int, most: float, spread: Spread) -> None:
    sample, within = skewed(seed)
    trimmed = trim(sample, most=most, within=within, spread=spread)
    weight = trimmed.sample.weight
    before, after = (np.bincount(within, w, 3) for w in (sample.weight, weight))
    np.testing.assert_allclose(after, before, rtol=1e-9)
    assert (weight <= trimmed.limit[within]).all()
    assert trimmed.effect_after <= trimmed.effect_before + 1e-12
    is_below = sample.weight <= trimmed.limit[within]
    assert (weight[is_below] >= sample.weight[is_below]).all()
    assert trimmed.people.sum() == (~is_below).sum()
    assert trimmed.moved.sum() == pytest.approx(
        (sample.weight - trimmed.limit[within])[~is_below].sum()
    )


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 100_000))
def test_in_proportion_is_one_factor_up_to_the_limit(seed: int) -> None:
    """min(K w, L): whoever ends below the limit of a class has the same factor."""
    sample, within = skewed(seed)
    trimmed = trim(sample, most=2, within=within)
    for c in range(3):
        is_free = (within == c) & (trimmed.sample.weight < trimmed.limit[c])
        assert np.ptp(trimmed.factor[is_free]) < 1e-9


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 100_000), st.floats(0.01, 100))
def test_scaling_and_classes_by_themselves(seed: int, factor: float) -> None:
    sample, within = skewed(seed)
    trimmed = trim(sample, most=2, within=within)
    scaled = trim(replace(sample, weight=sample.weight * factor), most=2, within=within)
    np.testing.assert_allclose(scaled.factor, trimmed.factor, rtol=1e-9)
    for c in range(3):
        alone = trim(sample_of(sample.weight[within == c]), most=2)
        np.testing.assert_allclose(alone.factor, trimmed.factor[within == c], rtol=1e-9)


def test_nobody_above_the_limit_changes_nothing() -> None:
    trimmed = trim(sample_of([2.0, 3.0, 4.0]), most=2, within=np.array([0, 2, 2]))
    assert trimmed.factor.tolist() == [1, 1, 1]
    assert trimmed.people.tolist() == [0, 0, 0]
    assert np.isnan(trimmed.limit).tolist() == [False, True, False]


def raked_people() -> tuple[Sample, list[Margin]]:
    """The people of the golden data, and margins somewhat from what they stand for."""
    columns, sample = people(), golden_sample("plain")
    margins = []
    for name, pull in (("sex", [1.2, 0.8]), ("age", [1.3, 0.9, 0.9, 1.0])):
        codes = columns[name].astype(np.int64)
        totals = np.bincount(codes, sample.weight) * pull
        margins.append(Margin(name, codes, totals * sample.weight.sum() / totals.sum()))
    return sample, margins


def test_trimmed_and_calibrated_meets_limits_and_margins() -> None:
    sample, margins = raked_people()

    def calibrate(given: Sample) -> Calibrated:
        return rake(given, margins)

    alone = calibrate(sample).sample.weight
    assert alone.max() > 1.6 * np.median(alone)
    calibrated, first = trim_and_calibrate(sample, calibrate, most=1.6)
    weight = calibrated.sample.weight
    assert weight.max() <= first.limit[0] * (1 + 1e-6)
    for margin in margins:
        met = np.bincount(margin.codes, weight)
        np.testing.assert_allclose(met, margin.totals, rtol=1e-6)
    np.testing.assert_allclose(weight, calibrated.factor * sample.weight)
    assert first.people.sum() == (alone > 1.6 * np.median(alone)).sum()
    assert calibrated.sample.auxiliary is not None


def refused(made: Sample, most: float, within: Integers | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        trim(made, most=most, within=within)
    with speaking("en"):
        return [(str(p.what), p.field) for p in raised.value.problems]


def test_margins_and_limits_that_cannot_both_be_met() -> None:
    sample, margins = raked_people()
    with pytest.raises(InputError) as raised:
        trim_and_calibrate(sample, lambda given: rake(given, margins), most=1.1)
    (problem,) = raised.value.problems
    with speaking("en"):
        assert str(problem.what).startswith("Weights of class 0 cannot be kept to the limit: ")
    assert problem.field == "most"


@pytest.mark.parametrize("most", [1.0, 0.5, -1.0, np.nan, np.inf])
def test_a_factor_that_limits_nothing_or_all(most: float) -> None:
    assert refused(sample_of([1.0, 2.0]), most) == [
        (f"A weight cannot be limited to {most} times the median.", "most")
    ]


def test_a_class_whose_weight_has_no_place_below_its_limit() -> None:
    """Median 1 and mean 34: a limit of 2 leaves room for 6 of 102."""
    sample = sample_of([1.0, 1.0, 100.0, 5.0])
    assert refused(sample, 2, np.array([1, 1, 1, 0])) == [
        (
            "The limit of class 1 is below its mean weight: 94.118 percent of the weight has "
            "no place.",
            "most",
        )
    ]


def test_a_class_that_is_missing() -> None:
    assert refused(sample_of([1.0, 1.0]), 2, np.array([0, -1])) == [
        ("The class is missing.", "within")
    ]
