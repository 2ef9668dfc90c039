"""Who answers for what, and so which municipalities an organisation works in."""

from datetime import date

from django.db.models import F, Q, QuerySet

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, Kind, Responsibility

LARGE = ("area__geometry_wkb", "organisation__logo")  # stay in the database until asked for


def responsible_for(
    area: Area, task: str | None = None, on: date | None = None
) -> QuerySet[Responsibility]:
    """Who answers for the area on a day: for the area itself or for what it lies in."""
    within = Area.objects.filter(tree.upwards([area], on))
    rows = Responsibility.objects.current(on).filter(area__in=within)
    if task is not None:
        rows = rows.filter(task=task)
    return rows.select_related("organisation", "area").defer(*LARGE)


def responsibilities_of(organisation: Organisation) -> QuerySet[Responsibility]:
    """Everything an organisation answers or has answered for, what holds still first."""
    rows = organisation.responsibilities.select_related("area").defer("area__geometry_wkb")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "area__name", "task")


def all_responsibilities() -> QuerySet[Responsibility]:
    """What every organisation answers for in areas that everyone sees, from today on."""
    rows = Responsibility.objects.filter(valid_to=None, area__owner=None)
    return (
        rows.select_related("organisation", "area")
        .defer(*LARGE)
        .order_by("organisation__name", "area__name", "task")
    )


def areas_answered_for(organisation: Organisation, on: date | None = None) -> list[Area]:
    """The areas themselves that an organisation answers for on a day."""
    answered = Responsibility.objects.current(on).filter(organisation=organisation)
    areas = Area.objects.filter(pk__in=answered.values("area"))
    return list(areas.without_geometry().by_rank())


def areas_of(organisation: Organisation, most: int) -> list[Area]:
    """What an organisation answers for today and what it has drawn itself, the largest first."""
    answered = Responsibility.objects.current().filter(organisation=organisation)
    ours = Q(pk__in=answered.values("area")) | Q(owner=organisation)
    return list(Area.objects.current().filter(ours).without_geometry().by_rank()[:most])


def answers_for(organisation: Organisation, area: Area, on: date | None = None) -> bool:
    """Whether the organisation answers for the area, or for something that it lies in."""
    return responsible_for(area, on=on).filter(organisation=organisation).exists()


def municipalities_of(organisation: Organisation, on: date | None = None) -> list[Area]:
    """The municipalities an organisation works in.

    They are those it answers for, those within what it answers for, and the one around an area
    that is smaller than a municipality.
    """
    answered = areas_answered_for(organisation, on)
    condition = tree.upwards(answered, on) | tree.downwards(answered, on)
    return list(
        Area.objects.filter(condition, kind=Kind.MUNICIPALITY).without_geometry().order_by("name")
    )
