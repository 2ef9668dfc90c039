"""The rows of a register file as text, in batches: CSV, fixed width or a workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

import polars as pl
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tryggve.sources.register.layout import Column, Encoding, Kind, Layout
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

BATCH = 50_000
READ_WRONGLY = ("Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã©")  # UTF-8 read as one byte a letter
Rows = Iterator[tuple[int, list[str]]]  # the number of each row, and its cells


def batches(file: BinaryIO, layout: Layout, *, name: str = "") -> Iterator[pl.DataFrame]:
    """The file's rows, up to 50,000 at a time: `row` (its number) and a text for each column.

    Texts have no space around them; blank rows are passed over. The heading is row 1; in a file of
    fixed width the first line is. `name`: the file's, for problems. InputError for a wrong
    encoding, columns that are not there, and rows that are too short or cannot be read.
    """
    match layout.kind:
        case Kind.WORKBOOK:
            yield from _with_heading(_workbook_rows(file, layout, name), layout, name)
        case Kind.CSV:
            yield from _with_heading(_csv_rows(file, layout, name), layout, name)
        case Kind.FIXED:
            yield from _framed(_fixed_rows(file, layout, name), list(layout.columns))


def _with_heading(rows: Rows, layout: Layout, name: str) -> Iterator[pl.DataFrame]:
    heading = next(rows, None)
    if heading is None:
        raise refuse(say("The file is empty."), say("Choose another file."), file=name)
    places = _places(heading[1], layout, name)
    width, last = len(heading[1]), max(places.values())

    def picked() -> Rows:
        for number, cells in rows:
            if len(cells) <= last or len(cells) > width:
                raise refuse(
                    say("The row has {a} cells, the heading {b}.", a=len(cells), b=width),
                    say("Look for a separator within a cell, or a line broken in two."),
                    file=name,
                    row=number,
                )
            yield number, [cells[place] for place in places.values()]

    yield from _framed(picked(), list(places))


def _places(heading: list[str], layout: Layout, name: str) -> dict[Column, int]:
    """The place of each column in a row. InputError for those that are missing or there twice."""
    known = [_alike(text) for text in heading]
    if not {_alike(str(at)) for at in layout.columns.values()} & set(known):
        raise refuse(  # without telling what stands there: it may be a person
            say("None of the columns is in the heading."),
            say("Let the first row be the heading, and see that the separator is right."),
            file=name,
            row=1,
        )
    problems = []
    for column, at in layout.columns.items():
        count = known.count(_alike(str(at)))
        if count != 1:
            problems.append(
                Problem(
                    say("The column {column} is missing.", column=str(at))
                    if count == 0
                    else say("There are several columns {column}.", column=str(at)),
                    say("The file has: {columns}.", columns=", ".join(heading)[:500]),
                    file=name,
                    row=1,
                    field=column,
                )
            )
    if problems:
        raise InputError(problems)
    return {column: known.index(_alike(str(at))) for column, at in layout.columns.items()}


def _alike(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _framed(rows: Rows, columns: list[Column]) -> Iterator[pl.DataFrame]:
    filled = ((number, cells) for number, cells in rows if any(cells))
    while batch := list(islice(filled, BATCH)):
        numbers, cells = zip(*batch, strict=True)
        texts = zip(*cells, strict=True)
        frame = pl.DataFrame(
            [
                pl.Series("row", numbers, pl.Int64),
                *(pl.Series(c, t, pl.String) for c, t in zip(columns, texts, strict=True)),
            ]
        )
        yield frame.with_columns(pl.col(columns).str.strip_chars())


def _csv_rows(file: BinaryIO, layout: Layout, name: str) -> Rows:
    reader = csv.reader(_lines(file, layout, name), delimiter=layout.separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error:
        raise refuse(
            say("The file cannot be read as CSV from here on."),
            say("A quotation mark is perhaps missing. Fetch the file again."),
            file=name,
            row=number + 1,
        ) from None


def _fixed_rows(file: BinaryIO, layout: Layout, name: str) -> Rows:
    """A line that ends early has blank columns there: suppliers cut trailing spaces."""
    pieces = [slice(at[0] - 1, at[1]) for at in layout.columns.values() if not isinstance(at, str)]
    for number, line in enumerate(_lines(file, layout, name), 1):
        text = line.rstrip("\r\n")
        yield number, [text[piece].strip() for piece in pieces]


def _lines(file: BinaryIO, layout: Layout, name: str) -> Iterator[str]:
    encoding = "utf-8-sig" if layout.encoding == Encoding.UTF_8 else layout.encoding.value
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        for number, line in enumerate(text, 1):
            if "Ã" in line and any(sign in line for sign in READ_WRONGLY):
                raise _wrong_encoding(layout, name, number)
            yield line
    except UnicodeError:
        raise _wrong_encoding(layout, name, number + 1) from None
    finally:
        with suppress(ValueError):  # if it has been closed meanwhile
            text.detach()  # the file stays open: it is not ours


def _wrong_encoding(layout: Layout, name: str, row: int) -> InputError:
    others = ", ".join(each.value for each in Encoding if each != layout.encoding)
    return refuse(
        say("The file is not written in {encoding}.", encoding=layout.encoding.value),
        say("Choose the encoding that it is written in: {others}.", others=others),
        file=name,
        row=row,
    )


def _workbook_rows(file: BinaryIO, layout: Layout, name: str) -> Rows:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise refuse(
            say("The file is no Excel workbook."), say("Save it as .xlsx again."), file=name
        ) from None
    if layout.sheet and layout.sheet not in book.sheetnames:
        raise refuse(
            say("There is no sheet {sheet}.", sheet=layout.sheet),
            say("The workbook has: {sheets}.", sheets=", ".join(book.sheetnames)),
            file=name,
            field="sheet",
        )
    sheet = book[layout.sheet] if layout.sheet else book.worksheets[0]
    rows: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)
    for number, cells in enumerate(rows, 1):
        yield number, [_as_text(cell) for cell in cells]


def _as_text(cell: object) -> str:
    """As it stands in the sheet: a whole number without a point, a day as year-month-day."""
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case _ if hasattr(cell, "date"):
            return str(cell.date())
        case _:
            return str(cell)
