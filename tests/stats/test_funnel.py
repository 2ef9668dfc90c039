"""Areas that stick out do, areas that differ a little do not, and few cannot be told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tryggve.stats.comparison import Rule
from tryggve.stats.funnel import Standing, between_areas, binomial_score, funnel, limits
from tryggve.stats.rest import AgainstRest, against_rest
from tryggve.stats.sample import stratified_sample


def compared(yes: list[int], answers: int = 165) -> AgainstRest:
    """Areas of as many answers, each a stratum, against the rest of all."""
    area = np.repeat(np.arange(len(yes)), answers)
    reply = np.concatenate([np.arange(answers) < number for number in yes])
    sample = stratified_sample(stratum=area, population=np.full(len(yes), 50.0 * answers))
    return against_rest(sample, reply.astype(float)[:, None], area)


def test_two_stick_out() -> None:
    found = funnel(compared([33, 34, 30, 36, 31, 35, 32, 33, 34, 31, 35, 33, 80, 8]))
    expected = [Standing.NOT_APART] * 12 + [Standing.ABOVE, Standing.BELOW]
    assert found.standing.ravel().tolist() == expected
    assert {type(each) for each in found.standing.ravel()} == {Standing}
    assert found.between[0] < 0.05


def test_areas_that_all_differ_do_not_stick_out() -> None:
    """Spread evenly over 10 to 40 percent: between-area variation, no one apart."""
    found = funnel(compared([round(165 * p) for p in np.linspace(0.1, 0.4, 20)]))
    assert set(found.standing.ravel()) == {Standing.NOT_APART}
    assert found.between[0] > 0.08
    assert (np.abs(found.difference.value) > 0.1).sum() > 5


def test_a_certain_difference_of_four_points_does_not_matter() -> None:
    yes = [2000] * 19 + [2400]
    assert funnel(compared(yes, 10_000)).standing[19, 0] == Standing.NOT_APART
    told = funnel(compared(yes, 10_000), rule=Rule(relevant=0.03))
    assert told.standing[19, 0] == Standing.ABOVE


def test_few_answers_and_few_areas_cannot_be_told() -> None:
    some = compared([33] * 12)
    some.area.answers[4, 0] = 29
    found = funnel(some).standing.ravel().tolist()
    assert found == [Standing.NOT_APART] * 4 + [Standing.CANNOT_SAY] + [Standing.NOT_APART] * 7
    assert set(funnel(compared([33] * 8 + [90])).standing.ravel()) == {Standing.CANNOT_SAY}


@given(st.integers(1, 400), st.floats(0, 1), st.floats(0.01, 0.99))
def test_the_score_is_the_mid_p_binomial_one(answers: int, part: float, target: float) -> None:
    yes = round(part * answers)
    each = (np.array([v]) for v in (yes / answers, float(answers), target, 1e9))
    score = float(binomial_score(*each)[0])
    more, same = stats.binom.sf(yes, answers, target), stats.binom.pmf(yes, answers, target)
    less = stats.binom.cdf(yes - 1, answers, target)
    tail = min(more, less) + same / 2
    expected = stats.norm.isf(max(tail, 1e-300)) * (1 if more < less else -1)
    assert np.isclose(score, expected, rtol=1e-6, atol=1e-6)


def test_a_rest_of_no_one_is_half_a_yes() -> None:
    one = np.array([1.0])
    found = binomial_score(0.05 * one, 100 * one, 0 * one, 5000 * one)
    assert np.isclose(found[0], binomial_score(0.05 * one, 100 * one, 1e-4 * one, 1e9 * one)[0])


def test_between_area_variation_is_found_again() -> None:
    rng = np.random.default_rng(11)
    error = rng.uniform(0.02, 0.06, (400, 3))
    truth = np.array([0.0, 0.03, 0.08])
    score = (truth * rng.standard_normal((400, 3)) + error * rng.standard_normal((400, 3))) / error
    np.testing.assert_allclose(between_areas(score, error), truth, atol=0.012)
    score[:20] += 15  # one in twenty sticks out: hidden neither by them nor in them
    np.testing.assert_allclose(between_areas(score, error), truth, atol=0.03)


def test_limits_narrow_to_the_between_area_variation() -> None:
    effective = np.array([50.0, 200.0, 1e9])
    low, high = limits(0.2, effective, between=0.0)
    np.testing.assert_allclose([low[2], high[2]], [0.2, 0.2], atol=1e-4)
    assert (np.diff(high - low) < 0).all()
    # At 200 answers near the normal limits of a share of 20 percent.
    half = stats.norm.ppf(0.975) * np.sqrt(0.2 * 0.8 / 200)
    np.testing.assert_allclose([0.2 - low[1], high[1] - 0.2], [half, half], rtol=0.08)
    wide = limits(0.2, effective, between=0.1)
    assert wide[0][2] < 0.13
    assert wide[1][2] > 0.28


def test_the_correlation_of_area_and_rest_is_used() -> None:
    """Two areas that are the halves of a region: the rest is the other one."""
    found = compared([33] * 12)
    loose = funnel(found).score
    tied = funnel(
        AgainstRest(
            found.area,
            found.rest,
            -0.9 * found.area.standard_error * found.rest.standard_error,
            found.region,
        )
    ).score
    assert (np.abs(tied) <= np.abs(loose)).all()


@pytest.mark.prove
@pytest.mark.parametrize("share", [0.02, 0.05, 0.1, 0.25, 0.5])
def test_false_findings_at_most_the_nominal_rate(share: float) -> None:
    """60 areas of 165 answers that are alike, or differ by a normal amount: families in which any
    sticks out, without a least relevant difference to help."""
    rng = np.random.default_rng(int(1000 * share))
    area, families = np.repeat(np.arange(60), 165), 250
    sample = stratified_sample(stratum=area, population=np.full(60, 8000.0))
    for between in (0.0, 0.03, 0.06):
        hits = 0
        for _ in range(4):
            angle = np.arcsin(np.sqrt(share)) + between * rng.standard_normal((60, families))
            truth = np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
            replies = (rng.random((len(area), families)) < truth[area]).astype(float)
            found = funnel(against_rest(sample, replies, area), rule=Rule(relevant=0.0))
            hits += int((found.standing != Standing.NOT_APART).any(axis=0).sum())
        # Where areas differ about a share of 2 percent, the normal amount is cut off at zero.
        nominal = 0.07 if share == 0.02 and between == 0.06 else 0.05
        assert hits / 1000 <= nominal + 2 * np.sqrt(0.05 * 0.95 / 1000), (between, hits)
