"""How areas are drawn: what was stored, what is generalised, and unions of municipalities."""

from datetime import date

import pytest
import shapely

from tests.area_factories import (
    AreaFactory,
    LinkFactory,
    SurveyAreaFactory,
    make_small_sweden,
    square,
)
from tests.factories import OrganisationFactory
from tryggve.apps.areas.models import AreaParent, Kind
from tryggve.apps.areas.queries import borders_of
from tryggve.geography.boundaries import county_borders, municipality_borders

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small_sweden()


def drawn(area, on=None):
    return borders_of([area], on)[area.pk].drawn()


def test_what_was_stored_is_drawn_as_it_was_stored(small):
    own = SurveyAreaFactory(owner=OrganisationFactory(), geometry=square(1_000, 2_000))

    border = borders_of([own])[own.pk]

    assert border.drawn().equals(square(1_000, 2_000))
    assert border.is_generalised is False
    assert drawn(small.hovmantorp) == shapely.Point(510_000, 6_293_000)


def test_municipalities_and_counties_are_generalised(small):
    lessebo = borders_of([small.lessebo])[small.lessebo.pk]

    assert lessebo.drawn().equals(municipality_borders().geometry("0761"))
    assert lessebo.is_generalised is True
    assert drawn(small.county).equals(county_borders().geometry("07"))


def test_what_is_larger_is_the_union_of_its_municipalities(small):
    LinkFactory(child=small.olofstrom, parent=small.nybro)
    both = shapely.union_all([municipality_borders().geometry(code) for code in ("0761", "1060")])

    for area in (small.nybro, small.police_area, small.region, small.sweden):
        assert drawn(area).equals(both)


def test_a_union_is_of_those_that_lay_there_on_the_day(small):
    AreaParent.objects.filter(parent=small.nybro).update(valid_to=date(2025, 12, 31))

    assert drawn(small.nybro, date(2025, 12, 31)).equals(municipality_borders().geometry("0761"))
    assert drawn(small.nybro, date(2026, 1, 1)) is None


def test_what_has_no_municipality_and_what_is_unknown_is_not_drawn(small):
    assert drawn(AreaFactory(kind=Kind.POLICE_AREA, name="Tomt")) is None
    assert drawn(AreaFactory(code="9998", name="Ingenstans")) is None


def test_an_own_municipality_does_not_borrow_a_real_border(small):
    own = AreaFactory(code="0761", owner=OrganisationFactory())

    assert drawn(own) is None


def test_the_key_changes_with_what_is_drawn(small):
    own = SurveyAreaFactory(owner=OrganisationFactory())
    before = {pk: border.key for pk, border in borders_of([own, small.nybro]).items()}

    LinkFactory(child=small.olofstrom, parent=small.nybro)
    own.geometry = square(1, 1)
    after = {pk: border.key for pk, border in borders_of([own, small.nybro]).items()}

    assert {pk for pk in before if before[pk] != after[pk]} == {own.pk, small.nybro.pk}


def test_two_queries_for_one_union_and_for_three(small, django_assert_num_queries):
    for areas in ([small.nybro], [small.nybro, small.region, small.police_area, small.lessebo]):
        with django_assert_num_queries(2):
            borders_of(areas)
    with django_assert_num_queries(0):
        borders_of([small.lessebo, small.county, small.hovmantorp])
