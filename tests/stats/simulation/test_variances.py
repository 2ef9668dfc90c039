"""Variance estimates are right on average and intervals cover, for every kind of figure.

The tolerance is three errors of the draws, and what the linearized variance is known to be off in
samples of this size: it is a little too small after calibration, since residuals are nearer to the
fitted regression than to the population's, and where units are few, as clusters are.
"""

import numpy as np
import pytest

from tests.stats.simulation.designs import DESIGNS
from tests.stats.simulation.page import table
from tests.stats.simulation.variances import Found, found

SEED, DRAWS = 300, 500
KNOWN = {
    "stratified": 0.01,
    "poststratified": 0.02,
    "raked": 0.03,
    "linear": 0.03,
    "clustered": 0.05,
    "clustered, raked": 0.07,
}
HEADING = "Variances and intervals of every kind of figure"
ROWS = {row[0]: dict(zip(DESIGNS, row[1:], strict=True)) for row in table(HEADING)}


def check(design: str, each: dict[str, Found], draws: int) -> None:
    for kind, of_kind in each.items():
        assert abs(of_kind.ratio - 1) < KNOWN[design] + 3 * of_kind.error, (kind, of_kind)
        assert of_kind.bias < 4.5 / np.sqrt(draws), (kind, of_kind)


@pytest.mark.parametrize("design", ["stratified", "clustered, raked"])
def test_variances_are_unbiased_in_short(design: str) -> None:
    each = found(np.random.default_rng(SEED), design, draws=20)
    check(design, each, 20)
    assert np.mean([of_kind.covered for of_kind in each.values()]) > 0.9


@pytest.mark.prove
@pytest.mark.parametrize("design", DESIGNS)
def test_variances_are_unbiased_and_intervals_cover_what_the_page_says(design: str) -> None:
    each = found(np.random.default_rng(SEED), design, draws=DRAWS)
    check(design, each, DRAWS)
    assert list(each) == list(ROWS)
    for kind, of_kind in each.items():
        ratio, covered = (float(part.strip("()")) for part in ROWS[kind][design].split())
        assert abs(of_kind.ratio - ratio) < 0.006 + of_kind.error, (kind, of_kind)
        assert abs(100 * of_kind.covered - covered) < 1, (kind, of_kind)
