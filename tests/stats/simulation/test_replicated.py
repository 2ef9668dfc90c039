"""The errors of replicates are the linearized ones, over many rounds."""

import numpy as np
import pytest

from tests.stats.simulation.designs import DESIGNS
from tests.stats.simulation.page import table
from tests.stats.simulation.replicated import agreement
from tryggve.stats.replicates import Kind

SEED, DRAWS = 7, 60
KINDS = {"bootstrap": Kind.BOOTSTRAP, "jackknife": Kind.GROUPS}
HEADING = "Replicates beside linearization"
ROWS = {row[0]: dict(zip(DESIGNS, row[1:], strict=True)) for row in table(HEADING)}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_replicates_agree_with_linearization_in_short(kind: Kind) -> None:
    for name, each in agreement(np.random.default_rng(SEED), "stratified", kind, draws=20).items():
        # A ratio of shares as rare as these is more curved than linearization has it.
        curved = 0.03 if name == "ratios" else 0.0
        assert abs(each.ratio - 1) < 0.01 + curved + 3 * each.error, (name, each)


@pytest.mark.prove
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("kind", KINDS)
def test_replicates_agree_with_linearization_as_the_page_says(kind: str, design: str) -> None:
    found = agreement(np.random.default_rng(SEED), design, KINDS[kind], draws=DRAWS)
    for name, each in found.items():
        told = float(ROWS[f"{kind}, {name}"][design])
        assert abs(each.ratio - told) < 0.006 + 2 * each.error, (name, each)
