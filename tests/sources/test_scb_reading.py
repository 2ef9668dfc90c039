from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from tests.sources.tables import as_cube, as_long_csv, as_wide_csv, populations, rows
from tryggve.exchange.jsonstat import write_jsonstat
from tryggve.exchange.px import write_px
from tryggve.sources.scb import PopulationCount, PopulationTable, read_population
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

FILES = Path(__file__).parent / "files"
Y2022, Y2023 = date(2022, 12, 31), date(2023, 12, 31)


def read(name: str) -> PopulationTable:
    return read_population((FILES / name).read_bytes(), name)


def said(table: PopulationTable) -> list[str]:
    with speaking("en"):
        return [str(notice) for notice in table.notices]


def test_a_wide_csv_in_windows_1252_with_a_title_and_civil_status():
    table = read("wide_civil_windows1252.csv")
    assert (table.layout, table.encoding) == ("csv", "windows-1252")
    assert table.title.startswith("Påhittade tal i SCB:s form: Folkmängden efter region")
    assert table.area_names == {"0761": "Lessebo", "0764": "Alvesta"}
    assert said(table) == ["The civil statuses were added together."]
    assert len(table.rows) == 2 * 2 * 2 * 3
    assert table.rows[:4] == (
        PopulationCount("0761", "men", 98, 98, 26 + 37 + 48 + 59, Y2022),
        PopulationCount("0761", "men", 99, 99, 29 + 40 + 51 + 62, Y2022),
        PopulationCount("0761", "men", 100, None, 84 + 95 + 9 + 20, Y2022),
        PopulationCount("0761", "women", 98, 98, 21 + 32 + 43 + 54, Y2022),
    )


def test_a_long_csv_in_utf_8_with_totals_and_the_whole_country():
    table = read("long_totals_utf8.csv")
    assert (table.layout, table.encoding, table.title) == ("csv", "utf-8", "")
    assert said(table) == [
        "The row of the whole country was left out.",
        "Totals were left out, since their parts are in the file.",
    ]
    assert table.rows[6:] == (
        PopulationCount("0761", "men", 15, 19, 120, Y2023),
        PopulationCount("0761", "men", 20, 24, 240, Y2023),
        PopulationCount("0761", "men", 25, None, 360, Y2023),
        PopulationCount("0761", "women", 15, 19, 240, Y2023),
        PopulationCount("0761", "women", 20, 24, 480, Y2023),
        PopulationCount("0761", "women", 25, None, 720, Y2023),
    )
    assert {row.area_code for row in table.rows} == {"07", "0761"}


def test_small_areas_lose_the_version_of_their_division_and_those_without_figures():
    table = read("deso_tab.csv")
    assert said(table) == [
        "Totals were left out, since their parts are in the file.",
        "1 area was left out for a year when it has no figures: 0114A0010_DeSO2018",
    ]
    day = date(2024, 12, 31)
    assert table.rows[:3] == (
        PopulationCount("0114A0010", "men", 0, 4, 5, day),
        PopulationCount("0114A0010", "men", 5, 79, 20, day),
        PopulationCount("0114A0010", "men", 80, None, 5, day),
    )
    assert len(table.rows) == 2 * 2 * 3


def test_a_px_file_with_other_contents_beside_the_population():
    table = read("civil_contents_latin1.px")
    assert (table.layout, table.source) == ("px", "Ingen: talen är påhittade")
    assert table.updated == "2024-02-21T08:00"
    assert said(table) == [
        "The row of the whole country was left out.",
        "Totals were left out, since their parts are in the file.",
        "The civil statuses were added together.",
    ]
    assert table.rows == (
        PopulationCount("0761", "men", 99, 99, 11 + 21 + 31 + 41, Y2023),
        PopulationCount("0761", "men", 100, None, 0 + 121 + 131 + 141, Y2023),
        PopulationCount("0761", "women", 99, 99, 12 + 22 + 32 + 42, Y2023),
        PopulationCount("0761", "women", 100, None, 112 + 122 + 132 + 142, Y2023),
    )


def test_a_json_stat_file_of_months():
    table = read("months.json")
    assert (table.layout, table.encoding, table.notices) == ("json-stat", "utf-8", ())
    assert table.rows[:4] == (
        PopulationCount("0761", "men", 16, 24, 1, date(2024, 1, 31)),
        PopulationCount("0761", "men", 25, 44, 5, date(2024, 1, 31)),
        PopulationCount("0761", "men", 45, None, 9, date(2024, 1, 31)),
        PopulationCount("0761", "women", 16, 24, 3, date(2024, 1, 31)),
    )
    assert len(table.rows) == 24


@given(populations())
def test_every_format_says_the_same(counts):
    cube = as_cube(counts)
    expected = rows(counts)
    for content in (
        write_px(cube),
        write_px(cube, sparse=True),
        write_jsonstat(cube),
        write_jsonstat(cube, sparse=True),
        as_long_csv(counts).encode(),
        as_long_csv(counts, delimiter="\t").encode("utf-8-sig"),
        as_wide_csv(counts).encode("windows-1252"),
        as_wide_csv(counts, delimiter=",").encode("utf-16"),
    ):
        assert read_population(content, "a").rows == expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"PK\x03\x04rest",
            "a: The file is an Excel workbook. Fetch the table as CSV, PX or JSON-stat 2 instead.",
        ),
        (
            b"\xd0\xcf\x11\xe0rest",
            "a: The file is an Excel workbook. Fetch the table as CSV, PX or JSON-stat 2 instead.",
        ),
        (
            b"\n <html>",
            "a: The file is a web page, not a table. "
            "Use the button for saving the table as CSV, PX or JSON-stat 2.",
        ),
        (
            b"\x00\x01\x02",
            "a: The file is not a text in UTF-8 or Windows-1252. "
            "Fetch it again as CSV, PX or JSON-stat 2.",
        ),
        (
            b"caf\x81",
            "a: The file is not a text in UTF-8 or Windows-1252. "
            "Fetch it again as CSV, PX or JSON-stat 2.",
        ),
        (
            b"",
            "a, row 1: There is no heading that names the areas and what is counted. The first "
            "rows must have a heading with region, \u00e5lder, k\u00f6n and a year, as SCB's "
            "exports have.",
        ),
        (
            b"{",
            "a, row 1: The file is not whole JSON: it cannot be read from here on. "
            "The file is perhaps cut off. Fetch it again.",
        ),
        (
            b"CHARSET=",
            "a, row 1, field CHARSET: CHARSET has no end. A quotation mark or a semicolon is "
            "missing, or the file is cut off. Fetch it again.",
        ),
    ],
)
def test_what_is_no_table_of_population_is_refused(content, problem):
    with pytest.raises(InputError) as error:
        read_population(content, "a")
    with speaking("en"):
        assert str(error.value) == problem
