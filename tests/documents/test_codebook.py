"""The codebook as PDF and as a page of HTML."""

import re
from datetime import date

import pytest

from tests.forms import form
from tests.typeset.pdf_ua import faults
from tests.typeset.reading import tree
from tryggve.documents.codebook import codebook, codebook_html
from tryggve.questionnaire.columns import columns
from tryggve.questionnaire.standard import standard_questionnaire

DAY = date(2026, 3, 5)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_it_is_a_tagged_pdf(language):
    assert faults(codebook(form("non_answers"), language=language, made=DAY)) == []


def test_the_same_questionnaire_on_the_same_day_gives_the_same_bytes():
    first, second = (codebook(form("grid"), language="sv", made=DAY) for _ in range(2))
    assert first == second


def test_every_column_has_its_heading_in_pdf_and_html():
    questionnaire = standard_questionnaire()
    names = [column.name for column in columns(questionnaire)]
    html = codebook_html(questionnaire, language="sv", made=DAY)
    assert re.findall(r'<h3 id="(\w+)">', html) == names
    written = tree(codebook(questionnaire, language="sv", made=DAY)).text
    assert [name for name in names if name not in written] == []


def test_a_draft_says_so():
    html = codebook_html(standard_questionnaire(), language="en", made=DAY)
    assert "Tigrinya: drafted by machine, not approved" in html


def test_arabic_html_is_mirrored_with_codes_from_the_left():
    html = codebook_html(form("non_answers"), language="ar", made=DAY)
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span dir="ltr">-1</span>' in html


def test_nothing_in_a_questionnaire_becomes_markup():
    data = form("single").model_dump(mode="json")
    data["title"]["en"] = "<script>alert(1)</script> #panic()"
    questionnaire = type(form("single")).model_validate(data)
    html = codebook_html(questionnaire, language="en", made=DAY)
    assert "<script>" not in html
    assert "#panic()" in tree(codebook(questionnaire, language="en", made=DAY)).text


def test_a_language_that_it_lacks_is_a_key_error():
    with pytest.raises(KeyError, match="fi"):
        codebook(form("single"), language="fi", made=DAY)
