"""The served world as tests and scripts see it: a process of its own, and a browser."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

STAFF_LANGUAGES = ("sv", "en")
ROOT = Path(__file__).parents[2]
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class ServedPage:
    """A page of the list with its address in each language."""

    name: str
    opened_by: str
    for_residents: bool
    addresses: dict[str, str]

    def __str__(self) -> str:
        return self.name if self.for_residents else f"{self.name} as {self.opened_by}"

    @property
    def languages(self) -> tuple[str, ...]:
        return (*STAFF_LANGUAGES, "ar") if self.for_residents else STAFF_LANGUAGES


@dataclass(frozen=True)
class Site:
    """Where the site is served, its pages, a session for each role and language, and codes.

    `codes`: unused ones of respondents, by questionnaire; take one with `pop()`. `keyed_once`: of
    forms that wait for their second keying.
    """

    base: str
    pages: list[ServedPage]
    sessions: dict[str, str]
    codes: dict[str, list[str]]
    open_link: str
    keyed_once: list[str]

    def cookies(self, role: str, language: str) -> list[dict[str, Any]]:
        if role == "anyone":
            return []
        chosen = language if language in STAFF_LANGUAGES else STAFF_LANGUAGES[0]
        session = self.sessions[f"{role} {chosen}"]
        return [{"name": "sessionid", "value": session, "url": self.base}]


@contextmanager
def served_site() -> Iterator[Site]:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.e2e.serve"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.e2e.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        first = process.stdout.readline()
        if not first:
            raise RuntimeError("the site did not start; why stands on standard error")
        known = json.loads(first)
        pages = [ServedPage(**page) for page in known["pages"]]
        yield Site(**{**known, "pages": pages})
    finally:
        process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the served site ended with {process.returncode}")


@contextmanager
def browser_of(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("no chromium: sudo apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=path, args=QUIET_BROWSER)
    try:
        yield browser
    finally:
        browser.close()


def context_for(
    browser: Browser, site: Site, *, role: str = "anyone", language: str = "sv", width: int = 1280
) -> BrowserContext:
    """A browser in which a person of that role is signed in, with a window of that width."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        base_url=site.base,
        reduced_motion="reduce",
        locale={"sv": "sv-SE", "en": "en-GB", "ar": "ar"}[language],
    )
    context.add_cookies(site.cookies(role, language))
    return context
