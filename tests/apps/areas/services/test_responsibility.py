"""Who answers for what: begun and ended by the organisation or the operator."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.area_factories import (
    AreaFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
    make_small_sweden,
)
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts.models import Role
from tryggve.apps.areas.models import Responsibility
from tryggve.apps.areas.services import (
    add_responsibility,
    end_responsibility,
    give_responsibility,
    take_responsibility_away,
)
from tryggve.web.models import Act
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db

START = date(2026, 3, 1)
A_DAY = timedelta(days=1)
SURVEY = Responsibility.Task.SURVEY


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def member(small):
    member = MembershipFactory(role=Role.SAFETY_COORDINATOR)
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)
    return member


def add(member, area, **changes):
    given = {"task": SURVEY, "valid_from": START} | changes
    return add_responsibility(by=member.user, organisation=member.organisation, area=area, **given)


def refused(action, *arguments, **named):
    rows = list(Responsibility.objects.order_by("pk").values())
    with pytest.raises(InputError) as error:
        action(*arguments, **named)
    assert list(Responsibility.objects.order_by("pk").values()) == rows
    return [(str(problem.what), problem.field) for problem in error.value.problems]


def test_an_organisation_takes_on_what_lies_within_its_own(small, member):
    row = add(member, small.hovmantorp)

    assert (row.organisation, row.area, row.task, row.valid_from, row.valid_to) == (
        member.organisation,
        small.hovmantorp,
        SURVEY,
        START,
        None,
    )
    assert Act.objects.get().object_id == str(row.pk)


def test_an_organisation_takes_on_its_own_areas_wherever_they_lie(small, member):
    own = SurveyAreaFactory(owner=member.organisation)

    assert add(member, own).area == own


def test_an_organisation_cannot_take_on_what_is_anothers(small, member):
    yours = SurveyAreaFactory(name="Ert", owner=OrganisationFactory(), parent=small.lessebo)

    assert refused(add, member, small.olofstrom) == [
        ("Olofström ligger inte inom det som din organisation ansvarar för.", "area")
    ]
    assert refused(add, member, small.county) == [
        ("Kronobergs län ligger inte inom det som din organisation ansvarar för.", "area")
    ]
    assert refused(add, member, yours) == [
        ("Ert ligger inte inom det som din organisation ansvarar för.", "area")
    ]


def test_the_same_is_not_begun_twice(small, member):
    add(member, small.hovmantorp)

    assert refused(add, member, small.hovmantorp, valid_from=START + A_DAY) == [
        (f"{member.organisation} ansvarar redan för detta i Hovmantorp.", "task")
    ]
    assert add(member, small.hovmantorp, task="maintenance").task == "maintenance"


def test_it_can_begin_again_after_it_has_ended(small, member):
    first = add(member, small.hovmantorp)
    end(member, first, START + 9 * A_DAY)

    assert refused(add, member, small.hovmantorp, valid_from=START + 9 * A_DAY) != []
    assert add(member, small.hovmantorp, valid_from=START + 10 * A_DAY).valid_to is None


def test_an_area_that_has_ended_cannot_be_taken_on(small, member):
    ended = AreaFactory(name="Gammalt", owner=member.organisation, valid_to=START - A_DAY)

    assert refused(add, member, ended) == [("Gammalt gäller inte den 1 mars 2026.", "valid_from")]


def end(member, row, last_day):
    return end_responsibility(
        by=member.user, organisation=member.organisation, responsibility=row, last_day=last_day
    )


def test_the_last_day_counts(small, member):
    row = add(member, small.hovmantorp)

    end(member, row, START + A_DAY)

    current = Responsibility.objects.filter(pk=row.pk).current
    assert current(START + A_DAY).exists() is True
    assert current(START + 2 * A_DAY).exists() is False


def test_it_can_be_withdrawn_before_it_began_but_not_end_earlier(small, member):
    row = add(member, small.hovmantorp)

    assert refused(end, member, row, START - 2 * A_DAY) == [
        ("Den sista dagen ligger före den första, 1 mars 2026.", "last_day")
    ]
    assert end(member, row, START - A_DAY).never_held is True


def test_another_organisations_rows_are_not_found(small, member):
    other = MembershipFactory(role=Role.ADMINISTRATOR)
    row = add(member, small.hovmantorp)

    with pytest.raises(Responsibility.DoesNotExist):
        end(other, row, START)
    row.refresh_from_db()
    assert row.valid_to is None


def test_the_operator_gives_and_takes(small):
    operator, to = UserFactory(is_operator=True), OrganisationFactory()

    row = give_responsibility(
        by=operator, to=to, area=small.lessebo, task="coordination", valid_from=START
    )
    assert (row.organisation, row.area) == (to, small.lessebo)
    taken = take_responsibility_away(by=operator, responsibility=row, last_day=START)
    assert taken.valid_to == START


def test_only_the_operator_gives(small, member):
    with pytest.raises(PermissionDenied):
        give_responsibility(
            by=member.user, to=member.organisation, area=small.olofstrom, task="survey"
        )
    with pytest.raises(PermissionDenied):
        take_responsibility_away(by=member.user, responsibility=Responsibility.objects.get())


def test_nobody_is_given_what_another_organisation_put_in(small):
    own = SurveyAreaFactory(name="Ert", owner=OrganisationFactory())
    operator, to = UserFactory(is_operator=True), OrganisationFactory()

    assert refused(give_responsibility, by=operator, to=to, area=own, task="survey") == [
        ("Ert har lagts in av en organisation.", "area")
    ]
