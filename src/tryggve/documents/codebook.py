"""The codebook: every column of the answers, what was asked, of whom, and what the codes mean."""

from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tryggve.documents.page import page, spoken
from tryggve.questionnaire.columns import Column, Kind, columns, said
from tryggve.questionnaire.conditions_in_words import asked_of
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import Block, Questionnaire
from tryggve.questionnaire.problem_areas import problem_areas
from tryggve.questionnaire.versions import content_hash
from tryggve.wording.text import say

TEMPLATES = Path(__file__).parent / "templates"
WORDS = {
    "version": say("Version"),
    "hash": say("Content hash"),
    "made": say("Made"),
    "languages": say("Languages"),
    "draft": say("drafted by machine, not approved"),
    "code": say("Code"),
    "meaning": say("Meaning"),
    "base": say("In the base"),
    "yes": say("yes"),
    "no": say("no"),
    "problem_area": say("Problem area"),
    "indicators": say("Indicators"),
    "number": say("A number."),
    "text": say("A text."),
    "about": say(
        "Each column of the answers stands here with the question as it was asked. A code that is "
        "not in the base is left out of those of whom a share is told."
    ),
}


def codebook(questionnaire: Questionnaire, *, language: str, made: date) -> bytes:
    """The codebook as PDF/UA-1, in one of the languages of our pages that the questionnaire has.

    KeyError for a language that it has not. Raises `TypesetError`.
    """
    data = _data(questionnaire, language, made)
    return page(TEMPLATES / "codebook.typ", data, language=language, title=data["title"], made=made)


def codebook_html(questionnaire: Questionnaire, *, language: str, made: date) -> str:
    """The same as a page of HTML that needs no other file. KeyError as above."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("codebook.html").render(
        spoken(_data(questionnaire, language, made), language),
        language=language,
        direction="rtl" if LANGUAGES[language].is_from_right else "ltr",
    )


def _data(questionnaire: Questionnaire, language: str, made: date) -> dict[str, Any]:
    by_block: dict[str, list[Column]] = {}
    for column in columns(questionnaire):
        by_block.setdefault(column.variable.block.name, []).append(column)
    return {
        "words": WORDS,
        "title": say("Codebook: {name}", name=questionnaire.title[language]),
        "name": questionnaire.name,
        "version": questionnaire.version,
        "hash": content_hash(questionnaire),
        "made": made,
        "languages": [
            {"name": LANGUAGES[tag].said, "is_draft": status.approved is None}
            for tag, status in questionnaire.languages.items()
        ],
        "blocks": [
            _block(block, by_block[block.name], questionnaire, language)
            for block in questionnaire.blocks
        ],
    }


def _block(
    block: Block, own: list[Column], questionnaire: Questionnaire, language: str
) -> dict[str, Any]:
    return {
        "title": block.title[language],
        "introduction": block.introduction[language] if block.introduction else "",
        "columns": [_column(column, questionnaire, language) for column in own],
    }


def _column(column: Column, questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    variable = column.variable
    hint = variable.question.hint
    area = problem_areas().areas.get(variable.problem_area or "")
    return {
        "name": column.name,
        "label": column.label(language),
        "hint": hint[language] if hint else "",
        "asked_of": asked_of(variable, questionnaire, language),
        "kind": WORDS[column.kind.value] if column.kind is not Kind.CODE else None,
        "codes": [
            {
                "code": str(each.code),
                "meaning": said(each.words, language),
                "base": WORDS["no"] if each.is_missing else WORDS["yes"],
            }
            for each in column.meanings
        ],
        "problem_area": area.name.get(language) or area.code if area else "",
        "indicators": [
            each.name for each in questionnaire.indicators if variable.name in each.counts
        ],
    }
