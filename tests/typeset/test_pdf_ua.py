"""The checker of the other tests finds what is wrong."""

import io

import pikepdf
import pytest

from tests.typeset.pdf_ua import TITLE, elements, faults
from tryggve.typeset.compile import to_pdf
from tryggve.typeset.pictures import for_page

BODY = """#import "/typeset/templates/house.typ": *
#show: house
= Ett
== Två
#picture(data.picture)
#data-table(data.table)
#link("https://example.org", "länk")
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
DATA = {
    "picture": for_page(SVG, description="En bild"),
    "table": {"columns": [{"heading": "A", "numeric": False}], "rows": [["1"], ["2"]]},
}


@pytest.fixture(scope="module")
def good():
    return to_pdf(BODY, DATA, language="sv", title="Prov")


def spoilt(pdf, spoil):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spoil(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def first(document, tag):
    return next(element for element in elements(document) if str(element.S) == tag)


def no_title(document):
    with document.open_metadata() as metadata:
        del metadata[TITLE]


def no_language(document):
    del document.Root.Lang


def no_marks(document):
    document.Root.MarkInfo.Marked = False


def no_description(document):
    del first(document, "/Figure").Alt


def a_skipped_level(document):
    first(document, "/H2").S = pikepdf.Name.H3


def no_scope(document):
    del first(document, "/TH").A


def an_untagged_line(document):
    page = document.pages[0]
    page.contents_add(document.make_stream(b"0 0 m 9 9 l S"))


def a_lost_piece(document):
    first(document, "/H1").K = pikepdf.Array()


def no_tab_order(document):
    del document.pages[0].obj.Tabs


def test_a_good_page_has_no_faults(good):
    assert faults(good) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (no_title, ["06-003 the metadata have no title"]),
        (no_language, ["11-006 the document has no language"]),
        (no_marks, ["06-001 the document is not marked as tagged"]),
        (no_description, ["13-004 a figure has no description"]),
        (a_skipped_level, ["14-003 a heading of level 3 follows one of level 1"]),
        (no_scope, ["15-003 a heading cell does not say what it heads"]),
        (an_untagged_line, ["page 1: 01-005 1 things are painted outside of tags and artifacts"]),
        (a_lost_piece, ["page 1: pieces without an owner, or the reverse: [0]"]),
        (no_tab_order, ["page 1: 28-009 the tab order does not follow the structure"]),
    ],
)
def test_a_fault_is_found(good, spoil, found):
    assert faults(spoilt(good, spoil)) == found
