"""The tree around an organisation's own areas."""

import pytest

from tests.area_factories import (
    AreaFactory,
    LinkFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
    make_small_sweden,
)
from tests.factories import OrganisationFactory
from tryggve.apps.areas.models import AreaParent, Kind
from tryggve.apps.areas.queries import outline_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small_sweden()


def written(nodes, depth=0):
    """The tree as indented lines, a star at what the organisation answers for."""
    lines = []
    for node in nodes:
        lines.append("  " * depth + ("*" if node.is_own else "") + node.area.name)
        lines += written(node.parts, depth + 1)
    return lines


def test_a_municipality_sees_its_place_and_its_parts(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo)
    own = SurveyAreaFactory(name="Centrum", owner=organisation, parent=small.lessebo)
    AreaFactory(kind=Kind.PLACE, name="Torget", owner=organisation, parent=own)
    SurveyAreaFactory(name="Ert", owner=OrganisationFactory(), parent=small.lessebo)

    assert written(outline_of(organisation)) == [
        "Syd",
        "  Kalmar-Kronoberg",
        "    Nybro",
        "      *Lessebo",
        "        Hovmantorp",
        "        Centrum",
        "          Torget",
    ]


def test_a_municipality_in_no_known_police_area_sees_its_county(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.olofstrom)

    assert written(outline_of(organisation)) == ["Blekinge län", "  *Olofström"]


def test_with_several_municipalities_the_tree_ends_there_but_for_ones_own(small):
    police = OrganisationFactory()
    ResponsibilityFactory(organisation=police, area=small.region, task="policing")
    LinkFactory(child=small.olofstrom, parent=small.nybro)
    AreaFactory(kind=Kind.LOCALITY, name="Kosta", parent=small.lessebo)
    ResponsibilityFactory(organisation=police, area=small.hovmantorp, task="policing")

    assert written(outline_of(police)) == [
        "*Syd",
        "  Kalmar-Kronoberg",
        "    Nybro",
        "      Lessebo",
        "        *Hovmantorp",
        "      Olofström",
    ]


def test_a_county_board_sees_its_municipalities(small):
    board = OrganisationFactory()
    ResponsibilityFactory(organisation=board, area=small.county)

    assert written(outline_of(board)) == [
        "*Kronobergs län",
        "  Lessebo",
        "    Hovmantorp",
    ]


def test_an_area_that_moved_stands_where_it_lay_on_the_day(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo)
    AreaParent.objects.filter(parent=small.nybro).update(valid_to="2025-12-31")

    assert written(outline_of(organisation)) == [
        "Kronobergs län",
        "  *Lessebo",
        "    Hovmantorp",
    ]


def test_thousands_of_parts_are_left_to_the_areas_own_page(small):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo)
    for number in range(199):
        AreaFactory(kind=Kind.PLACE, code=f"P{number}", owner=organisation, parent=small.lessebo)
    [syd] = outline_of(organisation)
    municipality = syd.parts[0].parts[0].parts[0]
    assert (len(municipality.parts), municipality.has_more) == (200, False)

    AreaFactory(kind=Kind.PLACE, code="P200", owner=organisation, parent=small.lessebo)
    [syd] = outline_of(organisation)
    municipality = syd.parts[0].parts[0].parts[0]
    assert (municipality.parts, municipality.has_more) == ([], True)


def test_who_answers_for_nothing_has_no_tree(small):
    assert outline_of(OrganisationFactory()) == []


def test_four_queries_for_one_and_for_three_parts(small, django_assert_num_queries):
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=small.lessebo)
    for number in (1, 3):
        for _ in range(number):
            SurveyAreaFactory(owner=organisation, parent=small.lessebo)
        with django_assert_num_queries(4):
            outline_of(organisation)
