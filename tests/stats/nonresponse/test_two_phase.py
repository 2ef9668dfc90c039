"""The variance of adjusted estimates whose groups are not the strata."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.nonresponse.made import small
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample
from tryggve.stats.nonresponse.groups import Adjusted, adjust, respondents
from tryggve.stats.nonresponse.two_phase import two_phase_variance


def drawn(answers: list[bool], stratum: list[int], population: list[int]) -> Gross:
    words = ["complete" if each else "no_reply" for each in answers]
    return gross_sample(stratum=stratum, population=population, dispositions=dispositions(words))


@given(st.integers(0, 10_000))
def test_groups_that_are_the_strata_give_the_variance_of_the_sample(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stratum = np.repeat([0, 1, 2], [12, 20, 9])
    answers = rng.random(41) < 0.6
    answers[[0, 1, 12, 13, 32, 33]] = True
    gross = drawn(answers.tolist(), stratum.tolist(), [50, 200, 9])
    adjusted = adjust(gross, eligible=1, least=1)
    y = rng.normal(5, 2, (len(adjusted.rows), 2))
    sample = respondents(gross, adjusted)
    whole = np.zeros(sample.size, dtype=np.int64)
    (total,) = estimate(sample, y, [whole], Quantity.TOTAL)
    np.testing.assert_allclose(two_phase_variance(gross, adjusted, y), total.variance[0], rtol=1e-9)
    (mean,) = estimate(sample, y, [whole])
    linearized = (y - mean.value) / mean.size
    np.testing.assert_allclose(
        two_phase_variance(gross, adjusted, linearized), mean.variance[0], rtol=1e-9
    )


def test_by_hand_with_persons_out_of_scope() -> None:
    """z = 1 for every respondent: V2 is 0, and V1 that of the number in scope.

    Stratum 0: 9 of 10 in scope, s2 = 0.9 x 0.1 x 10/9 = 0.1, N^2 (1 - n/N) s2 / n = 9,900.
    Stratum 1: 7 of 8, s2 = 1/8, 400^2 (1 - 8/400) / 8 / 8 = 2,450.
    """
    gross = small()
    adjusted = adjust(gross, eligible=1, least=1)
    ones = np.ones((9, 1))
    assert two_phase_variance(gross, adjusted, ones).tolist() == [pytest.approx(12_350)]


def test_by_hand_in_groups_across_strata() -> None:
    """One group over two strata of 20 and 40, from which 2 and 2 were drawn: d = 10 and 20.

    Those drawn answered but one in stratum 1: a = (20 + 40) / (20 + 20) = 1.5. z = 3, 1 and 2,
    mean (30 + 10 + 40) / 40 = 2. Deviations 1, -1, 0, so the squares of V2, times
    (1 - 40/60) 3/2 = 1/2: (15^2 + 15^2) / 2 = 225.
    V1: stratum 0: sum a z^2 = 15, sum a z = 6, v = (1.5^2 + 1.5^2) / 2 = 2.25,
    s2 = 15 - (36 - 2.25) / 2 = -1.875, times 20 x 18 / 2 = 180.
    Stratum 1: 6 - 9/2 = 1.5, times 40 x 38 / 2 = 760.
    """
    gross = drawn([True, True, True, False], [0, 0, 1, 1], [20, 40])
    adjusted = adjust(gross, np.zeros(4, dtype=np.int64), eligible=1, least=1)
    found = two_phase_variance(gross, adjusted, np.array([[3.0], [1.0], [2.0]]))
    assert found.tolist() == [pytest.approx(225 - 1.875 * 180 + 1.5 * 760)]


def test_a_first_phase_below_zero_is_taken_as_zero() -> None:
    """As above with z = 1, 1 and 0, mean 0.5: V2 = ((15/2)^2 + (15/2)^2 + (30/2)^2) / 2 = 168.75.
    V1: stratum 0: s2 = 3 - (9 - 0.5625) / 2 = -1.21875, times 180. Stratum 1: s2 = 0.28125 / 2,
    times 760. Together -112.5."""
    gross = drawn([True, True, True, False], [0, 0, 1, 1], [20, 40])
    adjusted = adjust(gross, np.zeros(4, dtype=np.int64), eligible=1, least=1)
    found = two_phase_variance(gross, adjusted, np.array([[1.0], [1.0], [0.0]]))
    assert found.tolist() == [pytest.approx(168.75)]


def test_all_drawn_and_all_answered_leaves_no_chance() -> None:
    gross = drawn([True] * 6, [0, 0, 0, 1, 1, 1], [3, 3])
    adjusted = adjust(gross, eligible=1, least=1)
    assert two_phase_variance(gross, adjusted, np.arange(6.0)[:, None]).tolist() == [0]


def _round(rng: np.random.Generator, stratum, group, scope, rate, y) -> tuple[Gross, Adjusted]:
    sizes = np.bincount(stratum)
    rows = np.concatenate(
        [rng.choice(np.flatnonzero(stratum == h), 150, replace=False) for h in range(len(sizes))]
    )
    answers = rng.random(len(rows)) < rate[group[rows]]
    words = np.where(answers, "complete", "no_reply")
    words[~scope[rows]] = "deceased"
    gross = gross_sample(
        stratum=stratum[rows], population=sizes, dispositions=dispositions(words.tolist())
    )
    return gross, adjust(gross, group[rows], eligible=1), rows


@pytest.mark.prove
def test_the_variance_is_that_of_many_draws() -> None:
    """Groups of age over strata; answers and response both depend on age; 3 % out of scope."""
    rng = np.random.default_rng(4)
    stratum = np.repeat([0, 1, 2, 3], [1000, 4000, 8000, 3000])
    group = rng.integers(0, 4, len(stratum))
    scope = rng.random(len(stratum)) > 0.03
    y = (rng.random(len(stratum)) < 0.1 + 0.2 * group).astype(float)
    rate = np.array([0.3, 0.45, 0.6, 0.75])
    means, totals, told, of_sample = [], [], [], []
    for _ in range(3000):
        gross, adjusted, rows = _round(rng, stratum, group, scope, rate, y)
        answers = y[rows[adjusted.rows]]
        size = adjusted.weight.sum()
        mean = adjusted.weight @ answers / size
        means.append(mean)
        totals.append(adjusted.weight @ answers)
        z = np.stack([(answers - mean) / size, answers], axis=1)
        told.append(two_phase_variance(gross, adjusted, z))
        sample = respondents(gross, adjusted)
        (found,) = estimate(sample, answers[:, None], [np.zeros(len(answers), dtype=np.int64)])
        of_sample.append(found.variance[0, 0])
    truth = y[scope]
    assert np.mean(means) == pytest.approx(truth.mean(), abs=4 * np.std(means) / np.sqrt(3000))
    ratio = np.mean(told, axis=0) / [np.var(means), np.var(totals)]
    np.testing.assert_allclose(ratio, 1, atol=0.08)
    assert np.mean(of_sample) > np.mean(told, axis=0)[0]
