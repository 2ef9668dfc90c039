"""What a draft would do: which areas are new, which change, which end, and what lies over what."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, AreaParent, AreaUploadDraft, DraftArea, Kind
from tryggve.apps.areas.models.dated import still_holding
from tryggve.apps.areas.queries.areas import own_areas

SLIVER = 10.0  # metres: two drawn borders that are meant to be one seldom lie further apart


@dataclass(frozen=True)
class Plan:
    """What storing rows would do. `changed` pairs an area with the row that follows it."""

    new: tuple[DraftArea, ...]
    changed: tuple[tuple[Area, DraftArea], ...]
    unchanged: tuple[tuple[Area, DraftArea], ...]
    ending: tuple[Area, ...]


@dataclass(frozen=True)
class Line:
    """A row of a draft as it is shown: what it does, and which staying areas it lies over."""

    row: DraftArea
    fate: str
    overlaps: tuple[Area, ...]


@dataclass(frozen=True)
class LookedAt:
    """A draft as somebody looks at it before it is stored."""

    rows: list[DraftArea]
    plan: Plan
    lines: list[Line]

    @property
    def uncertain(self) -> int:
        return sum(not row.is_certain for row in self.rows)

    @property
    def overlapping(self) -> int:
        return sum(bool(line.overlaps) for line in self.lines)


def looked_at(draft: AreaUploadDraft) -> LookedAt:
    """What a draft holds and what storing it would do."""
    rows = list(draft.areas.select_related("municipality").defer("municipality__geometry_wkb"))
    plan = plan_of(draft.organisation, draft.kind, draft.mode, draft.valid_from, rows)
    fates = {row.code: "changed" for _, row in plan.changed}
    fates |= {row.code: "unchanged" for _, row in plan.unchanged}
    over = overlaps_of(draft, rows)
    lines = [
        Line(row, fates.get(row.code, "new"), tuple(sorted(over.get(row.code, ()), key=str)))
        for row in rows
    ]
    return LookedAt(rows, plan, lines)


def area_drafts_of(organisation: Organisation) -> Sequence[AreaUploadDraft]:
    """What waits to be confirmed, the latest first."""
    return AreaUploadDraft.objects.of(organisation).order_by("-at")


def plan_of(
    organisation: Organisation, kind: str, mode: str, on: date, rows: Collection[DraftArea]
) -> Plan:
    """What the rows would do from a day, in three queries at most."""
    if mode == AreaUploadDraft.Mode.ADD:
        return Plan(new=tuple(rows), changed=(), unchanged=(), ending=())
    earlier = list(own_areas(organisation, kind).filter(still_holding(on)))
    open_rows = {area.code: area for area in earlier if area.valid_to is None}
    homes = municipality_links(open_rows.values())
    new, changed, unchanged = [], [], []
    for row in rows:
        old = open_rows.get(row.code)
        if old is None:
            new.append(row)
        elif _is_the_same(old, row, homes, on):
            unchanged.append((old, row))
        else:
            changed.append((old, row))
    kept = {old.pk for old, _ in (*changed, *unchanged)}
    ending = [area for area in earlier if area.pk not in kept]
    return Plan(tuple(new), tuple(changed), tuple(unchanged), tuple(ending))


def municipality_links(areas: Collection[Area]) -> dict[int, int]:
    """The municipality that each area lies in as things stand, by keys."""
    links = AreaParent.objects.filter(
        child__in=areas, parent__kind=Kind.MUNICIPALITY, valid_to=None
    )
    return dict(links.values_list("child", "parent"))


def _is_the_same(old: Area, row: DraftArea, homes: dict[int, int], on: date) -> bool:
    return (
        old.holds_on(on)
        and old.name == row.name
        and old.is_simulated == row.draft.is_simulated
        and bytes(old.geometry_wkb or b"") == bytes(row.geometry_wkb)
        and homes.get(old.pk) == row.municipality_id
    )


def overlaps_of(draft: AreaUploadDraft, rows: Collection[DraftArea]) -> dict[str, list[Area]]:
    """By code, the organisation's areas that stay and that a row lies over by more than a sliver.

    Places are points and lie over nothing; a draft that replaces all leaves nothing to lie over.
    """
    if draft.kind == Kind.PLACE or draft.mode == AreaUploadDraft.Mode.REPLACE:
        return {}
    staying = list(
        own_areas(draft.organisation, draft.kind).filter(still_holding(draft.valid_from))
    )
    staying = [area for area in staying if area.geometry_wkb]
    drawn = np.array([area.geometry for area in staying], dtype=object)
    given = np.array([row.geometry for row in rows], dtype=object)
    found: dict[str, list[Area]] = defaultdict(list)
    if not len(drawn) or not len(given):
        return found
    listed = list(rows)
    first, second = shapely.STRtree(drawn).query(given, predicate="intersects")
    both = shapely.intersection(given[first], drawn[second])
    wide = ~shapely.is_empty(shapely.buffer(both, -SLIVER / 2))
    for at in np.flatnonzero(wide):
        found[listed[first[at]].code].append(staying[second[at]])
    return found
