"""Who answers for an area, and which municipalities an organisation works in."""

from datetime import date, timedelta

import pytest

from tests.area_factories import ResponsibilityFactory, make_small_sweden
from tests.factories import OrganisationFactory
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Responsibility

pytestmark = pytest.mark.django_db

BEGAN = date(2020, 1, 1)
ENDED = date(2025, 12, 31)


@pytest.fixture
def small():
    return make_small_sweden()


def names(areas):
    return [area.name for area in areas]


def test_who_answers_for_a_larger_area_answers_for_what_lies_in_it(small):
    municipality, police = OrganisationFactory(name="Lessebo"), OrganisationFactory(name="Polisen")
    ResponsibilityFactory(organisation=municipality, area=small.lessebo)
    ResponsibilityFactory(organisation=police, area=small.region, task="policing")

    answering = {
        (row.organisation.name, row.area.name) for row in queries.responsible_for(small.hovmantorp)
    }
    assert answering == {("Lessebo", "Lessebo"), ("Polisen", "Syd")}
    policing = queries.responsible_for(small.hovmantorp, Responsibility.Task.POLICING)
    assert [row.organisation for row in policing] == [police]
    assert list(queries.responsible_for(small.olofstrom)) == []


def test_who_answered_on_a_day(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(
        organisation=organisation, area=small.lessebo, valid_from=BEGAN, valid_to=ENDED
    )

    for on, answers in (
        (BEGAN - timedelta(days=1), False),
        (BEGAN, True),
        (ENDED, True),
        (ENDED + timedelta(days=1), False),
    ):
        assert queries.answers_for(organisation, small.hovmantorp, on) is answers


def test_all_who_answer_are_found_in_one_query(small, django_assert_num_queries):
    for number in (1, 3):
        for _ in range(number):
            ResponsibilityFactory(organisation=OrganisationFactory(), area=small.lessebo)
        with django_assert_num_queries(1):
            [
                (row.organisation.name, row.area.name)
                for row in queries.responsible_for(small.lessebo)
            ]


def test_a_municipality_works_in_itself(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo)

    assert names(queries.municipalities_of(organisation)) == ["Lessebo"]


def test_the_police_work_in_every_municipality_below_their_area(small):
    police = OrganisationFactory()
    ResponsibilityFactory(organisation=police, area=small.sweden, task="policing")

    assert names(queries.municipalities_of(police)) == ["Lessebo", "Olofström"]


def test_who_answers_for_a_part_works_in_its_municipality(small):
    landlord = OrganisationFactory(kind="housing_company")
    ResponsibilityFactory(organisation=landlord, area=small.hovmantorp, task="maintenance")

    assert names(queries.municipalities_of(landlord)) == ["Lessebo"]


def test_who_answers_for_nothing_works_nowhere(small):
    assert queries.municipalities_of(OrganisationFactory()) == []


def test_what_has_ended_counts_no_longer(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo, valid_to=ENDED)

    assert queries.municipalities_of(organisation) == []
    assert names(queries.municipalities_of(organisation, ENDED)) == ["Lessebo"]


def test_the_list_of_an_organisation_holds_its_own_rows_only(small):
    mine, yours = OrganisationFactory(), OrganisationFactory()
    ended = ResponsibilityFactory(
        organisation=mine, area=small.olofstrom, valid_from=BEGAN, valid_to=ENDED
    )
    holding = ResponsibilityFactory(organisation=mine, area=small.lessebo)
    ResponsibilityFactory(organisation=yours, area=small.lessebo)

    assert list(queries.responsibilities_of(mine)) == [holding, ended]
