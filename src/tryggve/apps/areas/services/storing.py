"""How the rows of a confirmed upload become areas: added, or in place of those before."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from tryggve.apps.areas.models import (
    Area,
    AreaParent,
    AreaUpload,
    AreaUploadDraft,
    DraftArea,
    Evidence,
    Kind,
)
from tryggve.apps.areas.queries.drafts import municipality_links, plan_of
from tryggve.apps.areas.services.succession import BATCH, end_areas, end_links, replace_areas

Mode = AreaUploadDraft.Mode
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
    plan = plan_of(upload.organisation, upload.kind, Mode.REPLACE, on, rows)
    homes = municipality_links([old for old, _ in plan.changed])
    end_areas(plan.ending, on)
    followers = {old: _area(upload, on, row) for old, row in plan.changed}
    replace_areas(followers, on)
    elsewhere = [pair for pair in plan.changed if homes.get(pair[0].pk) != pair[1].municipality_id]
    moved = [followers[old] for old, _ in elsewhere]
    carried = AreaParent.objects.filter(
        child__in=moved, parent__kind=Kind.MUNICIPALITY, valid_to=None
    )
    end_links(list(carried), on)
    _link(moved, [row for _, row in elsewhere], on, upload.file_name)
    add_all(upload, on, plan.new)


def _area(upload: AreaUpload, on: date, row: DraftArea) -> Area:
    area = Area(
        kind=upload.kind,
        code=row.code,
        name=row.name,
        owner=upload.organisation,
        valid_from=on,
        evidence=Evidence.INVENTED if row.draft.is_simulated else Evidence.ENTERED,
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
