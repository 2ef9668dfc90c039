"""Pictures of the site's pages, made with chromium: for the documentation and for looking.

python scripts/pictures.py                      the pictures of README.md and docs/reference/look.md
python scripts/pictures.py --all FOLDER         every page, in every language, at both widths
python scripts/pictures.py --all FOLDER NAME    those whose name holds NAME
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.cli.installation import served  # noqa: E402
from tests.e2e.site import ServedPage, Site, browser_of, context_for, served_site  # noqa: E402

LOOK = ROOT / "docs" / "reference" / "pictures"
README = ROOT / "docs" / "pictures"
COORDINATOR = "samordnare@lessebo.example"
WIDTHS = (320, 1280)
FIRST = {"width": 1280, "height": 1000}  # what is seen of a page without scrolling
FEW = 64  # colours: enough for flat pages, and a quarter of the bytes


def picture(
    browser: Browser, site: Site, page: ServedPage, *, language: str, width: int, file: Path
) -> None:
    context = context_for(browser, site, role=page.opened_by, language=language, width=width)
    try:
        tab = context.new_page()
        tab.goto(page.addresses[language])
        tab.screenshot(path=file, full_page=True)
    finally:
        context.close()


def every_page(browser: Browser, site: Site, folder: Path, wanted: str) -> None:
    for page in site.pages:
        if wanted not in str(page):
            continue
        for language in page.languages:
            for width in WIDTHS:
                query = page.addresses["sv"].partition("?")[2]
                name = f"{page.name}{query}-{page.opened_by}-{language}-{width}.png".replace(
                    ":", "-"
                )
                picture(browser, site, page, language=language, width=width, file=folder / name)


@contextmanager
def small(file: Path) -> Iterator[Path]:
    """Where a picture is to be put, in few colours."""
    file.parent.mkdir(parents=True, exist_ok=True)
    yield file
    with Image.open(file) as taken:
        taken.convert("RGB").quantize(FEW).save(file, optimize=True)


def of_the_look(browser: Browser, site: Site) -> None:
    look = next(page for page in site.pages if page.name == "look")
    for language, width in (("sv", 1280), ("sv", 320), ("ar", 1280), ("ar", 320)):
        with small(LOOK / f"look-{language}-{width}.png") as file:
            picture(browser, site, look, language=language, width=width, file=file)


def of_the_demonstration(browser: Browser) -> None:
    """A municipality's page, as its safety coordinator sees it."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        with served(home, "--home", home, command="demo", language="sv") as site:
            base = f"http://localhost:{site.port}"
            tab = browser.new_context(base_url=base, locale="sv-SE", viewport=FIRST).new_page()
            tab.goto("/accounts/login/")
            tab.get_by_label("E-post").fill(COORDINATOR)
            tab.get_by_label("Lösenord").fill("trygg-i-tryggve")
            with tab.expect_navigation():
                tab.get_by_role("button", name="Logga in", exact=True).click()
            tab.get_by_role("main").get_by_role("link", name="Lessebo", exact=True).click()
            tab.wait_for_url("**/areas/*/")
            with small(README / "area.png") as file:
                tab.screenshot(path=file)
            tab.context.close()


def main(arguments: list[str]) -> None:
    with served_site() as site, sync_playwright() as playwright, browser_of(playwright) as browser:
        if arguments[:1] == ["--all"]:
            folder = Path(arguments[1])
            folder.mkdir(parents=True, exist_ok=True)
            every_page(browser, site, folder, (arguments[2:] or [""])[0])
        else:
            of_the_look(browser, site)
            of_the_demonstration(browser)


if __name__ == "__main__":
    main(sys.argv[1:])
