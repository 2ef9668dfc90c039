"""Whether coordinates lie where they must: in Sweden, in the system that the file says."""

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from tryggve.exchange.geo.model import Feature
from tryggve.geography.coordinates import SWEREF99TM, System, moved, systems
from tryggve.wording.problems import Problem
from tryggve.wording.text import Text, say

IN_OURS = say("Export the file in SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326).")


def place(x: float, y: float) -> str:
    """A pair of coordinates as they are written in a file: 16.3562, 56.6634."""
    return ", ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in (x, y))


def into_sweref99tm(
    features: list[Feature], crs: CRS, *, file: str
) -> tuple[NDArray[np.object_], list[Problem]]:
    """The geometries in SWEREF 99 TM, and a problem for each that does not lie in Sweden.

    Every feature must have a geometry that is not empty. A mistake that all of them share is told
    once, for the file.
    """
    given = np.array([feature.geometry for feature in features], dtype=object)
    if not len(given):
        return given, []
    there = given if crs == SWEREF99TM else moved(given, source=crs)
    as_written = _looks(given)
    in_degrees = crs.is_geographic
    looks, right = (as_written, System.WGS84) if in_degrees else (_looks(there), System.SWEREF99TM)
    wrong = looks != right
    shared = set(as_written[wrong]) if wrong.all() and len(wrong) > 1 else set()
    if len(shared) == 1:
        return there, [_problem(features[0], as_written[0], crs, file=file, row=None)]
    return there, [
        _problem(features[at], as_written[at], crs, file=file, row=features[at].row)
        for at in np.flatnonzero(wrong)
    ]


def _looks(geometries: NDArray[np.object_]) -> NDArray[np.int8]:
    """What the coordinates of each geometry look like; UNKNOWN if they do not all look alike."""
    corners, of = shapely.get_coordinates(geometries, return_index=True)
    looks = systems(corners[:, 0], corners[:, 1])
    first = np.flatnonzero(np.diff(of, prepend=-1))
    lowest = np.minimum.reduceat(looks, first)
    highest = np.maximum.reduceat(looks, first)
    return np.where(lowest == highest, lowest, np.int8(System.UNKNOWN))


def _problem(feature: Feature, look: int, crs: CRS, *, file: str, row: int | None) -> Problem:
    x, y = shapely.get_coordinates(feature.geometry)[0]
    what, mend = _what_and_mend(System(look), place(x, y), crs)
    return Problem(what, mend, file=file, row=row)


def _what_and_mend(look: System, at: str, crs: CRS) -> tuple[Text, Text]:
    match look:
        case System.WGS84_SWAPPED:
            return (
                say("Longitude and latitude have changed places: {place}.", place=at),
                say("Longitude (11 to 24 in Sweden) goes first, latitude (55 to 69) second."),
            )
        case System.SWEREF99TM_SWAPPED | System.LOCAL_SWEREF99_SWAPPED | System.RT90_SWAPPED:
            return (
                say("East and north have changed places: {place}.", place=at),
                say("East is x and goes first; north is y, seven digits, and goes second."),
            )
        case System.WGS84:
            return (
                say("The coordinates are degrees, but the file says metres: {place}.", place=at),
                say("Name the right coordinate system, or export the file again."),
            )
        case System.SWEREF99TM if crs.is_geographic:
            return (
                say(
                    "The coordinates look like SWEREF 99 TM, but must be longitude and latitude: "
                    "{place}.",
                    place=at,
                ),
                say("Export in WGS 84 (EPSG:4326). A CSV may have columns x and y instead."),
            )
        case System.LOCAL_SWEREF99 | System.RT90:
            return (
                say("The coordinates look like another system, local or old: {place}.", place=at),
                IN_OURS,
            )
        case _:
            return say("The coordinates lie outside Sweden: {place}.", place=at), IN_OURS
