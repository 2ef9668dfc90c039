"""Areas from a file: read into a draft, looked at, then stored; all of it or nothing."""

import hashlib
from collections.abc import Collection
from datetime import date, timedelta

import shapely

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas.models import Area, AreaUpload, AreaUploadDraft, DraftArea, Kind
from tryggve.apps.areas.models.dated import still_holding
from tryggve.apps.areas.queries.areas import own_areas
from tryggve.apps.areas.queries.territory import municipalities_of
from tryggve.apps.areas.services.placing import Placed, place_all
from tryggve.apps.areas.services.storing import add_all, replace_all
from tryggve.apps.areas.services.succession import BATCH, end_areas
from tryggve.exchange.geo import Shape, read_areas
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

# What an organisation may put in, and what its files must hold.
SHAPES = {Kind.SURVEY_AREA: Shape.AREA, Kind.PLACE: Shape.POINT}

Mode = AreaUploadDraft.Mode


@service("areas.upload_areas")
def read_upload(
    *,
    by: User,
    organisation: Organisation,
    content: bytes,
    file_name: str,
    kind: str,
    mode: str,
    valid_from: date,
    is_simulated: bool = False,
) -> AreaUploadDraft:
    """Read a file into a draft that waits to be looked at and confirmed. Nothing else changes.

    Areas that are simulated say so wherever they are shown.

    InputError with every problem found: in the file itself, areas outside the organisation's own
    municipalities, and, where the areas are to be added, codes that it has already.
    """
    own = {area.code: area for area in municipalities_of(organisation, valid_from)}
    if not own:
        raise refuse(
            say("Your organisation answers for no municipality yet."),
            say("Ask the operator of the installation to add what it answers for."),
        )
    areas = read_areas(content, file=file_name, shape=SHAPES[Kind(kind)])
    placed = place_all(areas, own, file=file_name)
    draft = AreaUploadDraft(
        organisation=organisation,
        by=by,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        kind=kind,
        mode=mode,
        valid_from=valid_from,
        is_simulated=is_simulated,
    )
    rows = [_draft_row(draft, each) for each in placed]
    _refuse_codes_in_use(draft, rows)
    AreaUploadDraft.objects.expired().delete()
    draft.save()
    DraftArea.objects.bulk_create(rows, BATCH)
    return draft


@service("areas.upload_areas")
def store_upload(*, by: User, organisation: Organisation, draft: AreaUploadDraft) -> AreaUpload:
    """Store what waits in a draft, which then goes away.

    New areas hold from the day of the draft. With the mode `replace`, the organisation's other
    areas of the kind end the day before; one with the same code gets a new row, and one that has
    not changed stays as it is. InputError if a code has come into use since the file was read.
    """
    locked = AreaUploadDraft.objects.of(organisation).select_for_update().get(pk=draft.pk)
    rows = list(locked.areas.select_related("municipality").defer("municipality__geometry_wkb"))
    _refuse_codes_in_use(locked, rows)
    upload = AreaUpload.objects.create(
        organisation=organisation,
        by=by,
        file_name=locked.file_name,
        sha256=locked.sha256,
        kind=locked.kind,
        number=len(rows),
    )
    if locked.mode == Mode.REPLACE:
        replace_all(upload, locked.valid_from, rows)
    else:
        add_all(upload, locked.valid_from, rows)
    locked.delete()
    return upload


@service("areas.upload_areas")
def discard_draft(*, by: User, organisation: Organisation, draft: AreaUploadDraft) -> None:
    """Throw a draft away: nothing of it was stored."""
    AreaUploadDraft.objects.of(organisation).get(pk=draft.pk).delete()


@service("areas.upload_areas")
def end_area(*, by: User, organisation: Organisation, area: Area, last_day: date) -> Area:
    """One of the organisation's own areas holds until `last_day`, which counts."""
    locked = Area.objects.select_for_update().get(pk=area.pk, owner=organisation)
    if locked.valid_to is not None:
        raise refuse(say("{area} has ended already.", area=locked.name), field="last_day")
    if locked.valid_from is not None and last_day < locked.valid_from:
        raise refuse(
            say("The last day lies before the first, {day}.", day=locked.valid_from),
            say("Choose a later day."),
            field="last_day",
        )
    end_areas([locked], last_day + timedelta(days=1))
    return locked


def _draft_row(draft: AreaUploadDraft, placed: Placed) -> DraftArea:
    return DraftArea(
        draft=draft,
        row=placed.area.row,
        code=placed.area.code,
        name=placed.area.name,
        geometry_wkb=shapely.to_wkb(placed.area.geometry),
        municipality=placed.municipality,
        method=placed.method.name.lower(),
        is_certain=placed.is_certain,
    )


def _refuse_codes_in_use(draft: AreaUploadDraft, rows: Collection[DraftArea]) -> None:
    if draft.mode == Mode.REPLACE:
        return
    held = own_areas(draft.organisation, draft.kind).filter(still_holding(draft.valid_from))
    names = dict(held.values_list("code", "name"))
    problems = [
        Problem(
            say(
                "You have an area with the code {code} already: {name}.",
                code=row.code,
                name=names[row.code],
            ),
            say("Choose another code, or replace all areas of the kind."),
            file=draft.file_name,
            row=row.row,
            field="code",
        )
        for row in rows
        if row.code in names
    ]
    if problems:
        raise InputError(problems)
