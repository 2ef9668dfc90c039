"""Areas as files."""

import json

import pytest
from django.urls import reverse

from tests.apps.areas.views.reading import text_of
from tests.area_factories import AreaFactory, PopulationCountFactory, SurveyAreaFactory, square
from tests.area_files import X, Y, two_areas
from tests.typeset.reading import tree
from tryggve.apps.areas.models import AreaUploadDraft, Kind
from tryggve.apps.areas.services import read_upload, store_upload
from tryggve.exchange.geo import Shape, read_areas

pytestmark = pytest.mark.django_db


def own(client, kind, form):
    return client.get(reverse("areas:own", args=["lessebo", kind, form]))


def upload(member):
    acting = {"by": member.user, "organisation": member.organisation}
    draft = read_upload(
        **acting,
        content=two_areas(),
        file_name="omraden.geojson",
        kind=Kind.SURVEY_AREA,
        mode=AreaUploadDraft.Mode.ADD,
        valid_from="2026-01-01",
    )
    store_upload(**acting, draft=draft)


def test_what_is_downloaded_can_be_uploaded_again(client, member, small):
    upload(member)

    answer = own(client, "survey_area", "geojson")

    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Content-Disposition"] == 'attachment; filename="lessebo-survey_area.geojson"'
    areas = read_areas(answer.content, file="x", shape=Shape.AREA)
    assert [(area.code, area.name, area.municipality_code) for area in areas] == [
        ("N", "Norra", "0761"),
        ("S", "Södra", "0761"),
    ]
    assert areas[0].geometry.symmetric_difference(square(X, Y + 100, 100)).area < 100


def test_as_a_table(client, member, small):
    upload(member)

    answer = own(client, "survey_area", "csv")

    lines = answer.content.decode().splitlines()
    assert lines[0] == "code,name,municipality_code,lon,lat,x,y"
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["N", "Norra", "0761"],
        ["S", "Södra", "0761"],
    ]


def test_what_has_ended_is_not_in_the_file(client, member, small):
    SurveyAreaFactory(name="Nu", owner=member.organisation)
    SurveyAreaFactory(name="Förr", owner=member.organisation, valid_to="2025-12-31")

    names = [
        f["properties"]["name"]
        for f in json.loads(own(client, "survey_area", "geojson").content)["features"]
    ]
    assert names == ["Nu"]


def test_a_kind_of_which_there_are_none_has_no_file(client, member):
    assert own(client, "place", "csv").status_code == 404
    assert own(client, "municipality", "csv").status_code == 404


@pytest.mark.parametrize("name", ["lessebo", "nybro", "county", "region", "hovmantorp"])
def test_the_border_of_an_area(client, small, name):
    area = getattr(small, name)

    answer = client.get(reverse("areas:area_geojson", args=["lessebo", area.pk]))

    [feature] = json.loads(answer.content)["features"]
    assert feature["properties"]["code"] == area.code


def test_an_area_without_a_border_has_no_file(client, small):
    empty = AreaFactory(kind=Kind.LOCAL_POLICE_AREA, name="Tomt")

    assert client.get(reverse("areas:area_geojson", args=["lessebo", empty.pk])).status_code == 404


def test_the_sheet_says_what_the_page_says(client, member, small):
    SurveyAreaFactory(code="C", name="Centrum", owner=member.organisation, parent=small.lessebo)
    PopulationCountFactory(area=small.lessebo, count=8286)

    answer = client.get(reverse("areas:sheet", args=["lessebo", small.lessebo.pk]))

    assert answer["Content-Type"] == "application/pdf"
    said = " ".join(tree(answer.content).text.split())
    for expected in (
        "Lessebo",
        "0761",
        "8 286",
        "Centrum",
        "Nybro",
        "Lessebo kommun",
        "så länge det är känt",
    ):
        assert expected in said


@pytest.mark.parametrize(
    "name", ["sweden", "region", "police_area", "nybro", "county", "hovmantorp"]
)
def test_every_kind_of_area_has_a_sheet(client, small, name):
    address = reverse("areas:sheet", args=["lessebo", getattr(small, name).pk])

    assert client.get(address).content.startswith(b"%PDF")


def test_the_links_stand_on_the_page(client, small):
    said = text_of(client.get(reverse("areas:area", args=["lessebo", small.lessebo.pk])))
    assert "Områdesblad som PDF" in said
