from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from tests.charts.shapes import CENTRE, island, split
from tryggve.charts.labels import NAME_AT_HOME, Room, Wanted, box_of, place, text_width
from tryggve.charts.map_frame import frame_around, simplified

WIDE = Room(640, 480)


def room():
    return Room(640, 480)


def named(shapes, name="Norra staden {}"):
    return [Wanted(name.format(at), str(at), shape) for at, shape in enumerate(shapes, start=1)]


def overlaps(labels):
    boxes = [shapely.box(*box_of(label)) for label in labels if label]
    return [pair for pair in combinations(boxes, 2) if shapely.intersection(*pair).area > 1e-9]


def test_a_longer_text_is_wider_and_so_is_a_bolder():
    assert text_width("Åseda", 13) < text_width("Åseda tätort", 13)
    assert text_width("Åseda", 13) < text_width("Åseda", 13, bold=True)
    assert text_width("Åseda", 26) == pytest.approx(2 * text_width("Åseda", 13))


def test_the_width_is_that_of_noto_sans_and_a_little():
    """Noto Sans: n is 618 of 1000 wide."""
    assert text_width("nnnnnnnnnn", 100) == pytest.approx(6180 * 1.06 / 10, rel=0.01)


def test_a_large_area_has_its_name_in_its_middle():
    [label] = place(named([box(100, 100, 500, 400)]), room(), size=13)
    assert (label.lines, label.leader) == (("Norra staden 1",), None)
    assert (label.x, label.y) == pytest.approx((300, 250), abs=60)


def test_a_narrow_area_has_its_name_in_two_lines():
    [label] = place(named([box(100, 100, 200, 400)], "Norra Långa staden"), room(), size=13)
    assert label.lines == ("Norra Långa", "staden")


def test_an_area_too_small_for_its_name_has_its_number_in_it():
    [label] = place(named([box(100, 100, 130, 130)]), room(), size=13)
    assert (label.lines, label.leader) == (("1",), None)
    assert (label.x, label.y) == pytest.approx((115, 115), abs=2)


def test_an_area_too_small_for_its_number_has_it_beside_with_a_line():
    [label] = place(named([box(100, 100, 104, 104)]), room(), size=13)
    assert (label.lines, label.leader) == (("1",), (102, 102))
    assert 15 < LineString([(label.x, label.y), label.leader]).length < 30


def test_no_number_where_none_is_wanted():
    assert place(named([box(100, 100, 104, 104)]), room(), size=13, numbers=False) == [None]


def test_a_name_beside_a_point():
    [label] = place(named([Point(100, 100)]), room(), size=13)
    left, _, _, _ = box_of(label)
    assert (label.lines, label.y) == (("Norra staden 1",), 100)
    assert left > 104


def test_a_point_at_the_right_edge_has_its_name_to_the_left():
    [label] = place(named([Point(630, 100)]), room(), size=13)
    assert box_of(label)[2] < 626


def test_the_largest_comes_first_whatever_the_order():
    small, large = box(0, 0, 120, 30), box(0, 0, 640, 480)
    for shapes in ([small, large], [large, small]):
        names = dict(zip(shapes, place(named(shapes, "Namnet {}"), room(), size=13), strict=True))
        assert names[large].lines[0].startswith("Namnet")


def test_what_is_taken_is_left_alone():
    taken = room()
    taken.take((0, 0, 640, 240))
    [label] = place(named([box(0, 0, 640, 480)]), taken, size=13)
    assert box_of(label)[1] >= 240


def test_nothing_is_placed_where_there_is_no_room():
    full = room()
    full.take((0, 0, 640, 480))
    assert place(named([box(100, 100, 500, 400), Point(9, 9)]), full, size=13) == [None, None]


def test_a_name_stays_at_home():
    parts = split(island(), 8, dense=0)
    [drawn] = simplified([parts], frame_around(parts, width=640))
    for label, shape in zip(place(named(drawn), WIDE, size=13), drawn, strict=True):
        body = shapely.box(*box_of(label))
        if label.lines[0].startswith("Norra"):
            assert shapely.intersection(body, shape).area >= NAME_AT_HOME * body.area


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10**6), st.sampled_from([320, 440, 640]))
def test_no_label_covers_another_or_leaves_the_picture(number, seed, width):
    parts = split(island(seed), number, seed)
    places = [Point(CENTRE[0] + 900 * at, CENTRE[1]) for at in range(number % 5)]
    frame = frame_around(parts, width=width)
    [drawn] = simplified([parts], frame)
    free = Room(frame.width, frame.height)
    labels = place(named([*drawn, *(frame.pixels(p) for p in places)]), free, size=13)
    assert overlaps(labels) == []
    placed = [label for label in labels if label]
    boxes = [shapely.box(*box_of(label)) for label in placed]
    assert [b.within(box(0, 0, frame.width, frame.height)) for b in boxes] == [True] * len(boxes)
    for label in placed:
        if label.leader:
            line = LineString([(label.x, label.y), label.leader])
            crossed = [b for other, b in zip(placed, boxes, strict=True) if other is not label]
            assert [b for b in crossed if b.intersects(line)] == []


def test_points_close_together_all_have_their_name_or_number():
    points = [Point(300 + 24 * at, 200 + 12 * at) for at in range(6)]
    free = room()
    for point in points:
        free.points.append((point.x - 4, point.y - 4, point.x + 4, point.y + 4))
    labels = place(named(points, "Järnvägsstationen {}"), free, size=13)
    assert [label is not None for label in labels] == [True] * 6
    assert overlaps(labels) == []
