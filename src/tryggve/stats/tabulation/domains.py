"""The domains of a table: every area of each level, whole and by each slice of the people."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from tryggve.stats.sample import Integers
from tryggve.stats.tabulation.design import Design
from tryggve.stats.tabulation.microdata import as_text, codes_of

WHOLE = "total"  # the level that holds everybody

Coded = tuple[Integers, list[str]]  # the place of each respondent among the labels, or -1


@dataclass(frozen=True)
class Partition:
    """Every area of one level by one slice. `codes` (n,): the domain of each respondent, or -1.

    `labels`: one column of D values for the area and for each variable of the slice.
    """

    level: str
    codes: Integers
    labels: dict[str, list[str]]

    @property
    def size(self) -> int:
        return len(self.labels["area"])


def partitions(table: pl.DataFrame, design: Design) -> Iterator[Partition]:
    """From the finest to the coarsest, as replicates want them: levels and slices in file order
    are taken as going from large to small areas and from few to many variables."""
    levels = [WHOLE, *design.levels]
    slices: list[list[str]] = [[], *(names for names in design.slices if names)]
    columns = {name: _coded(table, name) for names in (design.levels, *slices) for name in names}
    columns[WHOLE] = np.zeros(len(table), dtype=np.int64), [""]
    for level in reversed(levels):
        for names in reversed(slices):
            yield _partition(columns, level, names)


def _partition(columns: dict[str, Coded], level: str, names: list[str]) -> Partition:
    codes, areas = columns[level]
    labels = {"area": areas}
    for name in names:
        other, others = columns[name]
        inside = (codes >= 0) & (other >= 0)
        codes = np.where(inside, codes * len(others) + other, -1)
        repeated = {key: [v for v in values for _ in others] for key, values in labels.items()}
        labels = repeated | {name: others * len(next(iter(labels.values())))}
    return Partition(level, codes.astype(np.int64), labels)


def _coded(table: pl.DataFrame, name: str) -> Coded:
    labels = sorted(as_text(table[name]).drop_nulls().unique().to_list())
    return codes_of(table[name], labels), labels
