"""The R-indicator by hand, and what it is over many draws."""

import numpy as np
import pytest

from tests.stats.nonresponse.test_propensity import SEX, by_sex
from tryggve.stats.drivers.predictors import Category
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample
from tryggve.stats.nonresponse.propensity import propensities
from tryggve.stats.nonresponse.representativity import partial, representativity
from tryggve.wording.problems import InputError


def test_by_hand() -> None:
    """60 women of whom 50 % answered, 40 men of whom 80 %; 100 drawn of 1,000.

    S2 = 0.6 x 0.4 x 0.3^2 = 0.0216, the difference of rates has V = 0.25/60 + 0.16/40. The bias is
    0.24 V less the design variance of the mean, 0.9 x 0.0216 / 99. S2 = 0.24 difference^2 has
    V = (0.48 x 0.3)^2 V + 2 (0.24 V)^2 + 0.9 / 99 x 0.24 x (0.18^2 - 0.12^2)^2.
    """
    found = representativity(propensities(by_sex(), [SEX], eligible=1))
    chance = 0.25 / 60 + 0.16 / 40
    assert found.uncorrected == pytest.approx(0.0216, rel=1e-9)
    assert found.mean == pytest.approx(0.62, rel=1e-9)
    spread = 0.0216 - 0.24 * chance + 0.9 * 0.0216 / 99
    assert found.spread == pytest.approx(spread, rel=1e-8)
    variance = (0.144**2) * chance + 2 * (0.24 * chance) ** 2 + 0.9 / 99 * 0.24 * 0.018**2
    assert found.variance == pytest.approx(variance, rel=1e-8)
    assert found.value == pytest.approx(1 - 2 * spread**0.5)
    assert found.standard_error == pytest.approx((variance / spread) ** 0.5)
    assert found.maximal_bias() == pytest.approx(spread**0.5 / 2 / 0.62)
    assert found.maximal_bias(0.3) == pytest.approx(spread**0.5 * 0.3 / 0.62)


def test_the_largest_bias_is_that_of_an_answer_that_goes_with_the_propensity() -> None:
    """Women no, men yes: 32 of 62 who answered, 40 of 100 drawn. S_y = sqrt(0.24), and before the
    correction S S_y / mean = 0.3 x 0.24 / 0.62."""
    found = representativity(propensities(by_sex(), [SEX], eligible=1))
    most = found.uncorrected**0.5 * 0.24**0.5 / found.mean
    assert most == pytest.approx(32 / 62 - 40 / 100)


def test_a_response_that_nothing_explains_is_representative() -> None:
    found = representativity(propensities(by_sex(30, 20), [SEX], eligible=1))
    assert found.spread == 0
    assert found.value == 1
    assert np.isnan(found.standard_error)
    assert found.maximal_bias() == 0


def test_partial_by_hand() -> None:
    """sqrt(0.6) (0.5 - 0.62) and sqrt(0.4) (0.8 - 0.62); of the only variable it is S itself."""
    found = propensities(by_sex(), [SEX], eligible=1)
    whole, part = representativity(found), partial(found, SEX)
    assert part.of_category.tolist() == [
        pytest.approx(0.6**0.5 * -0.12),
        pytest.approx(0.4**0.5 * 0.18),
    ]
    assert part.uncorrected == pytest.approx(0.0216**0.5)
    assert part.value == pytest.approx(whole.spread**0.5)


def test_partial_of_a_variable_that_is_not_in_the_model() -> None:
    """Every second woman and man: it has nothing to do with sex, so nothing lies between."""
    found = propensities(by_sex(), [SEX], eligible=1)
    other = Category("other", np.arange(100) % 2, ("a", "b", "nobody"))
    assert partial(found, other).of_category == pytest.approx([0, 0, 0], abs=1e-12)
    lacking = Category("other", np.arange(100) % 2 - 1, ("a",))
    with pytest.raises(InputError) as caught:
        partial(found, lacking)
    assert [(each.row, each.field) for each in caught.value.problems] == [(2, "other")]


def _drawn(rng: np.random.Generator, columns: dict[str, np.ndarray], rho: np.ndarray):
    stratum = columns["stratum"]
    rows = np.concatenate(
        [rng.choice(np.flatnonzero(stratum == h), 1000, replace=False) for h in range(3)]
    )
    words = np.where(rng.random(3000) < rho[rows], "complete", "no_reply").tolist()
    gross: Gross = gross_sample(
        stratum=stratum[rows], population=np.bincount(stratum), dispositions=dispositions(words)
    )
    predictors = [
        Category(name, column[rows], ("a", "b", "c", "d")[: column.max() + 1])
        for name, column in columns.items()
    ]
    return gross, predictors


@pytest.mark.prove
@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_the_correction_and_the_error_are_those_of_many_draws(slope: float) -> None:
    rng = np.random.default_rng(round(10 * slope))
    stratum = np.repeat([0, 1, 2], [2000, 6000, 20000])
    columns = {
        "stratum": stratum,
        "age": rng.integers(0, 4, len(stratum)),
        "sex": rng.integers(0, 2, len(stratum)),
    }
    line = (columns["age"] - 1.5) / 1.5 + 0.3 * columns["sex"] + 0.2 * stratum
    rho = 1 / (1 + np.exp(-slope * line))
    truth = rho.var()
    found = []
    for _ in range(800):
        gross, predictors = _drawn(rng, columns, rho)
        found.append(representativity(propensities(gross, predictors, eligible=1)))
    spread = np.array([each.spread for each in found])
    raw = np.array([each.uncorrected for each in found])
    chance = spread.std() / np.sqrt(len(found))
    if slope == 0:  # what is below zero is told as zero, so that a little is left
        assert spread.mean() < raw.mean() / 3
        return
    assert abs(spread.mean() - truth) < 4 * chance < raw.mean() - truth
    error = np.mean([each.standard_error for each in found])
    values = np.array([each.value for each in found])
    covered = np.mean(np.abs(values - (1 - 2 * truth**0.5)) < 1.96 * error)
    assert error == pytest.approx(values.std(), rel=0.1)
    assert 0.925 < covered < 0.975
