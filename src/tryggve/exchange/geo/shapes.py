"""Whether geometries are what they must be: there, of the right kind, sound, beside each other."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tryggve.exchange.geo.model import Feature, Shape
from tryggve.exchange.geo.position import place
from tryggve.wording.problems import Problem
from tryggve.wording.text import Text, say

SLIVER = 10.0  # metres: two drawn borders that are meant to be one seldom lie further apart
MOST_OVERLAPS = 50
PAIRS_AT_ONCE = 1_000
REASON = re.compile(r"(?P<reason>[^\[]+)\[(?P<x>\S+) (?P<y>\S+)\]")
DRAW_AGAIN = say("Draw the border there again, so that it never crosses or touches itself.")


def kind_problem(feature: Feature, shape: Shape, *, file: str) -> Problem | None:
    """What is wrong with the kind of a geometry: none, empty, a point for an area and so on."""
    geometry = feature.geometry
    if geometry is None or geometry.is_empty:
        what = say("The geometry is missing or empty.")
        mend = say("Draw it, or take the row out.")
    elif shape is Shape.AREA and geometry.geom_type not in ("Polygon", "MultiPolygon"):
        what = say("Here is {found}, but an area is expected.", found=_called(geometry))
        mend = say("Give the border as a polygon, or upload the file as places.")
    elif shape is Shape.POINT and _points(geometry) != 1:
        what = say("Here is {found}, but one point is expected.", found=_called(geometry))
        mend = say("Give one point for each place, or upload the file as areas.")
    else:
        return None
    return Problem(what, mend, file=file, row=feature.row, field="geometry")


def crossings(
    features: Sequence[Feature], geometries: NDArray[np.object_], *, file: str
) -> list[Problem]:
    """A problem for each polygon that is not valid, with the place, in its own coordinates."""
    wrong = np.flatnonzero(~shapely.is_valid(geometries)).tolist()
    return [
        Problem(
            _unsound(str(shapely.is_valid_reason(geometries[at]))),
            DRAW_AGAIN,
            file=file,
            row=features[at].row,
            field="geometry",
        )
        for at in wrong
    ]


def overlaps(
    features: Sequence[Feature], geometries: NDArray[np.object_], *, file: str
) -> list[Problem]:
    """A problem for each pair of areas that lie over each other by more than a sliver.

    `geometries` are valid polygons in metres. An overlap counts where it is wider than 10 m
    somewhere, or covers more than half of the smaller area.
    """
    problems: list[Problem] = []
    for first, second, square_metres in _overlapping(geometries):
        if len(problems) == MOST_OVERLAPS:
            what = say("More areas lie over each other than the {count} told.", count=MOST_OVERLAPS)
            problems.append(Problem(what, file=file))
            break
        problems.append(
            Problem(
                say(
                    "The area {first} lies over the area {second} in row {row}: {size} m².",
                    first=features[first].code,
                    second=features[second].code,
                    row=str(features[second].row),
                    size=round(square_metres),
                ),
                say("Draw one of the borders again: an address can be in one area only."),
                file=file,
                row=features[first].row,
                field="geometry",
            )
        )
    return problems


def _overlapping(geometries: NDArray[np.object_]) -> Iterator[tuple[int, int, float]]:
    shapely.prepare(geometries)
    tree = shapely.STRtree(geometries)
    first, second = tree.query(geometries)  # by boxes only: the areas themselves come in turns
    once = first < second
    order = np.lexsort((second[once], first[once]))
    first, second = first[once][order], second[once][order]
    for start in range(0, len(first), PAIRS_AT_ONCE):
        a, b = first[start : start + PAIRS_AT_ONCE], second[start : start + PAIRS_AT_ONCE]
        meet = shapely.intersects(geometries[a], geometries[b])  # quick, to spare what is slow
        a, b = a[meet], b[meet]
        both = shapely.intersection(geometries[a], geometries[b])
        size = shapely.area(both)
        smaller = np.minimum(shapely.area(geometries[a]), shapely.area(geometries[b]))
        wide = ~shapely.is_empty(shapely.buffer(both, -SLIVER / 2))
        for at in np.flatnonzero(wide | (size > smaller / 2)):
            yield int(a[at]), int(b[at]), float(size[at])


def _points(geometry: BaseGeometry) -> int:
    points = geometry.geom_type in ("Point", "MultiPoint")
    return int(shapely.get_num_geometries(geometry)) if points else 0


def _called(geometry: BaseGeometry) -> Text:
    match geometry.geom_type:
        case "Point":
            return say("a point")
        case "MultiPoint":
            return say("several points")
        case "LineString" | "MultiLineString" | "LinearRing":
            return say("a line")
        case "Polygon" | "MultiPolygon":
            return say("an area")
        case _:
            return say("a geometry of another kind")


def _unsound(reason: str) -> Text:
    """The library's own words, such as "Self-intersection[13.5 55.6]", as a sentence."""
    found = REASON.fullmatch(reason)
    if found is None:
        return say("The border is not sound.")
    at = place(float(found["x"]), float(found["y"]))
    match found["reason"]:
        case "Self-intersection" | "Ring Self-intersection":
            return say("The border crosses or touches itself at {place}.", place=at)
        case "Hole lies outside shell" | "Holes are nested" | "Nested shells":
            return say("A hole or a part of the area lies wrongly at {place}.", place=at)
        case "Too few points in geometry component":
            return say("The border has too few corners at {place}.", place=at)
        case _:
            return say("The border is not sound at {place}.", place=at)
