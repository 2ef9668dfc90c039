"""The look and the tags that every page gets from the house template."""

import io
import re
import shutil
import subprocess

import pikepdf
import pytest

from tests.typeset.pdf_ua import faults
from tests.typeset.reading import tree
from tryggve.typeset.compile import to_pdf

HOUSE = '#import "/typeset/templates/house.typ": *\n#show: house.with(simulated: data.simulated)\n'
AGES = {
    "columns": [
        {"heading": "Ålder", "numeric": False},
        {"heading": "Kvinnor", "numeric": True},
        {"heading": "Män", "numeric": True},
    ],
    "rows": [["16–24", "1 234", "999"], ["25–44", "5", "6"], ["Alla", "1 239", "1 005"]],
}


def pdf(body, language="sv", **data):
    return to_pdf(HOUSE + body, {"simulated": None} | data, language=language, title="Prov")


def pages(made):
    with pikepdf.open(io.BytesIO(made)) as document:
        return len(document.pages)


def layout(made):
    """The text where it stands, by poppler: an independent reader of PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True)
    return found.stdout.decode()


def words(made):
    """Each word with its box on the page: (left, right, top)."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True)
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>'
    return {
        text: (float(left), float(right), float(top))
        for left, top, right, text in re.findall(pattern, found.stdout.decode())
    }


def test_a_table_has_heading_cells_and_rows():
    made = pdf("#data-table(data.ages, caption: [Befolkning])", ages=AGES)
    assert faults(made) == []
    table = tree(made).all("Table")[0]
    assert [cell.text for cell in table.all("TH")] == ["Ålder", "Kvinnor", "Män"]
    assert [[cell.text for cell in row.all("TD")] for row in table.all("TR")[1:]] == AGES["rows"]
    assert [caption.text for caption in tree(made).all("Caption")] == ["Befolkning"]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_numbers_line_up_at_the_right(language):
    at = words(pdf("#data-table(data.ages)", language, ages=AGES))
    assert at["999"][1] == pytest.approx(at["6"][1], abs=0.6)


def test_columns_go_from_the_right_in_arabic():
    at = {
        language: words(pdf("#data-table(data.ages)", language, ages=AGES))
        for language in ("sv", "ar")
    }
    assert at["sv"]["Ålder"][0] < at["sv"]["Kvinnor"][0] < at["sv"]["Män"][0]
    assert at["ar"]["Ålder"][0] > at["ar"]["Kvinnor"][0] > at["ar"]["Män"][0]


def test_a_long_table_repeats_its_heading_and_tags_it_once():
    long = AGES | {"rows": [[f"{age}–{age}", "1", "2"] for age in range(100)]}
    made = pdf("#data-table(data.ages)", ages=long)
    assert (pages(made), layout(made).count("Kvinnor")) == (3, 3)
    assert len(tree(made).all("TH")) == 3
    assert faults(made) == []


def test_a_short_table_is_not_broken():
    made = pdf("#v(22cm)\n#data-table(data.ages)", ages=AGES)
    first, second = layout(made).split("\f")[:2]
    assert ("Ålder" in first, "Ålder" in second, "Alla" in second) == (False, True, True)


def test_pages_are_numbered_of_how_many():
    text = layout(pdf("A\n#pagebreak()\nB\n#pagebreak()\nC"))
    assert [re.findall(r"\d \(\d\)", page) for page in text.split("\f")[:3]] == [
        ["1 (3)"],
        ["2 (3)"],
        ["3 (3)"],
    ]


def test_header_and_footer_are_not_read_aloud():
    said = tree(pdf("= A\n#pagebreak()\nB", simulated="Simulerade uppgifter")).text
    assert said == "AB"


def test_made_up_data_are_labelled_on_every_page():
    body = "#title-block([Blad], simulated: data.simulated)\n#pagebreak()\nB\n#pagebreak()\nC"
    text = layout(pdf(body, simulated="Simulerade uppgifter"))
    assert [page.count("Simulerade uppgifter") for page in text.split("\f")[:3]] == [1, 1, 1]
    assert "Simulerade" not in layout(pdf(body))


def test_headings_begin_at_one_and_skip_none():
    made = pdf("#title-block([Blad], kicker: [Kommun])\n== Två\n=== Tre")
    assert faults(made) == []
    assert [tree(made).all(f"H{level}")[0].text for level in (1, 2, 3)] == ["Blad", "Två", "Tre"]


def test_facts_are_a_list_of_terms():
    made = pdf('#facts((([Kod], ltr("0761")), ([Gäller], [från 2020])))')
    assert faults(made) == []
    assert [label.text for label in tree(made).all("Lbl")] == ["Kod", "Gäller"]
    assert [body.text for body in tree(made).all("LBody")] == ["0761", "från 2020"]


@pytest.mark.parametrize(
    "written", ["12 B Storgatan, 382 30 Nybro", "+46 10 123 45", "0881-A (B)", "16–24"]
)
def test_what_reads_from_the_left_does_so_in_arabic(written):
    """The letters of an address stand on the page in the order in which they are written."""
    made = pdf("السكان #ltr(data.written) البلدية", "ar", written=written)
    first, last = written.split()[0], written.split()[-1]
    at = words(made)
    assert at[first][0] <= at[last][0]
    assert tree(made).all("P")[0].text == f"السكان {written} البلدية"


def test_a_link_says_where_it_goes():
    made = pdf('#link("mailto:a@example.org", "a@example.org")')
    assert faults(made) == []
    assert [link.text for link in tree(made).all("Link")] == ["a@example.org"]
