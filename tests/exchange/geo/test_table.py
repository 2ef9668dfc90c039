"""CSV of places: columns, delimiters, numbers, encodings."""

from pathlib import Path

import pytest
import shapely

from tests.exchange.geo.made import read, told
from tryggve.exchange.geo import Shape, UploadedArea
from tryggve.geography import reference

DOCS = Path(__file__).resolve().parents[3] / "docs"
PLACE = UploadedArea("1", "Torget", "0880", shapely.Point(580_000, 6_280_000), 2)
SAVE = 'Save it again as UTF-8: in Excel choose "CSV UTF-8", in Notepad choose the encoding UTF-8.'
NUMBER = "Write a number without spaces, such as 16.3562 or 6281542."


def test_places_in_metres() -> None:
    table = "kod,namn,kommunkod,x,y\n1,Torget,0880,580000,6280000\n"
    assert read(table.encode(), Shape.POINT) == (PLACE,)


@pytest.mark.parametrize(
    "table",
    [
        "code;name;municipality_code;e;n\n1;Torget;0880;580000;6280000",
        "Kod\tNamn\tKommunkod\tÖst\tNord\r\n1\tTorget\t0880\t580000,0\t6280000,0\r\n",
        "nord,öst,kommunkod,namn,kod,note\n6280000.0,580000.0,0880, Torget ,1,-\n",
        '\ufeffkod;namn;kommunkod;easting;northing\n"1";"Torget";"0880";"580000";"6280000"\n',
        "code,name,municipality_code,x,y\n\n1,Torget,0880,580000,6280000\n,,,,\n",
    ],
    ids=["semicolon", "tab and decimal comma", "other order", "mark and quotes", "blank rows"],
)
def test_the_same_place_written_otherwise(table: str) -> None:
    (place,) = read(table.encode(), Shape.POINT)
    assert (place.code, place.name, place.municipality_code, place.geometry) == (
        PLACE.code, PLACE.name, PLACE.municipality_code, PLACE.geometry,
    )  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "kod,namn,lon,lat\n1,Torget,16.3562,56.6634",
        "kod;namn;latitud;longitud\n1;Torget;56,6634;16,3562",
        "kod,namn,x,y\n1,Torget,16.3562,56.6634",
        "kod,namn,lat,lon,x,y\n1,Torget,56.6634,16.3562,0,0",
    ],
    ids=["lon lat", "Swedish", "x y in degrees", "both: lon lat goes first"],
)
def test_places_in_degrees(table: str) -> None:
    (place,) = read(table.encode(), Shape.POINT)
    assert (round(place.geometry.x), round(place.geometry.y)) == (583_126, 6_280_740)


def test_a_column_without_a_name_is_none_of_the_missing_ones() -> None:
    (place,) = read(b",kod,namn,x,y\n7,1,Torget,580000,6280000\n", Shape.POINT)
    assert (place.municipality_code, place.postal_code) == (None, None)


def test_rows_count_the_heading_and_blank_rows() -> None:
    table = "kod,namn,x,y\n1,A,580000,6280000\n\n3,B,580000,6280000\n"
    assert [place.row for place in read(table.encode(), Shape.POINT)] == [2, 4]


def test_a_place_name_with_a_line_break_does_not_move_the_rows() -> None:
    table = 'kod,namn,x,y\n1,"A\nB",580000,6280000\n2,,580000,6280000\n'
    assert told(table.encode(), Shape.POINT) == [
        "row 2, field namn: The text holds a character that cannot be shown. "
        "Write it again, on one line.",
        "row 3, field namn: The name is missing. Fill it in.",
    ]


def test_290_rows_and_one_bad_code() -> None:
    rows = [
        f"{m.code},{m.name},{'0999' if m.code == '1060' else m.code},500000,6500000"
        for m in reference.municipalities().values()
    ]
    table = "\n".join(["kod,namn,kommunkod,x,y", *rows])
    assert told(table.encode(), Shape.POINT) == [
        "row 92, field kommunkod: There is no municipality with the code 0999. "
        "Use the four digits of Statistics Sweden, such as 0880 for Kalmar."
    ]
    assert table.splitlines()[91].startswith("1060,Olofström,0999")


