"""Areas on a day, their place, their parts, their earlier rows, and the search."""

from datetime import date, timedelta

import pytest

from tests.area_factories import (
    AreaFactory,
    LinkFactory,
    SurveyAreaFactory,
    make_small_sweden,
)
from tests.factories import OrganisationFactory
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Area, AreaParent, Kind

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 3, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def organisation():
    return OrganisationFactory()


def names(areas):
    return [area.name for area in areas]


def test_a_survey_area_that_is_split_is_one_before_and_two_after(small, organisation):
    whole = SurveyAreaFactory(
        code="D1", name="Hela", owner=organisation, parent=small.lessebo, valid_to=DAY_BEFORE
    )
    halves = [
        SurveyAreaFactory(
            code=code, name=name, owner=organisation, parent=small.lessebo, valid_from=CHANGE
        )
        for code, name in (("D1N", "Norra"), ("D1S", "Södra"))
    ]

    assert list(queries.parts_of(small.lessebo, organisation, DAY_BEFORE)) == [
        small.hovmantorp,
        whole,
    ]
    assert list(queries.parts_of(small.lessebo, organisation, CHANGE)) == [
        small.hovmantorp,
        *halves,
    ]
    survey_areas = queries.areas_on(organisation, DAY_BEFORE).filter(kind=Kind.SURVEY_AREA)
    assert list(survey_areas) == [whole]


def test_the_way_goes_through_the_police_where_it_is_known(small):
    assert names(queries.path_to(small.hovmantorp)) == [
        "Syd",
        "Kalmar-Kronoberg",
        "Nybro",
        "Lessebo",
    ]
    assert names(queries.path_to(small.nybro)) == ["Syd", "Kalmar-Kronoberg"]


def test_the_way_goes_through_the_county_where_the_police_is_not_known(small):
    assert names(queries.path_to(small.olofstrom)) == ["Blekinge län"]
    assert queries.path_to(small.county) == []


def test_the_way_on_an_earlier_day(small):
    AreaParent.objects.filter(child=small.lessebo, parent=small.nybro).update(valid_from=CHANGE)

    assert names(queries.path_to(small.lessebo, DAY_BEFORE)) == ["Kronobergs län"]
    assert names(queries.path_to(small.lessebo, CHANGE)) == ["Syd", "Kalmar-Kronoberg", "Nybro"]


def test_the_parents_are_told_with_evidence(small, django_assert_num_queries):
    with django_assert_num_queries(1):
        told = [
            (link.parent.name, link.evidence, link.source)
            for link in queries.direct_parents(small.lessebo)
        ]
    assert told == [
        ("Kronobergs län", "stated", "https://kommun.example/samverkan"),
        ("Nybro", "stated", "https://kommun.example/samverkan"),
    ]


def test_parts_are_those_one_may_see(small, organisation):
    own = SurveyAreaFactory(name="Vårt", owner=organisation, parent=small.lessebo)
    SurveyAreaFactory(name="Ert", owner=OrganisationFactory(), parent=small.lessebo)

    assert list(queries.parts_of(small.lessebo, organisation)) == [small.hovmantorp, own]


def test_another_organisations_area_does_not_exist(small, organisation):
    yours = SurveyAreaFactory(owner=OrganisationFactory())

    with pytest.raises(Area.DoesNotExist):
        queries.area_seen_by(organisation, yours.pk)
    assert queries.area_seen_by(organisation, small.lessebo.pk) == small.lessebo


def test_earlier_rows_of_the_same_area(small, organisation):
    first = SurveyAreaFactory(code="D1", owner=organisation, valid_to=date(2023, 12, 31))
    second = SurveyAreaFactory(
        code="D1", owner=organisation, valid_from=date(2024, 1, 1), valid_to=DAY_BEFORE
    )
    third = SurveyAreaFactory(code="D1", owner=organisation, valid_from=CHANGE)
    SurveyAreaFactory(code="D1", owner=OrganisationFactory())
    AreaFactory(kind=Kind.PLACE, code="D1", owner=organisation)

    assert queries.versions_of(second) == [third, second, first]


def test_search_by_name_and_code_in_any_case(small, organisation):
    assert names(queries.find_areas(organisation, "lESSe")) == ["Lessebo"]
    assert names(queries.find_areas(organisation, "0761")) == ["Lessebo", "Hovmantorp"]
    assert names(queries.find_areas(organisation, "hov 0761")) == ["Hovmantorp"]
    assert names(queries.find_areas(organisation, "OLOFSTRÖM")) == ["Olofström"]
    assert queries.find_areas(organisation, "100%") == []
    assert queries.find_areas(organisation, "_____") == []


def test_search_finds_no_ended_areas_and_nothing_of_others(small, organisation):
    AreaFactory(name="Lessebo gamla", valid_to=DAY_BEFORE)
    SurveyAreaFactory(name="Lessebo torg", owner=OrganisationFactory())
    own = SurveyAreaFactory(name="Lessebo centrum", owner=organisation)

    assert queries.find_areas(organisation, "lessebo") == [small.lessebo, own]


def test_search_gives_at_most_fifty(small, organisation):
    for number in range(60):
        AreaFactory(kind=Kind.LOCALITY, code=f"L{number:02}", name=f"By {number:02}")

    assert names(queries.find_areas(organisation, "by")) == [f"By {n:02}" for n in range(50)]


def test_each_question_is_one_query_for_one_and_for_three(
    small, organisation, django_assert_num_queries
):
    for number in (1, 3):
        for _ in range(number):
            part = SurveyAreaFactory(owner=organisation, parent=small.lessebo)
        LinkFactory(child=part, parent=small.hovmantorp)
        for ask in (
            lambda: queries.path_to(small.hovmantorp),
            lambda: list(queries.parts_of(small.lessebo, organisation)),
            lambda: queries.find_areas(organisation, "område"),
            lambda: queries.versions_of(small.lessebo),
        ):
            with django_assert_num_queries(1):
                ask()
