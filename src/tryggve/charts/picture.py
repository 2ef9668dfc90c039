"""A picture and what equals it in words: title, description and table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of a picture's table; numbers stand to the right."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """What a picture shows, as text in the reader's language; every row has a cell a column."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("A row of the table has more or fewer cells than there are columns.")


@dataclass(frozen=True)
class Picture:
    """An SVG that may stand in a page, its title, its description, and its equal table."""

    svg: str
    title: str
    description: str
    table: Table
