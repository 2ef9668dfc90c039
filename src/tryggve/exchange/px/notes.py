"""Footnotes of a PX file, and the notes on single cells that are kept as their status."""

from collections.abc import Sequence

import numpy as np

from tryggve.exchange.cube import MAX_CELLS, MAX_SYMBOLS, Dimension, Note
from tryggve.exchange.px.cells import Cells
from tryggve.exchange.px.header import Header
from tryggve.exchange.px.syntax import Statement
from tryggve.wording.text import say

KEYWORDS = ("NOTEX", "NOTE", "VALUENOTEX", "VALUENOTE", "CELLNOTEX", "CELLNOTE")
EVERY = "*"


def positions(codes: Sequence[str], labels: Sequence[str]) -> dict[str, int]:
    """Where each value of a variable stands, by its code and, where that is free, by its text."""
    known = {code: position for position, code in enumerate(codes)}
    for position, label in enumerate(labels):
        known.setdefault(label, position)
    return known


class Places:
    """Finds variables by name and their values by text or code, as notes point to them."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        self.dimensions = dimensions
        self.by_name = {dimension.label: number for number, dimension in enumerate(dimensions)}
        self.positions = [positions(d.codes, d.labels) for d in dimensions]

    def cells(self, keys: tuple[str, ...]) -> tuple[slice, ...] | None:
        """The part of the table that one key for each variable points out; None if none does."""
        if len(keys) != len(self.dimensions):
            return None
        place: list[slice] = []
        for known, key in zip(self.positions, keys, strict=True):
            if key == EVERY:
                place.append(slice(None))
            elif key in known:
                place.append(slice(known[key], known[key] + 1))
            else:
                return None
        return tuple(place)

    def pair(self, number: int, key: str) -> tuple[tuple[str, str], ...]:
        """The codes of a variable and one of its values, nothing where there is no such value."""
        position = self.positions[number].get(key)
        if position is None:
            return ()
        dimension = self.dimensions[number]
        return ((dimension.code, dimension.categories[position].code),)


def with_data_notes(header: Header, places: Places, cells: Cells) -> Cells:
    """DATANOTECELL gives figures a symbol, such as "p" for preliminary: it becomes their status."""
    values, status, symbols = cells
    known, touched = list(symbols), 0
    for statement in header.all("DATANOTECELL"):
        place = places.cells(statement.subkeys)
        if place is None:
            continue
        part = status[place]
        touched += part.size
        if statement.text not in known:
            known.append(statement.text)
        if len(known) > MAX_SYMBOLS or touched > MAX_CELLS:
            header.complain(
                say("There are more notes on cells than can be read."),
                say("Choose fewer values when you fetch the table."),
                statement,
            )
            header.stop_if_wrong()
        # A missing figure keeps the symbol that says why.
        part[...] = np.where(part == 0, known.index(statement.text), part)
    return values, status, tuple(known)


def notes(header: Header, places: Places) -> tuple[Note, ...]:
    """Every footnote; one whose place is not found is kept as a note on the whole table."""
    return tuple(
        Note(
            text=statement.text.replace("#", "\n"),
            where=_where(places, statement),
            always=keyword.endswith("X"),
        )
        for keyword in KEYWORDS
        for statement in header.all(keyword)
    )


def _where(places: Places, statement: Statement) -> tuple[tuple[str, str], ...]:
    keys = statement.subkeys
    if statement.keyword.startswith("CELLNOTE"):
        found = [places.pair(n, key) for n, key in enumerate(keys[: len(places.dimensions)])]
        return tuple(pair for pairs in found for pair in pairs)
    number = places.by_name.get(keys[0]) if keys else None
    if number is None:
        return ()
    if len(keys) == 1:
        return ((places.dimensions[number].code, ""),)
    return places.pair(number, keys[1])
