"""Every page in a real browser: accessible, no wider than the window, in its language, quiet.

The wide window is also seen with the browser's text at twice its size.
Languages and widths go in pairs: each page is seen in each of its languages and at each width.
`make prove` sees every combination.
"""

import pytest

from tests.e2e import checks
from tests.pages import PAGES

WIDTHS = (320, 1280)
SEEN = [page for page in PAGES if not page.takes_only_post]

pytestmark = pytest.mark.browser


def views():
    for number, page in enumerate(SEEN):
        languages = ("sv", "en", "ar") if page.for_residents else ("sv", "en")
        for place, language in enumerate(languages):
            for width in WIDTHS:
                is_pair = width == WIDTHS[(number + place) % 2]
                yield pytest.param(
                    number,
                    language,
                    width,
                    id=f"{page.name}{page.query} {page.opened_by} {language} {width}",
                    marks=[] if is_pair else pytest.mark.prove,
                )


@pytest.mark.parametrize(("number", "language", "width"), list(views()))
def test_a_page_can_be_used_by_everyone(site, visitor, number, language, width):
    page = site.pages[number]
    window = visitor(role=page.opened_by, language=language, width=width)
    tab = window.new_page()
    said = checks.listen_to(tab)
    try:
        answer = tab.goto(page.addresses[language])
        assert answer.status == 200
        assert checks.language_of(tab) == (language, checks.BIDI[language])
        assert checks.too_wide(tab) == []
        assert checks.axe_violations(tab) == []
        assert checks.without_focus(tab) == []
        if width == max(WIDTHS):
            checks.in_large_text(tab)
            assert checks.too_wide(tab) == []
        assert said == []
    finally:
        tab.close()


def test_the_served_pages_are_those_of_the_list(site):
    assert [page.name for page in site.pages] == [page.name for page in SEEN]
