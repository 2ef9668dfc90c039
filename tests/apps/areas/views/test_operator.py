"""The operator's pages: who answers for what, and where areas lie."""

import pytest
from django.urls import reverse

from tests.apps.areas.views.reading import errors_of, table_of, text_of
from tests.area_factories import SurveyAreaFactory, make_small_sweden
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Responsibility
from tryggve.apps.areas.services import give_responsibility

pytestmark = pytest.mark.django_db

AREAS = "/operator/areas/"


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def operator():
    return UserFactory(is_operator=True, second_factor=True)


@pytest.fixture
def client(operator):
    return signed_in_as(operator)


def test_an_area_is_found_given_and_taken_away(client, small):
    to = OrganisationFactory(name="Olofströms kommun")
    found = table_of(client.get(AREAS, {"q": "olof"}), "Hittade områden")
    assert found[1] == ["Olofström", "Kommun", "1060"]

    given = client.post(
        reverse("areas:reference_area", args=[small.olofstrom.pk]),
        {"to": to.pk, "task": "coordination", "valid_from": "2026-01-01"},
        follow=True,
    )

    assert table_of(given, "Vem som ansvarar för vad")[1] == [
        "Olofströms kommun",
        "Olofström",
        "Kommun",
        "Samordnar det lokala trygghetsarbetet",
        "från och med 1 januari 2026",
        "Avsluta för Olofström",
    ]
    assert queries.municipalities_of(to) == [small.olofstrom]
    row = Responsibility.objects.get()
    client.post(reverse("areas:take_away", args=[row.pk]), {"last_day": "2026-01-31"})
    assert queries.municipalities_of(to) == []


def test_the_same_is_not_given_twice(client, small):
    to = OrganisationFactory()
    address = reverse("areas:reference_area", args=[small.lessebo.pk])
    given = {"to": to.pk, "task": "survey", "valid_from": "2026-01-01"}
    client.post(address, given)

    [error] = errors_of(client.post(address, given))
    assert "ansvarar redan för detta i Lessebo" in error
    assert Responsibility.objects.count() == 1


def test_the_operator_corrects_any_area(client, small):
    answer = client.post(
        reverse("areas:correct_reference", args=[small.olofstrom.pk]),
        {"parent": small.nybro.pk, "valid_from": "2026-01-01", "source": "Beslut"},
        follow=True,
    )

    assert "Ligger i Nybro, lokalpolisområde" in text_of(answer)


def test_the_operator_sees_nothing_that_organisations_have_put_in(client, small):
    secret = SurveyAreaFactory(name="Hemliga skogen", owner=OrganisationFactory())

    assert "Hemliga" not in text_of(client.get(AREAS, {"q": "hemliga"})).replace("hemliga", "")
    assert client.get(reverse("areas:reference_area", args=[secret.pk])).status_code == 404


def test_official_links_and_missing_days_are_not_taken(client, small):
    row = give_responsibility(
        by=UserFactory(is_operator=True),
        to=OrganisationFactory(),
        area=small.lessebo,
        task="coordination",
    )

    assert (
        client.get(reverse("areas:correct_reference", args=[small.hovmantorp.pk])).status_code
        == 404
    )
    assert len(errors_of(client.post(reverse("areas:take_away", args=[row.pk]), {"x": ""}))) == 1


def test_members_do_not_come_in(small):
    member = signed_in_as(MembershipFactory(role="administrator").user)

    assert member.get(AREAS).status_code == 403


def test_the_list_makes_the_same_queries_for_one_and_for_three(client, operator, small):
    def add():
        give_responsibility(
            by=operator, to=OrganisationFactory(), area=small.lessebo, task="coordination"
        )

    add()
    assert_same_queries(lambda: client.get(AREAS), add=add)
