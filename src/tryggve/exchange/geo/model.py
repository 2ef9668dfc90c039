"""What stands in a file of areas: as found, and once it is known to be right."""

from dataclasses import dataclass, field
from enum import Enum

from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from tryggve.wording.problems import Problem


class Shape(Enum):
    """What is expected: areas with a border, or places that are points."""

    AREA = "area"
    POINT = "point"


@dataclass(frozen=True)
class Limits:
    """How much one file may hold, and how long a code and a name may be."""

    areas: int = 2_000
    points: int = 20_000
    vertices: int = 500_000
    code: int = 40
    name: int = 120


@dataclass(frozen=True)
class UploadedArea:
    """An area or a place that can be kept. `geometry` is valid and in SWEREF 99 TM, metres.

    `row` is where it stood: the row of a CSV, counted from 1 with the heading as row 1, or the
    number of the feature in a GeoJSON or a GeoPackage, counted from 1.
    `postal_code` is five digits.
    """

    code: str
    name: str
    municipality_code: str | None
    geometry: BaseGeometry
    row: int
    postal_code: str | None = None


@dataclass(frozen=True)
class Feature:
    """One area as it stands in the file. Texts are empty and geometry None where there is none."""

    row: int
    code: str
    name: str
    municipality_code: str
    geometry: BaseGeometry | None
    postal_code: str = ""


@dataclass(frozen=True)
class Content:
    """All that a reader found. `fields` are the file's own names of code, name and so on.

    A row for which the reader has already told a problem with the geometry is in `told`.
    """

    features: list[Feature]
    crs: CRS
    fields: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
