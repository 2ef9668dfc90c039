"""Files for the printer, and what is told of them."""

import hashlib
import json

import pytest

from tests.forms import form as questionnaire
from tests.paper.letters import SENT, letter
from tests.paper.rendered import texts
from tryggve.paper.batches import (
    Batch,
    Contents,
    PrintedBatch,
    checksums,
    files_of,
    manifest,
    told,
)
from tryggve.paper.form import typeset_form
from tryggve.paper.mail import Recipient
from tryggve.paper.overlay import Copy
from tryggve.paper.sheet_code import new_sheet_code, written
from tryggve.privacy.respondent_codes import new_code
from tryggve.privacy.respondent_codes import written as code_written


@pytest.fixture(scope="module")
def batch():
    made = typeset_form(questionnaire("single"), language="sv", made=SENT)
    recipients = [
        Recipient([f"Person {number}", "Sagovägen 1", "211 10 Malmö"], new_sheet_code(), new_code())
        for number in range(3)
    ]
    copies = [Copy([new_sheet_code() for _ in range(made.layout.sheets)]) for _ in recipients]
    return Batch("0001", letter(), recipients, made, copies)


def test_letter_and_form_stand_in_the_same_order(batch):
    files = files_of(batch)
    assert list(files) == ["0001-letters.pdf", "0001-forms.pdf"]
    for page, recipient in zip(texts(files["0001-letters.pdf"]), batch.recipients, strict=True):
        assert recipient.lines[0] in page
    first_sides = texts(files["0001-forms.pdf"])[:: batch.form.layout.pages]
    for page, copy in zip(first_sides, batch.copies, strict=True):
        assert written(copy.sheets[0]) in page
    assert files_of(batch) == files


def test_the_manifest_tells_all_and_nothing_of_anybody(batch):
    files = files_of(batch)
    about = told(files, batch)
    assert [(each.name, each.pages) for each in about] == [
        ("0001-letters.pdf", 3),
        ("0001-forms.pdf", 3 * batch.form.layout.pages),
    ]
    first, last = batch.recipients[0], batch.recipients[-1]
    one = PrintedBatch("0001", "Lessebo", 3, written(first.item), written(last.item),
                       ("211 10", "211 10"), about)  # fmt: skip
    contents = Contents(is_card=False, form_sheets=batch.form.layout.sheets)
    content = manifest([one], about={"round": "hosten", "mailing": 1}, contents=contents)
    read = json.loads(content)
    assert (read["items"], read["round"], read["contents"]["reply_envelope"]) == (3, "hosten", 1)
    assert read["grams_each_about"] == 14 + 5 * (1 + batch.form.layout.sheets)
    for each in read["batches"][0]["files"]:
        assert each["sha256"] == hashlib.sha256(files[each["name"]]).hexdigest()
    for recipient in batch.recipients:
        for secret in (*recipient.lines[:2], recipient.code, code_written(recipient.code)):
            assert secret not in content.decode()
    assert checksums([one]).decode().splitlines()[0] == f"{about[0].sha256}  0001-letters.pdf"


def test_a_card_weighs_less_and_holds_nothing():
    assert Contents(is_card=True, form_sheets=0).grams < Contents(False, 0).grams
