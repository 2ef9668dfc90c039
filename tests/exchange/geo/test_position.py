"""Coordinates in the wrong system, in the wrong order, in the wrong country."""

import pytest
import shapely

from tests.exchange.geo.made import collection, degrees, feature, read, square, told
from tryggve.exchange.geo import Shape
from tryggve.exchange.geo.position import place

IN_OURS = "Export the file in SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326)."
SWAPPED = "Longitude (11 to 24 in Sweden) goes first, latitude (55 to 69) second."
EAST_FIRST = "East is x and goes first; north is y, seven digits, and goes second."
FIRST = "Export in WGS 84 (EPSG:4326). A CSV may have columns x and y instead."


def table(heading: str, *points: tuple[float, float]) -> bytes:
    rows = [f"{number},Plats {number},{a},{b}" for number, (a, b) in enumerate(points)]
    return "\n".join([f"kod,namn,{heading}", *rows]).encode()


def test_a_swapped_border_is_not_turned_round_in_silence() -> None:
    turned = shapely.transform(degrees(square()), lambda c: c[:, ::-1])
    assert told(collection(feature(turned, kod="1", namn="A"))) == [
        f"row 1: Longitude and latitude have changed places: 56.65728, 16.306622. {SWAPPED}"
    ]


def test_what_all_rows_share_is_told_once() -> None:
    assert told(table("lon,lat", (56.66, 16.35), (56.67, 16.36), (56.68, 16.37)), Shape.POINT) == [
        f"Longitude and latitude have changed places: 56.66, 16.35. {SWAPPED}"
    ]


def test_what_one_row_has_is_told_of_that_row() -> None:
    assert told(table("lon,lat", (16.35, 56.66), (56.67, 16.36), (2.35, 48.86)), Shape.POINT) == [
        f"row 3: Longitude and latitude have changed places: 56.67, 16.36. {SWAPPED}",
        f"row 4: The coordinates lie outside Sweden: 2.35, 48.86. {IN_OURS}",
    ]


@pytest.mark.parametrize(
    ("heading", "points", "problem"),
    [
        (
            "x,y",
            [(6_280_000, 580_000)] * 2,
            f"East and north have changed places: 6280000, 580000. {EAST_FIRST}",
        ),
        (
            "x,y",
            [(56.66, 16.35)] * 2,
            f"Longitude and latitude have changed places: 56.66, 16.35. {SWAPPED}",
        ),
        (
            "lon,lat",
            [(580_000, 6_280_000)] * 2,
            "The coordinates look like SWEREF 99 TM, but must be longitude and latitude: "
            f"580000, 6280000. {FIRST}",
        ),
        (
            "x,y",
            [(118_000, 6_163_000)] * 2,
            f"The coordinates look like another system, local or old: 118000, 6163000. {IN_OURS}",
        ),
        (
            "x,y",
            [(1_628_000, 6_580_000)] * 2,
            f"The coordinates look like another system, local or old: 1628000, 6580000. {IN_OURS}",
        ),
        ("x,y", [(0, 0)] * 2, f"The coordinates lie outside Sweden: 0, 0. {IN_OURS}"),
    ],
)
def test_each_wrong_system_is_named(
    heading: str, points: list[tuple[float, float]], problem: str
) -> None:
    assert told(table(heading, *points), Shape.POINT) == [problem]


def test_degrees_among_metres_are_told_by_row() -> None:
    points = [(580_000, 6_280_000), (16.35, 56.66), (580_001, 6_280_000)]
    assert told(table("x,y", *points), Shape.POINT) == [
        "row 3: The coordinates are degrees, but the file says metres: 16.35, 56.66. "
        "Name the right coordinate system, or export the file again."
    ]


def test_geojson_in_metres_that_does_not_say_so() -> None:
    assert told(collection(feature(square(), kod="1", namn="A"))) == [
        "row 1: The coordinates look like SWEREF 99 TM, but must be longitude and latitude: "
        f"580100, 6280000. {FIRST}"
    ]


def test_an_area_with_one_corner_abroad() -> None:
    stretched = shapely.Polygon([(16.3, 56.6), (16.4, 56.6), (2.35, 48.86)])
    assert told(collection(feature(stretched, kod="1", namn="A"))) == [
        f"row 1: The coordinates lie outside Sweden: 16.3, 56.6. {IN_OURS}"
    ]


def test_the_wrong_local_system_lands_abroad() -> None:
    """Stockholm's coordinates said to be web Mercator."""
    crs = {"type": "name", "properties": {"name": "EPSG:3857"}}
    point = feature(shapely.Point(153_000, 6_580_000), kod="1", namn="A")
    assert told(collection(point, crs=crs), Shape.POINT) == [
        f"row 1: The coordinates look like another system, local or old: 153000, 6580000. {IN_OURS}"
    ]


def test_far_corners_of_the_country_are_in_sweden() -> None:
    """Smygehuk, Treriksröset, Haparanda, Strömstad, Gotska Sandön."""
    points = [(13.36, 55.34), (20.55, 69.06), (24.14, 65.83), (11.17, 58.94), (19.27, 58.37)]
    assert len(read(table("lon,lat", *points), Shape.POINT)) == 5


def test_a_place_is_written_as_in_a_file() -> None:
    assert place(16.3562, 56.0) == "16.3562, 56"
    assert place(580_000.5, -6_280_000.1234567) == "580000.5, -6280000.123457"
