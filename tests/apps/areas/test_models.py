"""Rows with dates: when they hold, and what is kept beside them."""

from datetime import date, timedelta

import pytest
import shapely
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.area_factories import AreaFactory, LinkFactory, SurveyAreaFactory, square
from tests.factories import OrganisationFactory
from tryggve.apps.areas.models import Area, Kind, larger_kinds

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (JUNE, None, True),
        (JUNE, JUNE, True),
        (None, JUNE, True),
        (JUNE + A_DAY, None, False),
        (None, JUNE - A_DAY, False),
        (JUNE, JUNE - A_DAY, False),
    ],
)
def test_a_row_holds_from_its_first_to_its_last_day(valid_from, valid_to, holds):
    area = AreaFactory(valid_from=valid_from, valid_to=valid_to)

    assert area.holds_on(JUNE) is holds
    assert list(Area.objects.current(JUNE)) == ([area] if holds else [])


def test_a_row_that_ended_before_it_began_never_held():
    assert AreaFactory.build(valid_from=JUNE, valid_to=JUNE - A_DAY).never_held is True
    assert AreaFactory.build(valid_from=JUNE, valid_to=JUNE).never_held is False
    assert AreaFactory.build(valid_to=JUNE).never_held is False


def test_the_day_to_show_is_the_nearest_day_on_which_the_row_holds():
    today = timezone.localdate()
    ended, to_come = today - 30 * A_DAY, today + 30 * A_DAY

    assert AreaFactory.build().day_to_show() == today
    assert AreaFactory.build(valid_to=ended).day_to_show() == ended
    assert AreaFactory.build(valid_from=to_come).day_to_show() == to_come


def test_an_area_lies_only_in_larger_kinds():
    assert larger_kinds(Kind.COUNTRY) == []
    assert larger_kinds(Kind.LOCAL_POLICE_AREA) == [
        Kind.COUNTRY,
        Kind.POLICE_REGION,
        Kind.POLICE_AREA,
        Kind.COUNTY,
    ]


def test_the_geometry_and_its_bounds_are_kept_together():
    area = SurveyAreaFactory(geometry=square(500_000, 6_200_000, 2_000))

    found = Area.objects.get(pk=area.pk)

    assert found.geometry.equals(square(500_000, 6_200_000, 2_000))
    bounds = (found.min_x, found.min_y, found.max_x, found.max_y)
    assert bounds == (500_000, 6_200_000, 502_000, 6_202_000)
    found.geometry = None
    assert (found.geometry_wkb, found.geometry, found.min_x) == (None, None, None)


def test_a_point_is_a_geometry_too():
    area = AreaFactory(kind=Kind.PLACE, geometry=shapely.Point(500_000, 6_200_000))

    assert Area.objects.get(pk=area.pk).geometry == shapely.Point(500_000, 6_200_000)


def test_search_finds_swedish_capitals_in_rows_saved_one_by_one_and_in_bulk():
    one = AreaFactory(name="Östra Göinge", code="1256")
    Area.objects.bulk_create([AreaFactory.build(name="ÅMÅL", code="1492")])

    assert list(Area.objects.filter(search_text__contains="östra")) == [one]
    assert Area.objects.get(search_text__contains="åmål 1492").name == "ÅMÅL"


def test_one_open_row_for_each_code_of_a_kind():
    AreaFactory(code="0761", valid_to=JUNE)
    AreaFactory(code="0761")

    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(code="0761")


def test_two_organisations_may_use_the_same_code():
    first, second = OrganisationFactory(), OrganisationFactory()
    SurveyAreaFactory(code="D1", owner=first)
    SurveyAreaFactory(code="D1", owner=second)

    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAreaFactory(code="D1", owner=second)


def test_no_area_lies_in_itself():
    area = AreaFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        LinkFactory(child=area, parent=area)


def test_an_organisation_sees_what_everyone_knows_and_its_own():
    mine, yours = OrganisationFactory(), OrganisationFactory()
    common = AreaFactory()
    own = SurveyAreaFactory(owner=mine)
    SurveyAreaFactory(owner=yours)

    assert set(Area.objects.seen_by(mine)) == {common, own}


def test_the_largest_kinds_come_first():
    place = AreaFactory(kind=Kind.PLACE, name="A")
    region = AreaFactory(kind=Kind.POLICE_REGION, name="Z")
    second = AreaFactory(name="C")
    first = AreaFactory(name="B")

    assert list(Area.objects.by_rank()) == [region, first, second, place]
