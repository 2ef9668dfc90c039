"""Maps: drawn once for each content, for every kind of area, with nothing that is not seen."""

from datetime import date

import pytest
from django.core.cache import cache

from tests.area_factories import SurveyAreaFactory, make_small_sweden, square
from tests.area_files import X, Y
from tests.factories import OrganisationFactory
from tryggve.apps.areas import maps
from tryggve.apps.areas.maps import drawn_parts, maps_of_area
from tryggve.apps.areas.models import Area, Kind
from tryggve.apps.areas.services import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def drawings(monkeypatch):
    """The names of the areas of every map that is drawn, not of those from the cache."""
    drawn = []
    draw = maps.area_map

    def noted(areas, **given):
        drawn.append([area.name for area in areas])
        return draw(areas, **given)

    monkeypatch.setattr(maps, "area_map", noted)
    return drawn


def names(picture):
    return [row[1] for row in picture.table.rows]


def test_a_map_is_drawn_once_for_each_width(small, organisation, drawings):
    first = maps_of_area(small.lessebo, organisation, language="sv")
    again = maps_of_area(small.lessebo, organisation, language="sv")

    assert drawings == [["Hovmantorp"], ["Hovmantorp"]]
    assert first == again


def test_another_language_is_another_map(small, organisation, drawings):
    swedish = maps_of_area(small.lessebo, organisation, language="sv")
    english = maps_of_area(small.lessebo, organisation, language="en")

    assert swedish[0].title != english[0].title
    assert len(drawings) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Nytt namn"},
        {"code": "X9"},
        {"geometry": square(X, Y, 2_000)},
    ],
)
def test_what_changes_the_picture_makes_a_new_one(small, organisation, drawings, change):
    own = SurveyAreaFactory(owner=organisation, parent=small.lessebo)
    maps_of_area(small.lessebo, organisation, language="sv")

    for field, value in change.items():
        setattr(own, field, value)
    own.save()
    maps_of_area(small.lessebo, organisation, language="sv")

    assert len(drawings) == 4


def test_survey_areas_come_first_and_others_areas_not_at_all(small, organisation):
    SurveyAreaFactory(name="Vårt", owner=organisation, parent=small.lessebo)
    SurveyAreaFactory(name="Ert", owner=OrganisationFactory(), parent=small.lessebo)

    wide, narrow = maps_of_area(small.lessebo, organisation, language="sv")

    assert names(wide) == names(narrow) == ["Vårt", "Hovmantorp"]


def test_a_survey_area_stands_among_its_own_kind(small, organisation):
    first = SurveyAreaFactory(name="Norra", owner=organisation, parent=small.lessebo)
    SurveyAreaFactory(
        name="Södra", owner=organisation, parent=small.lessebo, geometry=square(X, Y - 1_000)
    )
    SurveyAreaFactory(
        name="Förr", owner=organisation, parent=small.lessebo, valid_to=date(2025, 12, 31)
    )

    [wide, _] = maps_of_area(first, organisation, language="sv")

    assert sorted(names(wide)) == ["Norra", "Södra"]
    assert wide.title == "Karta över Norra"


def test_a_locality_is_shown_in_its_municipality(small, organisation):
    [wide, _] = maps_of_area(small.hovmantorp, organisation, language="sv")

    assert wide.title == "Karta över Lessebo"
    assert names(wide) == ["Hovmantorp"]


def test_what_lies_nowhere_is_drawn_alone(organisation):
    alone = SurveyAreaFactory(name="Ensam", owner=organisation)

    [wide, _] = maps_of_area(alone, organisation, language="sv")

    assert names(wide) == ["Ensam"]


def test_a_map_holds_at_most_a_hundred_and_fifty_parts(small, organisation):
    for number in range(160):
        SurveyAreaFactory(code=f"D{number:03}", owner=organisation, parent=small.lessebo)

    assert len(drawn_parts(small.lessebo, organisation)) == 150


def test_maps_of_the_real_tables_are_drawn_for_every_kind(organisation):
    load_reference()
    for kind, code, parts in (
        (Kind.COUNTRY, "00", 21),
        (Kind.POLICE_REGION, "syd", 5),
        (Kind.POLICE_AREA, "syd-kalmar-kronoberg", 5),
        (Kind.LOCAL_POLICE_AREA, "syd-nybro", 6),
        (Kind.COUNTY, "14", 49),
        (Kind.MUNICIPALITY, "0188", 27),
    ):
        area = Area.objects.get(kind=kind, code=code)
        wide, narrow = maps_of_area(area, organisation, language="sv")
        assert (len(wide.table.rows), len(narrow.table.rows)) == (parts, parts)
