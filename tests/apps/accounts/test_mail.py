"""Every letter, in both languages: a subject, a text, nothing left in English or unfilled."""

from pathlib import Path

import pytest
from django.core import mail
from django.template.loader import get_template

from tests.apps.accounts.letters import last_letter
from tests.factories import InvitationFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts.mail import address, send

pytestmark = pytest.mark.django_db
FOLDER = Path(get_template("accounts/mail/invitation.txt").origin.name).parent
PARTS = {"whom_to_ask"}
LETTERS = sorted({path.stem for path in FOLDER.glob("*.txt")} - PARTS)
SUBJECTS = {
    "administrator_invited": "En ny administratör är inbjuden till Åse & Viste",
    "invitation": "Inbjudan till Tryggve från Åse & Viste",
    "no_account": "Du bad om ett nytt lösenord till Tryggve",
    "no_sign_in_link": "Du bad om en länk till Tryggve",
    "password_reset": "Välj ett nytt lösenord till Tryggve",
    "security_notice": "Något har ändrats i hur du loggar in i Tryggve",
    "sign_in_link": "Din länk till Tryggve",
}


def sent(letter, language):
    organisation = OrganisationFactory(name="Åse & Viste")
    send(
        letter,
        to="ny@kommun.example",
        language=language,
        organisation=organisation,
        invitation=InvitationFactory(organisation=organisation, name="<Ny>"),
        user=UserFactory(),
        link="https://tryggve.example/x/",
        minutes=30,
        what="Ditt lösenord har bytts.",
    )
    return last_letter()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_in_swedish(letter):
    written = sent(letter, "sv")
    assert written.subject == SUBJECTS[letter]
    assert written.to == ["ny@kommun.example"]
    assert written.body == written.body.strip() + "\n"
    assert " the " not in written.body
    for left in ("{{", "{%", "%(", "&amp;", "&lt;", "\n\n\n\n"):
        assert left not in written.subject + written.body


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_in_english(letter):
    written = sent(letter, "en")
    assert written.subject != SUBJECTS[letter]
    assert not set("åäö") & set(
        written.body.replace("Åse", "").replace("Ditt lösenord har bytts.", "")
    )


def test_no_subject_is_a_line_too_many():
    """A name with a line break in it cannot add a header to the letter."""
    organisation = OrganisationFactory(name="A\nBcc: everyone@kommun.example")
    send(
        "invitation",
        to="ny@kommun.example",
        language="sv",
        organisation=organisation,
        invitation=InvitationFactory(organisation=organisation),
        link="",
    )
    message = last_letter().message()
    assert (message["Bcc"], message["To"]) == (None, "ny@kommun.example")
    assert len(mail.outbox) == 1


def test_an_address_is_whole_and_in_the_language(settings):
    start = str(settings.TRYGGVE.base_url).rstrip("/")
    assert address("accounts:me", language="sv") == f"{start}/me/"
    assert address("accounts:me", language="en") == f"{start}/en/me/"
    assert address("accounts:open_invitation", language="sv", token="t") == f"{start}/invitation/t/"
