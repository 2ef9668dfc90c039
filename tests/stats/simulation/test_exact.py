"""The enumeration is right by itself, and the library's interval is the one that is enumerated."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.simulation import exact
from tests.stats.simulation.exact import Method
from tryggve.stats.estimation import estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.sample import stratified_sample

NUMBER, PEOPLE = 165, 8_000


def test_the_probabilities_are_hypergeometric() -> None:
    yes, would = np.arange(NUMBER + 1), np.array([[0], [2], [400], [PEOPLE]])
    np.testing.assert_allclose(
        exact.hypergeometric(yes, PEOPLE, would, NUMBER),
        stats.hypergeom.pmf(yes, PEOPLE, would, NUMBER),
        rtol=1e-8,
        atol=1e-300,
    )


@pytest.mark.parametrize("number", [2, 30, NUMBER, 1_500])
def test_every_possible_outcome_has_the_interval_that_is_enumerated(number: int) -> None:
    """All n + 1 outcomes of a sample of n at once, each in a stratum of its own: with them, what
    the interval covers is known without chance."""
    stratum = np.repeat(np.arange(number + 1), number)
    yes = np.tile(np.arange(number), number + 1) < stratum
    sample = stratified_sample(stratum=stratum, population=[PEOPLE] * (number + 1))
    found = share_interval(estimate(sample, yes[:, None].astype(float), [stratum])[0])
    low, high = exact.limits(number, PEOPLE)
    np.testing.assert_allclose(found.low[:, 0], low, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.high[:, 0], high, rtol=1e-9, atol=1e-12)


def test_what_others_cover_at_165() -> None:
    """Shares of 2 to 50 percent: Wald's interval falls short of rare answers, ours does not."""
    shares = np.array([0.02, 0.05, 0.1, 0.25, 0.5])
    covered = {method: exact.coverage(shares, NUMBER, PEOPLE, method) for method in Method}
    assert covered[Method.WALD][0] < 0.9
    assert covered[Method.OURS].min() > 0.94
    assert covered[Method.LOGIT].min() > 0.94
    assert (covered[Method.KORN_GRAUBARD] >= covered[Method.OURS] - 1e-12).all()


def test_an_answer_that_is_sure_is_always_covered() -> None:
    assert exact.coverage(np.array([0.0, 1.0]), 30, 100).tolist() == pytest.approx([1.0, 1.0])
