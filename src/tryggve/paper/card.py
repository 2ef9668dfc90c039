"""The reminder card: two sides, without any code to answer with, since anybody can read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tryggve.paper.invitations import invitations
from tryggve.paper.layout import Rectangle
from tryggve.paper.letter import NOON, Sender, logos, shown_link
from tryggve.paper.mail import Piece
from tryggve.typeset.compile import queried, to_pdf
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

TEMPLATE = Path(__file__).parent / "templates" / "card.typ"
SIZE = (210.0, 148.0)  # A5 on its side, mm
WINDOW = Rectangle(110.0, 76.0, 88.0, 30.0)  # below the stamp, above what the post prints
SIDES = 2
WORDS = {
    "address": say("Answer on the web:"),
    "back": say("If this cannot be delivered, return it to:"),
}


@dataclass(frozen=True)
class CardText:
    """What the card says. `returned_to`: where the post returns it; `paid`: how postage is paid, as
    the post wants it written. The rest as in `LetterText`."""

    heading: str
    paragraphs: Sequence[str]
    contact: str
    link: str
    senders: Sequence[Sender]
    returned_to: str
    paid: str
    languages: Sequence[str] = ()
    simulated: str | None = None


def typeset_card(text: CardText, *, language: str, sent: date) -> Piece:
    """The card in a language, as of a day. InputError if it does not fit. Raises `TypesetError`."""
    data = {
        "page": {"width": SIZE[0], "height": SIZE[1]},
        "words": {name: word.spoken_in(language) for name, word in WORDS.items()},
        "heading": text.heading,
        "paragraphs": list(text.paragraphs),
        "contact": text.contact,
        "link": text.link,
        "shown-link": shown_link(text.link),
        "simulated": text.simulated,
        "logos": logos(text.senders),
        "returned-to": text.returned_to,
        "paid": text.paid,
        "invitations": invitations(text.languages, besides=language),
    }
    title = text.heading
    if queried(TEMPLATE, data, language=language, title=title, label="pages") > SIDES:
        raise refuse(
            say("The text does not fit on the card."), say("Write less."), field="paragraphs"
        )
    pdf = to_pdf(TEMPLATE, data, language=language, title=title, made=datetime.combine(sent, NOON))
    return Piece(pdf=pdf, window=WINDOW, size=SIZE)
