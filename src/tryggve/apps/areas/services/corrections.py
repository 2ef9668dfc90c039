"""Corrections of what the reference tables say: which area an area lies in."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from django.utils import timezone

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas.models import Area, AreaParent, Evidence, Kind, valid_on
from tryggve.apps.areas.models.dated import still_holding
from tryggve.apps.areas.queries.territory import answers_for
from tryggve.apps.areas.services.reference import police_code
from tryggve.apps.areas.services.succession import end_links
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

# What the tables are not sure of, and so what may be corrected: kind of area, kind of its parent.
CORRECTABLE: dict[str, Kind] = {
    Kind.MUNICIPALITY: Kind.LOCAL_POLICE_AREA,
    Kind.LOCAL_POLICE_AREA: Kind.POLICE_AREA,
    Kind.POLICE_AREA: Kind.POLICE_REGION,
}


@service("areas.correct_areas")
def correct_parent(
    *,
    by: User,
    organisation: Organisation,
    area: Area,
    source: str,
    parent: Area | None = None,
    new_parent: str = "",
    valid_from: date | None = None,
    note: str = "",
) -> AreaParent:
    """Say which area another lies in, from a day, where the tables say it wrongly or not at all.

    Everyone sees these areas, so only an organisation that answers for `area` may say it. Name a
    `parent` that is there or a `new_parent` that is not. The earlier link ends the day before, and
    later tables do not change it back. InputError for what is missing or cannot be.
    """
    if not answers_for(organisation, area):
        raise refuse(
            say("Your organisation does not answer for {area}.", area=area.name),
            say("Only who answers for an area may correct it. Ask them, or the operator."),
        )
    return _correct(area, parent, new_parent, valid_from, source, note)


@service("areas.manage_reference")
def correct_parent_as_operator(
    *,
    by: User,
    area: Area,
    source: str,
    parent: Area | None = None,
    new_parent: str = "",
    valid_from: date | None = None,
    note: str = "",
) -> AreaParent:
    """As `correct_parent`, for the operator of the installation, in any area."""
    return _correct(area, parent, new_parent, valid_from, source, note)


def _correct(
    area: Area,
    parent: Area | None,
    new_parent: str,
    valid_from: date | None,
    source: str,
    note: str,
) -> AreaParent:
    kind = CORRECTABLE.get(area.kind)
    if kind is None or not area.is_reference:
        raise refuse(say("Where this area lies cannot be corrected here."))
    on = valid_from or timezone.localdate()
    problems = list(_problems(area, kind, parent, new_parent, source, on))
    if problems:
        raise InputError(problems)
    Area.objects.select_for_update().get(pk=area.pk)  # one correction of an area at a time
    chosen = parent or _parent_named(new_parent.strip(), kind, on, source)
    end_links(list(area.parent_links.filter(still_holding(on), parent__kind=kind)), on)
    return AreaParent.objects.create(
        child=area,
        parent=chosen,
        valid_from=on,
        evidence=Evidence.ENTERED,
        source=source.strip(),
        note=note.strip(),
    )


def _problems(
    area: Area, kind: Kind, parent: Area | None, new_parent: str, source: str, on: date
) -> Iterator[Problem]:
    if (parent is None) == (not new_parent.strip()):
        yield Problem(
            say("It is not clear which area is meant."),
            say("Choose one from the list, or write the name of one that is not in it."),
            field="parent",
        )
    if parent is not None and (parent.kind != kind or not parent.is_reference):
        yield Problem(say("{area} is of the wrong kind.", area=parent.name), field="parent")
    elif parent is not None and not parent.holds_on(on):
        yield Problem(
            say("{area} does not hold on {day}.", area=parent.name, day=on),
            say("Choose another area or another day."),
            field="parent",
        )
    if not area.holds_on(on):
        yield Problem(
            say("{area} does not hold on {day}.", area=area.name, day=on),
            say("Choose another day."),
            field="valid_from",
        )
    if not source.strip():
        yield Problem(
            say("The source is missing."),
            say("Tell where it can be read, so that others can check it."),
            field="source",
        )


def _parent_named(name: str, kind: Kind, on: date, source: str) -> Area:
    """The area of that name, or a new one that stands on its own until somebody says where."""
    there = Area.objects.filter(valid_on(on), owner=None, kind=kind)
    folded = name.casefold()
    same = [area for area in there.without_geometry() if area.name.casefold() == folded]
    if same:
        return same[0]
    return Area.objects.create(
        kind=kind,
        code=_free_code(kind, name),
        name=name,
        valid_from=on,
        evidence=Evidence.ENTERED,
        source=source.strip(),
    )


def _free_code(kind: Kind, name: str) -> str:
    """A code of our own that no row has had: the police publish none."""
    wanted = f"{police_code(name) or 'area'}"[:30]
    taken = set(Area.objects.filter(kind=kind, owner=None).values_list("code", flat=True))
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(code for code in numbered if code not in taken)
