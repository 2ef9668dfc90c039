"""Calibration done again: the same weights as the first time, and never a failure."""

from collections.abc import Callable

import numpy as np
import pytest

from tryggve.stats.calibration import again
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import (
    Calibrated,
    exponential,
    linear,
    logit,
    poststratify,
    rake,
)
from tryggve.stats.replicates import bootstrap
from tryggve.stats.sample import Sample, stratified_sample

BOUNDS = (0.2, 4.0)
Again = Callable[[Sample, list[Margin]], again.Recalibration]
Method = Callable[[Sample, list[Margin]], Calibrated]
METHODS: dict[str, tuple[Method, Again]] = {
    "poststratify": (
        lambda s, m: poststratify(s, m[0]),
        lambda s, m: again.poststratify_again(s, m[0]),
    ),
    "rake": (rake, again.rake_again),
    "linear": (linear, again.linear_again),
    "bounded": (
        lambda s, m: linear(s, m, bounds=BOUNDS),
        lambda s, m: again.linear_again(s, m, bounds=BOUNDS),
    ),
    "exponential": (exponential, again.exponential_again),
    "logit": (
        lambda s, m: logit(s, m, bounds=BOUNDS),
        lambda s, m: again.logit_again(s, m, bounds=BOUNDS),
    ),
}


def survey(seed: int = 1, size: int = 240) -> tuple[Sample, list[Margin]]:
    """Three strata, and margins of age (one class has three respondents) and sex."""
    rng = np.random.default_rng(seed)
    stratum = np.sort(rng.integers(0, 3, size))
    sample = stratified_sample(stratum=stratum, population=np.array([900.0, 1200, 2400]))
    age = rng.integers(0, 4, size)
    age[age == 3] = 2
    age[rng.choice(size, 3, replace=False)] = 3
    sex = rng.integers(0, 2, size)
    margins = [
        Margin(name, codes, np.bincount(codes, sample.weight) * pull)
        for name, codes, pull in (
            ("age", age, np.array([1.1, 0.95, 1.0, 1.2])),
            ("sex", sex, np.array([1.05, 0.95])),
        )
    ]
    total = sample.weight.sum()
    return sample, [Margin(m.name, m.codes, m.totals * total / m.totals.sum()) for m in margins]


@pytest.mark.parametrize("name", METHODS)
def test_of_the_weights_themselves_it_is_the_method(name: str) -> None:
    sample, margins = survey()
    method, recalibrate = METHODS[name]
    first, made = method(sample, margins), recalibrate(sample, margins)
    factor = made.factors(sample.weight[:, None])[made.group, 0]
    np.testing.assert_allclose(factor, first.factor, rtol=1e-6)
    assert made.joins(sample.weight[:, None]) == {}


@pytest.mark.parametrize("name", METHODS)
def test_an_empty_class_joins_its_neighbour_and_the_rest_is_met(name: str) -> None:
    sample, margins = survey()
    made = METHODS[name][1](sample, margins)
    emptied = np.where(margins[0].codes == 3, 0.0, sample.weight)[:, None]
    weights = emptied[:, 0] * made.factors(emptied)[made.group, 0]
    found = np.bincount(margins[0].codes, weights, 4)
    wanted = margins[0].totals
    np.testing.assert_allclose(found[:2], wanted[:2], rtol=1e-6)
    np.testing.assert_allclose(found[2:], [wanted[2] + wanted[3], 0.0], rtol=1e-6)
    assert sum(made.joins(emptied).values()) == 1


@pytest.mark.parametrize("name", METHODS)
def test_it_never_fails_on_a_draw(name: str) -> None:
    """In some of the replicates none of the class of three is drawn; weights meet the population's
    size in all of them."""
    sample, margins = survey()
    made = METHODS[name][1](sample, margins)
    replicates = bootstrap(sample, number=300, rng=np.random.default_rng(3))
    drawn = replicates.weights(sample.weight)
    is_empty = drawn[margins[0].codes == 3].sum(axis=0) < 1e-9
    weights = replicates.weights(sample.weight, made)
    assert np.isfinite(weights).all()
    np.testing.assert_allclose(weights.sum(axis=0), sample.weight.sum(), rtol=1e-5)
    assert sum(made.joins(drawn).values()) >= is_empty.sum()


def test_all_respondents_in_one_class_still_stand_for_the_population() -> None:
    sample, margins = survey()
    made = again.rake_again(sample, margins)
    one = np.where((margins[0].codes == 0) & (margins[1].codes == 1), sample.weight, 0.0)[:, None]
    weights = one[:, 0] * made.factors(one)[made.group, 0]
    assert weights.sum() == pytest.approx(sample.weight.sum())
