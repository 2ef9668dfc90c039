"""Which counts to withhold: the few, and as little more as keeps them from being worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl

from tryggve.stats.disclosure.choice import Choice, choose
from tryggve.stats.disclosure.classifications import Classification
from tryggve.stats.disclosure.figures import counts, name_of
from tryggve.stats.disclosure.system import system_of
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


class Reason(StrEnum):
    """Why a count is withheld."""

    FEW = "few"  # primary: it is small itself
    OTHERS = "others"  # complementary: without it a small one could be worked out


@dataclass(frozen=True)
class Rule:
    """`least`: smaller counts are withheld. `zeros`: 0 is one of them; else zeros are always told,
    and a reader knows that whatever is withheld is 1 or more. `protection`: how wide the range must
    be that a reader can narrow a small count down to."""

    least: int = 5
    zeros: bool = False
    protection: int = 5

    def __post_init__(self) -> None:
        if self.least < 1 or self.protection < 1:
            raise refuse(
                say("The least count and the protection are 1 or more."), field="least, protection"
            )


def suppress(
    cells: pl.DataFrame,
    classifications: Sequence[Classification],
    *,
    rule: Rule | None = None,
    earlier: pl.DataFrame | None = None,
    attempts: int = 10,
) -> pl.DataFrame:
    """The rows of `cells` with `protection` and `reason` (a `Reason`), null for what may be told.

    `cells`: the columns of its classifications and `count`: the figures of one measure, of as many
    tables as tell it; and `keep`, if there are any to be told whatever it costs. `earlier`: figures
    of the same measure that are out already (`tryggve.stats.disclosure.figures`). `attempts`: so
    many times the choice is made afresh, unless it is known to be within 4 percent of the best one
    before. InputError where counts do not add up, and naming the small ones that nothing can
    protect any more.
    """
    rule = rule or Rule()
    asked = cells.drop("keep", "protection", "reason", strict=False)
    exact = counts(asked, source="", measure="")
    least = 0 if rule.zeros else 1
    is_open = exact["low"] >= least
    nothing = counts(
        asked.with_columns(protection=pl.when(is_open).then(0.0)),
        source="",
        measure="",
        least_withheld=least,
    )
    before = exact.clear() if earlier is None else earlier
    told, number = system_of(pl.concat([exact, before], how="diagonal"), classifications)
    open_, _ = system_of(pl.concat([nothing, before], how="diagonal"), classifications)
    of_cell = number[: len(cells)]
    count = np.zeros(len(told.low))
    count[of_cell] = exact["low"].to_numpy()
    may = np.zeros(len(count), dtype=bool)
    may[of_cell] = is_open.to_numpy()
    if "keep" in cells.columns:
        may[of_cell[cells["keep"].fill_null(value=False).to_numpy()]] = False
    small = may & (count < rule.least)
    cost = 1 + np.log1p(count)
    withheld, lost = choose(
        Choice(told, open_, cost=cost, small=small, may=may, width=rule.protection), attempts
    )
    if lost:
        rows = [of_cell.tolist().index(figure) for figure in lost]
        raise _lost(asked.drop("count").cast(pl.String), rows)
    few, others = pl.Series(small[of_cell]), pl.Series((withheld & ~small)[of_cell])
    return cells.with_columns(
        protection=pl.when(few).then(float(rule.protection)).when(others).then(0.0),
        reason=pl.when(few).then(pl.lit(Reason.FEW)).when(others).then(pl.lit(Reason.OTHERS)),
    )


def _lost(cells: pl.DataFrame, rows: Sequence[int]) -> InputError:
    return InputError(
        Problem(
            say("{cell} is small and can be worked out, whatever else is withheld.", cell=cell),
            say("Keep fewer figures, or tell them for larger groups; what is out stays out."),
            row=row + 2,
            field="count",
        )
        for row in rows
        for cell in [name_of(cells.row(row))]
    )
