"""Files of areas, made for the tests."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from tryggve.exchange.geo import Shape, UploadedArea, read_areas
from tryggve.geography.coordinates import SWEREF99TM, WGS84, moved
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

EAST, NORTH = 580_000, 6_280_000  # by Kalmar, in SWEREF 99 TM


def square(column: float = 0, row: float = 0, size: float = 100) -> BaseGeometry:
    """A square in SWEREF 99 TM, in a chequer of squares of 100 m."""
    x, y = EAST + column * 100, NORTH + row * 100
    return shapely.box(x, y, x + size, y + size)


def degrees(geometry: BaseGeometry) -> BaseGeometry:
    found: BaseGeometry = moved(
        np.array([geometry], dtype=object), source=SWEREF99TM, target=WGS84
    )[0]
    return found


def feature(geometry: BaseGeometry | dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    written = (
        json.loads(shapely.to_geojson(geometry)) if shapely.is_geometry(geometry) else geometry
    )
    return {"type": "Feature", "properties": properties, "geometry": written}


def collection(*features: Any, **members: Any) -> bytes:
    whole = {"type": "FeatureCollection", **members, "features": list(features)}
    return json.dumps(whole, ensure_ascii=False).encode()


def geopackage(
    folder: Path,
    geometries: list[BaseGeometry | None],
    *,
    crs: str | None = "EPSG:3006",
    kind: str = "Polygon",
    layer: str = "areas",
    **values: list[Any],
) -> bytes:
    path = folder / "made.gpkg"
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(geometries, dtype=object)),
        field_data=[np.array(column) for column in values.values()],
        fields=list(values),
        geometry_type=kind,
        crs=crs,
        layer=layer,
        append=path.exists(),
    )
    return path.read_bytes()


def read(content: bytes, shape: Shape = Shape.AREA, **more: Any) -> tuple[UploadedArea, ...]:
    return read_areas(content, file="areas", shape=shape, **more)


def told(content: bytes, shape: Shape = Shape.AREA, **more: Any) -> list[str]:
    """Every problem of a file as it is said in English; fails if there is none."""
    try:
        read(content, shape, **more)
    except InputError as error:
        with speaking("en"):
            return [str(problem).removeprefix("areas, ").removeprefix("areas: ")
                    for problem in error.problems]  # fmt: skip
    raise AssertionError("the file was taken")
