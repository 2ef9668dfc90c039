"""The letter: the address in the window whatever it is, the code in letters and as QR."""

import numpy as np
import pytest
import zxingcpp

from tests.paper.letters import ADDRESSES, LINK, SENT, letter, text
from tests.paper.rendered import pages, texts
from tests.typeset.pdf_ua import faults
from tryggve.paper.invitations import INVITATIONS
from tryggve.paper.letter import WINDOW, Sender, typeset_letter
from tryggve.paper.mail import LEAST_SIZE, Recipient, address_lines, printed
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.paper.sheet_code import written as sheet_written
from tryggve.privacy.respondent_codes import new_code, written
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.wording.problems import InputError

DPI = 254  # ten pixels a millimetre


@pytest.fixture(scope="module")
def made():
    return letter()


@pytest.fixture(scope="module")
def letters(made):
    recipients = [Recipient(lines, new_sheet_code(), new_code()) for lines in ADDRESSES.values()]
    return recipients, printed(made, recipients)


def ink_around_the_window(page):
    """Where it is dark in and around the window, where the letter itself has nothing: y and x in
    millimetres."""
    top, left = 36, 96
    part = page[top * 10 : 760, left * 10 : 2100]
    squares = part.reshape(part.shape[0] // 10, 10, part.shape[1] // 10, 10)
    return np.add(np.argwhere(squares.min(axis=(1, 3)) < 100), (top, left))


def test_every_address_lies_in_the_window(made, letters):
    _recipients, content = letters
    (blank,) = pages(made.pdf, dpi=DPI)
    assert not len(ink_around_the_window(blank))
    for name, page in zip(ADDRESSES, pages(content, dpi=DPI), strict=True):
        found = ink_around_the_window(page)
        assert len(found), name
        top, left = np.min(found, axis=0)
        bottom, right = np.max(found, axis=0) + 1
        assert left >= WINDOW.x - 1, name
        assert right <= WINDOW.x + WINDOW.width + 1, name
        assert top >= WINDOW.y - 1, name
        assert bottom <= WINDOW.y + WINDOW.height + 1, name


def test_nothing_of_the_letter_is_seen_through_the_window(made):
    (blank,) = pages(made.pdf, dpi=DPI)
    window = blank[
        round(WINDOW.y * 10) : round((WINDOW.y + WINDOW.height) * 10),
        round(WINDOW.x * 10) : round((WINDOW.x + WINDOW.width) * 10),
    ]
    assert window.min() > 250


def test_the_code_stands_in_letters_and_as_qr(letters):
    recipients, content = letters
    for recipient, text_of, picture in zip(
        recipients, texts(content), pages(content, dpi=200), strict=True
    ):
        assert written(recipient.code) in text_of
        found = {each.format: each.text for each in zxingcpp.read_barcodes(picture)}
        assert found == {
            zxingcpp.BarcodeFormat.QRCode: f"{LINK}#{recipient.code}",
            zxingcpp.BarcodeFormat.DataMatrix: recipient.item,
        }
        assert all(group in text_of for group in sheet_written(recipient.item).split("-"))


def test_what_a_name_holds_is_never_read_as_markup(letters):
    _recipients, content = letters
    page = texts(content)[list(ADDRESSES).index("typst's own signs")]
    assert "#Anna *Öberg* $x$ @a <b>" in page


def test_a_letter_without_recipient_is_accessible(made):
    assert list(faults(made.pdf)) == []


def test_it_says_what_a_letter_must(made):
    (page,) = texts(made.pdf)
    said = " ".join(page.split())
    for wanted in (
        "Hur trygg är du",
        "28 september",
        "personuppgiftsansvarig",
        "Alva Exempel",
        "Chef för lokalpolisområdet",
        "svara.example.se/svara",
        "070-174 06 05",
    ):
        assert wanted in said


def test_it_invites_in_every_language_of_the_round(made):
    (page,) = texts(made.pdf)
    for tag in ("en", "fi", "so", "pl", "bs", "uk", "ti"):
        assert INVITATIONS[tag] in " ".join(page.split())
    assert set(INVITATIONS) == set(LANGUAGES) - {"sv"}
    assert len(set(INVITATIONS.values())) == len(INVITATIONS)


def test_languages_that_the_round_has_not_are_not_promised():
    (page,) = texts(letter(languages=["sv", "en"]).pdf)
    assert INVITATIONS["en"] in page
    assert INVITATIONS["fi"] not in page


def test_made_up_data_say_so():
    (page,) = texts(letter(simulated="Simulerade data").pdf)
    assert "Simulerade data" in page


def test_without_a_logo_the_name_stands_there():
    (page,) = texts(letter(senders=[Sender("Torsås kommun")]).pdf)
    assert "Torsås kommun" in page


def test_a_letter_that_does_not_fit_is_refused():
    with pytest.raises(InputError) as refused:
        letter(paragraphs=["Ord " * 60] * 12)
    assert refused.value.problems[0].field == "paragraphs"


def test_the_same_people_give_the_same_bytes(made, letters):
    recipients, content = letters
    assert printed(made, recipients) == content


@pytest.mark.parametrize("lines", [[], ["x"] * 7])
def test_an_address_has_one_to_six_lines(made, lines):
    with pytest.raises(ValueError, match="addresses"):
        printed(made, [Recipient(lines, new_sheet_code(), new_code())])


def test_the_lines_of_an_address():
    person = {"name": "Anna Ek", "care_of": "Olle Ek", "street": "Sagovägen 4",
              "postal_code": "21110", "place": "Malmö", "country": ""}  # fmt: skip
    assert address_lines(person) == ["Anna Ek", "c/o Olle Ek", "Sagovägen 4", "211 10 Malmö"]
    abroad = person | {"postal_code": "2100", "place": "København", "country": "Danmark"}
    assert address_lines(abroad)[-2:] == ["2100 København", "Danmark"]


def test_in_english():
    made = typeset_letter(text(), language="en", sent=SENT, sent_on="3 August 2026")
    assert "Your code:" in texts(made.pdf)[0]
    assert LEAST_SIZE >= 8
