"""Small register files of made-up people, in every kind of file."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from personnummer import personnummer

from tryggve.sources.complaints import Complaints
from tryggve.sources.register.layout import Layout
from tryggve.sources.register.people import Placing, Reader
from tryggve.sources.register.rows import batches
from tryggve.stats.drawing.checks.ages import Ages

COLUMNS = {
    "person_number": "Personnummer",
    "name": "Namn",
    "street": "Gatuadress",
    "postal_code": "Postnummer",
    "place": "Postort",
    "stratum": "Område",
    "protected": "Skyddad",
}
HEADING = list(COLUMNS.values())


def number(digits: str) -> str:
    """A person number with its check digit, from the eleven digits before it."""
    return next(digits + last for last in "0123456789" if personnummer.valid(digits + last))


ANNA = [number("19840217998"), "Anna Öberg", "Låtsasgatan 1", "361 30", "Emmaboda", "norr", ""]
OLLE = ["19500102-9999", "Olle Ek", "Sagovägen 2", "36130", "Emmaboda", "soder", "N"]
AGES = Ages(date(2026, 7, 1))


def layout(**more: object) -> Layout:
    return Layout.model_validate({"columns": COLUMNS} | more)


def as_csv(*rows: Sequence[str], encoding: str = "utf-8", separator: str = ";") -> bytes:
    return "\n".join(separator.join(row) for row in rows).encode(encoding)


def as_workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(
    content: bytes,
    given: Layout | None = None,
    *,
    strata: Sequence[str] = ("norr", "soder"),
    placing: Placing | None = None,
) -> tuple[list[Mapping[str, object]], Reader]:
    """The people of a file, and the reader, which has finished. InputError as it says."""
    used = given or layout()
    reader = Reader(
        used,
        placing=placing or Placing.by_stratum(strata),
        ages=AGES,
        complaints=Complaints("folk.csv"),
    )
    found = [
        row
        for frame in reader.read(batches(io.BytesIO(content), used, name="folk.csv"))
        for row in frame.rows(named=True)
    ]
    reader.finish()
    return found, reader
