"""A form on paper from a questionnaire: its pages, and where every box stands on them."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from tryggve.paper import layout as paper
from tryggve.paper.layout import Layout, boxes_from
from tryggve.paper.paper_questions import blocks_on_paper
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.versions import content_hash
from tryggve.typeset.compile import queried, to_pdf
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

TEMPLATE = Path(__file__).parent / "templates" / "form.typ"
LANGUAGES = ("sv", "sv-simple")  # others answer on the web
MOST_PAGES = 8
NOON = time(12, tzinfo=UTC)
WORDS = {
    "how": say("How to fill in the form"),
    "tick": say("Put a cross in the box, with a pen in black or blue."),
    "correct": say("If it was the wrong box: fill all of it, and put a cross in the right one."),
    "web": say("You can answer on the web instead: see the letter."),
    "thanks": say("Thank you for answering. Put the form in the reply envelope."),
    "blank": say("This page is empty on purpose."),
}


@dataclass(frozen=True)
class Form:
    """`pdf`: the pages without any recipient's codes, tagged (PDF/UA-1). `layout`: where all
    stands."""

    pdf: bytes
    layout: Layout


def typeset_form(
    questionnaire: Questionnaire, *, language: str, made: date, simulated: str | None = None
) -> Form:
    """The form in Swedish or Swedish in simpler words. The same questionnaire on the same day gives
    the same bytes. InputError for another language, and for a form of more than 8 pages. Raises
    `TypesetError`."""
    if language not in LANGUAGES or language not in questionnaire.languages:
        raise refuse(
            say("There is no paper form in this language."),
            say("Who reads it answers on the web."),
            field="language",
        )
    data = {
        "title": questionnaire.title[language],
        "introduction": questionnaire.introduction[language] if questionnaire.introduction else "",
        "simulated": simulated,
        "words": {name: text.spoken_in(language) for name, text in WORDS.items()},
        "paper": {"width": paper.WIDTH, "height": paper.HEIGHT},
        "marks": [asdict(each) for each in paper.marks()],
        "blocks": blocks_on_paper(questionnaire, language),
    }
    spoken = "sv" if language.startswith("sv") else language
    title = questionnaire.title[language]
    found = queried(TEMPLATE, data, language=spoken, title=title, label="boxes")
    pdf = to_pdf(TEMPLATE, data, language=spoken, title=title,
                 made=datetime.combine(made, NOON))  # fmt: skip
    layout = Layout(
        questionnaire={
            "name": questionnaire.name,
            "version": questionnaire.version,
            "content_hash": content_hash(questionnaire),
        },
        language=language,
        pages=_pages(pdf),
        boxes=boxes_from(found),
    )
    if layout.pages > MOST_PAGES:
        raise refuse(
            say("The form has {pages} pages, more than {most}.", pages=layout.pages,
                most=MOST_PAGES),
            say("Ask less, or ask some of it on the web alone."),
        )  # fmt: skip
    return Form(pdf, layout)


def _pages(pdf: bytes) -> int:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
