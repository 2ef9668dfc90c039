"""A second municipality sees nothing of what the first has put in, at any address."""

import pytest
from django.urls import reverse

from tests.apps.areas.views.reading import text_of
from tests.area_factories import (
    PopulationCountFactory,
    PopulationSourceFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
)
from tests.area_files import population_csv, two_areas
from tests.factories import MembershipFactory, signed_in_as
from tryggve.apps.areas.models import Area, AreaParent, AreaUploadDraft, Kind, PopulationDraft
from tryggve.apps.areas.services import read_population_file, read_upload
from tryggve.apps.areas.urls import of_organisation

pytestmark = pytest.mark.django_db

SECRET = "Hemliga skogen"


@pytest.fixture
def theirs(member, analyst, small):
    """What the first municipality has: an area, a draft of each kind, counts, a responsibility."""
    area = SurveyAreaFactory(
        code="HEMLIG", name=SECRET, owner=member.organisation, parent=small.lessebo
    )
    source = PopulationSourceFactory(owner=member.organisation, name=SECRET)
    PopulationCountFactory(source=source, area=small.lessebo, count=4711)
    draft = read_upload(
        by=member.user,
        organisation=member.organisation,
        content=two_areas(),
        file_name=f"{SECRET}.geojson",
        kind=Kind.SURVEY_AREA,
        mode=AreaUploadDraft.Mode.ADD,
        valid_from="2026-01-01",
    )
    population = read_population_file(
        by=analyst.user,
        organisation=member.organisation,
        content=population_csv("0761 Lessebo"),
        file_name=f"{SECRET}.csv",
    )
    return {
        "area": area.pk,
        "draft": draft.pk,
        "population_draft": population.pk,
        "responsibility": member.organisation.responsibilities.get().pk,
    }


@pytest.fixture
def other(small):
    """Everybody in the second municipality, in one person."""
    member = MembershipFactory(organisation__slug="olofstrom", role="administrator")
    ResponsibilityFactory(organisation=member.organisation, area=small.olofstrom)
    MembershipFactory(user=member.user, organisation=member.organisation, role="analyst")
    return member


# For each address which of the first municipality's things it names.
NAMES = {
    "area": "area",
    "correct": "area",
    "end": "area",
    "answer": "area",
    "area_geojson": "area",
    "sheet": "area",
    "draft": "draft",
    "population_draft": "population_draft",
    "end_responsibility": "responsibility",
}
LISTS = ("areas", "upload", "population", "responsibilities")


def test_every_address_is_tried():
    assert {each.name for each in of_organisation} == {*NAMES, *LISTS, "own"}


@pytest.mark.parametrize("name", NAMES)
def test_their_things_do_not_exist_for_us(theirs, other, name):
    browser = signed_in_as(other.user)
    address = reverse(f"areas:{name}", args=["olofstrom", theirs[NAMES[name]]])

    before = _stored()
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"discard": ""}).status_code in {404, 405}
    assert _stored() == before


@pytest.mark.parametrize("name", [*NAMES, *LISTS])
def test_their_own_address_does_not_exist_for_us(theirs, other, name):
    given = [theirs[NAMES[name]]] if name in NAMES else []
    address = reverse(f"areas:{name}", args=["lessebo", *given])

    assert signed_in_as(other.user).get(address).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_our_lists_hold_nothing_of_theirs(theirs, other, name):
    answer = signed_in_as(other.user).get(
        reverse(f"areas:{name}", args=["olofstrom"]), {"q": "hemliga"}
    )

    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_our_downloads_hold_nothing_of_theirs(theirs, other, small, form):
    browser = signed_in_as(other.user)
    address = reverse("areas:own", args=["olofstrom", "survey_area", form])
    assert browser.get(address).status_code == 404

    SurveyAreaFactory(name="Vårt", owner=other.organisation, parent=small.olofstrom)
    content = browser.get(address).content.decode()
    assert "Vårt" in content
    assert SECRET not in content


def test_the_page_and_the_map_of_a_common_area_hold_nothing_of_theirs(theirs, other, small, client):
    def page_of(browser, slug):
        answer = browser.get(reverse("areas:area", args=[slug, small.lessebo.pk]))
        return answer.content.decode() + text_of(answer)

    ours, own = page_of(signed_in_as(other.user), "olofstrom"), page_of(client, "lessebo")

    assert ours.count(SECRET) == ours.count("4 711") == 0
    assert own.count(SECRET) > 2
    assert own.count("4 711") == 1


def test_the_sheet_and_the_border_of_a_common_area_can_be_had(theirs, other, small):
    browser = signed_in_as(other.user)
    for name in ("sheet", "area_geojson"):
        address = reverse(f"areas:{name}", args=["olofstrom", small.lessebo.pk])
        assert browser.get(address).status_code == 200


def _stored():
    models = (Area, AreaParent, AreaUploadDraft, PopulationDraft)
    return [list(model.objects.order_by("pk").values()) for model in models]
