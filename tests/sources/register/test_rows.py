"""Files of every kind give the same rows; what cannot be read is told by row and column."""

import io
from datetime import datetime

import pytest

from tests.sources.register.files import ANNA, COLUMNS, HEADING, OLLE, as_csv, as_workbook, layout
from tryggve.sources.register import rows
from tryggve.sources.register.rows import batches
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def read(content, given=None):
    frames = list(batches(io.BytesIO(content), given or layout(), name="folk.csv"))
    return [row for frame in frames for row in frame.rows()]


def refused(content, given=None):
    with pytest.raises(InputError) as error:
        read(content, given)
    return error.value.problems[0]


def said(problem):
    with speaking("en"):
        return str(problem)


def fixed(*lines: list[str]) -> tuple[bytes, object]:
    columns = {name: (1 + 20 * place, 20 + 20 * place) for place, name in enumerate(COLUMNS)}
    text = "\r\n".join("".join(f"{cell:20}" for cell in line).rstrip() for line in lines)
    return text.encode("iso-8859-1"), layout(kind="fixed", columns=columns, encoding="iso-8859-1")


def test_every_kind_of_file_gives_the_same_rows():
    expected = [(2, *ANNA), (3, *OLLE)]
    assert read(as_csv(HEADING, ANNA, OLLE)) == expected
    assert read(as_workbook(HEADING, ANNA, OLLE), layout(kind="workbook")) == expected
    assert read(*fixed(ANNA, OLLE)) == [(1, *ANNA), (2, *OLLE)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_every_encoding(encoding):
    given = layout(encoding=encoding)
    assert read(as_csv(HEADING, ANNA, encoding=encoding), given) == [(2, *ANNA)]


def test_a_mark_of_byte_order_is_no_part_of_the_heading():
    assert read("\ufeff".encode() + as_csv(HEADING, ANNA)) == [(2, *ANNA)]


def test_other_separators_and_quotes():
    quoted = [ANNA[0], '"Öberg, Anna ""Ann"""', *ANNA[2:]]
    row = read(as_csv(HEADING, quoted, separator=","), layout(separator=","))[0]
    assert row[2] == 'Öberg, Anna "Ann"'


def test_headings_are_found_whatever_their_capitals_and_order():
    heading = [f" {text.upper()} " for text in reversed(HEADING)]
    assert read(as_csv(heading, ANNA[::-1])) == [(2, *ANNA)]


def test_blank_rows_are_passed_over_and_counted():
    assert read(as_csv(HEADING, [""] * 7, ANNA)) == [(3, *ANNA)]


def test_many_rows_come_in_batches(monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    frames = list(batches(io.BytesIO(as_csv(HEADING, ANNA, OLLE, ANNA)), layout()))
    assert [frame["row"].to_list() for frame in frames] == [[2, 3], [4]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (as_csv(HEADING, ANNA, encoding="windows-1252"), "utf-8"),
        (as_csv(HEADING, ANNA), "windows-1252"),
        (as_csv(HEADING, ANNA), "iso-8859-1"),
        (as_csv(HEADING, ANNA), "utf-16"),
    ],
)
def test_the_wrong_encoding_is_found_out(content, encoding):
    assert "is not written in" in said(refused(content, layout(encoding=encoding)))


def test_a_missing_column_is_named():
    problem = refused(as_csv(HEADING[:-1], ANNA[:-1]))
    assert (problem.row, problem.field) == (1, "protected")
    assert "Personnummer, Namn" in said(problem)


def test_a_column_that_stands_twice():
    assert refused(as_csv([*HEADING, "Namn"], [*ANNA, ""])).field == "name"


def test_a_file_without_heading_does_not_tell_its_first_person():
    problem = refused(as_csv(ANNA, OLLE))
    assert "Anna" not in said(problem)
    assert problem.row == 1


@pytest.mark.parametrize("cells", [ANNA[:-1], [*ANNA, ""]])
def test_a_row_that_is_too_short_or_too_long(cells):
    assert refused(as_csv(HEADING, OLLE, cells)).row == 3


def test_an_open_quotation_mark():
    assert refused(as_csv(HEADING, OLLE, ['"' + ANNA[0], *ANNA[1:]])).row == 3


def test_what_is_no_workbook():
    assert "no Excel workbook" in said(refused(b"nothing", layout(kind="workbook")))
    book = as_workbook(HEADING, ANNA)
    assert refused(book, layout(kind="workbook", sheet="Blad9")).field == "sheet"


def test_numbers_and_days_in_a_workbook_are_read_as_they_are_shown():
    row = [198402179981, *ANNA[1:3], 36130.0, *ANNA[4:6], datetime(2026, 7, 1)]  # noqa: DTZ001
    read_row = read(as_workbook(HEADING, row), layout(kind="workbook"))[0]
    assert (read_row[1], read_row[4], read_row[7]) == ("198402179981", "36130", "2026-07-01")


def test_an_empty_file():
    assert "empty" in said(refused(b""))
