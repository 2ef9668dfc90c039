"""Who answers for what in which area: begun and ended."""

from datetime import date

from django.utils import timezone

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas.models import Area, Responsibility
from tryggve.apps.areas.models.dated import day_before, still_holding
from tryggve.apps.areas.queries.territory import answers_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service("areas.change_responsibility")
def add_responsibility(
    *,
    by: User,
    organisation: Organisation,
    area: Area,
    task: str,
    valid_from: date | None = None,
) -> Responsibility:
    """Say that the organisation answers for something in an area from a day, today if none is said.

    It may take on an area of its own or one within what it answers for already. The first area
    comes from the operator: whoever answers for an area may correct what everyone sees of it.
    """
    is_own = area.owner_id == organisation.pk
    if not is_own and not (area.is_reference and answers_for(organisation, area)):
        raise refuse(
            say("{area} does not lie within what your organisation answers for.", area=area.name),
            say("Ask the operator of the installation to add it."),
            field="area",
        )
    return _begin(organisation, area, task, valid_from)


@service("areas.manage_reference")
def give_responsibility(
    *,
    by: User,
    to: Organisation,
    area: Area,
    task: str,
    valid_from: date | None = None,
) -> Responsibility:
    """As `add_responsibility`, by the operator of the installation, for any reference area."""
    if not area.is_reference:
        raise refuse(
            say("{area} was put in by an organisation.", area=area.name),
            say("Only that organisation can say who answers for it."),
            field="area",
        )
    return _begin(to, area, task, valid_from)


@service("areas.change_responsibility")
def end_responsibility(
    *,
    by: User,
    organisation: Organisation,
    responsibility: Responsibility,
    last_day: date | None = None,
) -> Responsibility:
    """The organisation answers for it until `last_day`, today if none is said."""
    if responsibility.organisation_id != organisation.pk:
        raise Responsibility.DoesNotExist
    return _end(responsibility, last_day)


@service("areas.manage_reference")
def take_responsibility_away(
    *, by: User, responsibility: Responsibility, last_day: date | None = None
) -> Responsibility:
    """As `end_responsibility`, by the operator of the installation, for any organisation."""
    return _end(responsibility, last_day)


def _begin(
    organisation: Organisation, area: Area, task: str, valid_from: date | None
) -> Responsibility:
    on = valid_from or timezone.localdate()
    if area.valid_to is not None and area.valid_to < on:
        raise refuse(
            say("{area} does not hold on {day}.", area=area.name, day=on),
            say("Choose another day."),
            field="valid_from",
        )
    same = Responsibility.objects.filter(organisation=organisation, area=area, task=task)
    if same.filter(still_holding(on)).exists():
        raise refuse(
            say(
                "{organisation} answers for this in {area} already.",
                organisation=organisation.name,
                area=area.name,
            ),
            field="task",
        )
    return Responsibility.objects.create(
        organisation=organisation, area=area, task=task, valid_from=on
    )


def _end(responsibility: Responsibility, last_day: date | None) -> Responsibility:
    last_day = last_day or timezone.localdate()
    begun = responsibility.valid_from
    if begun is not None and last_day < day_before(begun):
        raise refuse(
            say("The last day lies before the first, {day}.", day=begun),
            say("Choose a later day."),
            field="last_day",
        )
    responsibility.valid_to = last_day
    responsibility.full_clean()
    responsibility.save(update_fields=["valid_to"])
    return responsibility
