"""Fill an empty installation with the demonstration, through the services that people use."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tryggve.apps.accounts import services as accounts
from tryggve.apps.accounts.models import Membership, Organisation, User
from tryggve.apps.areas import services as areas
from tryggve.apps.areas.models import Area
from tryggve.demo import survey, survey_areas
from tryggve.demo.cast import ACTORS, BEGIN, OPERATOR, PASSWORD, Actor


def is_filled() -> bool:
    return Organisation.objects.filter(slug=ACTORS[0].slug).exists()


def fill() -> None:
    """Everything or nothing, and nothing the second time: what visitors entered stays."""
    if is_filled():
        return
    with transaction.atomic():
        operator = accounts.make_operator(email=OPERATOR, name="Driften")
        for actor in ACTORS:
            _bring(actor, operator)
        survey_areas.upload()
        survey.open_rounds()
        User.objects.update(password=make_password(PASSWORD))  # hashed once: it takes its time


def _bring(actor: Actor, operator: User) -> None:
    organisation = accounts.create_organisation(
        by=operator, name=actor.name, kind=actor.kind, slug=actor.slug
    )
    for person in actor.people:
        user = User.objects.create_user(person.email, name=person.name)
        Membership.objects.create(user=user, organisation=organisation, role=person.role)
    administrator = User.objects.get(email=actor.people[0].email)
    accounts.edit_organisation(
        by=administrator,
        organisation=organisation,
        name=actor.name,
        contact_function=actor.function,
        contact_phone="070-174 06 05",
        contact_email=f"trygghet@{actor.people[0].email.split('@')[1]}",
        language="sv",
    )
    accounts.set_colour(by=administrator, organisation=organisation, colour=actor.colour)
    kind, code_or_name = actor.area
    area = Area.objects.current().filter(kind=kind, owner=None)
    found = area.filter(code=code_or_name).first() or area.get(name=code_or_name)
    areas.give_responsibility(
        by=operator, to=organisation, area=found, task=actor.task, valid_from=BEGIN
    )
