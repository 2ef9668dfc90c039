"""The codebook as HTML, opened as a file: accessible, and no wider than a telephone."""

from datetime import date

import pytest

from tests.e2e import checks
from tests.forms import form
from tryggve.documents.codebook import codebook_html

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("name", ["non_answers", "multiple"])
def test_it_can_be_read_by_everyone(browser, tmp_path, name, language):
    file = tmp_path / "codebook.html"
    html = codebook_html(form(name), language=language, made=date(2026, 3, 5))
    file.write_text(html, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    said = checks.listen_to(tab)
    try:
        tab.goto(file.as_uri())
        assert checks.language_of(tab) == (language, checks.BIDI[language])
        assert checks.too_wide(tab) == []
        assert checks.axe_violations(tab) == []
        assert said == []
    finally:
        tab.close()
