"""Weights mend a response that depends on what they are weighted by, and no other."""

import numpy as np
import pytest

from tests.stats.simulation.page import table
from tests.stats.simulation.test_silence import DRAWN
from tests.stats.simulation.weighing import CLASSES, Case, Decides, area_of, simulated

ROWS = table("Whether weights help")
DRAWS = 4_000
WITHIN = 3.0  # points: four standard errors where half of the intervals hold the truth


@pytest.mark.parametrize("explains", CLASSES)
def test_the_classes_explain_what_is_said(explains: int) -> None:
    area = area_of(8_000, CLASSES[explains])
    yes = area.answers[:, 0]
    of_class = np.bincount(area.age, yes) / np.bincount(area.age)
    assert yes.mean() == pytest.approx(0.25)
    assert round(100 * of_class[area.age].var() / yes.var()) == explains


@pytest.mark.parametrize("decides", Decides)
def test_only_what_the_frame_knows_is_mended_in_short(decides: Decides) -> None:
    rng = np.random.default_rng(15)
    plain, weighted = simulated(rng, Case(decides, 0.5, 15, 2_727, 40_000), draws=500)
    if decides is Decides.CLASS:
        assert plain.told == pytest.approx(0.230, abs=0.002)
        assert weighted.told == pytest.approx(0.25, abs=0.002)
        assert weighted.covered == pytest.approx(0.95, abs=0.04)
    else:
        assert plain.told == pytest.approx(0.191, abs=0.002)
        assert weighted.told == pytest.approx(0.199, abs=0.002)
        assert weighted.covered < 0.01


@pytest.mark.prove
@pytest.mark.parametrize("row", ROWS, ids=lambda row: ", ".join(row[:4]))
def test_the_page_says_what_weights_do(row: list[str]) -> None:
    answers, decides, odds, explains, *figures = row
    case = Case(Decides(decides), float(odds), int(explains.rstrip(" %")), *DRAWN[answers])
    found = simulated(np.random.default_rng(15), case, draws=DRAWS)
    told_plain, held_plain, told, held = (float(figure) for figure in figures)
    for each, mean, percent in zip(found, (told_plain, told), (held_plain, held), strict=True):
        assert abs(100 * each.told - mean) < 0.3
        assert abs(100 * each.covered - percent) < WITHIN
