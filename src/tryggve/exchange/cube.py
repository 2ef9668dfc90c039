"""A statistical table: its dimensions, and in every cell a number or the reason for having none."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Role = Literal["time", "geo", "metric", "other"]

# 20 million cells take 180 MB. A file may declare far more in a few bytes, so readers look here
# before they ask for memory.
MAX_CELLS = 20_000_000
MAX_DIMENSIONS = 32  # PX allows 16
MAX_SYMBOLS = 256  # what the status array can tell apart, the empty one among them

EXACTLY_ZERO = "-"  # a true zero, stored as 0.0
NOT_AVAILABLE = ".."
NOT_APPLICABLE = "."


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension. `children` are codes of categories below it in the hierarchy."""

    code: str
    label: str
    unit: str = ""
    decimals: int | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """A variable of the table.

    `total` is the code of the category that stands for all the others; `summable` says that the
    dimension may be left out by adding its categories up. `domain` and `map` name a value set and
    a map with the publisher, as PX does.
    """

    code: str
    label: str
    categories: tuple[Category, ...]
    role: Role = "other"
    total: str = ""
    summable: bool = False
    domain: str = ""
    map: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(category.label for category in self.categories)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. `where` holds (dimension code, category code) pairs, none for the whole table.

    A category code "" means the dimension itself. `always` says that the publisher wants the note
    shown whenever the figures are.
    """

    text: str
    where: tuple[tuple[str, str], ...] = ()
    always: bool = False


def no_status() -> NDArray[np.uint8]:
    return np.zeros((), dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Cube:
    """A table with one number for each combination of its dimensions' categories.

    values: float64, one axis a dimension, NaN where there is no number.
    status: uint8 of the same shape, an index into `symbols`; 0 is no status. A missing number has
        the publisher's symbol: ".." not available, "." not applicable. "-" is exactly zero and
        has the value 0.0. A number may have a status too, such as "p" for preliminary.
    updated: ISO 8601, with a zone only where the file gave one.
    heading: how many of the last dimensions a table shows as columns.

    Raises ValueError where shapes do not agree or codes are not unique: an error in our own code,
    the readers look before they build.
    """

    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    status: NDArray[np.uint8] = field(default_factory=no_status)
    symbols: tuple[str, ...] = ("",)
    title: str = ""
    contents: str = ""
    unit: str = ""
    source: str = ""
    updated: str = ""
    language: str = ""
    name: str = ""
    subject: str = ""
    subject_code: str = ""
    decimals: int = 0
    show_decimals: int | None = None
    heading: int = 1
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        shape = tuple(len(dimension.categories) for dimension in self.dimensions)
        if not shape or 0 in shape:
            raise ValueError("a cube needs a dimension, and every dimension a category")
        for dimension in self.dimensions:
            if len(set(dimension.codes)) != len(dimension.codes):
                raise ValueError(f"codes of {dimension.code} are not unique")
        if len({dimension.code for dimension in self.dimensions}) != len(shape):
            raise ValueError("codes of dimensions are not unique")
        if not 0 <= self.heading <= len(shape):
            raise ValueError("heading is not a number of dimensions")
        values = np.asarray(self.values, dtype=np.float64)
        status = np.asarray(self.status, dtype=np.uint8)
        status = np.broadcast_to(status, shape) if status.shape == () else status
        if values.shape != shape or status.shape != shape:
            raise ValueError(f"values {values.shape} and status {status.shape} are not {shape}")
        if self.symbols[0] != "" or int(status.max()) >= len(self.symbols):
            raise ValueError("status points outside symbols, of which the first is empty")
        object.__setattr__(self, "values", _locked(values))
        object.__setattr__(self, "status", _locked(status))

    def dimension(self, code: str) -> Dimension:
        """The dimension with this code; KeyError if there is none."""
        return {dimension.code: dimension for dimension in self.dimensions}[code]

    def symbol(self, *index: int) -> str:
        """The status of one cell, "" if it has none."""
        return self.symbols[int(self.status[index])]

    def with_symbols(self, symbols: Mapping[tuple[int, ...], str]) -> "Cube":
        """The same table with these cells' statuses; "-" also makes the value 0."""
        known = list(self.symbols)
        status, values = self.status.copy(), self.values.copy()
        for index, symbol in symbols.items():
            if symbol not in known:
                if len(known) == MAX_SYMBOLS:
                    raise ValueError(f"a cube has room for {MAX_SYMBOLS} symbols")
                known.append(symbol)
            status[index] = known.index(symbol)
            if symbol == EXACTLY_ZERO:
                values[index] = 0.0
        return replace(self, values=values, status=status, symbols=tuple(known))


def _locked(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view
