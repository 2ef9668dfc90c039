"""A clerk keys forms in a real browser by the keyboard alone; everyone can use the pages."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import checks
from tests.survey_world import KEYED_ONCE

pytestmark = pytest.mark.browser


@pytest.fixture
def clerk(site, visitor):
    """A tab at the page of the code, in a round of that form: `clerk("grid", width=320)`."""

    def tab(name: str, *, width: int = 1280, language: str = "sv") -> Page:
        found = visitor(role="clerk", language=language, width=width).new_page()
        rounds = next(each for each in site.pages if each.name == "surveys:keying")
        found.goto(rounds.addresses[language])
        found.get_by_role("link", name=name, exact=True).click()
        return found

    return tab


def usable(tab: Page) -> None:
    assert checks.too_wide(tab) == []
    assert checks.axe_violations(tab) == []
    assert checks.without_focus(tab) == []


@pytest.mark.parametrize(("width", "language"), [(320, "sv"), (1280, "en")])
def test_a_form_is_keyed_by_the_keyboard_alone(site, clerk, width, language):
    tab = clerk("Lika frågor", width=width, language=language)
    expect(tab.locator("#id_code")).to_be_focused()
    tab.keyboard.type(site.codes["grid"].pop().lower())
    tab.keyboard.press("Enter")
    lines = tab.locator("[data-keyed] input:not([type=hidden])")
    expect(lines.first).to_be_focused()
    usable(tab)
    lines.first.focus()
    tab.keyboard.type("77")
    for _line in range(lines.count()):
        tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")  # on the button
    expect(tab.locator("#errors")).to_be_focused()
    usable(tab)
    tab.locator("#errors a").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.type("1")
    for _line in range(lines.count()):
        tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    expect(tab.locator("#id_code")).to_be_focused()
    expect(tab.locator("#id_code")).to_have_value("")
    tab.close()


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (1280, "sv")])
def test_where_two_readings_differ_the_form_decides(site, clerk, width, language):
    tab = clerk(KEYED_ONCE, width=width, language=language)
    expect(tab.locator("#id_code")).to_be_focused()
    tab.keyboard.type(site.keyed_once.pop())
    tab.keyboard.press("Enter")
    line = tab.locator("[data-keyed] input:not([type=hidden])")
    expect(line).to_be_focused()
    expect(line).to_have_value("")  # blind
    tab.keyboard.type("2")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    expect(tab.locator("input[type=radio]")).to_have_count(3)
    usable(tab)
    tab.locator("main form button").click()
    expect(tab.locator("#errors")).to_be_focused()
    usable(tab)
    tab.locator("input[type=radio]").first.check()
    tab.locator("main form button").click()
    expect(tab.locator("#id_code")).to_be_focused()
    tab.close()
