"""Files of areas and of population, made for tests of the app and its pages."""

import json
from typing import Any

import numpy as np
import shapely

from tests.area_factories import LESSEBO, square
from tryggve.geography.coordinates import SWEREF99TM, WGS84, moved

X, Y = LESSEBO


def chequer(column: int = 0, row: int = 0) -> shapely.Polygon:
    """A square of a chequer of 100 m in Lessebo, SWEREF 99 TM."""
    return square(X + column * 100, Y + row * 100, 100)


def degrees(geometry: shapely.Geometry) -> shapely.Geometry:
    return moved(np.array([geometry], dtype=object), source=SWEREF99TM, target=WGS84)[0]


def feature(code: str, name: str, geometry: shapely.Geometry, **properties: Any) -> dict[str, Any]:
    """One area as GeoJSON has it; the geometry is given in SWEREF 99 TM."""
    return {
        "type": "Feature",
        "properties": {"kod": code, "namn": name, **properties},
        "geometry": json.loads(shapely.to_geojson(degrees(geometry))),
    }


def geojson(*features: dict[str, Any]) -> bytes:
    whole = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(whole, ensure_ascii=False).encode()


def two_areas() -> bytes:
    """Norra and Södra, side by side in Lessebo."""
    return geojson(feature("N", "Norra", chequer(0, 1)), feature("S", "Södra", chequer(0, 0)))


def places_csv(*rows: tuple[str, str, float, float], municipality: str = "0761") -> bytes:
    """Places in x (east) and y (north), as a municipality's map program writes them."""
    lines = ["kod;namn;kommunkod;x;y"]
    lines += [f"{code};{name};{municipality};{x};{y}" for code, name, x, y in rows]
    return "\r\n".join(lines).encode()


def population_csv(*areas: str, year: int = 2025, each: int = 10) -> bytes:
    """A table as SCB writes it, with the same number in every cell of every area."""
    lines = [f'"region","ålder","kön","Folkmängd {year}"']
    ages = ("0-15 år", "16-24 år", "25-84 år", "85+ år")
    lines += [
        f'"{area}","{age}","{sex}","{each}"'
        for area in areas
        for age in ages
        for sex in ("män", "kvinnor")
    ]
    return "\r\n".join(lines).encode()
