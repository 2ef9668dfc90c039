"""What a map can draw: an area or a place, where it is, and how surely."""

from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

Origin = Literal["official", "uploaded", "simulated"]
Kind = Literal["", "uncertain", "too few"]


@dataclass(frozen=True)
class MapArea:
    """An area or a place to draw.

    `geometry` is a polygon (or several) or a point in SWEREF 99 TM (EPSG:3006), None where no
    border is known: the area is then in the table only. `origin` tells official borders from
    uploaded and made-up ones by line style; `kind` is drawn hatched and told. Raises `ValueError`
    for lines.
    """

    code: str
    name: str
    geometry: BaseGeometry | None
    origin: Origin = "official"
    kind: Kind = ""

    def __post_init__(self) -> None:
        if not isinstance(self.geometry, Polygon | MultiPolygon | Point | None):
            raise ValueError(f"{self.name} is a {self.geometry.geom_type}, no area and no place.")

    @property
    def shape(self) -> BaseGeometry:
        """The geometry, an empty one where none is known."""
        return self.geometry if self.geometry is not None else Polygon()

    @property
    def is_place(self) -> bool:
        return isinstance(self.geometry, Point)

    @property
    def is_drawn(self) -> bool:
        return not shapely.is_empty(self.shape)
