"""SWEREF 99 TM and WGS 84: from one to the other, and which of them a pair of columns must be.

The two differ by less than a metre and are treated as one. Throughout, x is east (or longitude)
and y is north (or latitude), whatever order the definition of a system gives its axes.
"""

from enum import IntEnum
from functools import cache

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer

SWEREF99TM = CRS.from_epsg(3006)
WGS84 = CRS.from_epsg(4326)


class System(IntEnum):
    """What a pair of numbers looks like. No two of these overlap, so the look is certain."""

    UNKNOWN = 0
    WGS84 = 1
    SWEREF99TM = 2
    WGS84_SWAPPED = 3
    SWEREF99TM_SWAPPED = 4
    LOCAL_SWEREF99 = 5  # SWEREF 99 12 00 to 23 15: which of the twelve, the numbers do not tell
    LOCAL_SWEREF99_SWAPPED = 6
    RT90 = 7
    RT90_SWAPPED = 8


# First number from and to, second number from and to: Sweden with its territorial sea, and a margin
# of some ten kilometres. Local systems have their middle meridian at 150,000 m.
_BOXES = {
    System.WGS84: (10.0, 25.0, 55.0, 69.5),
    System.SWEREF99TM: (210_000.0, 960_000.0, 6_100_000.0, 7_700_000.0),
    System.LOCAL_SWEREF99: (40_000.0, 209_999.0, 6_100_000.0, 7_700_000.0),
    System.RT90: (1_150_000.0, 1_950_000.0, 6_100_000.0, 7_700_000.0),
}
_SWAPPED = {
    System.WGS84: System.WGS84_SWAPPED,
    System.SWEREF99TM: System.SWEREF99TM_SWAPPED,
    System.LOCAL_SWEREF99: System.LOCAL_SWEREF99_SWAPPED,
    System.RT90: System.RT90_SWAPPED,
}


def to_wgs84(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude in degrees of points in SWEREF 99 TM (metres). Any shape, kept."""
    lon, lat = _between(SWEREF99TM, WGS84).transform(np.asarray(x, float), np.asarray(y, float))
    return np.asarray(lon), np.asarray(lat)


def to_sweref99tm(
    lon: ArrayLike, lat: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """East and north in metres of points in WGS 84 (degrees). Any shape, kept."""
    x, y = _between(WGS84, SWEREF99TM).transform(np.asarray(lon, float), np.asarray(lat, float))
    return np.asarray(x), np.asarray(y)


def moved(
    geometries: NDArray[np.object_], *, source: CRS, target: CRS = SWEREF99TM
) -> NDArray[np.object_]:
    """Shapely geometries, given in `source` as x east and y north, in `target`. Heights go."""
    change = _between(source, target)

    def each(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(change.transform(coordinates[:, 0], coordinates[:, 1]))

    return np.asarray(shapely.transform(shapely.force_2d(geometries), each), dtype=object)


def systems(first: ArrayLike, second: ArrayLike) -> NDArray[np.int8]:
    """What each pair looks like, as values of `System`. NaN and places abroad are UNKNOWN.

    Norway, Denmark and Finland reach into the boxes: a known system is not proof of Sweden.
    """
    a, b = np.broadcast_arrays(np.asarray(first, float), np.asarray(second, float))
    looks = np.full(a.shape, System.UNKNOWN, dtype=np.int8)
    for system, (low_a, high_a, low_b, high_b) in _BOXES.items():
        straight = (a >= low_a) & (a <= high_a) & (b >= low_b) & (b <= high_b)
        turned = (b >= low_a) & (b <= high_a) & (a >= low_b) & (a <= high_b)
        looks[straight] = system
        looks[turned] = _SWAPPED[system]
    return looks


def system_of(first: ArrayLike, second: ArrayLike) -> System:
    """The one system that every pair of two columns fits; UNKNOWN if there is none."""
    looks = np.unique(systems(first, second))
    return System(int(looks[0])) if len(looks) == 1 else System.UNKNOWN


def in_sweden(x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
    """Whether each point in SWEREF 99 TM lies in the box around Sweden. NaN does not."""
    return np.asarray(systems(x, y) == System.SWEREF99TM)


@cache
def _between(source: CRS, target: CRS) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)
