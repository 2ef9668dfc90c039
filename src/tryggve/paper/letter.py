"""The cover letter, typeset once for an organisation.

The window's place is a setting: ours fits the common right-hand windows of C5 and C4, and is to be
tried with the printer's own envelopes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tryggve.paper.invitations import invitations
from tryggve.paper.layout import Rectangle
from tryggve.paper.mail import Piece
from tryggve.typeset.compile import queried, to_pdf
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"
NOON = time(12, tzinfo=UTC)
WINDOW = Rectangle(107.0, 43.0, 85.0, 30.0)
QR = 28.0  # mm
WORDS = {
    "web": say("Answer on the web"),
    "address": say("Address:"),
    "code": say("Your code:"),
    "protection": say("How we handle your data"),
}


@dataclass(frozen=True)
class Sender:
    """Who sends the letter. `logo`: a PNG, or None for the name in letters."""

    name: str
    logo: bytes | None = None
    logo_description: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: a representative of the municipality or of the police."""

    name: str
    title: str
    organisation: str


@dataclass(frozen=True)
class LetterText:
    """What the letter says. `link`: where one answers; `languages`: those that can be answered in
    on the web, besides the letter's own; `protection`: the text on data protection; `contact`: whom
    to call. `simulated`: what made-up data are called."""

    heading: str
    paragraphs: Sequence[str]
    protection: str
    contact: str
    link: str
    senders: Sequence[Sender]
    signatures: Sequence[Signature]
    languages: Sequence[str] = ()
    simulated: str | None = None
    window: Rectangle = field(default=WINDOW)


def typeset_letter(text: LetterText, *, language: str, sent: date, sent_on: str) -> Piece:
    """The letter in a language, as of a day; `sent_on`: the day as it is written.

    InputError if it does not fit on one page. Raises `TypesetError`.
    """
    data = _data(text, language, sent_on)
    title = text.heading
    if queried(TEMPLATE, data, language=language, title=title, label="pages") > 1:
        raise refuse(
            say("The letter does not fit on one page."), say("Write less."), field="paragraphs"
        )
    places = {
        each["what"]: each
        for each in queried(TEMPLATE, data, language=language, title=title, label="places")
    }
    pdf = to_pdf(TEMPLATE, data, language=language, title=title, made=datetime.combine(sent, NOON))
    return Piece(
        pdf=pdf,
        code=Rectangle(places["code"]["x"], places["code"]["y"], 50.0, 4.5),
        qr=Rectangle(places["qr"]["x"], places["qr"]["y"], QR, QR),
        window=text.window,
        link=text.link,
    )


def _data(text: LetterText, language: str, sent_on: str) -> dict[str, Any]:
    return {
        "words": {name: word.spoken_in(language) for name, word in WORDS.items()},
        "heading": text.heading,
        "paragraphs": list(text.paragraphs),
        "protection": text.protection,
        "contact": text.contact,
        "link": text.link,
        "shown-link": shown_link(text.link),
        "sent": sent_on,
        "simulated": text.simulated,
        "window": {"x": text.window.x, "bottom": text.window.y + text.window.height},
        "logos": logos(text.senders),
        "signatures": [asdict(each) for each in text.signatures],
        "invitations": invitations(text.languages, besides=language),
    }


def shown_link(link: str) -> str:
    """A link as it is read and typed."""
    return link.removeprefix("https://").removeprefix("http://").rstrip("/")


def logos(senders: Sequence[Sender]) -> list[dict[str, Any]]:
    """The senders as a template shows them."""
    return [
        {
            "name": sender.name,
            "picture": list(sender.logo) if sender.logo else None,
            "description": sender.logo_description or sender.name,
        }
        for sender in senders
    ]
