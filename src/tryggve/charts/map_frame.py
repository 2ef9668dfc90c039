"""From the ground (SWEREF 99 TM, metres) to a picture (pixels), simplified to its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

ROOM_AROUND = 0.06  # of the extent, on each side
LEAST_EXTENT = 2_000.0  # m
AROUND_A_PLACE = 20_000.0  # m; a single place is shown with what people know around it
TALLEST, FLATTEST = 0.95, 0.5  # height of the ground shown, of its width
MOST_POINTS = 1_700  # in all outlines; most are drawn twice: about 35 kB
TOLERANCES = (0.4, 0.7, 1.2, 2.0, 3.5, 6.0)  # px: from what no eye sees to what all eyes see
BEYOND = 6.0  # px that outlines go on outside the picture, so that the cut is not seen
# SWEREF 99 TM for Sweden and its waters, with margin: x 200 000 to 1 000 000, y 6.0 to 7.8 million.
SWEDEN = (200_000.0, 6_000_000.0, 1_000_000.0, 7_800_000.0)


_Geometry = TypeVar("_Geometry", bound=BaseGeometry)


@dataclass(frozen=True)
class Frame:
    """What ground a picture shows: its north-western corner (m), pixels a metre, size (px)."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def pixels(self, geometry: _Geometry) -> _Geometry:
        """The geometry in the picture, x to the right and y downwards."""

        def move(points: np.ndarray) -> np.ndarray:
            return (points - (self.west, self.north)) * (self.scale, -self.scale)

        return shapely.transform(geometry, move)

    def clip(self, area: BaseGeometry) -> MultiPolygon:
        """What of an area in pixels is within the picture, or just outside, to a tenth of one."""
        picture = shapely.box(-BEYOND, -BEYOND, self.width + BEYOND, self.height + BEYOND)
        cut = shapely.intersection(shapely.make_valid(area), picture)
        parts = shapely.get_parts(shapely.get_parts(cut))  # twice: a collection may hold several
        seen = MultiPolygon([part for part in parts if part.area > 0])
        return shapely.transform(seen, lambda points: np.round(points, 1))


def frame_around(geometries: Sequence[BaseGeometry], *, width: float) -> Frame:
    """The frame that shows all the geometries with room around, `width` pixels wide.

    Raises `ValueError` for coordinates that cannot be SWEREF 99 TM, as longitude and latitude.
    """
    west, south, east, north = shapely.total_bounds(list(geometries))
    if west < SWEDEN[0] or south < SWEDEN[1] or east > SWEDEN[2] or north > SWEDEN[3]:
        raise ValueError(
            f"The map wants SWEREF 99 TM in metres, not x {west} to {east}, y {south} to {north}."
        )
    least = LEAST_EXTENT if (west, south) != (east, north) else AROUND_A_PLACE
    across = max(east - west, least) * (1 + 2 * ROOM_AROUND)
    up = max(north - south, least * FLATTEST) * (1 + 2 * ROOM_AROUND)
    height = min(max(up / across, FLATTEST), TALLEST) * width
    scale = min(width / across, height / up)
    return Frame(
        west=(west + east - width / scale) / 2,
        north=(south + north + height / scale) / 2,
        scale=scale,
        width=width,
        height=round(height),
    )


def simplified(layers: Sequence[Sequence[BaseGeometry]], frame: Frame) -> list[list[MultiPolygon]]:
    """Each layer's geometries in pixels, clipped, with as few points as the picture needs.

    Neighbours within a layer keep their common border. Where the picture would be too large, the
    outlines become coarser until it is not, or until they would no longer be true.
    """
    drawn = [[_sound(frame.pixels(geometry)) for geometry in layer] for layer in layers]
    for tolerance in TOLERANCES:
        drawn = [_coarser(layer, tolerance) for layer in drawn]
        seen = [[frame.clip(geometry) for geometry in layer] for layer in drawn]
        if sum(shapely.get_num_coordinates(g) for layer in seen for g in layer) <= MOST_POINTS:
            break
    return seen


def _sound(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry without what rounding to pixels has made a line: small islands and slivers."""
    if geometry.is_valid:
        return geometry
    return shapely.make_valid(geometry, method="structure", keep_collapsed=False)


def _coarser(layer: list[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    areas = [geometry for geometry in layer if geometry.area > 0]
    if len(areas) != len(layer) or not shapely.coverage_is_valid(areas):
        return list(shapely.simplify(layer, tolerance))
    try:
        # Its measure is the square root of the area of the triangles that fall away.
        return list(shapely.coverage_simplify(areas, tolerance * 2))
    except shapely.errors.GEOSException:  # it does not take every ring that has points too close
        return list(shapely.simplify(layer, tolerance))
