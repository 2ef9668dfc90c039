"""One served site and one browser for all tests of pages, a context for each kind of visitor."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.e2e.site import Site, browser_of, context_for, served_site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with served_site() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, browser_of(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def visitor(site: Site, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`visitor(role="editor", language="en", width=320)`: a window in which they are signed in."""
    contexts: dict[tuple[str, str, int], BrowserContext] = {}

    def window(*, role: str = "anyone", language: str = "sv", width: int = 1280) -> BrowserContext:
        key = (role, language, width)
        if key not in contexts:
            contexts[key] = context_for(browser, site, role=role, language=language, width=width)
        return contexts[key]

    yield window
    for context in contexts.values():
        context.close()
