import numpy as np
import pytest

from tryggve.stats.fieldwork.curve import Wave, curve_of_answers, curve_of_waves
from tryggve.wording.problems import InputError

LETTER, CARD, REMINDER = Wave(0, 0.6), Wave(14, 0.15), Wave(28, 0.25)


def test_the_curve_of_waves_begins_at_nothing_and_brings_all_that_was_planned_by_the_close():
    curve = curve_of_waves([LETTER, CARD, REMINDER], close=56)
    assert curve.at(-1) == 0
    assert curve.at(2) == 0  # the letters are with the post
    assert curve.at(56) == pytest.approx(1)
    assert curve.at(100) == curve.at(56)
    assert (np.diff(curve.by_day) >= 0).all()


def test_a_wave_that_falls_away_takes_its_share_with_it():
    curve = curve_of_waves([LETTER, REMINDER], close=56)
    assert curve.at_close == pytest.approx(0.85)


def test_a_wave_that_is_posted_too_late_brings_nothing():
    curve = curve_of_waves([LETTER, Wave(55, 0.25)], close=56)
    assert curve.at_close == pytest.approx(0.6)


def test_half_of_the_answers_to_a_letter_have_come_after_the_delay_and_log_2_of_the_wait():
    curve = curve_of_waves([Wave(0, 1)], close=1_000)
    assert curve.at(2 + 7) == pytest.approx(1 - np.exp(-1))


def test_a_reminder_lifts_the_curve_only_after_it_is_posted():
    without = curve_of_waves([LETTER], close=56).by_day
    reminded = curve_of_waves([LETTER, CARD], close=56).by_day
    np.testing.assert_allclose(reminded[:17], without[:17])
    assert (reminded[17:] > without[17:]).all()


def test_the_curve_of_an_earlier_round_is_that_of_its_answers():
    curve = curve_of_answers([0, 3, 3, 10, 99], close=10)
    np.testing.assert_allclose(curve.by_day[[0, 2, 3, 9, 10]], [0.2, 0.2, 0.6, 0.6, 1])


def test_a_round_without_answers_or_without_days_is_refused():
    with pytest.raises(InputError) as told:
        curve_of_answers([], close=10)
    assert [each.field for each in told.value.problems] == ["days"]
    with pytest.raises(InputError) as told:
        curve_of_waves([LETTER], close=0)
    assert [each.field for each in told.value.problems] == ["close"]
