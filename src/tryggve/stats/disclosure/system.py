"""All figures of one measure as sums of the same atoms: what a reader sets up to solve.

An atom is a cell of the finest crossing of all tables: the people of one locality, sex and age
group. With u (C,) the unknown numbers in them, every figure r says low_r <= (A u)_r <= high_r, and
u >= 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy import sparse

from tryggve.stats.disclosure.classifications import Classification
from tryggve.stats.disclosure.figures import dimensions, name_of
from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class System:
    """`sums` (R, C): 1 where a figure holds an atom. `low`, `high` (R,). `own` (C,): the figure
    that is this atom and nothing else, -1 where none is. `whole`: all are numbers of people or
    events, not sums of weights."""

    sums: sparse.csr_array
    low: Floats
    high: Floats
    own: Integers
    whole: bool

    def between(self, low: Floats, high: Floats) -> "System":
        """The same figures told between other bounds, (R,) each."""
        return replace(self, low=low, high=high)


def system_of(
    figures: pl.DataFrame, classifications: Sequence[Classification]
) -> tuple[System, Integers]:
    """The system of figures of one measure, and for each figure (n,) its number in it.

    The same figure told twice is one, between the narrower bounds. InputError for a column without
    a classification, for codes that a classification does not have, and for a figure told twice of
    which not both can be true.
    """
    by_name = {each.name: each for each in classifications}
    names = [name for name in dimensions(figures) if figures[name].null_count() < len(figures)]
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise refuse(
            say("No classification is given for {names}.", names=", ".join(unknown)),
            say("Give one for each column that the figures are told by."),
            field=", ".join(unknown),
        )
    cells: dict[tuple[str | None, ...], int] = {}
    rows = figures.select("measure", *names).iter_rows()
    number = np.array([cells.setdefault(row[1:], len(cells)) for row in rows], dtype=np.int64)
    low, high = np.zeros(len(cells)), np.full(len(cells), np.inf)
    np.maximum.at(low, number, figures["low"].to_numpy())
    np.minimum.at(high, number, figures["high"].to_numpy())
    twice = [name_of(cell) for cell, number_of in cells.items() if low[number_of] > high[number_of]]
    if twice:
        raise refuse(
            say("These figures are told twice, and not alike: {cells}.", cells="; ".join(twice)),
            say("Give a figure that was corrected later another measure, such as a new version."),
        )
    sums = _sums(list(cells), [by_name[name] for name in names])
    own = np.full(sums.shape[1], -1)
    alone = np.flatnonzero(np.diff(sums.indptr) == 1)
    own[sums.indices[sums.indptr[alone]]] = alone
    return System(sums, low, high, own, whole=bool((figures["unit"] == 1).all())), number


def _sums(
    cells: Sequence[tuple[str | None, ...]], classifications: Sequence[Classification]
) -> sparse.csr_array:
    """Atoms are numbered as a table of many dimensions is, the last running fastest."""
    holds: list[Integers] = [np.zeros(1, dtype=np.int64)] * len(cells)
    atoms = 1
    for place, classification in enumerate(classifications):
        members, number = classification.members([cell[place] for cell in cells])
        holds = [
            (before[:, np.newaxis] * number + own).ravel()
            for before, own in zip(holds, members, strict=True)
        ]
        atoms *= number
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *holds])
    bounds = np.cumsum([0, *(len(each) for each in holds)])
    return sparse.csr_array((np.ones(len(columns)), columns, bounds), shape=(len(cells), atoms))
