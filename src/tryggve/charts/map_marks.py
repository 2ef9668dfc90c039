"""The marks that a map is drawn with, in pixels from the upper left, as Vega-Lite layers."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry import MultiLineString, Point, mapping
from shapely.geometry.base import BaseGeometry

from tryggve.charts import house

HATCH_STEP = 7  # px between the lines
_AT_PIXELS: dict[str, Any] = {
    axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None}
    for axis in ("x", "y")
}

Layer = dict[str, Any]


class Line(NamedTuple):
    """A line of text with the place of its middle, its start or its end."""

    x: float
    y: float
    text: str


def picture_of(layers: Iterable[Layer], *, width: float, height: float) -> Layer:
    """Layers as one Vega-Lite chart without axes or margins; empty ones are left out."""
    return {
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def shapes(geometries: Iterable[BaseGeometry], **style: object) -> Layer:
    """Areas, or with `filled=False` lines, in one style."""
    values = [
        {"type": "Feature", "properties": {}, "geometry": mapping(geometry)}
        for geometry in geometries
        if not geometry.is_empty
    ]
    return {"data": {"values": values}, "mark": {"type": "geoshape", "clip": False, **style}}


def lines(
    ends: Iterable[tuple[tuple[float, float], tuple[float, float]]], **style: object
) -> Layer:
    """Straight lines from here to there."""
    return shapes([MultiLineString([pair]) for pair in ends], filled=False, **style)


def symbols(points: Iterable[Point], symbol: str, **style: object) -> Layer:
    """A symbol at each point: `circle`, or an SVG path within a box of 2."""
    values = [{"x": point.x, "y": point.y} for point in points]
    mark = {"type": "point", "shape": symbol, "opacity": 1, **style}
    return {"data": {"values": values}, "mark": mark, "encoding": _AT_PIXELS}


def texts(
    written: Iterable[Line],
    *,
    ink: str,
    size: float,
    weight: int = 400,
    align: str = "center",
    halo: str = "",
) -> Layer:
    """Lines of text; with a halo of paper they can be read across borders."""
    mark = {"type": "text", "baseline": "middle", "align": align, "fill": ink, "fontSize": size}
    mark |= {"fontWeight": weight, "limit": 0}
    if halo:
        mark |= {"stroke": halo, "strokeWidth": 3, "strokeJoin": "round"}
    values = [line._asdict() for line in written]
    encoding = {**_AT_PIXELS, "text": {"field": "text"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def hatched(shape: BaseGeometry) -> BaseGeometry:
    """Slanting lines within a shape."""
    left, top, right, bottom = shape.bounds
    tall = bottom - top
    starts = np.arange(np.floor((left - tall) / HATCH_STEP) * HATCH_STEP, right, HATCH_STEP)
    slanting = MultiLineString([((x, bottom), (x + tall, top)) for x in starts])
    inside = shapely.intersection(slanting, shapely.make_valid(shape))
    return shapely.transform(inside, lambda points: np.round(points, 1))


def paper(left: float, top: float, width: float, height: float) -> Layer:
    """White paper over what lies below."""
    return shapes([shapely.box(left, top, left + width, top + height)], fill=house.PAPER)
