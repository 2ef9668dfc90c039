"""Survey areas for Lessebo. Nobody publishes the real ones, so these are invented, and say so.

The municipality's generalised border is divided among its largest localities: each point belongs
to the nearest of them.
"""

import shapely

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas.models import AreaUpload, AreaUploadDraft, Kind
from tryggve.apps.areas.services import read_upload, store_upload
from tryggve.demo.cast import BEGIN
from tryggve.exchange.geo import UploadedArea, write_geojson
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
            name=f"{town.name} med omnejd (påhittat)",
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


def upload() -> AreaUpload:
    """Put them in as the coordinator would: read, look, store."""
    organisation = Organisation.objects.get(slug="lessebo")
    by = User.objects.get(email="samordnare@lessebo.example")
    draft = read_upload(
        by=by,
        organisation=organisation,
        content=write_geojson(invented()),
        file_name="påhittade-undersökningsområden.geojson",
        kind=Kind.SURVEY_AREA,
        mode=AreaUploadDraft.Mode.ADD,
        valid_from=BEGIN,
        is_simulated=True,
    )
    return store_upload(by=by, organisation=organisation, draft=draft)
