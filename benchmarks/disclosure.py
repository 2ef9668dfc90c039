"""Small counts withheld in a table of crimes, in a few times what it takes to attack the result.

The table is generated: localities in municipalities (full: in local police areas, counties and the
region too) by twelve kinds of crime, with all totals. The peer is what any method must do at least:
hold the result against the attacker once. In CPU seconds; the solver runs on one core.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from benchmarks import Row
from tryggve.stats.disclosure.audit import audit
from tryggve.stats.disclosure.classifications import Classification, apart, nested
from tryggve.stats.disclosure.figures import counts
from tryggve.stats.disclosure.suppression import Reason, suppress

KINDS = 12
LEVELS = {"quick": ((20, 8, 1),), "full": ((20, 8, 1), (65, 1), (202, 65, 20, 4, 1))}


@dataclass(frozen=True)
class Measured:
    cells: int
    few: int
    others: int
    choosing: float
    attacking: float
    is_blocked: bool


def run(size: str) -> Iterator[Row]:
    for levels in LEVELS[size]:
        done = measure(levels)
        assert not done.is_blocked
        where = " in ".join(f"{number}" for number in levels)
        yield Row(
            f"areas {where}, {done.cells:,} counts",
            f"{done.few} small, {done.others} withheld for their sake",
        )
        yield Row("  suppress", f"{done.choosing:.1f} s of CPU")
        yield Row("  attack the result", f"{done.attacking:.1f} s of CPU")
        yield Row("  suppress / attack", f"{done.choosing / done.attacking:.1f}")


def measure(levels: tuple[int, ...]) -> Measured:
    area = generated_areas(levels)
    classifications = [area, apart("kind", [f"kind {number}" for number in range(KINDS)])]
    cells = generated(area, levels[0])
    started = time.process_time()
    done = suppress(cells, classifications)
    chosen = time.process_time()
    figures = counts(done.drop("reason"), source="made up", measure="crimes")
    found = audit(figures, classifications)
    attacked = time.process_time()
    return Measured(
        cells=len(cells),
        few=int((done["reason"] == Reason.FEW).sum()),
        others=int((done["reason"] == Reason.OTHERS).sum()),
        choosing=chosen - started,
        attacking=attacked - chosen,
        is_blocked=found.is_blocked,
    )


def generated_areas(levels: tuple[int, ...]) -> Classification:
    within = {
        f"{level}.{number}": f"{level + 1}.{number * larger // smaller}"
        for level, (smaller, larger) in enumerate(pairwise(levels))
        for number in range(smaller)
    }
    return nested("area", within)


def generated(area: Classification, localities: int) -> pl.DataFrame:
    """Counts that vary as those of localities do: most of few, some of many."""
    rng = np.random.default_rng(20261126)
    mean = rng.gamma(0.6, 24, (localities, 1)) * rng.dirichlet(np.full(KINDS, 2.0), localities)
    finest = rng.poisson(mean)
    rows: list[tuple[str, str | None, int]] = []
    for code, leaves in area.groups.items():
        by_kind = finest[[int(leaf.removeprefix("0.")) for leaf in leaves]].sum(axis=0)
        rows += [(code, f"kind {kind}", int(number)) for kind, number in enumerate(by_kind)]
        rows.append((code, None, int(by_kind.sum())))
    schema = {"area": pl.String, "kind": pl.String, "count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
