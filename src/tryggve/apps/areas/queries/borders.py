"""The borders of areas: stored where somebody drew them, otherwise from what is generalised."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import shapely

from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, Kind
from tryggve.geography.boundaries import county_borders, municipality_borders


@dataclass(frozen=True)
class Border:
    """How to draw an area: the bytes that were stored, or the codes it is made up of.

    `of` is the kind that the codes are of. `key` tells whether two borders are the same without
    drawing them.
    """

    wkb: bytes | None = None
    of: str = Kind.MUNICIPALITY
    codes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        stored = hashlib.sha256(self.wkb).hexdigest() if self.wkb else ""
        return f"{stored}|{self.of}|{','.join(self.codes)}"

    @property
    def is_generalised(self) -> bool:
        return self.wkb is None

    def drawn(self) -> shapely.Geometry | None:
        """The geometry in SWEREF 99 TM (metres), or None where no border is known."""
        if self.wkb is not None:
            return shapely.from_wkb(self.wkb)
        borders = county_borders() if self.of == Kind.COUNTY else municipality_borders()
        known = set(borders.codes.tolist())
        parts = [borders.geometry(code) for code in self.codes if code in known]
        return shapely.union_all(parts) if parts else None


def borders_of(areas: Iterable[Area], on: date | None = None) -> dict[int, Border]:
    """The border of each area by its key, in two queries for any number of areas.

    What is larger than a municipality, but for counties, is the union of its municipalities on the
    day. Rows must have been read with their geometry.
    """
    areas = list(areas)
    unions = [area for area in areas if _is_a_union(area)]
    inside = _municipality_codes(unions, on)
    return {area.pk: _border(area, inside) for area in areas}


def _is_a_union(area: Area) -> bool:
    is_larger = Kind(area.kind).rank < Kind.MUNICIPALITY.rank
    return is_larger and area.kind != Kind.COUNTY and not area.geometry_wkb


def _border(area: Area, inside: dict[int, list[str]]) -> Border:
    if area.geometry_wkb:
        return Border(wkb=bytes(area.geometry_wkb))
    if area.kind in (Kind.COUNTY, Kind.MUNICIPALITY) and area.is_reference:
        return Border(of=area.kind, codes=(area.code,))
    return Border(codes=tuple(sorted(inside.get(area.pk, ()))))


def _municipality_codes(areas: list[Area], on: date | None) -> dict[int, list[str]]:
    pairs = tree.descendant_pairs(areas, on)
    keys = {pk for _, pk in pairs}
    found = Area.objects.filter(kind=Kind.MUNICIPALITY, owner=None, pk__in=keys) if keys else []
    code_of = {area.pk: area.code for area in found}
    inside = defaultdict(list)
    for start, pk in pairs:
        if pk in code_of:
            inside[start].append(code_of[pk])
    return inside
