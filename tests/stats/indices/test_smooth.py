import numpy as np
import pytest
from scipy.stats import norm

from tests.stats.indices.made import definition
from tryggve.stats.difference import difference_of_means
from tryggve.stats.estimation import estimate
from tryggve.stats.indices.reading import known_definitions
from tryggve.stats.indices.smooth import smooth_index
from tryggve.stats.sample import stratified_sample
from tryggve.wording.problems import InputError


def test_the_smooth_companion_has_the_variance_of_a_sum_over_persons():
    """Two indicators answered alike by all: the variance is that of one, not half of it."""
    rng = np.random.default_rng(3)
    yes = (rng.random(400) < 0.3).astype(float)
    sample = stratified_sample(stratum=np.arange(400) % 4, population=[1000.0] * 4)
    whole = np.zeros(400, dtype=np.int64)
    twice = smooth_index(sample, np.column_stack([yes, yes]), whole, definition("a", "a"))
    once = smooth_index(sample, yes[:, None], whole, definition("a"))
    assert twice.variance == pytest.approx(once.variance, rel=1e-12)
    (share,) = estimate(sample, yes[:, None], [whole])
    drawn = share.value * 400 / 401 + 0.5 / 401
    slope = 400 / 401 / (drawn * (1 - drawn))
    rare = 401 / 400 * drawn * (1 - drawn) / (share.value * (1 - share.value))
    assert once.variance == pytest.approx(rare * slope**2 * share.variance, rel=1e-12)


def test_shares_of_none_and_all_have_a_smooth_companion():
    sample = stratified_sample(stratum=np.zeros(10, dtype=int), population=[100.0])
    found = smooth_index(
        sample,
        np.column_stack([np.zeros(10), np.ones(10)]),
        np.zeros(10, dtype=int),
        definition("a", "a"),
    )
    assert found.value.tolist() == [[pytest.approx(0)]]
    one = 1 / (11 * (0.5 / 11) * (10.5 / 11))
    assert found.variance == pytest.approx(2 * one / 2**2)


def test_of_a_simple_sample_the_variance_of_one_logit_is_that_of_gart_and_zweifel():
    """3 of 20: 1 / 3.5 + 1 / 17.5, times 20 / 19 since the element variance has n - 1."""
    yes = (np.arange(20) < 3).astype(float)[:, None]
    sample = stratified_sample(stratum=np.zeros(20, dtype=int))
    found = smooth_index(sample, yes, np.zeros(20, dtype=int), definition("a"))
    assert found.value[0, 0] == pytest.approx(np.log(3.5 / 17.5))
    assert found.variance[0, 0] == pytest.approx((1 / 3.5 + 1 / 17.5) * 20 / 19)


def test_an_indicator_that_nobody_answered_leaves_it_unknown_in_that_domain_alone():
    sample = stratified_sample(stratum=np.zeros(12, dtype=int), population=[100.0])
    answers = np.column_stack([np.arange(12) % 2.0, np.where(np.arange(12) < 6, np.nan, 1.0)])
    found = smooth_index(sample, answers, np.arange(12) // 6, definition("a", "a"))
    assert np.isnan(found.value[:, 0]).tolist() == [True, False]
    assert np.isnan(found.variance[:, 0]).tolist() == [True, False]
    assert found.answers.tolist() == [[0], [6]]


def test_answers_that_are_none_are_refused():
    sample = stratified_sample(stratum=np.zeros(3, dtype=int), population=[100.0])
    whole = np.zeros(3, dtype=int)
    with pytest.raises(InputError) as caught:
        smooth_index(sample, np.array([[0.0], [2.0], [np.nan]]), whole, definition("a"))
    assert [(each.row, each.field) for each in caught.value.problems] == [(3, "q0")]
    with pytest.raises(InputError):
        smooth_index(sample, np.zeros((3, 2)), whole, definition("a"))


@pytest.mark.prove
@pytest.mark.parametrize(("answers", "correlation"), [(60, 0.3), (165, 0.0), (165, 0.3)])
def test_a_change_that_is_none_is_found_at_most_as_often_as_said(answers, correlation):
    """2,000 areas in which nothing changed between two rounds, tested at 0.05."""
    rng = np.random.default_rng(answers)
    ours = known_definitions()["tryggve-1"]
    reference = np.array([each.reference for each in ours.indicators])
    turned = np.array([each.high_is_good for each in ours.indicators])
    found = []
    for _ in range(4):
        area = np.repeat(np.arange(500), answers)
        sample = stratified_sample(stratum=area, population=[1e5] * 500)
        rounds = []
        for _ in range(2):
            shared, own = rng.normal(size=(len(area), 1)), rng.normal(size=(len(area), 32))
            latent = correlation**0.5 * shared + (1 - correlation) ** 0.5 * own
            bad = latent < norm.ppf(reference)
            rounds.append(smooth_index(sample, (bad ^ turned).astype(float), area, ours))
        found.append(difference_of_means(*rounds).p_value[:, 0] < 0.05)
    share = np.mean(found)
    assert share < 0.05 + 2.33 * (0.05 * 0.95 / 2000) ** 0.5
    assert share > 0.025
