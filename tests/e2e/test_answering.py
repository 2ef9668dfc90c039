"""Answering in a real browser: every tiny form in Swedish, English and Arabic, the standard in all.

Each form is walked from the code to the receipt, and every page on the way is held to what is asked
of all pages. The standard questionnaire is answered in a window of 320 pixels.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.respondent import Respondent, respondent
from tests.survey_world import STANDARD, questionnaires
from tryggve.questionnaire.languages import LANGUAGES

pytestmark = pytest.mark.browser

FORMS = sorted(set(questionnaires()) - {STANDARD})
THREE = ("sv", "en", "ar")
WITH_AXE = {"sv", "ar"}  # of the standard questionnaire; its pages differ in texts alone


@pytest.mark.parametrize("language", THREE)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_answered_from_the_code_to_the_receipt(site, browser, name, language):
    width = 320 if (FORMS.index(name) + THREE.index(language)) % 2 else 1280
    with respondent(browser, site, language=language, width=width) as person:
        person.begin(site.codes[name].pop(), language)
        while person.is_asked():
            person.can_use(language)
            person.answer()
            person.go_on()
        person.can_use(language)
        person.send()
        person.can_use(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standard_questionnaire_is_answered_in_a_narrow_window(site, browser, language):
    with respondent(browser, site, language=language, width=320) as person:
        person.begin(site.codes[STANDARD].pop(), language)
        seen = 0
        while person.is_asked():
            person.can_use(language, axe=language in WITH_AXE)
            person.answer()
            person.go_on()
            seen += 1
        assert seen >= 20
        person.can_use(language, axe=language in WITH_AXE)
        person.send()


# What a browser without anything in its store gets for the page: bytes as they are sent.
WEIGHT = """() => [...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource")].reduce((sum, e) => sum + e.encodedBodySize, 0)"""


def test_every_page_is_light_and_asks_nobody_else_for_anything(site, browser):
    with respondent(browser, site, language="ar", width=390) as person:
        asked: list[str] = []
        person.tab.on("request", lambda request: asked.append(request.url))
        code = site.codes[STANDARD].pop()
        weights = [person.tab.evaluate(WEIGHT) for _page in pages_of(person, code)]
        assert {url.startswith(f"{site.base}/") for url in asked} == {True}
    assert len(weights) >= 20
    assert 5_000 < max(weights) <= 60_000


def pages_of(person: Respondent, code: str) -> Iterator[None]:
    """Every page from the first question to the receipt, each once it has loaded."""
    person.begin(code, "ar")
    while person.is_asked():
        person.tab.wait_for_load_state("networkidle")
        yield
        person.answer()
        person.go_on()
    yield
    person.send()
    person.tab.wait_for_load_state("networkidle")
    yield


def test_the_code_of_a_qr_code_stands_in_the_form_and_in_no_request(site, browser):
    code = site.codes["single"].pop()
    with respondent(browser, site) as person:
        asked: list[str] = []
        person.tab.on("request", lambda request: asked.append(request.url))
        person.tab.goto(f"/svara/#{code}")
        expect(person.tab.locator("#code")).to_have_value(code)
        assert code not in person.tab.url
        person.tab.keyboard.press("Tab")
        person.tab.locator("main form button").click()
        person.tab.wait_for_url("**/svara/start/")
        assert not any(code in url for url in asked)


@pytest.mark.parametrize("name", ["blocks", "map_point", "multiple"])
def test_it_is_answered_without_javascript(site, browser, name):
    with respondent(browser, site, has_script=False) as person:
        person.begin(site.codes[name].pop(), "sv")
        while person.is_asked():
            person.answer()
            person.go_on()
        person.send()


def test_it_is_answered_by_the_keyboard_alone(site, browser):
    with respondent(browser, site, width=1280) as person:
        keys = person.tab.keyboard
        person.tab.goto("/svara/?lang=sv")
        reach(person, "#code")
        keys.type(site.codes["single"].pop())
        keys.press("Enter")
        person.tab.wait_for_url("**/svara/start/")
        reach(person, "main form button")
        keys.press("Enter")
        person.tab.wait_for_url("**/svara/1/")
        reach(person, "input[type=radio]")
        keys.press("ArrowDown")
        keys.press("Enter")
        person.tab.wait_for_url("**/svara/kontrollera/")
        expect(person.tab.get_by_text("Dåligt")).to_be_visible()
        reach(person, "main form button")
        keys.press("Enter")
        expect(person.tab.locator(".receipt")).to_be_visible()


def reach(person: Respondent, selector: str) -> None:
    """Press Tab until the focus stands there."""
    for _time in range(60):
        person.tab.keyboard.press("Tab")
        if person.tab.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
