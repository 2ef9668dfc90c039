"""Intervals of shares cover what they should: what is enumerated at 165, 94 to 96 % at 1,500."""

import numpy as np
import pytest

from tests.stats.simulation import exact
from tests.stats.simulation.coverage import covered
from tests.stats.simulation.exact import Method
from tests.stats.simulation.populations import SHARES, exactly, people, spread_sizes

SEED = 165
AREA, LARGE = 8_000, 40_000


def test_a_hundred_and_sixty_five_answers_cover_what_is_enumerated_in_short() -> None:
    at_165(draws=4_000, within=0.011)


@pytest.mark.prove
def test_a_hundred_and_sixty_five_answers_cover_what_is_enumerated() -> None:
    at_165(draws=40_000, within=0.01)


def at_165(*, draws: int, within: float) -> None:
    rng = np.random.default_rng(SEED)
    population = exactly(rng, np.array([AREA]), SHARES)
    found = covered(rng, population, draws=draws, drawn=165, response=1.0)
    np.testing.assert_allclose(found, exact.coverage(SHARES, 165, AREA), atol=within)


@pytest.mark.prove
def test_where_each_of_three_hundred_answers_by_chance_it_is_the_same() -> None:
    rng = np.random.default_rng(SEED)
    population = exactly(rng, np.array([AREA]), SHARES)
    found = covered(rng, population, draws=40_000)
    expected = exact.coverage_with_response(SHARES, 300, 0.55, AREA)
    np.testing.assert_allclose(found, expected, atol=0.01)


def test_logit_at_fifteen_hundred_covers_94_to_96_percent() -> None:
    """Every share from 2 to 50 percent, by enumeration; below ten yes it is never in use here."""
    shares = np.linspace(0.02, 0.5, 481)
    found = exact.coverage(shares, 1_500, LARGE, Method.LOGIT)
    assert found.min() > 0.94
    assert found.max() < 0.96


def test_fifteen_hundred_answers_cover_94_to_96_percent_in_short() -> None:
    at_1500(draws=2_000, within=0.015)


@pytest.mark.prove
def test_fifteen_hundred_answers_cover_94_to_96_percent() -> None:
    at_1500(draws=20_000, within=0.01)


def at_1500(*, draws: int, within: float) -> None:
    rng = np.random.default_rng(SEED)
    population = exactly(rng, np.array([LARGE]), SHARES)
    found = covered(rng, population, draws=draws, drawn=1_500, response=1.0)
    np.testing.assert_allclose(found, 0.95, atol=within)


@pytest.mark.prove
def test_nine_areas_with_unequal_weights_cover_94_to_96_percent() -> None:
    """A municipality of areas with 2,000 to 40,000 people, 300 drawn in each: 1,485 answers."""
    rng = np.random.default_rng(SEED)
    population = people(rng, spread_sizes(9), SHARES)
    np.testing.assert_allclose(covered(rng, population, draws=10_000), 0.95, atol=0.01)
