"""The drawing of a map: muted ground, areas and their borders, places, names, and the strip."""

from collections.abc import Sequence

import shapely
from shapely.geometry import MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from tryggve.charts import house
from tryggve.charts.labels import LINE_HEIGHT, Label, Room, Wanted, place
from tryggve.charts.map_frame import Frame, simplified
from tryggve.charts.map_marks import Layer, Line, hatched, lines, picture_of, shapes, symbols, texts
from tryggve.charts.map_strip import strip_below
from tryggve.charts.map_style import (
    AREA,
    BORDERS,
    DOT,
    FILLS,
    GROUND,
    GROUND_INK,
    HATCH,
    NAME_SIZE,
    OUTLINE,
    SMALL_SIZE,
)
from tryggve.charts.mapped import MapArea


def map_chart(
    areas: Sequence[MapArea],
    *,
    background: Sequence[MapArea],
    marked: MapArea | None,
    frame: Frame,
    language: str,
) -> Layer:
    """The whole picture as a Vega-Lite chart: the ground of the frame, and a strip below it."""
    places = [area for area in areas if area.is_place and area.is_drawn]
    polygons = [area for area in areas if area.is_drawn and not area.is_place]
    around = [area for area in background if area.is_drawn and not area.is_place]
    whole = [marked] if marked and marked.is_drawn and not marked.is_place else []
    ground, outline, inner = simplified(
        [[area.shape for area in layer] for layer in (around, whole, polygons)], frame
    )
    points = [frame.pixels(Point(area.shape.centroid)) for area in places]

    room = Room(frame.width, frame.height)
    for point in points:
        room.points.append((point.x - DOT, point.y - DOT, point.x + DOT, point.y + DOT))
    number = {id(area): str(at) for at, area in enumerate(areas, start=1)}
    wanted = [
        Wanted(area.name, number[id(area)], shape)
        for area, shape in zip([*polygons, *places], [*inner, *points], strict=True)
    ]
    names = [label for label in place(wanted, room, size=NAME_SIZE) if label]
    seen = _uncovered(ground, [*outline, *inner])
    neighbours = [Wanted(a.name, "", s) for a, s in zip(around, seen, strict=True) if s.area > 0]
    around_names = place(neighbours, room, size=SMALL_SIZE, bold=False, numbers=False)

    strip = strip_below(areas, frame, language)
    layers = [
        shapes(ground, fill=GROUND, stroke=house.PAPER, strokeWidth=1.2),
        *_names([label for label in around_names if label], ink=GROUND_INK, halo=GROUND),
        shapes(outline, fill=AREA),
        *_areas(polygons, inner),
        shapes(outline, filled=False, strokeJoin="round", **OUTLINE),
        lines([((n.x, n.y), n.leader) for n in names if n.leader], stroke=house.INK, strokeWidth=1),
        symbols([Point(n.leader) for n in names if n.leader], "circle", fill=house.INK, size=12),
        *_places(places, points),
        *_names(names, ink=house.INK, halo=house.PAPER),
        *strip.layers(),
    ]
    return picture_of(layers, width=frame.width, height=frame.height + strip.height)


def _areas(areas: Sequence[MapArea], drawn: Sequence[BaseGeometry]) -> list[Layer]:
    pairs = list(zip(areas, drawn, strict=True))
    uncertain = [hatched(shape) for area, shape in pairs if area.kind]
    return [
        *(
            shapes([s for a, s in pairs if a.kind == kind], fill=fill)
            for kind, fill in FILLS.items()
        ),
        shapes(uncertain, filled=False, stroke=HATCH, strokeWidth=0.8),
        *(
            shapes([line], filled=False, strokeJoin="round", **BORDERS[origin])
            for origin, line in _borders(pairs).items()
        ),
    ]


def _borders(pairs: Sequence[tuple[MapArea, BaseGeometry]]) -> dict[str, BaseGeometry]:
    """Every border once: drawn twice, the dashes of two neighbours would fill each other's gaps."""
    borders: dict[str, BaseGeometry] = {}
    before: BaseGeometry = MultiLineString()
    for origin in BORDERS:
        lines = shapely.union_all([s.boundary for a, s in pairs if a.origin == origin])
        borders[origin] = shapely.line_merge(shapely.difference(lines, before))
        before = shapely.union(before, lines)
    return borders


def _places(places: Sequence[MapArea], points: Sequence[Point]) -> list[Layer]:
    """A filled dot for an official place, a ring for another."""
    layers = []
    for origin, line in BORDERS.items():
        own = [p for area, p in zip(places, points, strict=True) if area.origin == origin]
        stroke = line["stroke"]
        fill = stroke if origin == "official" else house.PAPER
        size = 4 * DOT**2
        layers.append(symbols(own, "circle", fill=fill, stroke=stroke, strokeWidth=2, size=size))
    return layers


def _names(labels: Sequence[Label], *, ink: str, halo: str) -> list[Layer]:
    return [
        texts(
            [line for label in labels if label.size == size for line in _lines(label)],
            ink=ink,
            size=size,
            weight=600 if labels[0].bold else 400,
            halo=halo,
        )
        for size in sorted({label.size for label in labels})
    ]


def _lines(label: Label) -> list[Line]:
    first = label.y - (len(label.lines) - 1) / 2 * label.size * LINE_HEIGHT
    return [
        Line(label.x, first + at * label.size * LINE_HEIGHT, line)
        for at, line in enumerate(label.lines)
    ]


def _uncovered(
    ground: Sequence[BaseGeometry], covering: Sequence[BaseGeometry]
) -> list[BaseGeometry]:
    cover = shapely.union_all(shapely.make_valid(covering)).buffer(3)  # and its outline
    return list(shapely.difference(shapely.make_valid(ground), cover))
