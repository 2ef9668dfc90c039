"""Pictures of the site's pages, made with chromium: for the documentation and for looking.

python scripts/pictures.py                      the pictures of docs/reference/look.md
python scripts/pictures.py --all FOLDER         every page, in every language, at both widths
python scripts/pictures.py --all FOLDER NAME    those whose name holds NAME
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.site import ServedPage, Site, browser_of, context_for, served_site  # noqa: E402

DOCS = ROOT / "docs" / "reference" / "pictures"
WIDTHS = (320, 1280)
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


def for_docs(browser: Browser, site: Site) -> None:
    DOCS.mkdir(parents=True, exist_ok=True)
    look = next(page for page in site.pages if page.name == "look")
    for language, width in (("sv", 1280), ("sv", 320), ("ar", 1280), ("ar", 320)):
        file = DOCS / f"look-{language}-{width}.png"
        picture(browser, site, look, language=language, width=width, file=file)
        with Image.open(file) as taken:
            taken.convert("RGB").quantize(FEW).save(file, optimize=True)


def main(arguments: list[str]) -> None:
    with served_site() as site, sync_playwright() as playwright, browser_of(playwright) as browser:
        if arguments[:1] == ["--all"]:
            folder = Path(arguments[1])
            folder.mkdir(parents=True, exist_ok=True)
            every_page(browser, site, folder, (arguments[2:] or [""])[0])
        else:
            for_docs(browser, site)


if __name__ == "__main__":
    main(sys.argv[1:])
