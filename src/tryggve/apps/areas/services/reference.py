"""What everyone knows: the areas of Sweden and their links, from the tables that come along."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import shapely
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from tryggve.apps.areas.models import Area, AreaParent, Evidence, Kind
from tryggve.apps.areas.services.modelled import load_counted, load_modelled
from tryggve.apps.areas.services.succession import BATCH, end_areas, end_links, replace_areas
from tryggve.geography import reference
from tryggve.web.service import service

CODES = gettext_noop("Statistics Sweden (SCB), codes of counties and municipalities")
LOCALITIES = gettext_noop("Statistics Sweden (SCB), localities 2020 (CC0)")
WHOLE_POLICE_REGIONS = {"Syd"}
IN_PART = gettext_noop("Only some of its municipalities are known here.")
SWEDEN = (Kind.COUNTRY, "00")

Key = tuple[str, str]
GRADES = [Evidence.OFFICIAL, Evidence.STATED, Evidence.NAME, Evidence.INFERRED]


@dataclass(frozen=True)
class Ground:
    """How well something is known, and from where."""

    evidence: str
    source: str
    note: str = ""

    @property
    def grade(self) -> int:
        return GRADES.index(Evidence(self.evidence))


@dataclass(frozen=True)
class ReferenceArea:
    kind: str
    code: str
    name: str
    ground: Ground
    point: tuple[int, int] | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.code

    @property
    def wkb(self) -> bytes | None:
        return shapely.to_wkb(shapely.Point(self.point)) if self.point else None


@dataclass
class Reference:
    """Areas by kind and code, and the links between them."""

    areas: dict[Key, ReferenceArea] = field(default_factory=dict)
    links: dict[tuple[Key, Key], Ground] = field(default_factory=dict)

    def add(self, area: ReferenceArea, *parents: Key) -> None:
        """Where something is told twice, the better known telling stands."""
        known = self.areas.get(area.key)
        if known is None or area.ground.grade < known.ground.grade:
            self.areas[area.key] = area
        for parent in parents:
            ground = self.links.get((area.key, parent))
            if ground is None or area.ground.grade < ground.grade:
                self.links[area.key, parent] = area.ground


def read_reference() -> Reference:
    """The reference tables as areas and links."""
    found = Reference()
    official = Ground(Evidence.OFFICIAL, CODES)
    found.add(ReferenceArea(*SWEDEN, "Sverige", official))
    for county in reference.counties().values():
        found.add(ReferenceArea(Kind.COUNTY, county.code, county.name, official), SWEDEN)
    for row in reference.municipalities().values():
        area = ReferenceArea(Kind.MUNICIPALITY, row.code, row.name, official)
        found.add(area, (Kind.COUNTY, row.county_code))
    for place in reference.localities():
        ground = Ground(Evidence.OFFICIAL, LOCALITIES)
        area = ReferenceArea(Kind.LOCALITY, place.code, place.name, ground, (place.x, place.y))
        found.add(area, (Kind.MUNICIPALITY, place.municipality_code))
    for police in reference.police_memberships():
        _add_police(found, police)
    return found


def _add_police(found: Reference, row: reference.PoliceMembership) -> None:
    period = f" ({row.source_period})" if row.source_period else ""
    ground = Ground(row.evidence, f"{row.source}{period}".strip(), row.note)
    is_whole = row.police_region in WHOLE_POLICE_REGIONS
    plain = replace(ground, note="")
    above = replace(ground, note="" if is_whole else IN_PART)
    region = Kind.POLICE_REGION, police_code(row.police_region)
    area = Kind.POLICE_AREA, police_code(row.police_region, row.police_area)
    local = Kind.LOCAL_POLICE_AREA, police_code(row.police_region, row.local_police_area)
    found.add(ReferenceArea(*region, row.police_region, above), SWEDEN)
    found.add(ReferenceArea(*area, row.police_area, above), region)
    found.add(ReferenceArea(*local, row.local_police_area, plain), area)
    found.links[(Kind.MUNICIPALITY, row.municipality_code), local] = ground


def police_code(*names: str) -> str:
    """The police publish no codes: ours are made of the names, syd-nybro."""
    return slugify("-".join(names))


@dataclass(frozen=True)
class Loaded:
    """What a load has changed."""

    opened: int
    ended: int
    links_opened: int
    links_ended: int
    population_rows: int


@service(None)
def load_reference(*, tables: Reference | None = None, on: date | None = None) -> Loaded:
    """Bring the reference areas, their links and their population in line with the tables.

    The program's own act: it takes no person's permission, and changes nothing that a person has
    entered. A second run changes nothing. What is new in the tables holds from `on`, today if no
    day is named; on an empty database it holds without a beginning.
    """
    tables = tables or read_reference()
    rows = Area.objects.filter(owner=None, valid_to=None)
    begins = (on or timezone.localdate()) if rows.exists() else None
    opened, ended = _bring_areas(tables.areas.values(), rows, begins)
    links_opened, links_ended = _bring_links(tables, begins)
    people = load_modelled() + load_counted()
    return Loaded(opened, ended, links_opened, links_ended, people)


def _bring_areas(
    wanted: Iterable[ReferenceArea], rows: Iterable[Area], begins: date | None
) -> tuple[int, int]:
    open_rows = {(row.kind, row.code): row for row in rows}
    new: list[Area] = []
    replaced: dict[Area, Area] = {}
    told_better: list[Area] = []
    for area in wanted:
        row = open_rows.pop(area.key, None)
        if row is None:
            new.append(_new_row(area, begins))
        elif (row.name, _border(row)) != (area.name, area.wkb):
            replaced[row] = _new_row(area, begins)
        elif _ground(row) != area.ground:
            row.evidence, row.source, row.note = (
                area.ground.evidence,
                area.ground.source,
                area.ground.note,
            )
            told_better.append(row)
    gone = [row for row in open_rows.values() if row.evidence != Evidence.ENTERED]
    Area.objects.bulk_create(new, BATCH)
    Area.objects.bulk_update(told_better, ["evidence", "source", "note"], BATCH)
    if begins:
        replace_areas(replaced, begins)
        end_areas(gone, begins)
    return len(new) + len(replaced), len(replaced) + len(gone)


def _bring_links(tables: Reference, begins: date | None) -> tuple[int, int]:
    keys = Area.objects.filter(owner=None, valid_to=None).values_list("kind", "code", "pk")
    pk_of = {(kind, code): pk for kind, code, pk in keys}
    links = AreaParent.objects.filter(
        valid_to=None, child__owner=None, child__valid_to=None, parent__valid_to=None
    ).select_related("child", "parent")
    open_links = {_link_key(link): link for link in links.defer("child__geometry_wkb")}
    corrected = {
        (child, parent[0])
        for (child, parent), link in open_links.items()
        if link.evidence == Evidence.ENTERED
    }
    new, told_better = [], []
    for (child, parent), ground in tables.links.items():
        link = open_links.pop((child, parent), None)
        if (child, parent[0]) in corrected:
            continue
        if link is None:
            new.append(
                AreaParent(
                    child_id=pk_of[child],
                    parent_id=pk_of[parent],
                    valid_from=begins,
                    evidence=ground.evidence,
                    source=ground.source,
                    note=ground.note,
                )
            )
        elif _ground(link) != ground:
            link.evidence, link.source, link.note = ground.evidence, ground.source, ground.note
            told_better.append(link)
    gone = [link for link in open_links.values() if link.evidence != Evidence.ENTERED]
    if begins:
        end_links(gone, begins)
    AreaParent.objects.bulk_update(told_better, ["evidence", "source", "note"], BATCH)
    AreaParent.objects.bulk_create(new, BATCH)
    return len(new), len(gone)


def _new_row(area: ReferenceArea, begins: date | None) -> Area:
    row = Area(
        kind=area.kind,
        code=area.code,
        name=area.name,
        valid_from=begins,
        evidence=area.ground.evidence,
        source=area.ground.source,
        note=area.ground.note,
    )
    row.geometry = shapely.Point(area.point) if area.point else None
    return row


def _link_key(link: AreaParent) -> tuple[Key, Key]:
    return (link.child.kind, link.child.code), (link.parent.kind, link.parent.code)


def _ground(row: Area | AreaParent) -> Ground:
    return Ground(row.evidence, row.source, row.note)


def _border(row: Area) -> bytes | None:
    return bytes(row.geometry_wkb) if row.geometry_wkb else None
