"""A response that depends on the answer: what the interval still covers, enumerated and drawn."""

import numpy as np
import pytest

from tests.stats.simulation import exact
from tests.stats.simulation.coverage import covered
from tests.stats.simulation.page import table
from tests.stats.simulation.populations import exactly
from tests.stats.simulation.silence import enumerated, response

SHARES = (0.05, 0.1, 0.25, 0.5)
DRAWN = {"165": (300, 8_000), "1,500": (2_727, 40_000)}  # and the people of the area
ROWS = table("Who answers depends on the answer")


def test_response_has_the_odds_ratio_and_the_mean() -> None:
    yes = np.arange(1000) < 250
    found = response(yes, 0.5)
    odds = found / (1 - found)
    np.testing.assert_allclose(odds[0] / odds[-1], 0.5, rtol=1e-9)
    np.testing.assert_allclose(found.mean(), 0.55, rtol=1e-9)


def test_where_the_answer_plays_no_part_it_is_the_coverage_of_the_interval() -> None:
    found = [enumerated(share, 1.0, drawn=300, population=8_000) for share in SHARES]
    expected = exact.coverage_with_response(np.array(SHARES), 300, 0.55, 8_000)
    np.testing.assert_allclose([each.covered for each in found], expected, atol=1e-5)
    np.testing.assert_allclose([each.told for each in found], SHARES, atol=1e-5)


@pytest.mark.parametrize("odds", [0.8, 0.5])
def test_the_library_covers_what_is_enumerated(odds: float) -> None:
    """2,000 rounds drawn, estimated and given intervals by the library."""
    rng = np.random.default_rng(165)
    population = exactly(rng, np.array([8_000]), np.array([0.25]))
    answered = response(population.answers[:, 0], odds)
    found = covered(rng, population, draws=2_000, response=answered)
    expected = enumerated(0.25, odds, drawn=300, population=8_000).covered
    assert abs(found[0] - expected) < 4 * np.sqrt(expected * (1 - expected) / 2_000)


@pytest.mark.parametrize(
    "row",
    [pytest.param(r, marks=pytest.mark.prove if r[0] == "1,500" else ()) for r in ROWS],
    ids=lambda row: ", ".join(row[:2]),
)
def test_the_page_says_how_far_it_falls(row: list[str]) -> None:
    answers, odds, told, *percent = row
    drawn, population = DRAWN[answers]
    found = [enumerated(p, float(odds), drawn=drawn, population=population) for p in SHARES]
    assert percent == [f"{100 * each.covered:.1f}" for each in found]
    assert told == f"{100 * found[SHARES.index(0.25)].told:.1f}"


def test_the_page_tells_of_both_sizes_and_of_odds_that_fall() -> None:
    expected = [[n, odds] for n in DRAWN for odds in ("1", "0.9", "0.8", "0.67", "0.5")]
    assert [row[:2] for row in ROWS] == expected
