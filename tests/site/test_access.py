"""Who may open what: every role, the operator, strangers and nobody, on every address of ours.

What is expected comes from what the view says about itself (`access`) and from the table of
permissions alone: a page that forgets to ask is found here.
"""

import pytest
from django.test import Client
from rules.permissions import permissions

from tests.factories import signed_in_as
from tests.pages import PAGES, Address, Page, addresses, parts_of
from tests.world import World, make_world

NOBODY = "nobody"
BY_NAME = {each.name: each for each in addresses()}
DISTINCT = list({page.name: page for page in PAGES}.values())
MORE_THAN_SOME = {"", "public", "signed in"}
# Respondents are let in by the code of their letter; their pages are walked by tests of their own.
ANSWERING = (
    "code", "start", "go_on", "open_link", "language", "paused", "question", "picture", "hint",
    "check", "sent", "instead", "told", "help", "help_of",
)  # fmt: skip
# Whoever opens a page to anyone writes its name here too.
OPEN_TO_ANYONE = {
    "account_confirm_email",
    "account_email",
    "account_email_verification_sent",
    "account_signup",
    "accounts:accept_invitation",
    "accounts:open_invitation",
    "accounts:open_sign_in_link",
    "accounts:request_sign_in_link",
    "accounts:sign_in_link_sent",
    "accounts:use_sign_in_link",
    "health",
    *(f"answering:{name}" for name in ANSWERING),
    "home",
    "organisation_logo",
    "organisation_style",
    "public:about",
    "public:accessibility",
    "public:fault_receipt",
    "public:municipality",
    "public:report_fault",
    "robots",
    "security",
    "sitemap",
    "socialaccount_signup",
}
OTHERS = ("stranger", "member_of_other")


def test_every_view_of_ours_says_who_may_open_it():
    silent = [each.name for each in addresses() if each.is_ours and not access_of(each)]
    assert silent == []


def test_every_permission_that_a_view_names_is_in_the_table():
    named = {access_of(each) for each in addresses() if each.is_ours} - {"public", "signed in"}
    assert named - set(permissions) == set()


def test_what_is_about_an_organisation_asks_for_a_permission_in_it():
    open_to_more = [
        each.name
        for each in addresses()
        if each.is_ours and "organisation" in each.parts and access_of(each) in MORE_THAN_SOME
    ]
    assert open_to_more == []


def test_what_is_the_operator_s_asks_for_a_permission_that_operators_alone_hold():
    theirs = {access_of(each) for each in addresses() if each.path.startswith("operator/")}
    holders = {permission: permissions[permission].roles for permission in theirs}
    assert set(holders.values()) == {frozenset({"operator"})}


def test_what_anyone_may_open_is_known_by_name():
    found = {each.name for each in addresses() if each.is_ours and access_of(each) == "public"}
    assert found == OPEN_TO_ANYONE


@pytest.mark.django_db(databases=["default", "register"])
@pytest.mark.parametrize("page", DISTINCT, ids=lambda page: page.name)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(page):
    world = make_world()
    address = page.address(world)
    answers, expected = {}, {}
    for who in [*world.people, *OTHERS, NOBODY]:
        answers[who] = _kind(_client(world, who).get(address), page)
        expected[who] = _expected(world, who, page)
    assert answers == expected


def access_of(address: Address) -> str:
    return getattr(address.view, "access", "")


def _person(world: World, who: str):
    return getattr(world, who) if who in OTHERS else world.people[who]


def _client(world: World, who: str) -> Client:
    return Client() if who == NOBODY else signed_in_as(_person(world, who))


def _kind(answer, page: Page) -> str:
    opened = 405 if page.takes_only_post else 200
    if answer.status_code == opened:
        return "opened"
    if answer.status_code == 302 and "/accounts/login/" in answer.url:
        return "sign in"
    if answer.status_code == 302 and page.may_lead_on:
        return "opened"
    return {403: "not allowed", 404: "not found"}.get(answer.status_code, str(answer.status_code))


def _expected(world: World, who: str, page: Page) -> str:
    access = access_of(BY_NAME[page.name])
    if access == "public":
        return "opened"
    if who == NOBODY:
        return "sign in"
    if access == "signed in":
        return "opened"
    about_organisation = "organisation" in parts_of(page.name)
    if about_organisation and (who in OTHERS or who == "operator"):
        return "not found"
    organisation = world.organisation if about_organisation else None
    may = permissions[access].test(_person(world, who), organisation)
    return "opened" if may else "not allowed"
