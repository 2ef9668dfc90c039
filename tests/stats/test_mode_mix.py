"""Change at a fixed mix of modes: what is left when the shift to the web is taken away."""

import numpy as np
from hypothesis import given, settings

from tests.stats.made_samples import Made, kinds
from tryggve.stats.comparison import Outcome, change_of_shares
from tryggve.stats.contrasts import combined, covariances, means
from tryggve.stats.estimation import estimate
from tryggve.stats.mode_mix import ModeAnswers, at_mix, change_at_fixed_mix, mode_mix
from tryggve.stats.sample import stratified_sample

WEB, PAPER = 0, 1


def round_of(web: int, paper: int, *, of_web: float, of_paper: float) -> ModeAnswers:
    """One area; `of_web` of those on the web say yes."""
    mode = np.repeat([WEB, PAPER], [web, paper])
    yes = np.concatenate([np.arange(web) < of_web * web, np.arange(paper) < of_paper * paper])
    sample = stratified_sample(stratum=np.zeros(web + paper, int), population=[20_000])
    nowhere = np.zeros(web + paper, dtype=np.int64)
    return ModeAnswers(sample, yes.astype(float)[:, None], nowhere, mode)


def test_a_change_that_the_shift_alone_makes_goes_away() -> None:
    """20 percent on the web, 60 on paper, in both rounds; the web grows from 30 to 70 percent."""
    before = round_of(150, 350, of_web=0.2, of_paper=0.6)
    after = round_of(350, 150, of_web=0.2, of_paper=0.6)
    plain = change_of_shares(
        *(estimate(r.sample, r.answers, [r.domain])[0] for r in (before, after))
    )
    assert plain.outcome.tolist() == [[Outcome.DECREASED]]
    fixed = change_at_fixed_mix(before, after, domains=1, modes=2)
    assert fixed.outcome.tolist() == [[Outcome.NO_CERTAIN_CHANGE]]
    np.testing.assert_allclose(fixed.difference.value, 0, atol=1e-12)


def test_a_change_within_both_modes_stays() -> None:
    before = round_of(150, 350, of_web=0.2, of_paper=0.4)
    after = round_of(350, 150, of_web=0.4, of_paper=0.6)
    fixed = change_at_fixed_mix(before, after, domains=1, modes=2)
    assert fixed.outcome.tolist() == [[Outcome.INCREASED]]
    np.testing.assert_allclose(fixed.difference.value, 0.2)


@settings(max_examples=40, deadline=None)
@given(kinds)
def test_as_a_contrast_of_domain_and_mode(made: Made) -> None:
    """The variance counts the covariance of the modes, whatever the sample."""
    both = ModeAnswers(made.sample, made.answers, np.zeros_like(made.sex), made.sex)
    mix = np.array([[0.3, 0.7]])
    found = at_mix(both, mix)
    figures = means(made.sample, made.answers, made.sex)
    wanted = combined(figures, [[0.3, 0, 0.7, 0], [0, 0.3, 0, 0.7]])
    np.testing.assert_allclose(found.value[0], wanted.value)
    expected = np.diag(covariances(made.sample, wanted))
    np.testing.assert_allclose(found.variance[0], expected, rtol=1e-8, atol=1e-14)


@settings(max_examples=20, deadline=None)
@given(kinds)
def test_the_own_mix_gives_the_own_share(made: Made) -> None:
    whole = ~np.isnan(made.answers[:, 0])
    answers = np.where(whole[:, None], made.answers, np.nan)
    domain = np.where(whole, 0, -1)
    given_modes = ModeAnswers(made.sample, answers, domain, made.sex)
    found = at_mix(given_modes, mode_mix(given_modes, 1, 2))
    expected = means(made.sample, answers, domain)
    np.testing.assert_allclose(found.value[0], expected.value)


def test_few_in_a_mode_cannot_say() -> None:
    before = round_of(300, 9, of_web=0.2, of_paper=0.6)
    after = round_of(300, 30, of_web=0.2, of_paper=0.6)
    fixed = change_at_fixed_mix(before, after, domains=1, modes=2)
    assert fixed.outcome.tolist() == [[Outcome.CANNOT_SAY]]


def test_a_mode_that_no_round_has_is_left_out() -> None:
    before = round_of(300, 0, of_web=0.2, of_paper=0.6)
    after = round_of(300, 0, of_web=0.5, of_paper=0.6)
    fixed = change_at_fixed_mix(before, after, domains=1, modes=2)
    assert fixed.outcome.tolist() == [[Outcome.INCREASED]]


def test_unknown_mode_and_absent_domain() -> None:
    some = round_of(300, 100, of_web=0.2, of_paper=0.6)
    some.mode[:50] = -1
    np.testing.assert_allclose(mode_mix(some, 2, 2)[0], [250 / 350, 100 / 350])
    fixed = change_at_fixed_mix(some, some, domains=2, modes=2)
    assert fixed.outcome.tolist() == [[Outcome.NO_CERTAIN_CHANGE], [Outcome.CANNOT_SAY]]
    assert at_mix(some, mode_mix(some, 2, 2)).answers.tolist() == [[350], [0]]
