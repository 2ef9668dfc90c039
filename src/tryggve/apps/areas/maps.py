"""Maps of areas for pages, sheets and drafts; drawn once and then kept in the cache."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from django.core.cache import cache

from tryggve import __version__
from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, DraftArea, Kind, valid_on
from tryggve.apps.areas.queries.areas import areas_on, parts_of
from tryggve.apps.areas.queries.borders import Border, borders_of
from tryggve.charts.area_map import MapArea, area_map
from tryggve.charts.mapped import Origin
from tryggve.charts.picture import Picture
from tryggve.geography import reference
from tryggve.geography.boundaries import municipality_borders

WIDE, NARROW = 600, 290  # pixels: where the map stands on a page, beside its facts and on a phone
KEPT_FOR = 30 * 24 * 3600  # seconds; a change of what is drawn changes the key
MOST_PARTS = 150  # on a map: more are neither legible nor wanted
NEIGHBOURS_WITHIN = 10.0  # metres: generalised neighbours touch, with rounding


Draw = Callable[[int], Picture]


def maps_of_area(
    area: Area,
    organisation: Organisation,
    *,
    language: str,
    on: date | None = None,
    widths: Sequence[int] = (WIDE, NARROW),
) -> list[Picture]:
    """An area with its parts, a picture for each width.

    What has no parts is shown in its municipality: a survey area among the others, a locality or a
    place alone.
    """
    marked, parts, home = area, [area], None
    if Kind(area.kind).rank <= Kind.MUNICIPALITY.rank:
        parts = drawn_parts(area, organisation, on)
    else:
        home = _municipality_of(area, on)
        if area.kind == Kind.SURVEY_AREA:
            parts = _siblings(area, home, organisation, on)
        else:
            marked = home or area
    borders = borders_of({each.pk: each for each in (marked, *parts)}.values(), on)

    def draw(width: int) -> Picture:
        middle = _map_area(marked, borders)
        is_within = home is not None and marked is area
        return area_map(
            [_map_area(part, borders) for part in parts] or [middle],
            background=_municipality(home.code) if is_within else _neighbours(marked),
            marked=middle,
            language=language,
            width=width,
        )

    recipe = [_recipe(each, borders) for each in (marked, *parts)]
    return _kept([home.code if home else "", *recipe], language, widths, draw)


def drawn_parts(area: Area, organisation: Organisation, on: date | None = None) -> list[Area]:
    """The parts that the map of an area shows, survey areas first; none for what has no parts."""
    if Kind(area.kind).rank > Kind.MUNICIPALITY.rank:
        return []
    parts = parts_of(area, organisation, on).defer(None).by_rank(first=Kind.SURVEY_AREA)
    if area.kind == Kind.COUNTRY:  # counties and police regions would lie over each other
        parts = parts.filter(kind=Kind.COUNTY)
    return list(parts[:MOST_PARTS])


def maps_of_draft(rows: Sequence[DraftArea], *, language: str) -> list[Picture]:
    """What a draft would store, in its municipalities, wide and narrow; at most 150 of the rows."""
    rows = rows[:MOST_PARTS]
    codes = sorted({row.municipality.code for row in rows})
    recipe = [
        f"{row.code}|{row.name}|{row.is_certain}|{row.draft.is_simulated}|{Border(wkb=bytes(row.geometry_wkb)).key}"
        for row in rows
    ]

    def draw(width: int) -> Picture:
        areas = [
            MapArea(
                row.code,
                row.name,
                row.geometry,
                origin="simulated" if row.draft.is_simulated else "uploaded",
                kind="" if row.is_certain else "uncertain",
            )
            for row in rows
        ]
        background = [around for code in codes for around in _municipality(code)]
        return area_map(areas, background=background, language=language, width=width)

    return _kept([*codes, *recipe], language, (WIDE, NARROW), draw)


def _kept(recipe: Sequence[str], language: str, widths: Sequence[int], draw: Draw) -> list[Picture]:
    """The pictures from the cache; those that are not there are drawn and put there."""
    told = hashlib.sha256("\n".join([__version__, language, *recipe]).encode()).hexdigest()
    keys = {width: f"area-map-{told}-{width}" for width in widths}
    known: dict[str, Picture] = cache.get_many(keys.values())
    missing = {key: draw(width) for width, key in keys.items() if key not in known}
    if missing:
        cache.set_many(missing, KEPT_FOR)
    found = known | missing
    return [found[keys[width]] for width in widths]


def _municipality_of(area: Area, on: date | None) -> Area | None:
    links = area.parent_links.filter(valid_on(on), parent__kind=Kind.MUNICIPALITY)
    link = links.select_related("parent").first()
    return link.parent if link else None


def _siblings(
    area: Area, municipality: Area | None, organisation: Organisation, on: date | None
) -> list[Area]:
    if municipality is None:
        return [area]
    alike = areas_on(organisation, on).filter(
        valid_on(on, prefix="parent_links__"),
        kind=area.kind,
        owner=area.owner_id,
        parent_links__parent=municipality,
    )
    return [*alike.exclude(pk=area.pk).distinct()[: MOST_PARTS - 1], area]


def _recipe(area: Area, borders: dict[int, Border]) -> str:
    return f"{area.kind}|{area.code}|{area.name}|{_origin(area)}|{borders[area.pk].key}"


def _map_area(area: Area, borders: dict[int, Border]) -> MapArea:
    return MapArea(
        area.code,
        area.name,
        borders[area.pk].drawn(),
        origin=_origin(area),
    )


def _origin(area: Area) -> Origin:
    if area.is_simulated:
        return "simulated"
    return "official" if area.is_reference else "uploaded"


def _municipality(code: str) -> list[MapArea]:
    known = reference.municipalities().get(code)
    drawn = Border(codes=(code,)).drawn()
    return [MapArea(code, known.name, drawn)] if known and drawn is not None else []


def _neighbours(area: Area) -> list[MapArea]:
    """The municipalities around a municipality."""
    drawn = Border(codes=(area.code,)).drawn()
    if area.kind != Kind.MUNICIPALITY or drawn is None:
        return []
    borders = municipality_borders()
    near = borders.polygons.query(drawn, predicate="dwithin", distance=NEIGHBOURS_WITHIN)
    codes = sorted({str(borders.codes[at]) for at in near} - {area.code})
    return [around for code in codes for around in _municipality(code)]
