"""Tables that look and read alike: a caption, headings with their unit, numbers on a line.

    Table(
        caption=_("Areas"),
        columns=[Column(_("Area"), "name"), Column(_("Residents"), "count", unit=_("number"))],
        rows=areas,
        empty=_("Your survey areas will stand here. Upload them to begin."),
    )

`{{ table }}` writes it. The first column is the heading of its row. A value may be text, a number,
a date, a `Link`, a `Status`, or `Withheld` with the reason; None is withheld without one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tryggve.wording import formats
from tryggve.wording.text import Text

Words = str | Promise | Text


@dataclass(frozen=True)
class Withheld:
    """A value that is not shown, and why. The cell holds two points."""

    reason: Words


@dataclass(frozen=True)
class Link:
    """Text that leads somewhere."""

    text: Words
    address: str


@dataclass(frozen=True)
class Status:
    """A status as its word and its shape: see the tag `tag`."""

    word: Words
    kind: str = ""


@dataclass(frozen=True)
class Column:
    """A heading, and the value of each row: the name of an attribute or a function of the row."""

    heading: Words
    value: str | Callable[[Any], Any]
    unit: Words = ""
    is_number: bool = False
    decimals: int | None = None

    def value_of(self, row: Any) -> Any:
        return self.value(row) if callable(self.value) else getattr(row, self.value)


@dataclass(frozen=True)
class Cell:
    """One cell as the template writes it."""

    text: Words
    is_number: bool = False
    is_heading: bool = False
    address: str = ""
    reason: Words = ""
    status: Status | None = None


@dataclass(frozen=True)
class Table:
    """A table with its caption. `empty` says what would stand here and how to begin."""

    caption: Words
    columns: Sequence[Column]
    rows: Iterable[Any]
    empty: Words
    note: Words = ""
    is_simulated: bool = False
    id: str = field(default="table")

    @cached_property
    def lines(self) -> list[list[Cell]]:
        return [
            [
                _cell(column, column.value_of(row), is_heading=position == 0)
                for position, column in enumerate(self.columns)
            ]
            for row in self.rows
        ]

    @property
    def reasons(self) -> list[str]:
        """Why cells are withheld, each reason once."""
        found = (str(cell.reason) for line in self.lines for cell in line if cell.reason)
        return list(dict.fromkeys(found))

    def __str__(self) -> SafeString:
        return render_to_string("web/table.html", {"table": self})

    __html__ = __str__


def _cell(column: Column, value: Any, *, is_heading: bool) -> Cell:
    if isinstance(value, Withheld):
        return Cell("..", column.is_number, is_heading, reason=value.reason)
    if isinstance(value, Link):
        return Cell(value.text, column.is_number, is_heading, address=value.address)
    if isinstance(value, Status):
        return Cell(value.word, is_heading=is_heading, status=value)
    return Cell(_written(value, column.decimals), column.is_number, is_heading)


def _written(value: Any, decimals: int | None) -> Words:
    language = get_language() or "sv"
    match value:
        case None:
            return ".."
        case bool():
            return str(value)
        case int() | float():
            return formats.number(value, language, decimals=decimals)
        case datetime():
            return formats.moment(timezone.localtime(value), language)
        case date():
            return formats.day(value, language)
        case _:
            return value
