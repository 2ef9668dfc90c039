"""Tables of counts as people keep them: a CSV with one row a cell, and a column `count`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.raking import Counts
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

COUNT = "count"
SEPARATORS = ",;\t"
MAX_CELLS = 20_000_000


@dataclass(frozen=True, eq=False)
class CountTable:
    """Counts by one or more columns.

    counts: one axis a column, in the order of `columns`; a cell that no row names is 0.
    rows: of the same shape, the row of the file that names the cell, the heading being row 1; 0
        where no row does.
    """

    file: str
    columns: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    counts: Counts
    rows: NDArray[np.int64]


def read_counts(path: Path, *, within: CountTable | None = None) -> CountTable:
    """Read a table. InputError names every row that cannot be used.

    With `within` it is a margin of that table: its columns and codes must be among the table's,
    and every combination of them must have a row.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            columns, rows = _heading(file, path)
            read = _Reading(path, columns)
            for number, values in rows:
                read.take(number, values)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            say("The file cannot be read: {reason}.", reason=reason), file=str(path)
        ) from None
    except UnicodeDecodeError:
        raise refuse(
            say("The file is not in UTF-8."),
            say("Save it as UTF-8, which spreadsheets offer when they save as CSV."),
            file=str(path),
        ) from None
    if within is not None:
        read.check_within(within)
    if read.problems:
        raise InputError(read.problems)
    table = read.table(within)
    if within is not None:
        _check_every_cell(table)
    return table


def write_counts(file: TextIO, table: CountTable, counts: Counts) -> None:
    """Write counts in the shape of `table`, one row for each of its cells that had one."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*table.columns, COUNT])
    for place in np.argwhere(table.rows > 0):
        codes = [table.codes[axis][code] for axis, code in enumerate(place)]
        writer.writerow([*codes, repr(float(counts[tuple(place)]))])


def _heading(file: TextIO, path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The columns, and the rows with their numbers; empty lines are left out."""
    first = file.readline()
    separator = max(SEPARATORS, key=first.count)
    columns = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    if columns[-1:] != [COUNT] or len(columns) < 2 or len(set(columns)) != len(columns):
        raise refuse(
            say("The heading does not fit."),
            say("Name one or more columns, each once, and last the column count."),
            file=str(path),
            row=1,
        )
    reader = csv.reader(file, delimiter=separator)
    return columns[:-1], ((reader.line_num + 1, row) for row in reader if any(row))


class _Reading:
    """Rows as they come, with what is wrong with them."""

    def __init__(self, path: Path, columns: list[str]) -> None:
        self.file, self.columns = str(path), tuple(columns)
        self.cells: dict[tuple[str, ...], tuple[int, float]] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, values: list[str]) -> None:
        *codes, count = [value.strip() for value in values]
        cell = tuple(codes)
        if len(codes) != len(self.columns):
            self.refuse(number, say("The row has another number of columns than the heading."))
        elif cell in self.cells:
            earlier = str(self.cells[cell][0])
            self.refuse(number, say("The same cell stands in row {row}.", row=earlier))
        elif (amount := _amount(count)) is None:
            self.refuse(number, say("This is no count: {value}.", value=count[:40]), COUNT)
        else:
            self.cells[cell] = (number, amount)

    def check_within(self, table: CountTable) -> None:
        for column in self.columns:
            if column not in table.columns:
                self.refuse(1, say("The table has no column {name}.", name=column), column)
        if self.problems:
            return
        known = [set(table.codes[table.columns.index(column)]) for column in self.columns]
        for cell, (number, _) in self.cells.items():
            for axis, code in enumerate(cell):
                if code not in known[axis]:
                    what = say("The table has no {code} here.", code=code)
                    self.refuse(number, what, self.columns[axis])

    def table(self, within: CountTable | None) -> CountTable:
        if within is None:
            codes = tuple(tuple(dict.fromkeys(each)) for each in zip(*self.cells, strict=True))
        else:
            codes = tuple(within.codes[within.columns.index(name)] for name in self.columns)
        shape = tuple(len(each) for each in codes)
        if not codes or np.prod(shape, dtype=float) > MAX_CELLS:
            raise refuse(say("The table is empty or too large."), file=self.file)
        counts, rows = np.zeros(shape), np.zeros(shape, dtype=np.int64)
        places = [{code: place for place, code in enumerate(each)} for each in codes]
        for cell, (number, amount) in self.cells.items():
            place = tuple(places[axis][code] for axis, code in enumerate(cell))
            counts[place], rows[place] = amount, number
        return CountTable(self.file, self.columns, codes, counts, rows)

    def refuse(self, number: int, what: object, field: str = "") -> None:
        self.problems.append(Problem(what, "", self.file, number, field))


def _amount(text: str) -> float | None:
    try:
        amount = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
    return amount if 0 <= amount < float("inf") else None


def _check_every_cell(table: CountTable) -> None:
    """A total that is not told is not zero: a margin names every cell."""
    missing = np.argwhere(table.rows == 0)[:20]
    if len(missing):
        raise InputError(
            Problem(
                say("There is no row for {cell}.", cell=", ".join(_codes(table, place))),
                say("Give every combination its total, 0 where there is nobody."),
                file=table.file,
            )
            for place in missing
        )


def _codes(table: CountTable, place: NDArray[np.int64]) -> list[str]:
    return [table.codes[axis][code] for axis, code in enumerate(place)]
