"""Correcting where an area lies, ending it, and saying who answers for it, through the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.areas.views.reading import errors_of, table_of, text_of
from tests.area_factories import AreaFactory, ResponsibilityFactory, SurveyAreaFactory
from tests.factories import MembershipFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import AreaParent, Kind, Responsibility

pytestmark = pytest.mark.django_db


def at(name, row=None):
    return reverse(f"areas:{name}", args=["lessebo", *([row.pk] if row else [])])


@pytest.fixture
def vaxjo(small):
    return AreaFactory(
        kind=Kind.LOCAL_POLICE_AREA, code="syd-vaxjo", name="Växjö", parent=small.police_area
    )


def test_a_correction_is_made_and_told(client, small, vaxjo):
    form = client.get(at("correct", small.lessebo))
    assert table_of(form, "Var det har legat")[1][:2] == ["Nybro", "Lokalpolisområde"]

    answer = client.post(
        at("correct", small.lessebo),
        {
            "parent": vaxjo.pk,
            "valid_from": "2026-03-01",
            "source": "https://polisen.example/beslut",
            "note": "Beslut 2026",
        },
        follow=True,
    )

    said = text_of(answer)
    assert "Rättelsen är sparad." in said
    assert "Ligger i Växjö , lokalpolisområde Angivet av en användare" in said
    assert "https://polisen.example/beslut Beslut 2026" in said


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(client, small, vaxjo):
    links = AreaParent.objects.count()

    answer = client.post(
        at("correct", small.lessebo),
        {"parent": vaxjo.pk, "new_parent": "Annat", "valid_from": "2026-03-01", "source": "x"},
    )

    assert errors_of(answer) == [
        "Lokalpolisområde – Det är oklart vilket område som menas. Välj ett i listan, eller skriv "
        "namnet på ett som saknas där."
    ]
    assert 'value="Annat"' in answer.content.decode()
    assert AreaParent.objects.count() == links


def test_a_parent_of_another_kind_cannot_be_chosen(client, small):
    answer = client.post(
        at("correct", small.lessebo),
        {"parent": small.county.pk, "valid_from": "2026-03-01", "source": "x"},
    )

    assert len(errors_of(answer)) == 1


def test_who_does_not_answer_for_an_area_cannot_correct_it(client, small):
    assert client.get(at("correct", small.olofstrom)).status_code == 403
    assert client.post(at("correct", small.olofstrom), {"source": "x"}).status_code == 403


def test_official_links_have_no_page_of_correction(client, small):
    assert client.get(at("correct", small.hovmantorp)).status_code == 404


def test_an_area_is_ended(client, member, small):
    own = SurveyAreaFactory(owner=member.organisation, parent=small.lessebo)

    answer = client.post(at("end", own), {"last_day": "2026-01-31"}, follow=True)

    assert "Områdets sista dag är 31 januari 2026." in text_of(answer)
    own.refresh_from_db()
    assert own.valid_to == date(2026, 1, 31)
    assert client.get(at("end", own)).status_code == 404


def test_an_area_of_everyones_is_not_ended_here(client, small):
    assert client.post(at("end", small.lessebo), {"last_day": "2026-01-31"}).status_code == 404


def test_an_area_does_not_end_before_it_began(client, member, small):
    own = SurveyAreaFactory(owner=member.organisation, valid_from=date(2026, 1, 1))

    answer = client.post(at("end", own), {"last_day": "2025-01-01"})

    assert errors_of(answer) == [
        "Sista dagen – Den sista dagen ligger före den första, 1 januari 2026. Välj en senare dag."
    ]


def test_what_one_answers_for_is_added_listed_and_ended(client, member, small):
    tomorrow = timezone.localdate() + timedelta(days=1)

    added = client.post(
        at("answer", small.hovmantorp), {"task": "survey", "valid_from": "2026-01-01"}, follow=True
    )

    assert table_of(added, "Det här ansvarar vi för") == [
        ["Område", "Uppgift", "Gäller", "Ändra"],
        [
            "Hovmantorp",
            "Genomför trygghetsmätningen",
            "från och med 1 januari 2026",
            "Avsluta för Hovmantorp",
        ],
        [
            "Lessebo",
            "Samordnar det lokala trygghetsarbetet",
            "från och med 1 januari 2020",
            "Avsluta för Lessebo",
        ],
    ]
    row = Responsibility.objects.get(area=small.hovmantorp)
    ended = client.post(at("end_responsibility", row), {"last_day": tomorrow}, follow=True)
    assert "Det är sparat när det upphör." in text_of(ended)
    row.refresh_from_db()
    assert row.valid_to == tomorrow
    assert client.get(at("end_responsibility", row)).status_code == 404


def test_an_area_elsewhere_cannot_be_taken(client, small):
    answer = client.post(
        at("answer", small.olofstrom), {"task": "survey", "valid_from": "2026-01-01"}
    )

    [error] = errors_of(answer)
    assert "Olofström ligger inte inom det som din organisation ansvarar för." in error
    assert Responsibility.objects.filter(area=small.olofstrom).count() == 0


def test_who_only_reads_sees_the_list_and_no_way_to_change_it(member, small):
    reader = signed_in_as(MembershipFactory(organisation=member.organisation, role="editor").user)

    answer = reader.get(at("responsibilities"))

    assert len(table_of(answer, "Det här ansvarar vi för")[0]) == 3
    row = Responsibility.objects.get()
    assert reader.post(at("end_responsibility", row), {"last_day": "2026-01-31"}).status_code == 403


def test_the_list_makes_the_same_queries_for_one_and_for_three(client, member, small):
    def add():
        ResponsibilityFactory(
            organisation=member.organisation,
            area=SurveyAreaFactory(owner=member.organisation),
        )

    add()
    assert_same_queries(lambda: client.get(at("responsibilities")), add=add)


def test_a_correction_shows_in_the_tree(client, member, small, vaxjo):
    client.post(
        at("correct", small.lessebo),
        {"parent": vaxjo.pk, "valid_from": "2026-03-01", "source": "x"},
    )

    assert [area.name for area in queries.path_to(small.lessebo)][-1] == "Växjö"
    assert "Växjö lokalpolisområde Lessebo kommun" in text_of(client.get(at("areas")))
