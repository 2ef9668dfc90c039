"""Where things lie, asked with the areas of the database."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.area_factories import (
    LESSEBO,
    AreaFactory,
    SurveyAreaFactory,
    make_small_sweden,
    square,
)
from tests.factories import OrganisationFactory
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Kind
from tryggve.geography import reference
from tryggve.geography.boundaries import municipality_borders
from tryggve.geography.membership import Method

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 3, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)
X, Y = LESSEBO


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def centre(small, organisation):
    """A survey area of the organisation, 1 km square."""
    return SurveyAreaFactory(
        code="C", owner=organisation, parent=small.lessebo, geometry=square(X, Y)
    )


def test_the_code_of_a_municipality_goes_first(small, organisation):
    place = queries.place_of(organisation, code="1060", postal_code="36530")

    assert (place.municipality, place.method) == (small.olofstrom, Method.CODE)
    assert (place.survey_area, place.is_certain, place.is_conflict) == (None, True, False)


def test_a_postal_code_goes_before_the_position(small, organisation):
    codes = reference.postal_codes()
    in_lessebo = codes.codes[codes.municipality_codes == "0761"][0]

    place = queries.place_of(organisation, postal_code=f"{in_lessebo[:3]} {in_lessebo[3:]}")

    assert (place.municipality, place.method) == (small.lessebo, Method.POSTCODE)


def test_a_position_lies_in_an_own_survey_area_and_so_in_its_municipality(
    small, organisation, centre
):
    place = queries.place_of(organisation, x=X + 500, y=Y + 500)

    assert (place.municipality, place.survey_area) == (small.lessebo, centre)
    assert (place.method, place.is_certain) == (Method.UPLOADED_AREA, True)


def test_a_position_outside_own_areas_goes_by_the_generalised_border(small, organisation, centre):
    place = queries.place_of(organisation, x=X - 500, y=Y - 500)

    assert (place.municipality, place.survey_area) == (small.lessebo, None)
    assert (place.method, place.is_certain) == (Method.GENERALISED_BORDER, True)


def test_near_a_generalised_border_it_is_not_certain(small, organisation):
    on_the_border = municipality_borders().geometry("0761").boundary.interpolate(0)

    place = queries.place_of(organisation, x=on_the_border.x, y=on_the_border.y)

    assert place.is_certain is False


def test_a_code_and_a_position_that_disagree_are_told(small, organisation):
    place = queries.place_of(organisation, code="1060", x=X, y=Y)

    assert (place.municipality, place.is_conflict, place.is_certain) == (
        small.olofstrom,
        True,
        False,
    )


def test_nothing_known_is_nowhere(small, organisation):
    place = queries.place_of(organisation)

    assert (place.municipality, place.survey_area, place.method) == (None, None, Method.NONE)


def test_another_organisations_survey_areas_are_not_looked_at(small, organisation):
    SurveyAreaFactory(owner=OrganisationFactory(), parent=small.lessebo, geometry=square(X, Y))

    place = queries.place_of(organisation, x=X + 500, y=Y + 500)

    assert (place.survey_area, place.method) == (None, Method.GENERALISED_BORDER)


def test_places_of_the_organisation_are_no_survey_areas(small, organisation):
    AreaFactory(kind=Kind.PLACE, owner=organisation, parent=small.lessebo, geometry=square(X, Y))

    assert queries.place_of(organisation, x=X + 500, y=Y + 500).survey_area is None


def test_a_survey_area_counts_on_its_days(small, organisation):
    old = SurveyAreaFactory(
        code="C",
        owner=organisation,
        parent=small.lessebo,
        geometry=square(X, Y),
        valid_to=DAY_BEFORE,
    )
    new = SurveyAreaFactory(
        code="C", owner=organisation, parent=small.lessebo, geometry=square(X, Y), valid_from=CHANGE
    )

    for on, area in ((DAY_BEFORE, old), (CHANGE, new)):
        assert queries.place_of(organisation, x=X + 500, y=Y + 500, on=on).survey_area == area


def test_many_at_once_are_answered_as_one_by_one(small, organisation, centre):
    x = np.array([X + 500, X - 500, np.nan, X + 10])
    y = np.array([Y + 500, Y - 500, np.nan, Y + 10])
    codes = np.array(["", "", "1060", "0761"])

    many = queries.places_of(organisation, codes=codes, x=x, y=y)

    assert len(many) == 4
    for at in range(4):
        known = not np.isnan(x[at])
        assert many[at] == queries.place_of(
            organisation,
            code=str(codes[at]),
            x=x[at] if known else None,
            y=y[at] if known else None,
        )


def test_two_queries_for_one_and_for_three_areas(small, organisation, django_assert_num_queries):
    for number in (1, 3):
        for column in range(number):
            SurveyAreaFactory(
                owner=organisation,
                parent=small.lessebo,
                geometry=square(X + 2_000 * column, Y + 2_000 * number),
            )
        with django_assert_num_queries(2):
            queries.places_of(organisation, x=np.full(1_000, X), y=np.full(1_000, Y))
