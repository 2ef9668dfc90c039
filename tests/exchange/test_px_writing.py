from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given

from tests.exchange.cubes import cubes, population, same_cells
from tryggve.exchange.cube import Category, Cube, Dimension, Note
from tryggve.exchange.px import read_px, write_px
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

EXPECTED = """\
CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="sv";
CREATION-DATE="20240221 08:00";
DECIMALS=0;
MATRIX="BE0101N1";
SUBJECT-CODE="BE";
SUBJECT-AREA="Befolkning";
TITLE="Folkmängd efter region, kön, ålder och år";
CONTENTS="Folkmängd";
UNITS="antal";
STUB="region","kön","ålder";
HEADING="år";
VARIABLECODE("region")="Region";
VARIABLECODE("kön")="Kon";
VARIABLECODE("ålder")="Alder";
VARIABLECODE("år")="Tid";
VALUES("region")="0761 Lessebo","0764 Alvesta";
VALUES("kön")="män","kvinnor";
VALUES("ålder")="16 år","17 år","100+ år";
VALUES("år")="2023";
TIMEVAL("år")=TLIST(A1),"2023";
CODES("region")="0761","0764";
CODES("kön")="1","2";
CODES("ålder")="16","17","100+";
CODES("år")="2023";
VARIABLE-TYPE("region")="G";
VARIABLE-TYPE("kön")="V";
VARIABLE-TYPE("ålder")="V";
VARIABLE-TYPE("år")="T";
SOURCE="SCB";
DATA=
"""


def test_keywords_come_in_the_recommended_order_each_on_its_line():
    created = datetime(2024, 2, 21, 8, 0, tzinfo=UTC)
    written = write_px(population(), created=created)
    rows = [f"{number} " for number in range(12)]  # a space ends each row, as is advised
    assert written.decode().split("\r\n") == [*EXPECTED.splitlines(), *rows, ";", ""]


@given(cubes(without='"#*'))
def test_what_is_written_is_read_again(cube):
    cube = replace(cube, contents=cube.title, unit="u", name="n", subject="s", subject_code="c")
    again = read_px(write_px(cube))
    assert same_cells(again, cube)
    assert again.dimensions == cube.dimensions
    for name in (
        "title", "contents", "unit", "source", "updated", "language", "name", "subject",
        "subject_code", "decimals", "show_decimals", "heading",
    ):  # fmt: skip
        assert getattr(again, name) == getattr(cube, name)
    assert sorted(again.notes, key=repr) == sorted(cube.notes, key=repr)


@given(cubes(without='"#*'))
def test_a_sparse_file_says_the_same(cube):
    assert same_cells(read_px(write_px(cube, sparse=True)), cube)


@given(cubes(without='"#*'))
def test_lines_are_as_short_as_they_can_be(cube):
    cube = replace(cube, title="ö" * 1000)
    lines = write_px(cube).decode().split("\r\n")
    head = lines[: lines.index("DATA=")]
    assert all(len(line) <= 256 for line in head)
    assert all(line.endswith(" ") for line in lines[len(head) + 1 : -2])


def test_long_lists_are_broken_after_a_comma():
    codes = [f"kod {number:03}" for number in range(200)]
    categories = tuple(Category(code, code) for code in codes)
    cube = Cube((Dimension("a", "a", categories),), np.arange(200.0))
    lines = write_px(cube).decode().split("\r\n")
    broken = [line for line in lines if line.startswith('"kod')]
    assert len(broken) == 16
    assert all(line.endswith(('",', '";')) for line in broken)
    assert read_px(write_px(cube)).dimensions == cube.dimensions


def test_only_rows_that_are_not_zero_are_written_with_keys():
    values = np.zeros((2, 2, 3, 1))
    values[1, 0, 2, 0] = 7
    cube = population(values=values).with_symbols({(0, 1, 0, 0): "-"})
    written = write_px(cube, sparse=True).decode().split("\r\n")
    start = written.index('KEYS("region")=CODES;')
    assert written[start:] == [
        'KEYS("region")=CODES;',
        'KEYS("kön")=CODES;',
        'KEYS("ålder")=CODES;',
        "DATA=",
        '"0761","2","16", "-" ',
        '"0764","1","100+", 7 ',
        ";",
        "",
    ]


