"""Every address of ours is in the list of pages, and each page of the list opens."""

import pytest
from django.test import Client

from tests.factories import signed_in_as
from tests.pages import ANYONE, NOT_PAGES, PAGES, addresses
from tests.world import make_world
from tryggve.site.context import in_every_language

LISTED = {page.name for page in PAGES} | set(NOT_PAGES)


def test_every_address_of_ours_is_in_the_list():
    assert {each.name for each in addresses() if each.is_ours} - LISTED == set()


def test_nothing_is_listed_that_has_no_address():
    assert LISTED - {each.name for each in addresses()} == set()


def test_nothing_is_listed_twice():
    seen = [(page.name, page.opened_by, page.query, page.make) for page in PAGES]
    assert len(seen) == len(set(seen))


@pytest.mark.django_db(databases=["default", "register"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}, {page.opened_by}")
def test_a_page_opens_for_whom_it_is_meant(page):
    world = make_world()
    client = Client() if page.opened_by == ANYONE else signed_in_as(world.people[page.opened_by])
    answer = client.get(page.address(world), follow=page.may_lead_on)
    assert answer.status_code == (405 if page.takes_only_post else 200)


def test_residents_pages_are_those_in_every_language():
    views = {each.name: each.view for each in addresses()}
    marked = {page.name for page in PAGES if page.for_residents}
    assert marked == {page.name for page in PAGES if in_every_language(views[page.name])}
