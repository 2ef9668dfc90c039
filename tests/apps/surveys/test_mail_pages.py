"""From an approved sample to letters in hand and what comes back, in the pages."""

import io
import json
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.sampled_world import agreed, batch_to_print, in_the_field, posted, prepared
from tryggve.apps.surveys.forms.mail import LetterheadForm
from tryggve.apps.surveys.models import Letterhead, Mailing, MailText, OptOut
from tryggve.paper.sheet_code import written

pytestmark = pytest.mark.django_db(databases=["default", "register"])


@pytest.fixture
def lead():
    return MembershipFactory(role="survey_lead", user__language="en")


@pytest.fixture
def who(lead):
    return {"by": lead.user, "organisation": lead.organisation}


@pytest.fixture
def browser(lead):
    return signed_in_as(lead.user)


@pytest.fixture
def clerk(lead):
    person = MembershipFactory(role="clerk", organisation=lead.organisation, user__language="en")
    return signed_in_as(person.user)


@pytest.fixture
def round(who):
    return in_the_field(who, each=4)


@pytest.fixture
def mailing(who, round):
    agreed(who, round)
    return prepared(who, round)


def address(page, round, *more):
    with override("en"):
        return reverse(f"surveys:{page}", args=[round.organisation.slug, round.pk, *more])


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def texts_of(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def test_from_an_agreement_to_a_posted_letter(browser, who, round):
    agreement = {"work": "print", "firm": "Tryckeriet", "reference": "A 1", "signed": "2026-01-01",
                 "until": "2099-01-01"}  # fmt: skip
    assert browser.post(address("agreement", round), agreement).status_code == 302
    form = {"kind": "letter", "day": "2026-08-03", "has_form": "on", "form_language": "sv"}
    unsigned = browser.post(address("prepare_mailing", round), form)
    assert f"Nobody signs the letters of {round.organisation.name}" in text(unsigned)
    signed = {"name-0": "Förnamn Efternamn", "title-0": "Chef", "organisation-0": "Polisen"}
    assert browser.post(address("letterhead", round, "-"), signed).status_code == 302
    answer = browser.post(address("prepare_mailing", round), form)
    assert answer.status_code == 302, text(answer)
    assert answer.url == address("mailing", round, 1)
    page = text(browser.get(answer.url))
    assert "Prepared, not posted" in page
    assert address("batch_file", round, 1, 1, "mail") in page

    letters = browser.get(address("batch_file", round, 1, 1, "mail"))
    assert len(texts_of(letters.content)) == 8
    forms = browser.get(address("batch_file", round, 1, 1, "forms"))
    assert "forms.pdf" in forms["Content-Disposition"]

    answer = browser.post(address("post_mailing", round, 1), {"posted": "2026-08-03"})
    assert answer.status_code == 302
    assert Mailing.objects.get().posted == date(2026, 8, 3)
    assert browser.get(address("batch_file", round, 1, 1, "mail")).status_code == 404
    assert browser.get(address("all_files", round, 1)).status_code == 404
    assert "Fetch" not in text(browser.get(address("mailing", round, 1)))


def test_all_files_in_one_are_those_of_the_batches(browser, round, mailing):
    answer = browser.get(address("all_files", round, 1))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    assert len(names) == 4
    one = browser.get(address("batch_file", round, 1, 1, "mail")).content
    assert one == files["hosten-1-0001-letters.pdf"]
    told = json.loads(files["hosten-1-manifest.json"])
    assert told["items"] == 8
    page = browser.get(address("manifest_file", round, 1, "hosten-1-manifest.json"))
    assert page.content == files["hosten-1-manifest.json"]
    assert browser.get(address("manifest_file", round, 1, "other.json")).status_code == 404


def test_the_printer_is_told_what_goes_where(browser, round, mailing):
    said = " ".join(texts_of(browser.get(address("insertion", round, 1)).content))
    assert "Tryckeriet Exempel" in said
    assert "reply envelope" in said.casefold()
    assert "hosten-1-0001" in said


def test_a_form_without_codes_and_where_its_boxes_stand(browser, round, mailing):
    layout_id = round.paper_forms.get().layout_id
    assert texts_of(browser.get(address("paper_form", round, f"{layout_id}.pdf")).content)
    layout = browser.get(address("paper_form", round, f"{layout_id}.json"))
    assert json.loads(layout.content)["id"] == layout_id
    assert browser.get(address("paper_form", round, f"{layout_id}.txt")).status_code == 404
    assert browser.get(address("paper_form", round, "zzzz.pdf")).status_code == 404


def test_what_is_written_is_seen_before_it_is_saved(browser, round):
    form = {"heading": "Hur trygg är du?", "body": "Första stycket.\r\n\r\nAndra stycket."}
    place = (round, "-", "letter")
    pdf = browser.post(address("specimen_file", *place), form)
    assert pdf["Content-Disposition"] == "inline"
    assert "Hur trygg är du?" in texts_of(pdf.content)[0]
    picture = browser.post(address("specimen_picture", *place), form)
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert opened.format == "PNG"
        assert opened.width == 900
    card = browser.post(address("specimen_picture", round, "-", "card"), form)
    with Image.open(io.BytesIO(card.content)) as opened:
        assert opened.height > opened.width  # both its sides
    assert not MailText.objects.exists()
    assert browser.post(address("mail_text", *place), form).status_code == 302
    assert "Hur trygg är du?" in texts_of(browser.get(address("web_copy", *place)).content)[0]
    assert "Own text" in text(browser.get(address("mail_texts", round)))
    assert browser.post(address("mail_text", *place), {"standard": "yes"}).status_code == 302
    assert not MailText.objects.exists()


def test_a_letter_that_is_too_long_is_told_beside_the_text(browser, round):
    form = {"heading": "Hej", "body": "Ett ord. " * 330}
    answer = browser.post(address("specimen_picture", round, "-", "letter"), form)
    assert answer.status_code == 422
    assert "does not fit" in answer.json()["problem"]
    assert "does not fit" in text(browser.post(address("mail_text", round, "-", "letter"), form))
    assert browser.post(address("specimen_file", round, "-", "letter"), form).status_code == 302
    assert not MailText.objects.exists()


def test_who_pays_has_signatures_and_an_address_of_their_own(browser, who, round):
    payer = OrganisationFactory(name="Lessebo kommun")
    round.strata.filter(code="norr").update(payer=payer)
    form = {
        "name-0": "Förnamn Efternamn",
        "title-0": "Kommundirektör",
        "organisation-0": "Lessebo kommun",
        "replies_to": "Svarspost\r\n123 45 LESSEBO",
    }
    place = (round, payer.slug)
    seen = browser.post(address("specimen_file", *place, "around"), form)
    assert "Kommundirektör" in texts_of(seen.content)[0]
    assert not Letterhead.objects.exists()
    assert browser.post(address("letterhead", *place), form).status_code == 302
    own = texts_of(browser.get(address("web_copy", *place, "letter")).content)[0]
    others = texts_of(browser.get(address("web_copy", round, "-", "letter")).content)[0]
    assert "Kommundirektör" in own
    assert "Kommundirektör" not in others
    envelope = texts_of(browser.get(address("reply_envelope", *place)).content)[0]
    assert "123 45 LESSEBO" in envelope


def test_every_page_of_mail_leads_back_over_letters_and_cards(browser, round, mailing):
    over = f'<a href="{address("mail", round)}">Letters and cards</a>'
    for page in ("agreement", "flags", "mail_texts", "mailing", "post_mailing"):
        place = (1,) if "mailing" in page else ()
        assert over in text(browser.get(address(page, round, *place))), page


def test_what_is_not_written_is_told_and_not_copied(browser, round):
    page = text(browser.get(address("letterhead", round, "-")))
    assert f"If left empty: {round.organisation.name}" in page
    assert LetterheadForm(round=round, payer=None).initial["returned_to"] == ""


def test_a_signature_with_nothing_in_it_is_none(round):
    form = LetterheadForm({"name-1": "Förnamn Efternamn"}, round=round, payer=None)
    assert form.is_valid()
    assert [each["name"] for each in form.cleaned_data["signatures"]] == ["Förnamn Efternamn"]


def test_a_signature_without_a_title_is_told(browser, round):
    answer = browser.post(address("letterhead", round, "-"), {"name-0": "Förnamn Efternamn"})
    assert "a name, a title and an organisation" in text(answer)


def test_protected_identities_are_looked_for(browser, round):
    file = SimpleUploadedFile("skyddade.txt", b"19121212-1212\n", content_type="text/plain")
    answer = browser.post(address("flags", round), {"file": file})
    assert answer.status_code == 302, text(answer)
    assert "skyddade.txt" in text(browser.get(address("mail", round)))
    wrong = SimpleUploadedFile("skyddade.txt", b"19121212-1213\n", content_type="text/plain")
    assert "no person number" in text(browser.post(address("flags", round), {"file": wrong}))


def test_returned_letters_are_noted_one_after_another(clerk, who, round, mailing):
    codes = [each.item for each in batch_to_print(who, mailing).recipients]
    posted(who, mailing)
    for number, code in enumerate(codes[:2], 1):
        page = text(
            clerk.post(address("returned", round), {"code": written(code), "reason": "moved"})
        )
        assert f"{number} letters have come back" in page
        assert code not in page
    page = text(clerk.post(address("returned", round), {"code": "0000000000", "reason": "moved"}))
    assert "no letter with that code" in page


def test_a_call_is_noted_without_a_name(clerk, who, round, mailing):
    code = batch_to_print(who, mailing).recipients[0].code
    page = text(clerk.post(address("calls", round), {"code": code, "kind": "deceased"}))
    assert "Has died" in page
    assert code not in page
    assert OptOut.objects.get().kind == "deceased"


def test_a_clerk_finds_what_to_note_and_sees_no_files(clerk, round, mailing):
    with override("en"):
        page = text(clerk.get(reverse("surveys:keying", args=[round.organisation.slug])))
    assert address("returned", round) in page
    assert address("calls", round) in page
    for name, more in (("mail", ()), ("batch_file", (1, 1, "mail")), ("all_files", (1,))):
        assert clerk.get(address(name, round, *more)).status_code == 403


def test_an_analyst_sees_mailings_but_fetches_no_addresses(who, round, mailing):
    analyst = MembershipFactory(
        role="analyst", organisation=who["organisation"], user__language="en"
    )
    browser = signed_in_as(analyst.user)
    assert address("batch_file", round, 1, 1, "mail") not in text(
        browser.get(address("mailing", round, 1))
    )
    for name, more in (("batch_file", (1, 1, "mail")), ("all_files", (1,))):
        assert browser.get(address(name, round, *more)).status_code == 403


def test_another_organisation_finds_nothing(round, mailing):
    stranger = MembershipFactory(role="survey_lead", user__language="en")
    browser = signed_in_as(stranger.user)
    for name, more in (("mail", ()), ("mailing", (1,)), ("batch_file", (1, 1, "mail"))):
        with override("en"):
            page = reverse(f"surveys:{name}", args=[stranger.organisation.slug, round.pk, *more])
        assert browser.get(page).status_code == 404


def test_a_mailing_is_thrown_away(browser, round, mailing):
    assert browser.post(address("throw_away_mailing", round, 1)).status_code == 302
    assert not Mailing.objects.exists()


def test_a_payer_of_nothing_has_no_letters(browser, round):
    other = OrganisationFactory()
    assert browser.get(address("letterhead", round, other.slug)).status_code == 404
    assert browser.get(address("mail_text", round, "-", "poem")).status_code == 404
