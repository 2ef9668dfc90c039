"""The choice of what to withhold so that no small count can be worked out, at the least cost.

A whole-number program whose rows are found as they are needed (Fischetti and Salazar 2001, sections
3 and 4): for a count that can be worked out, the duals of the two programs of its range say by how
much each other figure would widen it, were it withheld too; together they must do. What is once
withheld stays so while the next rows are found, so that what is wide enough remains so; with all
rows found the choice is made afresh, which takes back what was not needed: what it would cost to
meet only those rows is less than any safe choice costs, and tells how near the best one it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tryggve.stats.disclosure.attacker import NOTHING, Extreme, extreme, ranges
from tryggve.stats.disclosure.system import System
from tryggve.stats.sample import Floats

AT_ONCE = 10  # so many counts get their row before it is decided anew what to withhold
GAP = 0.02  # of the cost: nearer the least one no decision need be

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """R figures, (R,) each: `told` and `open` hold their bounds when told and when withheld.
    `cost` of withholding them; `small`: those to withhold and protect by a range of `width`;
    `may`: those that may be withheld at all."""

    told: System
    open: System
    cost: Floats
    small: Flags
    may: Flags
    width: float

    def system(self, withheld: Flags) -> System:
        """What a reader knows once `withheld` (R,) are not told."""
        return self.told.between(
            np.where(withheld, self.open.low, self.told.low),
            np.where(withheld, self.open.high, self.told.high),
        )


@dataclass(frozen=True)
class Row:
    """`gains` (R,): by how much each figure would widen a range; they must come to `need`."""

    gains: Floats
    need: float


def choose(choice: Choice, attempts: int) -> tuple[Flags, list[int]]:
    """What to withhold, (R,), and the small counts that nothing can protect: with any of those the
    rest is not worth having. InputError where no table fits the figures."""
    extreme(choice.told, np.zeros(choice.told.sums.shape[1]))  # refuses sums that contradict
    rows: list[Row] = []
    best, lost = _safe(choice, rows, choice.small)
    for _ in range(attempts):
        least = _cheapest(choice, rows, choice.small)
        if choice.cost @ best <= (1 + GAP) * float(choice.cost @ least):
            break
        safe, _ = _safe(choice, rows, least)
        best = min(best, safe, key=lambda withheld: float(choice.cost @ withheld))
    return best, lost


def _safe(choice: Choice, rows: list[Row], withheld: Flags) -> tuple[Flags, list[int]]:
    """`withheld` and what must be added to it; the rows found on the way are added to `rows`."""
    widths, known, lost = np.where(choice.small, choice.width, 0.0), None, list[int]()
    while True:
        known = ranges(choice.system(withheld), widths, known=known, at_most=AT_ONCE)
        if not known.narrow:
            return withheld, lost
        for figure, ends in known.narrow.items():
            row = _row(choice, figure, ends)
            if row.gains.sum() < row.need - NOTHING:
                lost.append(figure)
                widths[figure] = 0
            else:
                rows.append(row)
        withheld = _cheapest(choice, rows, withheld)


def _row(choice: Choice, figure: int, ends: tuple[Extreme, Extreme]) -> Row:
    """With duals d of a program, the end that it finds lies at most at the sum of d times the upper
    bounds (d > 0) and lower bounds (d < 0): withheld, a figure adds d times what its bound moves.
    """
    gains, now, width = np.zeros(len(choice.small)), 0.0, 0.0
    for end, sign in zip(ends, (-1, 1), strict=True):
        up, down = np.maximum(end.duals, 0), np.minimum(end.duals, 0)
        now += float(up @ choice.told.high + down @ choice.told.low)
        with np.errstate(invalid="ignore"):  # no dual times no upper bound
            gains += np.where(up > 0, up * (choice.open.high - choice.told.high), 0)
        gains += down * (choice.open.low - choice.told.low)
        width += sign * float(end.sums[figure])
    wanted = choice.width if width < choice.width - NOTHING else width + 1  # whole ends lie closer
    return Row(np.minimum(np.where(choice.may, gains, 0), wanted - now), wanted - now)


def _cheapest(choice: Choice, rows: list[Row], withheld: Flags) -> Flags:
    """The least that meets all rows and holds `withheld`."""
    if not rows:
        return withheld
    found = milp(
        choice.cost,
        constraints=LinearConstraint(
            sparse.csr_array(np.array([row.gains for row in rows])),
            lb=np.array([row.need for row in rows]),
        ),
        integrality=np.ones(len(withheld), dtype=np.int64),
        bounds=Bounds(withheld.astype(float), choice.may | withheld),
        options={"mip_rel_gap": GAP},
    )
    chosen: Flags = np.asarray(found.x) > 0.5
    return chosen
