"""Versions of the index: whose it is, which years it holds for, and what it is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tryggve.wording.problems import refuse
from tryggve.wording.text import Text, say

LEVELS = 7  # 0 to 6


class Origin(StrEnum):
    """Whose calculation an index is."""

    PUBLISHED = "published"
    OWN = "own"

    @property
    def words(self) -> Text:
        """What stands at every figure."""
        if self is Origin.PUBLISHED:
            return say("Published by the police")
        return say("Tryggve's calculation, not comparable")


@dataclass(frozen=True)
class Indicator:
    """`cut_points`: the six shares, rising, at which the level goes up by one.

    `high_is_good`: the share counts what is good (those who feel safe): it is turned round.
    `reference`: the share (turned round) that is taken as ordinary, if the cut-points go by one.
    """

    name: str
    group: str
    cut_points: tuple[float, ...]
    high_is_good: bool = False
    reference: float | None = None

    def __post_init__(self) -> None:
        if len(self.cut_points) != LEVELS - 1 or list(self.cut_points) != sorted(
            set(self.cut_points)
        ):
            raise ValueError(f"{self.name}: six rising cut-points are needed")


@dataclass(frozen=True)
class IndexDefinition:
    """An index that can be computed: its indicators, and the first and last year it holds for."""

    version: str
    indicators: tuple[Indicator, ...]
    first_year: int
    last_year: int | None = None
    origin: Origin = Origin.OWN

    @property
    def number(self) -> int:
        return len(self.indicators)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(indicator.group for indicator in self.indicators))

    @property
    def group_sizes(self) -> tuple[tuple[str, int], ...]:
        return tuple((group, int(self.in_group(group).sum())) for group in self.groups)

    def in_group(self, group: str) -> NDArray[np.bool_]:
        """(J,) which of the indicators belong to a group."""
        return np.array([indicator.group == group for indicator in self.indicators])


@dataclass(frozen=True)
class PublishedDefinition:
    """An index of which only the results are public: how many indicators it has, all in all and,
    where that is known, in each group.

    `truncated`: some of its values were printed with further decimals cut off, not rounded.
    """

    version: str
    number: int
    first_year: int
    last_year: int | None = None
    group_sizes: tuple[tuple[str, int], ...] = ()
    truncated: bool = False
    origin: Origin = Origin.PUBLISHED


Definition = IndexDefinition | PublishedDefinition


def holds(definition: Definition, year: int) -> bool:
    """Whether the year is one of those of the definition."""
    return definition.first_year <= year <= (definition.last_year or year)


def definition_for(year: int, definitions: Iterable[Definition]) -> Definition | None:
    """The one that holds for the year, or None. InputError if several do."""
    found = [definition for definition in definitions if holds(definition, year)]
    if len(found) > 1:
        raise refuse(
            say("Several definitions hold for {year}: {versions}.",
                year=str(year), versions=", ".join(each.version for each in found)),
            say("Give each year one definition."),
        )  # fmt: skip
    return found[0] if found else None


def comparable(first: Definition, second: Definition) -> bool:
    """Whether values of the two may stand in one line: only if nothing but the years differ."""
    if first.origin is not second.origin:
        return False
    if isinstance(first, IndexDefinition) and isinstance(second, IndexDefinition):
        return first.indicators == second.indicators
    return first.version == second.version


def check_line(definitions: Iterable[Definition]) -> None:
    """InputError for published values and own ones in one line, table or chart."""
    first: dict[Origin, str] = {}
    for each in definitions:
        first.setdefault(each.origin, each.version)
    if len(first) > 1:
        raise refuse(
            say("Published and own index values stand together: {versions}.",
                versions=", ".join(sorted(first.values()))),
            say("Show them apart: the police's cut-points are not public, so they differ."),
            field="definition",
        )  # fmt: skip


def check_map(definitions: Iterable[Definition]) -> None:
    """InputError for a map or a ranking whose values are not all comparable."""
    distinct = list(dict.fromkeys(definitions))
    check_line(distinct)
    apart = [each.version for each in distinct[1:] if not comparable(distinct[0], each)]
    if apart:
        raise refuse(
            say("Index values that cannot be compared stand together: {versions}.",
                versions=", ".join([distinct[0].version, *apart])),
            say("Show values of one definition."),
            field="definition",
        )  # fmt: skip
