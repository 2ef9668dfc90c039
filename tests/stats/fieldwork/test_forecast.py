"""The forecast against rounds that are simulated, and at its two ends."""

from typing import Any

import numpy as np
import pytest
from scipy.special import expit, logit

from tryggve.stats.fieldwork.curve import Curve, Wave, curve_of_waves
from tryggve.stats.fieldwork.forecast import LEVEL, SHAPE, Expected, Forecast, forecast
from tryggve.wording.problems import InputError

CURVE = curve_of_waves([Wave(0, 0.6), Wave(14, 0.15), Wave(28, 0.25)], close=56)
SLOW = curve_of_waves([Wave(1, 0.7), Wave(16, 0.1), Wave(30, 0.2)], close=56)
EACH, PLANNED = 300, 0.53


def forecast_of(answered: Any, *, now: float, at_close: float = 1.0, **other: Any) -> Forecast:
    answered = np.asarray(answered)
    size = len(answered)
    given = {
        "drawn": np.full(size, EACH),
        "planned": np.full(size, PLANNED * EACH),
        "left": EACH - answered,
    }
    return forecast(answered=answered, now=now, at_close=at_close, **given | other)


def simulated_round(rng: np.random.Generator, strata: int, share: float) -> tuple[Any, Any]:
    """What has come, and what will have: a round like those that the forecast is made for."""
    level = rng.gamma(1 / LEVEL**2, LEVEL**2)
    apart = rng.gamma(1 / 0.15**2, 0.15**2, strata)
    final = rng.binomial(EACH, np.clip(PLANNED * level * apart, 0, 0.97))
    wrong = expit(logit(share) + SHAPE * rng.standard_normal()) if 0 < share < 1 else share
    return rng.binomial(final, wrong), final


def covered(curve: Curve, day: int, *, strata: int, rounds: int) -> tuple[float, float]:
    """How often the intervals held the final number: of a stratum, and of the whole."""
    rng = np.random.default_rng(day + 2)
    of_stratum, of_whole = [], []
    for _ in range(rounds):
        answered, final = simulated_round(rng, strata, curve.at(day))
        found = forecast_of(answered, now=CURVE.at(day))
        held = [each.low <= number <= each.high
                for each, number in zip(found.of_strata(), final, strict=True)]  # fmt: skip
        whole = found.of_all()
        of_stratum.append(np.mean(held))
        of_whole.append(whole.low <= final.sum() <= whole.high)
    return float(np.mean(of_stratum)), float(np.mean(of_whole))


@pytest.mark.parametrize("day", [-1, 7, 21, 42])
@pytest.mark.parametrize("strata", [2, 40])
def test_nine_intervals_in_ten_hold_the_final_number(day: int, strata: int):
    of_stratum, of_whole = covered(CURVE, day, strata=strata, rounds=250)
    assert 0.87 <= of_stratum <= 0.99
    assert 0.85 <= of_whole <= 0.99


def test_a_round_that_is_slower_than_the_curve_is_still_held_most_of_the_time():
    of_stratum, of_whole = covered(SLOW, 14, strata=40, rounds=250)
    assert of_stratum >= 0.85
    assert of_whole >= 0.80


def test_before_the_first_letter_it_is_the_plan_within_wide_ends():
    found = forecast_of([0] * 40, now=0.0).of_all()
    assert found.answers == pytest.approx(PLANNED * EACH * 40, rel=0.02)
    assert found.high - found.low > 0.4 * found.answers


def test_at_the_close_it_is_what_has_come():
    answered = [120, 160, 200]
    found = forecast_of(answered, now=1.0)
    assert found.of_strata() == [Expected(each, each, each) for each in answered]
    assert found.of_all(np.array([True, False, True])) == Expected(320, 320, 320)


def test_the_interval_narrows_as_days_go():
    widths = []
    for day in (0, 7, 21, 35, 49):
        answered = np.full(40, round(PLANNED * EACH * CURVE.at(day)))
        found = forecast_of(answered, now=CURVE.at(day)).of_all()
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)


def test_an_area_with_few_answers_is_drawn_towards_the_others():
    answered = [50] * 39 + [20]
    first, *_others, last = forecast_of(answered, now=CURVE.at(10)).of_strata()
    assert last.answers < first.answers
    assert last.answers / 20 > first.answers / 50


def test_a_reminder_that_falls_away_brings_no_answers():
    answered = [80] * 40
    with_it = forecast_of(answered, now=0.6, at_close=1.0)
    without = forecast_of(answered, now=0.6, at_close=0.75)
    assert without.of_all().answers < with_it.of_all().answers


def test_no_more_answer_than_are_left():
    found = forecast_of([50] * 6, now=0.3, left=np.full(6, 10))
    assert found.draws.max() <= 60


def test_the_same_numbers_give_the_same_forecast():
    first, second = (forecast_of([50, 60], now=0.3) for _ in range(2))
    assert (first.draws == second.draws).all()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"now": 0.1, "left": np.array([1])}, "answered"),
        ({"now": 0.9, "at_close": 0.5}, "now"),
        ({"now": 0.1, "level": 1.0}, "level"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Any, field: str):
    with pytest.raises(InputError) as told:
        forecast_of([1, 2], **wrong)
    assert [each.field for each in told.value.problems] == [field]
