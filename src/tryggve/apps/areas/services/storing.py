"""How the rows of a confirmed upload become areas: added, or in place of those before."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from tryggve.apps.areas.models import Area, AreaParent, AreaUpload, DraftArea, Evidence, Kind
from tryggve.apps.areas.queries.areas import own_areas
from tryggve.apps.areas.services.succession import (
    BATCH,
    end_areas,
    end_links,
    replace_areas,
    still_holding,
)

NEAR_A_BORDER = gettext_noop("Near the border of the municipality, so not certain.")


def add_all(upload: AreaUpload, on: date, rows: Collection[DraftArea]) -> None:
    """Store every row as a new area from a day."""
    areas = [_area(upload, on, row) for row in rows]
    Area.objects.bulk_create(areas, BATCH)
    _link(areas, rows, on, upload.file_name)


def replace_all(upload: AreaUpload, on: date, rows: Collection[DraftArea]) -> None:
    """From a day the rows are all that the organisation has of the kind.

    A row that says the same as before leaves the area as it is, another one with the same code
    follows it, and areas that are in no row end.
    """
    earlier = list(own_areas(upload.organisation, upload.kind).filter(still_holding(on)))
    open_rows = {area.code: area for area in earlier if area.valid_to is None}
    homes = _municipality_links(open_rows.values())
    kept: set[int] = set()
    replaced: dict[Area, tuple[Area, DraftArea]] = {}
    new: list[DraftArea] = []
    for row in rows:
        old = open_rows.get(row.code)
        if old is None:
            new.append(row)
        elif _is_the_same(old, row, homes, on):
            kept.add(old.pk)
        else:
            replaced[old] = (_area(upload, on, row), row)
    gone = [area for area in earlier if area.pk not in kept and area not in replaced]
    end_areas(gone, on)
    replace_areas({old: area for old, (area, _) in replaced.items()}, on)
    moved = [
        (area, row)
        for old, (area, row) in replaced.items()
        if homes.get(old.pk) != row.municipality_id
    ]
    follow = AreaParent.objects.filter(
        child__in=[area for area, _ in moved], parent__kind=Kind.MUNICIPALITY, valid_to=None
    )
    end_links(list(follow), on)
    _link([area for area, _ in moved], [row for _, row in moved], on, upload.file_name)
    add_all(upload, on, new)


def _is_the_same(old: Area, row: DraftArea, homes: dict[int, int], on: date) -> bool:
    return (
        old.holds_on(on)
        and old.name == row.name
        and bytes(old.geometry_wkb or b"") == bytes(row.geometry_wkb)
        and homes.get(old.pk) == row.municipality_id
    )


def _municipality_links(areas: Collection[Area]) -> dict[int, int]:
    """The municipality that each area lies in as things stand, by keys."""
    links = AreaParent.objects.filter(
        child__in=areas, parent__kind=Kind.MUNICIPALITY, valid_to=None
    )
    return dict(links.values_list("child", "parent"))


def _area(upload: AreaUpload, on: date, row: DraftArea) -> Area:
    area = Area(
        kind=upload.kind,
        code=row.code,
        name=row.name,
        owner=upload.organisation,
        valid_from=on,
        evidence=Evidence.ENTERED,
        source=upload.file_name,
        upload=upload,
    )
    area.geometry = row.geometry
    return area


def _link(areas: Collection[Area], rows: Collection[DraftArea], on: date, source: str) -> None:
    AreaParent.objects.bulk_create(
        [
            AreaParent(
                child=area,
                parent_id=row.municipality_id,
                valid_from=on,
                evidence=Evidence.ENTERED,
                source=source,
                note="" if row.is_certain else NEAR_A_BORDER,
            )
            for area, row in zip(areas, rows, strict=True)
        ],
        BATCH,
    )
