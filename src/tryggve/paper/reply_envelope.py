"""The reply envelope: what the printer puts on a C5 envelope that comes back without a stamp."""

from datetime import date, datetime
from pathlib import Path

from tryggve.paper.letter import NOON
from tryggve.typeset.compile import to_pdf
from tryggve.wording.text import say

TEMPLATE = Path(__file__).parent / "templates" / "reply_envelope.typ"
SIZE = (229.0, 162.0)  # C5, mm
MOST_LINES = 5


def reply_envelope(
    lines: list[str], *, language: str, made: date, simulated: str | None = None
) -> bytes:
    """The envelope as PDF/UA-1. `lines`: of the return address as the post has registered it.

    Where the post wants marks of its own they are put there by the printer from the post's artwork.
    ValueError for an address of no line or more than five. Raises `TypesetError`.
    """
    if not 0 < len(lines) <= MOST_LINES:
        raise ValueError(f"an address of {len(lines)} lines")
    title = say("Reply envelope").spoken_in(language)
    data = {
        "page": {"width": SIZE[0], "height": SIZE[1]},
        "title": title,
        "what": say("C5, 229 x 162 mm. This text is not printed.").spoken_in(language),
        "paid": [
            say("Do not stamp.").spoken_in(language),
            say("The addressee pays the postage.").spoken_in(language),
        ],
        "lines": lines,
        "simulated": simulated,
    }
    return to_pdf(TEMPLATE, data, language=language, title=title, made=datetime.combine(made, NOON))
