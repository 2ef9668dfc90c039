"""Made-up tables of counts over nested areas and kinds of crime."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from hypothesis import strategies as st

from tryggve.stats.disclosure.classifications import Classification, apart, nested

Made = tuple[pl.DataFrame, list[Classification]]  # counts, and what they are told by

KINDS = ("theft", "violence", "damage")


def areas(municipalities: Mapping[str, Sequence[str]]) -> Classification:
    """Localities within municipalities within one county."""
    within = {each: name for name, parts in municipalities.items() for each in parts}
    return nested("area", within | dict.fromkeys(municipalities, "county"))


def table(area: Classification, finest: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """Counts of every area and kind, with the totals of both. `finest`: each locality by kind."""
    kinds = KINDS[: len(next(iter(finest.values())))]
    rows = []
    for code, leaves in area.groups.items():
        by_kind = np.array([finest[leaf] for leaf in leaves]).sum(axis=0)
        rows += [(code, kind, int(n)) for kind, n in zip(kinds, by_kind, strict=True)]
        rows.append((code, None, int(by_kind.sum())))
    schema = {"area": pl.String, "kind": pl.String, "count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("area", "kind", nulls_last=True)


def kind_of(cells: pl.DataFrame) -> Classification:
    return apart("kind", cells["kind"].drop_nulls().unique().to_list())


@st.composite
def tiny(draw: st.DrawFn) -> Made:
    """One town of two or three localities and two kinds, with at least one small count."""
    leaves = ["north", "south", "west"][: draw(st.integers(2, 3))]
    small, any_number = st.integers(1, 4), st.one_of(st.integers(0, 4), st.integers(0, 60))
    finest = {leaf: [draw(any_number), draw(any_number)] for leaf in leaves}
    finest["north"][0] = draw(small)
    area = nested("area", dict.fromkeys(leaves, "town"))
    cells = table(area, finest)
    return cells, [area, kind_of(cells)]


@st.composite
def counted(draw: st.DrawFn) -> Made:
    """A table of one or two municipalities with one or two localities each; mostly few."""
    names = {
        f"m{m}": [f"l{m}{part}" for part in range(draw(st.integers(1, 2)))]
        for m in range(draw(st.integers(1, 2)))
    }
    kinds = draw(st.integers(1, 3))
    number = st.one_of(st.integers(0, 7), st.integers(0, 40))
    finest = {
        leaf: draw(st.lists(number, min_size=kinds, max_size=kinds))
        for leaves in names.values()
        for leaf in leaves
    }
    area = areas(names)
    cells = table(area, finest)
    return cells, [area, kind_of(cells)]
