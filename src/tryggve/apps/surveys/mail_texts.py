"""What a letter or card says to one payer's people: their own text, the round's, or ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys import standard_mail
from tryggve.apps.surveys.models import MailText, Round, RoundDay
from tryggve.documents.page import SIMULATED
from tryggve.paper.card import CardText, typeset_card
from tryggve.paper.letter import LetterText, Sender, Signature, typeset_letter
from tryggve.paper.mail import Piece, Recipient, printed
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.privacy.respondent_codes import new_code
from tryggve.wording.formats import day as day_in_words
from tryggve.wording.text import Text, say

LANGUAGE = "sv"  # letters are in Swedish, with a line in each language of the round
POSTED_ON = {
    MailText.Kind.LETTER: RoundDay.Event.LETTER,
    MailText.Kind.CARD: RoundDay.Event.CARD,
    MailText.Kind.REMINDER: RoundDay.Event.REMINDER,
}
Written = Mapping[str, Any]  # as the fields of `Around`


@dataclass(frozen=True)
class Around:
    """What stands around the text; see `Letterhead`."""

    signatures: Sequence[dict[str, str]]
    contact: str
    protection: str
    returned_to: str
    paid: str
    replies_to: Sequence[str]


def around(round: Round, payer: Organisation | None, written: Written | None = None) -> Around:
    """What is written for the payer, what they lack from the round's own, and then the standard.

    `written`: what stands in place of what is kept for the payer.
    """
    own = [vars(row) for row in _rows(round.letterheads, payer)]
    if written is not None:
        own = [written, *(row for row in own if payer and row["payer_id"] is None)]
    standard = _standard_around(round)
    found: dict[str, Any] = {}
    for name, fallback in vars(standard).items():
        found[name] = next((given for row in own if (given := row[name])), fallback)
    return Around(**found)


def text_of(round: Round, payer: Organisation | None, kind: str) -> tuple[str, str]:
    """Heading and body, whose paragraphs are apart by an empty line."""
    written: list[MailText] = _rows(round.mail_texts.filter(kind=kind), payer)
    if written:
        return written[0].heading, written[0].body
    return standard_text(round, payer, kind)


def standard_text(round: Round, payer: Organisation | None, kind: str) -> tuple[str, str]:
    """Heading and body as we have written them."""
    last = round.days.filter(event=RoundDay.Event.CLOSE).values_list("day", flat=True).first()
    names = [sender.name for sender in senders_of(round, payer)]
    senders = (
        say("{first} and {second}", first=names[0], second=names[1]) if names[1:] else names[0]
    )
    body = (
        _said(part, senders=senders, day=last or standard_mail.LATER)
        for part in standard_mail.BODIES[kind]
    )
    return standard_mail.HEADINGS[kind].spoken_in(LANGUAGE), "\n\n".join(body)


def senders_of(round: Round, payer: Organisation | None) -> list[Sender]:
    """The payer first, then whoever asks."""
    both = [payer, round.organisation] if payer not in (None, round.organisation) else []
    return [
        Sender(each.name, bytes(each.logo) if each.logo else None, each.logo_description)
        for each in both or [round.organisation]
        if each is not None
    ]


def piece_of(
    round: Round,
    payer: Organisation | None,
    kind: str,
    *,
    day: date,
    text: tuple[str, str] | None = None,
    frame: Around | None = None,
) -> Piece:
    """The letter or card of a kind as of a day. InputError if it does not fit on its paper.

    `text`, `frame`: what it says and what stands around it, if not what is kept.
    """
    heading, body = text or text_of(round, payer, kind)
    frame = frame or around(round, payer)
    shared: dict[str, Any] = {
        "heading": heading,
        "paragraphs": [" ".join(part.split()) for part in body.split("\n\n") if part.strip()],
        "contact": frame.contact,
        "link": answering_link(),
        "senders": senders_of(round, payer),
        "languages": list(round.languages.values_list("language", flat=True)),
        "simulated": SIMULATED.spoken_in(LANGUAGE) if is_simulated(round) else None,
    }
    if kind == MailText.Kind.CARD:
        card = CardText(**shared, returned_to=frame.returned_to, paid=frame.paid)
        return typeset_card(card, language=LANGUAGE, sent=day)
    letter = LetterText(
        **shared,
        protection=frame.protection,
        signatures=[Signature(**each) for each in frame.signatures],
    )
    return typeset_letter(letter, language=LANGUAGE, sent=day, sent_on=day_in_words(day, LANGUAGE))


def specimen(piece: Piece) -> bytes:
    """The letter or card as somebody would get it, with an address and codes that are nobody's."""
    lines = [each.spoken_in(LANGUAGE) for each in standard_mail.SPECIMEN]
    code = new_code() if piece.code else ""
    return printed(piece, [Recipient(lines, new_sheet_code(), code)])


def day_of_posting(round: Round, kind: str) -> date:
    """The day in the calendar on which mail of a kind is to be posted; late in September if none
    is set."""
    found = round.days.filter(event=POSTED_ON[kind]).values_list("day", flat=True).first()
    return found or date(round.year, 9, 30)


def answering_link() -> str:
    """Where one answers, as it stands in a letter."""
    return str(settings.TRYGGVE.base_url).rstrip("/") + reverse("answering:code")


def is_simulated(round: Round) -> bool:
    """Whether its people are made up."""
    return round.is_test or round.draws.filter(is_simulated=True).exists()


def _rows(rows: Any, payer: Organisation | None) -> list[Any]:
    """The payer's own, and the one for all that have none."""
    known = {each.payer_id: each for each in rows.all()}
    wanted = dict.fromkeys([payer.pk if payer else None, None])
    return [known[each] for each in wanted if each in known]


def _standard_around(round: Round) -> Around:
    asks = round.organisation
    contact = ", ".join(
        each for each in (asks.contact_function, asks.contact_phone, asks.contact_email) if each
    )
    protection = _said(
        standard_mail.PROTECTION,
        authority=round.authority or asks.name,
        secrecy=round.secrecy_ground,
        erasure=round.erasure_ground,
    )
    return Around(
        signatures=[],
        contact=_said(standard_mail.CONTACT, contact=contact) if contact else "",
        protection=" ".join(protection.split()),
        returned_to=asks.name,
        paid=standard_mail.PAID.spoken_in(LANGUAGE),
        replies_to=[asks.name],
    )


def _said(text: Text, **values: Any) -> str:
    """The standard text with what is known of the round, in the language of letters."""
    return Text(text.message, values).spoken_in(LANGUAGE)
