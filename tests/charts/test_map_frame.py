import pytest
import shapely
from shapely.geometry import Point, box

from tests.charts.shapes import island, split
from tryggve.charts import map_frame
from tryggve.charts.map_frame import frame_around, simplified


def corners(geometries):
    return sum(shapely.get_num_coordinates(geometry) for geometry in geometries)


def test_north_is_up_and_all_directions_have_one_scale():
    frame = frame_around([box(500_000, 6_300_000, 510_000, 6_310_000)], width=600)
    west_south, east_south, west_north = (
        frame.pixels(Point(x, y))
        for x, y in ((500_000, 6_300_000), (510_000, 6_300_000), (500_000, 6_310_000))
    )
    assert west_north.y < west_south.y
    assert west_south.x < east_south.x
    across, up = east_south.x - west_south.x, west_south.y - west_north.y
    assert across == pytest.approx(up, abs=0.2)
    assert across == pytest.approx(10_000 * frame.scale, abs=0.2)


@pytest.mark.parametrize(
    ("wide", "tall", "share"),
    [
        (10_000, 10_000, map_frame.TALLEST),
        (10_000, 90_000, map_frame.TALLEST),
        (90_000, 10_000, map_frame.FLATTEST),
        (10_000, 7_000, 0.7),
    ],
)
def test_everything_is_inside_a_picture_of_reasonable_shape(wide, tall, share):
    area = box(500_000, 6_300_000, 500_000 + wide, 6_300_000 + tall)
    frame = frame_around([area], width=640)
    left, top, right, bottom = frame.pixels(area).bounds
    assert (left > 20, top > 10, right < 620, bottom < frame.height - 10) == (True,) * 4
    assert frame.height == pytest.approx(640 * share, abs=1)
    assert left == pytest.approx(640 - right, abs=0.3)
    assert top == pytest.approx(frame.height - bottom, abs=1)


def test_a_single_place_is_shown_with_what_is_around_it():
    frame = frame_around([Point(500_000, 6_300_000)], width=600)
    assert frame.width / frame.scale == pytest.approx(22_400)
    assert frame.pixels(Point(500_000, 6_300_000)).coords[0] == pytest.approx((300, 150))


def test_a_tiny_area_is_not_blown_up():
    frame = frame_around([box(500_000, 6_300_000, 500_010, 6_300_010)], width=600)
    assert frame.width / frame.scale > map_frame.LEAST_EXTENT


@pytest.mark.parametrize(
    "place", [Point(15.9, 56.7), Point(6_300_000, 500_000), Point(1_500_000, 6_300_000)]
)
def test_other_coordinates_than_sweref_99_tm_are_refused(place):
    with pytest.raises(ValueError, match="SWEREF 99 TM"):
        frame_around([place], width=600)


def test_outlines_lose_the_corners_that_nobody_sees():
    area = island(corners=4_000)
    frame = frame_around([area], width=640)
    [[drawn]] = simplified([[area]], frame)
    assert corners([area]) > 4_000
    assert corners([drawn]) < 1_500
    exact = frame.pixels(area)
    assert shapely.symmetric_difference(drawn, exact).area < 0.01 * exact.area
    assert shapely.hausdorff_distance(drawn.boundary, exact.boundary) < 3


def test_many_outlines_become_coarser_until_the_picture_is_small():
    area = island(corners=30_000)
    layers = [split(area, 40), [area], [area.buffer(20_000)]]
    drawn = simplified(layers, frame_around([area], width=640))
    assert sum(corners(layer) for layer in layers) > 30_000
    assert sum(corners(layer) for layer in drawn) <= map_frame.MOST_POINTS


def test_neighbours_keep_their_common_border():
    parts = split(island(corners=2_000), 12)
    assert shapely.coverage_is_valid(parts)
    [drawn] = simplified([parts], frame_around(parts, width=640))
    assert shapely.coverage_is_valid(drawn)


def test_areas_that_overlap_are_drawn_all_the_same():
    parts = [island(1), island(2, centre=(505_000, 6_290_000))]
    assert not shapely.coverage_is_valid(parts)
    [drawn] = simplified([parts], frame_around(parts, width=640))
    assert [shape.is_valid and shape.area > 10_000 for shape in drawn] == [True, True]


def test_what_is_far_outside_is_cut_off():
    area = island()
    frame = frame_around([area], width=640)
    [[drawn]] = simplified([[area.buffer(300_000)]], frame)
    beyond = map_frame.BEYOND
    assert drawn.bounds == (-beyond, -beyond, 640 + beyond, frame.height + beyond)


def test_nothing_is_simplified_to_nothing():
    assert simplified([[], []], frame_around([island()], width=640)) == [[], []]


def test_outlines_with_points_upon_each_other_are_drawn():
    """GEOS does not take them as a coverage."""
    area = shapely.transform(island(corners=30_000), lambda points: points.round(-1))
    frame = frame_around([area], width=640)
    [[drawn]] = simplified([[area]], frame)
    assert (
        shapely.symmetric_difference(drawn, frame.pixels(area).buffer(0)).area < 0.01 * drawn.area
    )
