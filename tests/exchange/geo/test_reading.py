"""One file, all of its problems at once: texts, limits, and what decides the kind of a file."""

from pathlib import Path

import pytest
import shapely

from tests.exchange.geo.made import collection, degrees, feature, geopackage, read, square, told
from tryggve.exchange.geo import Limits, Shape, read_areas
from tryggve.wording.problems import InputError

ONE = degrees(square())


def test_every_problem_is_told_in_the_order_of_the_rows() -> None:
    content = collection(
        feature(ONE, kod="1", namn="Centrum", kommunkod="0880"),
        feature(degrees(square(1)), kod="", namn="Öster", kommunkod="880"),
        feature(degrees(square(2)), kod="1", namn="x" * 121, kommunkod="Kalmar"),
        feature(None, kod="4", namn="Väster"),
        feature(shapely.Point(16, 56), kod="y" * 41, namn="Söder\x07"),
    )
    assert told(content) == [
        "row 2, field kod: The code is missing. Fill it in.",
        "row 2, field kommunkod: There is no municipality with the code 880. "
        "Did you mean 0880, Kalmar? Spreadsheets take away a zero at the beginning.",
        "row 3, field namn: The text is 121 characters long. Use at most 120 characters.",
        "row 3, field kommunkod: There is no municipality with the code Kalmar. "
        "Use the four digits of Statistics Sweden, such as 0880 for Kalmar.",
        "row 3, field kod: The code 1 stands already in row 1. Give each its own code.",
        "row 4, field geometry: The geometry is missing or empty. Draw it, or take the row out.",
        "row 5, field kod: The text is 41 characters long. Use at most 40 characters.",
        "row 5, field namn: The text holds a character that cannot be shown. "
        "Write it again, on one line.",
        "row 5, field geometry: Here is a point, but an area is expected. "
        "Give the border as a polygon, or upload the file as places.",
    ]


def test_the_file_is_named() -> None:
    with pytest.raises(InputError) as raised:
        read_areas(b"{}", file="delområden.geojson", shape=Shape.AREA)
    assert [problem.file for problem in raised.value.problems] == ["delområden.geojson"]


@pytest.mark.parametrize("shape", Shape)
def test_the_content_decides_and_not_the_name(tmp_path: Path, shape: Shape) -> None:
    geometry = square() if shape is Shape.AREA else shapely.Point(580_000, 6_280_000)
    kind = "Polygon" if shape is Shape.AREA else "Point"
    contents = [
        geopackage(tmp_path, [geometry], kind=kind, kod=["1"], namn=["A"]),
        b"\xef\xbb\xbf \n" + collection(feature(degrees(geometry), kod="1", namn="A")),
    ]
    if shape is Shape.POINT:
        contents.append(b"kod,namn,x,y\n1,A,580000,6280000")
    for content in contents:
        (area,) = read_areas(content, file="a.wrong", shape=shape)
        assert shapely.equals_exact(area.geometry, geometry, tolerance=1e-6)


def test_names_with_letters_of_all_kinds() -> None:
    for name in ("Åsö\N{NO-BREAK SPACE}norra", "حي الشمال", "S:t Olof – 3"):
        assert read(collection(feature(ONE, kod="1", namn=name)))[0].name == name


def test_too_many_areas() -> None:
    content = collection(*[feature(degrees(square(n)), kod=str(n), namn="A") for n in range(3)])
    assert len(read(content, limits=Limits(areas=3))) == 3
    assert told(content, limits=Limits(areas=2)) == [
        "The file holds 3, more than the 2 allowed. Divide it into several files."
    ]


def test_areas_and_places_have_their_own_limits() -> None:
    places = b"kod,namn,x,y\n1,A,580000,6280000\n2,B,580000,6280000\n"
    assert len(read(places, Shape.POINT, limits=Limits(areas=1))) == 2
    assert told(places, Shape.POINT, limits=Limits(points=1)) == [
        "The file holds 2, more than the 1 allowed. Divide it into several files."
    ]


def test_too_many_corners() -> None:
    content = collection(feature(ONE, kod="1", namn="A"))
    assert len(read(content, limits=Limits(vertices=5))) == 1
    assert told(content, limits=Limits(vertices=4)) == [
        "The borders have 5 corners, more than the 4 allowed. "
        "Simplify the borders in the map program: a corner every ten metres is enough."
    ]


def test_a_postal_code_is_read_with_or_without_a_space() -> None:
    for written, expected in (("365 30", "36530"), ("36530", "36530"), ("", None)):
        content = collection(feature(degrees(square()), kod="A", namn="A", postnummer=written))
        assert [area.postal_code for area in read(content)] == [expected]


def test_a_postal_code_that_is_none_is_told() -> None:
    content = collection(feature(degrees(square()), kod="A", namn="A", postnummer="036530"))
    assert told(content) == [
        "row 1, field postnummer: 036530 is not a postal code. Write five digits, such as 365 30."
    ]
