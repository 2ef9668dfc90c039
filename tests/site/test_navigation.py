"""The main menu: what each role sees in it, and which place is marked as the present one."""

import re

import pytest
from django.test import Client

from tests.factories import MembershipFactory, signed_in_as
from tests.world import HOME, make_world

pytestmark = pytest.mark.django_db

PLACE = re.compile(r'<a href="([^"]+)"\s*(?:aria-current="(\w+)")?\s*>([^<]+)</a>')


def menu(user, address: str) -> list[tuple[str, str]]:
    """The labels of the menu, each with how it is marked."""
    html = signed_in_as(user).get(address).content.decode()
    found = re.search(r'<nav class="places".*?</nav>', html, re.S)
    return [(label, mark) for _, mark, label in PLACE.findall(found.group())] if found else []


@pytest.fixture
def world():
    return make_world()


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (
            "administrator",
            ["Start", "Områden", "Personer", "Rapporterade fel", "Inställningar", "Läslogg"],
        ),
        ("safety_coordinator", ["Start", "Områden", "Följ undersökningen", "Enkäter"]),
        (
            "survey_lead",
            ["Start", "Områden", "Undersökningar", "Enkäter", "Registrera blanketter"],
        ),
        ("clerk", ["Start", "Områden", "Registrera blanketter"]),
        ("editor", ["Start", "Områden", "Rapporterade fel"]),
        ("reporter", ["Start", "Områden"]),
    ],
)
def test_each_role_sees_the_places_it_may_open(world, role, labels):
    assert [label for label, _ in menu(world.people[role], f"/o/{HOME}/")] == labels


def test_the_operator_has_a_menu_of_the_installation(world):
    assert [label for label, _ in menu(world.people["operator"], "/start/")] == [
        "Start",
        "Organisationer",
        "Områden",
        "Rapporterade fel",
        "Ansvarig",
        "Utseendet",
    ]


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        (f"/o/{HOME}/", [("Start", "page")]),
        (f"/o/{HOME}/people/", [("Personer", "page")]),
        (f"/o/{HOME}/people/invite/", [("Personer", "true")]),
        (f"/o/{HOME}/settings/logo/", [("Inställningar", "true")]),
    ],
)
def test_the_present_place_is_marked_and_so_is_the_one_above(world, address, marked):
    places = menu(world.people["administrator"], address)
    assert [(label, mark) for label, mark in places if mark] == marked


def test_every_place_opens(world):
    for who, address in (("administrator", f"/o/{HOME}/"), ("operator", "/start/")):
        client = signed_in_as(world.people[who])
        html = client.get(address).content.decode()
        nav = re.search(r'<nav class="places".*?</nav>', html, re.S).group()
        places = [place for place, _, _ in PLACE.findall(nav)]
        assert {client.get(place).status_code for place in places} == {200}


def test_who_is_not_signed_in_has_no_menu(world):
    assert '<nav class="places"' not in Client().get("/accounts/login/").content.decode()


def test_organisations_can_be_changed_between(world):
    person = world.people["editor"]
    switch = "Byt organisation"
    assert switch not in signed_in_as(person).get(f"/o/{HOME}/").content.decode()
    MembershipFactory(user=person, organisation=world.other, role="editor")
    html = signed_in_as(person).get(f"/o/{HOME}/").content.decode()
    assert switch in html
    assert 'href="/o/olofstrom/"' in html
