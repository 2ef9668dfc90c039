"""The reminder card and the reply envelope."""

import numpy as np
import pytest
import zxingcpp

from tests.paper.letters import ADDRESSES, LINK, SENT, logo
from tests.paper.rendered import pages, texts
from tests.typeset.pdf_ua import faults
from tryggve.paper.card import SIZE, WINDOW, CardText, typeset_card
from tryggve.paper.letter import Sender
from tryggve.paper.mail import Recipient, printed
from tryggve.paper.reply_envelope import reply_envelope
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.privacy.respondent_codes import new_code, written
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.wording.problems import InputError


def card(**more):
    about = {
        "heading": "Har du svarat?",
        "paragraphs": ["För två veckor sedan fick du ett brev.", "Koden står i brevet."],
        "contact": "Frågor? Ring 010-123 45 67.",
        "link": LINK,
        "senders": [Sender("Lessebo kommun", logo(900, 300), "v"), Sender("Polisen")],
        "returned_to": "Trygghetsmätningen, Box 1, 365 00 Lessebo",
        "paid": "Porto betalt",
        "languages": list(LANGUAGES),
    }
    return typeset_card(CardText(**about | more), language="sv", sent=SENT)


@pytest.fixture(scope="module")
def made():
    return card()


def test_two_sides_for_each_and_the_address_in_its_place(made):
    recipients = [Recipient(lines, new_sheet_code(), new_code()) for lines in ADDRESSES.values()]
    content = printed(made, recipients)
    pictures, said = pages(content, dpi=254), texts(content)
    assert len(pictures) == 2 * len(recipients)
    blank = pages(made.pdf, dpi=254)[0].astype(int)
    for place, recipient in enumerate(recipients):
        added = blank - pictures[2 * place] > 100
        rows, columns = added.any(axis=1).nonzero()[0], added.any(axis=0).nonzero()[0]
        assert columns[0] >= (WINDOW.x - 1) * 10
        assert columns[-1] <= (WINDOW.x + WINDOW.width + 1) * 10
        assert rows[0] >= (WINDOW.y - 1) * 10
        assert rows[-1] <= (WINDOW.y + WINDOW.height + 1) * 10
        (symbol,) = zxingcpp.read_barcodes(pictures[2 * place])
        assert symbol.text == recipient.item
        assert written(recipient.code) not in said[2 * place] + said[2 * place + 1]
        assert "Koden står i brevet." in said[2 * place + 1]
    assert np.allclose(pictures[0].shape, (SIZE[1] * 10, SIZE[0] * 10), atol=1)


def test_it_can_be_read_aloud(made):
    assert list(faults(made.pdf)) == []
    assert "SIMULERAT" in texts(card(simulated="SIMULERAT").pdf)[0]


def test_too_much_on_it_is_refused():
    with pytest.raises(InputError) as refused:
        card(paragraphs=["Ord " * 100] * 5)
    assert refused.value.problems[0].field == "paragraphs"


def test_a_reply_envelope():
    content = reply_envelope(
        ["Trygghetsmätningen", "SVARSPOST", "110 00 Stockholm"], language="sv", made=SENT
    )
    assert "SVARSPOST" in texts(content)[0]
    assert list(faults(content)) == []
    with pytest.raises(ValueError, match="lines"):
        reply_envelope([], language="sv", made=SENT)
