"""Geometries of the wrong kind, unsound, or over each other."""

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from tests.exchange.geo.made import EAST, NORTH, collection, feature, read, square, told
from tryggve.exchange.geo import Shape, shapes

IN_METRES = {"type": "name", "properties": {"name": "EPSG:3006"}}
DRAW = "Draw the border there again, so that it never crosses or touches itself."
AGAIN = "Draw one of the borders again: an address can be in one area only."


def moved_here(wkt: str) -> BaseGeometry:
    """A geometry in hundreds of metres from the corner of the chequer."""
    return shapely.transform(shapely.from_wkt(wkt), lambda c: c * 100 + (EAST, NORTH))


def areas(*geometries: BaseGeometry) -> bytes:
    features = [feature(g, kod=str(n), namn=f"Område {n}") for n, g in enumerate(geometries, 1)]
    return collection(*features, crs=IN_METRES)


def test_a_border_that_crosses_itself_says_where() -> None:
    bow_tie = moved_here("POLYGON ((0 0, 2 2, 0 2, 2 0, 0 0))")
    assert told(areas(square(9), bow_tie)) == [
        "row 2, field geometry: The border crosses or touches itself at 580100, 6280100. " + DRAW
    ]


@pytest.mark.parametrize(
    ("wkt", "sentence"),
    [
        (
            "POLYGON ((0 0, 4 0, 4 4, 2 2, 0 4, 2 2, 0 0))",
            "The border crosses or touches itself at 580200, 6280200.",
        ),
        (
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))",
            "A hole or a part of the area lies wrongly at 580500, 6280500.",
        ),
        (
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), "
            "(2 2, 3 2, 3 3, 2 3, 2 2))",
            "A hole or a part of the area lies wrongly at 580200, 6280200.",
        ),
        (
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((2 2, 3 2, 3 3, 2 3, 2 2)))",
            "A hole or a part of the area lies wrongly at 580200, 6280200.",
        ),
        ("POLYGON ((0 0, 0 0, 0 0, 0 0))", "The border has too few corners at 580000, 6280000."),
        (
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 9, 9 0, 0 0))",
            "The border crosses or touches itself at 580000, 6280000.",
        ),
        (
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 3, 5 0, 9 3, 5 9, 0 3))",
            "The border is not sound at 580500, 6280000.",
        ),
    ],
)
def test_what_else_a_border_can_be(wkt: str, sentence: str) -> None:
    assert told(areas(moved_here(wkt))) == [f"row 1, field geometry: {sentence} {DRAW}"]


def test_a_border_that_crosses_itself_only_in_metres() -> None:
    """Straight along a circle of latitude, 200 km: in SWEREF 99 TM it bends over a near corner."""
    close = shapely.Polygon([(13, 60), (17, 60), (17, 61), (15, 60.001), (13, 61)])
    assert shapely.is_valid(close)
    (problem,) = told(collection(feature(close, kod="1", namn="A")))
    assert problem.startswith("row 1, field geometry: The border crosses or touches itself at ")


@pytest.mark.parametrize(
    ("wkt", "found"),
    [
        ("POINT (1 1)", "a point"),
        ("MULTIPOINT (1 1, 2 2)", "several points"),
        ("LINESTRING (0 0, 1 1)", "a line"),
        ("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", "a line"),
        ("GEOMETRYCOLLECTION (POINT (1 1))", "a geometry of another kind"),
    ],
)
def test_an_area_is_expected(wkt: str, found: str) -> None:
    assert told(areas(moved_here(wkt))) == [
        f"row 1, field geometry: Here is {found}, but an area is expected. "
        "Give the border as a polygon, or upload the file as places."
    ]


@pytest.mark.parametrize(
    ("wkt", "found"),
    [
        ("POLYGON ((0 0, 1 0, 1 1, 0 0))", "an area"),
        ("LINESTRING (0 0, 1 1)", "a line"),
        ("MULTIPOINT (1 1, 2 2)", "several points"),
    ],
)
def test_a_point_is_expected(wkt: str, found: str) -> None:
    assert told(areas(moved_here(wkt)), Shape.POINT) == [
        f"row 1, field geometry: Here is {found}, but one point is expected. "
        "Give one point for each place, or upload the file as areas."
    ]


def test_several_points_that_are_one_are_a_point() -> None:
    (place,) = read(areas(moved_here("MULTIPOINT (1 1)")), Shape.POINT)
    assert place.geometry == shapely.Point(EAST + 100, NORTH + 100)


def test_an_area_in_parts_and_with_a_hole() -> None:
    parts = moved_here(
        "MULTIPOLYGON (((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)), "
        "((5 0, 6 0, 6 1, 5 0)))"
    )
    assert read(areas(parts))[0].geometry == parts


def test_neighbours_do_not_overlap() -> None:
    assert len(read(areas(square(0), square(1), square(0, 1), square(5)))) == 4


def test_an_area_in_the_hole_of_another() -> None:
    ring = moved_here("POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))")
    assert len(read(areas(ring, square(1, 1)))) == 2


@pytest.mark.parametrize("shift", [0.01, 0.09])
def test_a_sliver_is_let_through(shift: float) -> None:
    assert len(read(areas(square(0), square(1 - shift)))) == 2


def test_an_overlap_is_told_by_pair() -> None:
    assert told(areas(square(0), square(0.8), square(5), square(5, 0.5))) == [
        f"row 1, field geometry: The area 1 lies over the area 2 in row 2: 2,000 m². {AGAIN}",
        f"row 3, field geometry: The area 3 lies over the area 4 in row 4: 5,000 m². {AGAIN}",
    ]


def test_the_same_narrow_area_twice_is_no_sliver() -> None:
    narrow = shapely.box(EAST, NORTH, EAST + 5, NORTH + 500)
    assert told(areas(narrow, narrow)) == [
        f"row 1, field geometry: The area 1 lies over the area 2 in row 2: 2,500 m². {AGAIN}"
    ]


def test_a_small_area_within_a_large_one() -> None:
    assert told(areas(square(0, size=1_000), square(5, 5, size=4))) == [
        f"row 1, field geometry: The area 1 lies over the area 2 in row 2: 16 m². {AGAIN}"
    ]


def test_many_overlaps_are_not_all_told() -> None:
    problems = told(areas(*[square(n / 1_000) for n in range(12)]))  # 66 pairs
    assert len(problems) == shapes.MOST_OVERLAPS + 1
    assert "More areas lie over each other than the 50 told." in problems


def test_places_may_stand_in_one_spot() -> None:
    assert (
        len(read(areas(shapely.Point(EAST, NORTH), shapely.Point(EAST, NORTH)), Shape.POINT)) == 2
    )


def test_overlaps_against_every_pair_one_at_a_time() -> None:
    """Random triangles, the fast way and the slow way."""
    rng = np.random.default_rng(7)
    corners = rng.uniform(0, 2_000, (300, 1, 2)) + rng.uniform(-90, 90, (300, 3, 2))
    triangles = shapely.polygons(corners)
    found = {(a, b) for a, b, _ in shapes._overlapping(triangles)}
    slow = set()
    for a in range(300):
        for b in range(a + 1, 300):
            both = triangles[a].intersection(triangles[b])
            smaller = min(triangles[a].area, triangles[b].area)
            if not both.buffer(-5).is_empty or both.area > smaller / 2:
                slow.add((a, b))
    assert found == slow
    assert len(slow) > 20
