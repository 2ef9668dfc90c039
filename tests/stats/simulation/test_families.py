"""Findings that are false since those who answer changed, though nobody else did."""

import numpy as np
import pytest

from tests.stats.simulation.families import with_findings
from tests.stats.simulation.page import table
from tests.stats.simulation.test_silence import DRAWN

ROWS = table("False findings when those who answer change")
FAMILIES = {"165": 2_000, "1,500": 1_000}


def test_a_response_that_is_as_skewed_in_both_rounds_is_no_finding_in_short() -> None:
    rng = np.random.default_rng(37)
    assert with_findings(rng, 0.8, 0.8, drawn=300, families=100) <= 0.12
    assert with_findings(rng, 1.0, 0.67, drawn=2_727, families=40) > 0.6


@pytest.mark.prove
@pytest.mark.parametrize("row", ROWS, ids=lambda row: " to ".join(row[:2]))
def test_the_page_says_how_many_families_have_a_false_finding(row: list[str]) -> None:
    before, after, *percent = row
    rng = np.random.default_rng(37)
    for (answers, families), figure in zip(FAMILIES.items(), percent, strict=True):
        told = float(figure) / 100
        found = with_findings(
            rng, float(before), float(after), drawn=DRAWN[answers][0], families=families
        )
        spread = max(told, 0.02) * (1 - min(told, 0.98))
        assert abs(found - told) < 4 * np.sqrt(spread / families) + 0.005
        if before == after:
            assert found <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / families)
