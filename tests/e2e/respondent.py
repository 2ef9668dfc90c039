"""Somebody who answers in a real browser: writes a code, chooses a language, answers, sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from tests.e2e import checks
from tests.e2e.site import Site

LOCALES = {"sv": "sv-SE", "en": "en-GB", "ar": "ar"}
TEXT = "Mer ljus vid stationen."
NUMBERS = {"distance": "2,5"}  # by variable; the others take 30


@dataclass
class Respondent:
    """A tab of one who answers. `said`: what the browser complained about."""

    tab: Page
    said: list[str]

    def begin(self, code: str, language: str) -> None:
        """From the first page, by the keyboard, to the first question."""
        self.tab.goto(f"/svara/?lang={language}")
        self.tab.locator("#code").fill(code)
        self.tab.keyboard.press("Enter")
        self.tab.wait_for_url("**/svara/start/")
        self.tab.locator("main form button").click()
        self.tab.wait_for_url("**/svara/*/")

    def is_asked(self) -> bool:
        """Whether a question is on the page, and not yet the check of all answers."""
        return self.tab.locator("form.question").count() > 0

    def answer(self, choice: int = 0) -> None:
        """Give an answer to everything on the page: of choices, the one with that number."""
        names = self.tab.locator("input[name=asked]").get_attribute("value") or ""
        for name in names.split():
            radios = self.tab.locator(f"input[type=radio][name={name}]")
            boxes = self.tab.locator(f"input[type=checkbox][name={name}]")
            if radios.count():
                radios.nth(choice % radios.count()).check()
            elif boxes.count():
                boxes.nth(choice % boxes.count()).check()
            elif self.tab.locator(f"select[name='{name}.listed']").count():
                self.tab.locator(f"select[name='{name}.listed']").select_option(index=1)
            elif self.tab.locator(f"textarea[name={name}]").count():
                self.tab.locator(f"textarea[name={name}]").fill(TEXT)
            elif self.tab.locator(f"input[name={name}]").count():
                self.tab.locator(f"input[name={name}]").fill(NUMBERS.get(name, "30"))

    def go_on(self) -> None:
        self.tab.locator(".actions button[name=next]").click()

    def go_back(self) -> None:
        self.tab.locator(".actions button[name=back]").click()

    def send(self) -> None:
        self.tab.locator("main form button").click()
        expect(self.tab.locator(".receipt")).to_be_visible()

    def can_use(self, language: str, *, axe: bool = True) -> None:
        """What is asked of every page."""
        tag = {"sv-simple": "sv"}.get(language, language)
        direction = "rtl" if language in {"ar", "fa"} else "ltr"
        assert checks.language_of(self.tab) == (tag, direction)
        assert checks.too_wide(self.tab) == []
        if axe:
            assert checks.axe_violations(self.tab) == []
            assert checks.without_focus(self.tab) == []


@contextmanager
def respondent(
    browser: Browser, site: Site, *, language: str = "sv", width: int = 320, has_script: bool = True
) -> Iterator[Respondent]:
    """A new browser in which nobody has been yet. At the end it has complained about nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        base_url=site.base,
        reduced_motion="reduce",
        locale=LOCALES.get(language, "sv-SE"),
        java_script_enabled=has_script,
    )
    try:
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        found = Respondent(tab, checks.listen_to(tab))
        yield found
        assert found.said == []
    finally:
        context.close()