def test_figures_are_written_with_the_tables_decimals():
    values = np.array([0.04, -0.04, 1.25, -3]).reshape(2, 2)
    two = Dimension("a", "a", (Category("1", "1"), Category("2", "2")))
    cube = Cube((two, replace(two, code="b", label="b")), values, decimals=1)
    assert write_px(cube).decode().split("\r\n")[-4:] == ["0.0 0.0 ", "1.2 -3.0 ", ";", ""]


def test_a_symbol_that_is_not_dots_takes_free_dots_and_is_named():
    values = np.full((2, 2, 3, 1), np.nan)
    marks = {(0, 0, 0, 0): "c", (0, 0, 1, 0): ".", (0, 0, 2, 0): "för få"}
    cube = population(values=values).with_symbols(marks)
    written = write_px(cube).decode().split("\r\n")
    assert [line for line in written if line.startswith("DATASYMBOL")] == [
        'DATASYMBOL3="c";',
        'DATASYMBOL4="för få";',
    ]
    assert written[written.index("DATA=") + 1 :][:4] == ['"..." ', '"." ', '"...." ', '".." ']


def test_signs_that_px_gives_a_meaning_are_replaced():
    cube = population(title='Två\nrader "citat"', notes=(Note("Ett\nTvå"),))
    again = read_px(write_px(cube))
    assert (again.title, again.notes) == ("Två rader ”citat”", (Note("Ett\nTvå"),))


def test_totals_domains_maps_and_decimals_are_kept():
    sex = Dimension(
        "Kon", "kön", (Category("1", "män"), Category("1+2", "totalt")), total="1+2", domain="Kön"
    )
    contents = Dimension(
        "C", "innehåll", (Category("N", "Antal", "st", 0), Category("A", "Andel", "%", 1)), "metric"
    )
    region = Dimension("R", "region", (Category("07", "07"),), "geo", summable=True, map="Lan")
    cube = Cube((region, sex, contents), np.zeros((1, 2, 2)), heading=2, show_decimals=0)
    again = read_px(write_px(cube))
    assert again.dimensions == cube.dimensions
    assert (again.heading, again.show_decimals) == (2, 0)


def refused(cube: Cube) -> list[str]:
    with pytest.raises(InputError) as error:
        write_px(cube)
    with speaking("en"):
        return str(error.value).splitlines()


def test_what_px_has_no_room_for_is_refused():
    long = "x" * 300
    dimension = Dimension("a", "a", (Category("1", long),))
    assert refused(Cube((dimension,), np.zeros(1), name="m" * 21)) == [
        "field MATRIX: The text is 21 characters long. "
        f"PX allows 20. Shorten it: {'m' * 21}",
        "field VALUES: The text is 300 characters long. "
        f"PX allows 256. Shorten it: {long[:60]}",
    ]  # fmt: skip


def test_variables_of_the_same_name_are_refused():
    one = Dimension("a", "same", (Category("1", "1"),))
    assert refused(Cube((one, replace(one, code="b")), np.zeros((1, 1)))) == [
        "field STUB: Two variables have the same name. "
        "Give each variable of the table a name of its own."
    ]


def test_the_code_that_means_all_is_refused():
    dimension = Dimension("a", "a", (Category("*", "alla"),))
    assert refused(Cube((dimension,), np.zeros(1))) == [
        "field CODES: A code is *, which PX reads as every value. Give the value another code."
    ]


def test_more_than_six_symbols_are_refused():
    dimension = Dimension("a", "a", tuple(Category(str(n), "") for n in range(7)))
    cube = Cube((dimension,), np.full(7, np.nan))
    assert refused(cube.with_symbols({(n,): f"s{n}" for n in range(7)})) == [
        "field DATASYMBOL1: The table has 7 symbols for missing figures. PX has room for six."
    ]
