"""Who lives where, from the best source there is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.area_factories import (
    AreaFactory,
    PopulationCountFactory,
    PopulationSourceFactory,
    SurveyAreaFactory,
    make_small_sweden,
    square,
)
from tests.factories import OrganisationFactory
from tryggve.apps.areas import queries
from tryggve.apps.areas.queries.population import AgeGroup, grouped

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def organisation():
    return OrganisationFactory()


def counted(area, count, **about):
    source = PopulationSourceFactory(**about)
    PopulationCountFactory(source=source, area=area, count=count)
    return source


def total(area, organisation):
    found = queries.population_of(area, organisation)
    return found and found.total


def test_nobody_knows(small, organisation):
    assert queries.population_of(small.lessebo, organisation) is None
    assert queries.populations([small.lessebo, small.region], organisation) == {}


def test_real_counts_go_before_modelled_ones_even_if_older(small, organisation):
    counted(small.lessebo, 1, is_modelled=True, reference_date=date(2026, 12, 31))
    real = counted(small.lessebo, 2, reference_date=date(2020, 12, 31))

    found = queries.population_of(small.lessebo, organisation)

    assert (found.total, found.sources, found.is_modelled) == (2, (real,), False)


def test_an_open_class_may_begin_where_ages_are_taken_to_end(small, organisation):
    source = PopulationSourceFactory()
    PopulationCountFactory(source=source, area=small.lessebo, count=3, age_from=100, age_to=None)
    PopulationCountFactory(source=source, area=small.lessebo, count=20, age_from=80, age_to=89)

    found = queries.people_between([small.lessebo], organisation, 16, 85)

    assert found == {small.lessebo.pk: 12}


def test_the_latest_day_goes_first_and_then_the_latest_import(small, organisation):
    counted(small.lessebo, 1, reference_date=date(2024, 12, 31))
    counted(small.lessebo, 2, reference_date=date(2025, 12, 31))
    assert total(small.lessebo, organisation) == 2

    counted(small.lessebo, 3, reference_date=date(2025, 12, 31))
    assert total(small.lessebo, organisation) == 3


def test_what_another_organisation_imported_is_not_seen(small, organisation):
    counted(small.lessebo, 1, is_modelled=True)
    counted(small.lessebo, 2, owner=OrganisationFactory())
    assert total(small.lessebo, organisation) == 1

    counted(small.lessebo, 3, owner=organisation)
    assert total(small.lessebo, organisation) == 3


def test_a_large_area_has_the_sum_of_its_municipalities(small, organisation):
    modelled = counted(small.lessebo, 100, is_modelled=True)
    real = counted(small.olofstrom, 10)

    found = queries.population_of(small.sweden, organisation)

    assert found.total == 110
    assert set(found.sources) == {modelled, real}
    assert found.is_modelled is True
    assert total(small.region, organisation) == 100


def test_a_sum_with_a_part_missing_is_not_told(small, organisation):
    counted(small.lessebo, 100)

    assert total(small.sweden, organisation) is None
    assert total(small.nybro, organisation) == 100


def test_counts_of_its_own_go_before_the_sum(small, organisation):
    counted(small.lessebo, 100)
    counted(small.county, 180_000)

    assert total(small.county, organisation) == 180_000


def test_a_new_name_leaves_the_people_and_a_new_border_does_not(small, organisation):
    old = SurveyAreaFactory(code="C", owner=organisation, valid_to=date(2025, 12, 31))
    counted(old, 300, owner=organisation)

    renamed = SurveyAreaFactory(code="C", name="Nytt namn", owner=organisation)
    assert total(renamed, organisation) == 300

    moved = SurveyAreaFactory(
        code="C",
        owner=organisation,
        geometry=square(1, 1),
        valid_from=date(2027, 1, 1),
        valid_to=date(2027, 2, 1),
    )
    assert total(moved, organisation) is None


def test_the_same_code_of_others_is_something_else(small, organisation):
    theirs = SurveyAreaFactory(code="C", owner=OrganisationFactory())
    counted(theirs, 300)

    assert total(SurveyAreaFactory(code="C", owner=organisation), organisation) is None


def test_by_sex_and_age_group(small, organisation):
    source = PopulationSourceFactory()
    for sex, age_from, age_to, count in (
        ("women", 15, 15, 1),
        ("women", 16, 16, 2),
        ("men", 24, 24, 4),
        ("men", 84, 84, 8),
        ("women", 100, None, 16),
    ):
        PopulationCountFactory(
            source=source,
            area=small.lessebo,
            sex=sex,
            age_from=age_from,
            age_to=age_to,
            count=count,
        )

    found = queries.population_of(small.lessebo, organisation)

    assert found.total == 31
    assert found.groups == (
        AgeGroup(0, 15, women=1, men=0),
        AgeGroup(16, 24, women=2, men=4),
        AgeGroup(65, 84, women=0, men=8),
        AgeGroup(85, None, women=16, men=0),
    )
    assert [group.all for group in found.groups] == [1, 6, 8, 16]


def test_the_number_of_queries_does_not_grow(small, organisation, django_assert_num_queries):
    counted(small.lessebo, 100)
    for number in (1, 3):
        for _ in range(number):
            counted(AreaFactory(parent=small.nybro), 5)
        parts = list(queries.parts_of(small.nybro, organisation))
        with django_assert_num_queries(5):
            assert len(queries.populations([small.nybro, *parts], organisation)) == len(parts) + 1
        with django_assert_num_queries(6):
            queries.population_of(small.nybro, organisation)


def test_classes_that_do_not_fit_stand_as_they_are():
    cells = [("women", 0, 19, 5), ("men", 0, 19, 6), ("women", 20, None, 7)]

    assert grouped(cells) == (AgeGroup(0, 19, 5, 6), AgeGroup(20, None, 7, 0))


def test_a_total_has_no_groups():
    assert grouped([("all", 0, None, 500)]) == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["women", "men"]), st.integers(0, 99), st.integers(0, 1_000))
    )
)
def test_no_one_is_lost_in_the_groups(single_years):
    cells = [(sex, age, age, people) for sex, age, people in single_years]

    groups = grouped(cells)

    assert sum(group.all for group in groups) == sum(people for *_, people in cells)
    assert [group.age_from for group in groups] == sorted({group.age_from for group in groups})
