"""Survey areas for Lessebo. Nobody publishes the real ones, so these are invented, and say so.

The municipality's generalised border is divided among its largest localities: each point belongs
to the nearest of them.
"""

import shapely

from tryggve.exchange.geo import UploadedArea
from tryggve.geography.boundaries import municipality_borders
from tryggve.geography.reference import localities

MUNICIPALITY = "0761"
NUMBER = 4


def invented() -> list[UploadedArea]:
    """The areas: a code, a name that says so, and a polygon in SWEREF 99 TM."""
    border = municipality_borders().geometry(MUNICIPALITY)
    towns = sorted(
        (town for town in localities() if town.municipality_code == MUNICIPALITY),
        key=lambda town: -town.population,
    )[:NUMBER]
    points = shapely.MultiPoint([(town.x, town.y) for town in towns])
    cells = shapely.voronoi_polygons(points, extend_to=border).geoms
    return [
        UploadedArea(
            code=f"{MUNICIPALITY}-{number}",
            name=f"{town.name} med omnejd",
            municipality_code=MUNICIPALITY,
            geometry=next(
                shapely.intersection(cell, border)
                for cell in cells
                if cell.contains(shapely.Point(town.x, town.y))
            ),
            row=number + 1,
        )
        for number, town in enumerate(towns, start=1)
    ]
