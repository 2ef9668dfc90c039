"""Names on a map: the largest area first, none upon another; a small area gets its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

import shapely
from PIL import ImageFont
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from tryggve.typeset.fonts import folders

LINE_HEIGHT = 1.2
_OTHER_FONTS = 1.06  # a page is read in the system's font, which may be a little wider than ours
_AIR = 2.0  # px around a name
NAME_AT_HOME = 0.97  # of a name within its own area, or it could be taken for the neighbour's
NUMBER_AT_HOME = 0.6
SMALLER = 0.87  # the size of a number, of that of a name
BESIDE_A_POINT = 9  # px from a point to its name
RINGS = (18, 26, 36, 48, 62, 80)  # px from an area to its number, when there is no room in it
COMPASS = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7))

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


@dataclass(frozen=True)
class Wanted:
    """What should be named: its name, its number, its shape in pixels (a polygon or a point)."""

    name: str
    number: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Label:
    """A name or number in its place: the lines of text, the middle (px), its size in px.

    `leader` is where a thin line leads, for a number that stands beside its area.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool
    leader: tuple[float, float] | None = None


@dataclass
class Room:
    """The picture's room for text: its points, and the boxes and lines that are taken so far."""

    width: float
    height: float
    points: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    leaders: list[LineString] = field(default_factory=list)

    def take(self, box: Box, leader: LineString | None = None) -> None:
        self.boxes.append(box)
        if leader is not None:
            self.leaders.append(leader)

    def has_room_for(self, box: Box, leader: LineString | None = None) -> bool:
        """Whether a box is within the picture and free, and its line crosses no other text."""
        left, top, right, bottom = box
        if left < _AIR or top < _AIR or right > self.width - _AIR or bottom > self.height - _AIR:
            return False
        if any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in (*self.boxes, *self.points)
        ):
            return False
        if any(line.intersects(shapely.box(*box)) for line in self.leaders):
            return False
        return leader is None or not self._crossed_by(leader)

    def _crossed_by(self, leader: LineString) -> bool:
        """Whether a line goes over any text, or over another point than the one it leads to."""
        end = Point(leader.coords[-1])
        texts = (shapely.box(*box) for box in self.boxes)
        points = (shapely.box(*box) for box in self.points)
        others = (point for point in points if not point.contains(end))
        return any(leader.intersects(body) for body in (*texts, *others))


def place(
    wanted: Sequence[Wanted], room: Room, *, size: float, bold: bool = True, numbers: bool = True
) -> list[Label | None]:
    """A label for each that is wanted, in the same order; takes the room it uses.

    The largest come first. One that has no room for its name gets its number, in it or beside it
    with a line; with `numbers` off, or where there is no room for that either, nothing (None).
    """
    ways = [_names, _numbers_at_home, _numbers_beside] if numbers else [_names]
    order = sorted(range(len(wanted)), key=lambda at: (-wanted[at].shape.area, at))
    placed: list[Label | None] = [None] * len(wanted)
    for way in ways:
        for at in order:
            if placed[at] is None:
                candidates = way(wanted[at], size, bold)
                placed[at] = _first_with_room(candidates, wanted[at].shape, room)
    return placed


def box_of(label: Label) -> Box:
    """The room that a label takes: left, top, right, bottom."""
    width = max(text_width(line, label.size, bold=label.bold) for line in label.lines)
    height = len(label.lines) * label.size * LINE_HEIGHT
    return (
        label.x - width / 2 - _AIR,
        label.y - height / 2,
        label.x + width / 2 + _AIR,
        label.y + height / 2,
    )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in pixels, as wide as in any font that it may be read in."""
    return _width_at_100(text, bold) * size / 100 * _OTHER_FONTS


@lru_cache(maxsize=4096)
def _width_at_100(text: str, bold: bool) -> float:
    return _font(bold).getlength(text)


def _first_with_room(
    candidates: Iterator[tuple[Label, float]], home: BaseGeometry, room: Room
) -> Label | None:
    """The first candidate with room for it, and with at least its share of it at home."""
    for label, share in candidates:
        box = box_of(label)
        leader = LineString([(label.x, label.y), label.leader]) if label.leader else None
        if room.has_room_for(box, leader) and _share_at_home(box, home, share) >= share:
            room.take(box, leader)
            return label
    return None


def _share_at_home(box: Box, home: BaseGeometry, share: float) -> float:
    if share == 0:
        return 0
    body = shapely.box(*box)
    return float(shapely.intersection(body, home).area / body.area)


def _names(wanted: Wanted, size: float, bold: bool) -> Iterator[tuple[Label, float]]:
    x, y = _middle(wanted.shape)
    for lines in ((wanted.name,), *_in_two_lines(wanted.name)):
        width = max(text_width(line, size, bold=bold) for line in lines)
        if isinstance(wanted.shape, Point):
            beside = width / 2 + BESIDE_A_POINT
            above = len(lines) * size * LINE_HEIGHT / 2 + BESIDE_A_POINT
            sides = ((beside, 0), (-beside, 0), (0, -above), (0, above))
            slanting = product((beside, -beside), (-0.6 * size, 0.6 * size))
            for across, down in (*sides, *slanting):
                yield Label(lines, x + across, y + down, size, bold), 0
        else:
            for across, down in product((0, -0.25, 0.25), (0, -0.8, 0.8, -1.6, 1.6)):
                yield Label(lines, x + across * width, y + down * size, size, bold), NAME_AT_HOME


def _numbers_at_home(wanted: Wanted, size: float, bold: bool) -> Iterator[tuple[Label, float]]:
    if isinstance(wanted.shape, Point):
        return
    x, y = _middle(wanted.shape)
    smaller = size * SMALLER
    for across, down in product((0, -0.8, 0.8), (0, -0.7, 0.7, -1.4, 1.4)):
        at = (x + across * smaller, y + down * smaller)
        yield Label((wanted.number,), *at, smaller, bold), NUMBER_AT_HOME


def _numbers_beside(wanted: Wanted, size: float, bold: bool) -> Iterator[tuple[Label, float]]:
    x, y = _middle(wanted.shape)
    for ring, (across, down) in product(RINGS, COMPASS):
        at = (x + across * ring, y + down * ring)
        yield Label((wanted.number,), *at, size * SMALLER, bold, leader=(x, y)), 0


def _in_two_lines(name: str) -> Iterator[tuple[str, str]]:
    """A name of several words cut where the two lines are most alike in length."""
    words = name.split()
    if len(words) > 1:
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        yield min(cuts, key=lambda lines: max(len(line) for line in lines))


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """The middle of the largest circle that fits in a shape."""
    if isinstance(shape, Point):
        return shape.x, shape.y
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    reach = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = reach.coords[0]
    return float(x), float(y)


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    file = next(folders()[0].glob("NotoSans[[]*.ttf"))
    font = ImageFont.truetype(str(file), 100)
    axes = [axis["name"] for axis in font.get_variation_axes()]
    font.set_variation_by_axes(
        [(700 if bold else 400) if b"eight" in name else 100 for name in axes]
    )
    return font