def test_a_latin_1_file_says_the_row_where_it_shows() -> None:
    table = "kod,namn,x,y\n1,Torget,580000,6280000\n2,Åbron,580000,6280000\n"
    assert told(table.encode("latin-1"), Shape.POINT) == [
        f"row 3: The file is not in UTF-8: a letter in this row cannot be read. {SAVE}"
    ]


def test_a_utf_16_file() -> None:
    assert told("kod;namn".encode("utf-16"), Shape.POINT) == [
        f"The file is not text in UTF-8. {SAVE}"
    ]


def test_a_spreadsheet() -> None:
    assert told(b"PK\x03\x04....", Shape.POINT) == [
        "The file is a spreadsheet or a packed folder. "
        "Save a spreadsheet as CSV UTF-8; unpack a packed folder first."
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file(content: bytes) -> None:
    assert told(content, Shape.POINT) == ["The file is empty. Choose another file."]


def test_only_a_heading() -> None:
    assert told(b"kod,namn,x,y\n", Shape.POINT) == [
        "There is nothing in the file. Choose another file."
    ]


def test_no_coordinates() -> None:
    assert told(b"kod,namn,lat,x\n1,A,2,3", Shape.POINT) == [
        "row 1: The columns of coordinates are missing: lon and lat, or x and y. "
        "Add them, or give the columns that hold them those names."
    ]


def test_no_code_and_no_name() -> None:
    assert told(b"x,y\n580000,6280000", Shape.POINT) == [
        "field kod: A column is missing: kod or code. "
        "Add it, or give the column that holds it that name.",
        "field namn: A column is missing: namn or name. "
        "Add it, or give the column that holds it that name.",
    ]


def test_two_columns_that_mean_the_same() -> None:
    assert told(b"kod,code,namn,x,y\n1,2,A,580000,6280000", Shape.POINT) == [
        "field code: The columns kod and code mean the same. Keep one of them."
    ]


@pytest.mark.parametrize("written", ["6 280 000", "nan", "1e999", "6_280_000", "norr", "1,2,3"])
def test_what_is_no_coordinate(written: str) -> None:
    table = f'kod;namn;x;y\n1;A;580000;6280000\n2;B;580000;"{written}"'
    assert told(table.encode(), Shape.POINT) == [
        f"row 3, field y: {written} is not a coordinate. {NUMBER}"
    ]


def test_a_missing_coordinate() -> None:
    assert told(b"kod,namn,x,y\n1,A,,\n", Shape.POINT) == [
        f"row 2, field x: The coordinate is missing. {NUMBER}",
        f"row 2, field y: The coordinate is missing. {NUMBER}",
    ]


def test_rows_of_another_length() -> None:
    table = "kod,namn,x,y\n1,Torget, norra,580000,6280000\n2,B,580000,6280000\n3,C\n"
    mend = 'Put quotation marks (") around a text that holds the character between columns.'
    assert told(table.encode(), Shape.POINT)[0] == (
        f"row 2: The row has 5 cells, but the heading has 4. {mend}"
    )
    assert f"row 4: The row has 2 cells, but the heading has 4. {mend}" in told(
        table.encode(), Shape.POINT
    )


def test_a_quotation_mark_that_is_not_closed() -> None:
    table = 'kod,namn,x,y\n1,"Torget,580000,6280000\n'
    assert told(table.encode(), Shape.POINT) == [
        'The table cannot be read from line 2. Look for a quotation mark (") that is not closed.'
    ]


def test_a_table_holds_no_areas() -> None:
    assert told(b"kod,namn,x,y\n1,A,580000,6280000\n", Shape.AREA) == [
        "A CSV can hold places, but no areas. Give areas as GeoJSON or GeoPackage."
    ]


def test_the_example_of_the_guide_is_read() -> None:
    guide = (DOCS / "how-to" / "upload-areas.md").read_text(encoding="utf-8")
    example = guide.split("```\n")[1]
    assert [(p.code, p.name, p.row) for p in read(example.encode(), Shape.POINT)] == [
        ("T1", "Larmtorget", 2),
        ("T2", "Stationen", 3),
    ]
