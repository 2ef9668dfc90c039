"""Writing areas and places: GeoJSON after RFC 7946, and CSV."""

import csv
import io
import json
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tryggve.exchange.geo.model import UploadedArea
from tryggve.geography.coordinates import SWEREF99TM, WGS84, moved, to_wgs84

DECIMALS = 6  # of a degree: about a decimetre


def write_geojson(areas: Sequence[UploadedArea]) -> bytes:
    """A FeatureCollection in WGS 84, UTF-8, one feature a line, outer borders anticlockwise."""
    geometries = np.array([area.geometry for area in areas], dtype=object)
    degrees = moved(geometries, source=SWEREF99TM, target=WGS84) if len(areas) else geometries
    rounded = shapely.set_precision(degrees, 10.0**-DECIMALS)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {
                    "code": area.code,
                    "name": area.name,
                    "municipality_code": area.municipality_code,
                },
                "geometry": _written(geometry),
            },
            ensure_ascii=False,
        )
        for area, geometry in zip(areas, shapely.orient_polygons(rounded), strict=True)
    ]
    return ('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def write_csv(areas: Sequence[UploadedArea]) -> bytes:
    """A table in UTF-8 with commas: lon, lat in degrees and x, y in SWEREF 99 TM, a point each.

    For an area that is a point inside it, not its middle: borders do not fit in a table.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(("code", "name", "municipality_code", "lon", "lat", "x", "y"))
    points = shapely.point_on_surface(np.array([area.geometry for area in areas], dtype=object))
    x, y = shapely.get_x(points), shapely.get_y(points)
    lon, lat = to_wgs84(x, y)
    for area, *numbers in zip(areas, lon, lat, x, y, strict=True):
        places = (DECIMALS, DECIMALS, 1, 1)
        written = [f"{number:.{n}f}" for number, n in zip(numbers, places, strict=True)]
        table.writerow((area.code, area.name, area.municipality_code or "", *written))
    return text.getvalue().encode()


def _written(geometry: BaseGeometry) -> dict[str, object]:
    def each(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return coordinates.round(DECIMALS)  # the grid leaves 16.300000000000001

    mapping: dict[str, object] = shapely.geometry.mapping(shapely.transform(geometry, each))
    return mapping
