"""Arabic in a PDF is said once and in the order of reading, and looks as Typst set it."""

import io
import re
import shutil
import subprocess
import unicodedata

import pikepdf
import pytest

from tests.typeset.pdf_ua import faults
from tests.typeset.reading import tree
from tryggve.typeset import right_to_left
from tryggve.typeset.compile import to_pdf

HOUSE = '#import "/typeset/templates/house.typ": *\n#show: house\n'
SENTENCES = [
    "عدد السكان في البلدية",  # every form of dotted letters
    "ثلاثة ضوضاء قلق خوف غرفة ظلام جديد شرطة بيت نسمة",
    "يبلغ عدد السكان 8,569 نسمة (31 %)، وهذا أقل من عام 2015.",
    "العنوان Storgatan 12 B, 382 30 Nybro في البلدية",
    "السكان: SCB، 31 ديسمبر 2024.",
    "لا إله الآن أيضًا",  # ligatures, hamza, tanween
    "پ چ ژ گ ک ی",  # Persian
    "هل تشعر بالأمان في منطقتك السكنية؟",
]
LONG = " ".join([SENTENCES[2]] * 6)


def pdf(body, language="ar", **data):
    return to_pdf(HOUSE + body, data, language=language, title="صحيفة")


def without_mending(monkeypatch, body, language="ar", **data):
    with monkeypatch.context() as patched:
        patched.setattr(right_to_left, "mend", lambda pdf, **_: pdf)
        return pdf(body, language, **data)


def plain(text):
    """Without vowel signs, which readers of PDF order in ways of their own."""
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@pytest.mark.parametrize("said", SENTENCES)
def test_a_screen_reader_says_the_sentence(said):
    assert [p.text for p in tree(pdf("#data.said", said=said)).all("P")] == [said]


@pytest.mark.parametrize("said", SENTENCES)
def test_bold_and_headings_too(said):
    made = pdf("= #data.said\n*#data.said*", said=said)
    assert [tree(made).all(tag)[0].text for tag in ("H1", "P")] == [said, said]


def test_lines_of_a_long_paragraph_follow_each_other():
    assert [p.text for p in tree(pdf("#data.said", said=LONG)).all("P")] == [LONG]


def test_a_paragraph_over_two_pages_is_read_through():
    made = pdf("#v(23cm)\n#data.said", said=LONG)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 2
    assert [p.text for p in tree(made).all("P")] == [LONG]
    assert faults(made) == []


def test_typst_still_doubles_the_dotted_letters(monkeypatch):
    """When this fails, Typst may have been mended and `right_to_left` be needless."""
    said = SENTENCES[0]
    made = without_mending(monkeypatch, "#data.said", said=said)
    assert sorted(tree(made).all("P")[0].text) != sorted(said)


def test_arabic_in_a_swedish_page():
    said = f"Översättning: {SENTENCES[0]} (arabiska)"
    made = pdf("#data.said\n\nRäksmörgås 12", "sv", said=said)
    assert [p.text for p in tree(made).all("P")] == [said, "Räksmörgås 12"]
    assert faults(made) == []


def test_arabic_that_stands_in_the_template_is_mended_too():
    assert [p.text for p in tree(pdf(SENTENCES[0], "sv")).all("P")] == [SENTENCES[0]]


def test_links_lists_and_tables_are_read_in_order():
    made = pdf(
        '- #data.said #link("mailto:a@example.org", "a@example.org")\n'
        "#data-table(data.table, caption: data.said)",
        said=SENTENCES[0],
        table={
            "columns": [
                {"heading": "العمر", "numeric": False},
                {"heading": "نساء", "numeric": True},
            ],
            "rows": [["80 فأكثر", "1,220"], ["16–24", "820"]],
        },
    )
    found = tree(made)
    assert [body.text for body in found.all("LBody")] == [f"{SENTENCES[0]} a@example.org"]
    assert [link.text for link in found.all("Link")] == ["a@example.org"]
    assert [cell.text for cell in found.all("TH")] == ["العمر", "نساء"]
    assert [cell.text for cell in found.all("TD")] == ["80 فأكثر", "1,220", "16–24", "820"]
    assert [caption.text for caption in found.all("Caption")] == [SENTENCES[0]]
    assert faults(made) == []


def test_the_mended_page_is_still_pdf_ua():
    assert faults(pdf("= #data.said\n#data.long", said=SENTENCES[3], long=LONG)) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("said", SENTENCES)
def test_a_search_finds_every_word(said):
    made = pdf("#data.said", said=said)
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True)
    text = plain(found.stdout.decode())
    assert [word for word in re.findall(r"\w+", plain(said)) if word not in text] == []


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_what_is_seen_stays_the_same(monkeypatch):
    body = "= #data.said\n*#data.long* #data.long"
    data = {"said": SENTENCES[5], "long": LONG}
    seen = [
        subprocess.run(
            ["pdftoppm", "-r", "60", "-png", "-"], input=made, capture_output=True
        ).stdout
        for made in (pdf(body, **data), without_mending(monkeypatch, body, **data))
    ]
    assert len(seen[0]) > 1000
    assert seen[0] == seen[1]


def test_a_page_without_arabic_is_left_alone(monkeypatch):
    def never(*_, **__):
        raise AssertionError

    monkeypatch.setattr(right_to_left, "mend", never)
    assert faults(to_pdf(HOUSE + "= Nybro", {}, language="sv", title="Nybro")) == []
