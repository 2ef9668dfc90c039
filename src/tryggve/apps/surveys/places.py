"""The places that a respondent can point out: a list, and the same on a map that needs no script.

The map is a picture to press on (`<input type="image">`): the browser sends where it was pressed.
It shows what is known of the municipality: its border, its localities, the survey's own areas.
There is no street map, since that would be a third party's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from time import monotonic

import shapely
from shapely import Point

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, Kind
from tryggve.apps.areas.queries import municipalities_of, own_areas, path_to
from tryggve.charts.area_map import area_map
from tryggve.charts.map_frame import Frame, frame_around
from tryggve.charts.mapped import MapArea
from tryggve.geography import reference
from tryggve.geography.boundaries import municipality_borders
from tryggve.geography.coordinates import to_sweref99tm, to_wgs84

WIDTHS = {"wide": 560, "narrow": 288}  # pixels: the narrow one fits in a window of 320
RECENT = 3600  # seconds


@dataclass(frozen=True)
class Place:
    """One of the list: a locality, a survey area, or a municipality where there are several."""

    code: str
    name: str
    shape: shapely.Geometry | None

    def on_map(self) -> MapArea:
        return MapArea(self.code, self.name, self.shape)


@dataclass(frozen=True)
class Drawn:
    """A picture of the map, and where on it the chosen point is: pixels, as SVG writes them."""

    size: str
    width: int
    height: int
    x: str
    y: str


@dataclass(frozen=True)
class PlaceMap:
    """What a respondent chooses a place from. Places in the order of their names."""

    ground: tuple[MapArea, ...]
    places: tuple[Place, ...]

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {place.code: place.name for place in self.places}

    @property
    def is_drawn(self) -> bool:
        return bool(self.ground)

    def frame(self, size: str) -> Frame:
        """What ground the picture of that size shows."""
        return frame_around([area.shape for area in self._shown()], width=WIDTHS[size])

    def picture(self, size: str, language: str) -> str:
        """The map as SVG."""
        return area_map(self._shown(), language=language, width=WIDTHS[size]).svg

    def point_at(self, size: str, x: float, y: float) -> tuple[float, float] | None:
        """Longitude and latitude of a place on the picture; None outside the ground.

        A browser sends 0, 0 for who presses the picture with the keyboard.
        """
        frame = self.frame(size)
        if (x, y) == (0, 0) or not (0 <= x <= frame.width and 0 <= y <= frame.height):
            return None
        longitude, latitude = to_wgs84(frame.west + x / frame.scale, frame.north - y / frame.scale)
        return round(float(longitude), 5), round(float(latitude), 5)

    def pictures(self, answer: Mapping[str, str]) -> list[Drawn]:
        """The map in its sizes with the point that was chosen; none where there is no map."""
        return [self._drawn(size, _point(answer)) for size in WIDTHS] if self.is_drawn else []

    def near(self, answer: Mapping[str, str]) -> str:
        """The name of the place that lies nearest to the chosen point, if one is chosen."""
        point = _point(answer)
        known = [place for place in self.places if place.shape is not None]
        if point is None or not known:
            return ""
        return min(known, key=lambda place: shapely.distance(place.shape, point)).name

    def _drawn(self, size: str, point: Point | None) -> Drawn:
        frame = self.frame(size)
        x, y = "", ""
        if point is not None:
            shown = frame.pixels(point)
            x, y = f"{shown.x:.1f}", f"{shown.y:.1f}"
        return Drawn(size, int(frame.width), int(frame.height), x, y)

    def _shown(self) -> list[MapArea]:
        return [*self.ground, *(place.on_map() for place in self.places if place.shape)]


def place_map(organisation: int, area: int | None) -> PlaceMap:
    """The map for those who were drawn in an area, or for all whom an organisation asks.

    Read once an hour in a process. Several municipalities are the list themselves; one shows its
    localities.
    """
    return _place_map(organisation, area, int(monotonic() // RECENT))


@lru_cache(maxsize=512)
def _place_map(organisation: int, area: int | None, _hour: int) -> PlaceMap:
    asking = Organisation.objects.defer("logo").get(pk=organisation)
    municipalities = _municipalities(asking, area)
    if len(municipalities) != 1:
        whole = [Place(each.code, each.name, _border(each.code)) for each in municipalities]
        return PlaceMap((), _by_name(whole))
    home = municipalities[0]
    border = _border(home.code)
    ground = (MapArea(home.code, home.name, border),) if border is not None else ()
    found = [
        Place(each.code, each.name, Point(each.x, each.y))
        for each in reference.localities()
        if each.municipality_code == home.code
    ]
    known = {place.name for place in found}
    own = own_areas(asking, Kind.SURVEY_AREA).current().filter(parent_links__parent=home)
    found += [
        Place(each.code, each.name, each.geometry.centroid if each.geometry else None)
        for each in own.distinct()
        if each.name not in known
    ]
    return PlaceMap(ground, _by_name(found))


def _municipalities(organisation: Organisation, area: int | None) -> list[Area]:
    if area is None:
        return municipalities_of(organisation)
    drawn_in = Area.objects.get(pk=area)
    return [
        each for each in (*path_to(drawn_in), drawn_in) if each.kind == Kind.MUNICIPALITY
    ] or municipalities_of(organisation)


def _border(code: str) -> shapely.Geometry | None:
    borders = municipality_borders()
    return borders.geometry(code) if code in set(borders.codes.tolist()) else None


def _by_name(places: list[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: place.name.casefold()))


def _point(answer: Mapping[str, str]) -> Point | None:
    """The point of a form's fields, in SWEREF 99 TM."""
    try:
        x, y = to_sweref99tm(float(answer["longitude"]), float(answer["latitude"]))
    except (KeyError, ValueError):
        return None
    return Point(float(x), float(y))
