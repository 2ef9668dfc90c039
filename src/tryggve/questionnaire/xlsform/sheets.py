"""The sheets of a workbook as rows of text by heading, and back."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from tryggve.wording.problems import refuse
from tryggve.wording.text import say

MOST_UNPACKED = 100_000_000  # bytes
Cells = Mapping[str, str]  # by heading; what is empty is absent


@dataclass(frozen=True)
class Row:
    """A row: its number in the sheet, the heading being row 1, and its cells."""

    number: int
    cells: Cells

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


def as_workbook(sheets: Mapping[str, Sequence[Cells]]) -> bytes:
    """An .xlsx file; the headings of a sheet are those of its rows, in their order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([_cell(row.get(heading, "")) for heading in headings])
        for column in sheet.iter_cols(min_row=2):
            for cell in column:
                cell.data_type = "s" if cell.value is not None else cell.data_type
        sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_workbook(content: bytes, file: str) -> dict[str, list[Row]]:
    """The rows of each sheet that hold something.

    InputError for what is no workbook, and for one that unpacks to more than any questionnaire.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise refuse(say("The workbook is too large."), file=file)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise refuse(
            say("The file is no Excel workbook."), say("Save it as .xlsx."), file=file
        ) from None
    return {
        sheet.title.strip().lower(): list(_rows(sheet.iter_rows(values_only=True)))
        for sheet in book.worksheets
    }


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterable[Row]:
    iterator = iter(rows)
    headings = [_text(value) for value in next(iterator, ())]
    for number, row in enumerate(iterator, start=2):
        cells = {
            heading: text
            for heading, value in zip(headings, row, strict=False)
            if heading and (text := _text(value))
        }
        if cells:
            yield Row(number, cells)


def _text(value: object) -> str:
    """A cell as text: a whole number that Excel made a decimal one is whole again."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _cell(text: str) -> str | None:
    return ILLEGAL_CHARACTERS_RE.sub("", text) or None
