"""From a questionnaire to XLSForm."""

from collections.abc import Iterator
from functools import singledispatch

from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import (
    Block,
    Choices,
    Condition,
    Grid,
    MapPoint,
    Multiple,
    Number,
    Question,
    Questionnaire,
    Single,
    Words,
    Written,
)
from tryggve.questionnaire.xlsform.conditions import as_expression
from tryggve.questionnaire.xlsform.sheets import Cells, as_workbook

SETTINGS, SURVEY, CHOICES = "settings", "survey", "choices"
LANGUAGE_SHEET, INDICATORS, CHECKS, WORDINGS = (
    "tryggve languages",
    "tryggve indicators",
    "tryggve checks",
    "tryggve wordings",
)
INTRODUCTION, HINT = "_introduction", "_hint"  # how the notes that hold them are named


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """An .xlsx file that ODK, Kobo and `read_xlsform` read."""
    return as_workbook(
        {
            SURVEY: list(_survey(questionnaire)),
            CHOICES: list(_choices(questionnaire)),
            SETTINGS: [_settings(questionnaire)],
            LANGUAGE_SHEET: list(_languages(questionnaire)),
            INDICATORS: list(_indicators(questionnaire)),
            CHECKS: list(_checks(questionnaire)),
            WORDINGS: list(_wordings(questionnaire)),
        }
    )


def language_heading(kind: str, tag: str) -> str:
    """label::Svenska (sv)"""
    return f"{kind}::{LANGUAGES[tag].name} ({tag})"


def list_of(question: Question) -> str:
    """The name of the list of its answers: that of its scale, or its own."""
    return getattr(question, "scale", None) or f"of_{question.name}"


def codes_text(codes: tuple[int, ...]) -> str:
    return " ".join(map(str, codes))


def _survey(questionnaire: Questionnaire) -> Iterator[Cells]:
    if questionnaire.introduction is not None:
        yield _note(INTRODUCTION.removeprefix("_"), questionnaire.introduction)
    for block in questionnaire.blocks:
        yield {"type": "begin_group", "name": block.name, **_said("label", block.title)}
        if block.introduction is not None:
            yield _note(block.name + INTRODUCTION, block.introduction)
        yield from _questions(block)
        yield {"type": "end_group"}


def _questions(block: Block) -> Iterator[Cells]:
    for question in block.questions:
        if isinstance(question, Grid):
            yield from _grid(question)
        else:
            yield {
                "type": _type(question),
                "name": question.name,
                **_said("label", question.text),
                **_said("hint", question.hint),
                **_condition(question.asked_if),
                **_limits(question),
                **_own(question),
            }


def _grid(grid: Grid) -> Iterator[Cells]:
    yield {
        "type": "begin_group",
        "name": grid.name,
        **_said("label", grid.text),
        "appearance": "field-list",
        **_condition(grid.asked_if),
        **_own(grid),
    }
    if grid.hint is not None:
        yield _note(grid.name + HINT, grid.hint)
    for item in grid.items:
        yield {
            "type": f"select_one {list_of(grid)}",
            "name": item.name,
            **_said("label", item.text),
            **_condition(item.asked_if),
            **({"tryggve_problem_area": item.problem_area} if item.problem_area else {}),
        }
    yield {"type": "end_group"}


def _type(question: Question) -> str:
    match question:
        case Single():
            return f"select_one {list_of(question)}"
        case Multiple():
            return f"select_multiple {list_of(question)}"
        case Number():
            return "decimal" if question.decimals else "integer"
        case Written():
            return "text"
        case MapPoint():
            return "geopoint"
        case _:
            raise TypeError(question.kind)


def _note(name: str, words: Words) -> Cells:
    return {"type": "note", "name": name, **_said("label", words)}


def _said(kind: str, words: Words | None) -> Cells:
    """A cell for each language, and those in which the word may be another's."""
    if words is None:
        return {}
    said = {language_heading(kind, tag): text for tag, text in words.texts.items()}
    same = {f"tryggve_same_{kind}": " ".join(sorted(words.same))} if words.same else {}
    return said | same


def _condition(condition: Condition | None) -> Cells:
    return {} if condition is None else {"relevant": as_expression(condition)}


@singledispatch
def _limits(question: Question) -> Cells:
    """What an answer may be, as a constraint."""
    return {}


@_limits.register
def _(question: Multiple) -> Cells:
    return {} if question.most is None else {"constraint": f"count-selected(.) <= {question.most}"}


@_limits.register
def _(question: Number) -> Cells:
    decimals = {"tryggve_decimals": str(question.decimals)} if question.decimals else {}
    return {"constraint": f". >= {question.least:g} and . <= {question.most:g}"} | decimals


@_limits.register
def _(question: Written) -> Cells:
    return {"constraint": f"string-length(.) <= {question.longest}"}


def _own(question: Question) -> Cells:
    """What XLSForm has no word for."""
    own: dict[str, str] = {}
    if question.problem_area is not None:
        own["tryggve_problem_area"] = question.problem_area
    if question.known_from_sample:
        own["tryggve_known_from_sample"] = "yes"
    return own | dict(_said("tryggve_unit", getattr(question, "unit", None)))


def _choices(questionnaire: Questionnaire) -> Iterator[Cells]:
    for name, scale in questionnaire.scales.items():
        yield from _list(name, scale)
    for _, question in questionnaire.questions():
        choices = questionnaire.choices_of(question)
        if choices is not None and getattr(question, "scale", None) is None:
            yield from _list(list_of(question), choices)


def _list(name: str, choices: Choices) -> Iterator[Cells]:
    for option in choices.options:
        yield {
            "list_name": name,
            "name": str(option.code),
            **_said("label", option.text),
            **({"tryggve_problem_area": option.problem_area} if option.problem_area else {}),
            **({"tryggve_alone": "yes"} if option.alone else {}),
        }
    for each in choices.non_answers:
        yield {
            "list_name": name,
            "name": str(each.code),
            **_said("label", each.text),
            "tryggve_base": "yes" if each.base else "no",
        }


def _settings(questionnaire: Questionnaire) -> Cells:
    source = questionnaire.source_language
    return {
        "form_title": questionnaire.title[source],
        "form_id": questionnaire.name,
        "version": questionnaire.version,
        "default_language": f"{LANGUAGES[source].name} ({source})",
        **({"tryggve_adds_to": questionnaire.adds_to} if questionnaire.adds_to else {}),
        **_said("tryggve_title", questionnaire.title),
    }


def _languages(questionnaire: Questionnaire) -> Iterator[Cells]:
    for tag, status in questionnaire.languages.items():
        approved = status.approved
        yield {
            "language": tag,
            "written_by": status.written_by,
            **({"reviewer": approved.reviewer, "on": str(approved.on)} if approved else {}),
        }


def _indicators(questionnaire: Questionnaire) -> Iterator[Cells]:
    for indicator in questionnaire.indicators:
        among = {} if indicator.among is None else {"among": as_expression(indicator.among)}
        yield {
            "name": indicator.name,
            **_said("title", indicator.title),
            "counts": "; ".join(
                f"{name}: {codes_text(codes)}" for name, codes in indicator.counts.items()
            ),
            "holds": indicator.holds,
            **among,
            **({"problem_area": indicator.problem_area} if indicator.problem_area else {}),
        }


def _checks(questionnaire: Questionnaire) -> Iterator[Cells]:
    for check in questionnaire.checks:
        yield {
            "name": check.name,
            "doubted_if": as_expression(check.doubted_if),
            **_said("text", check.text),
        }


def _wordings(questionnaire: Questionnaire) -> Iterator[Cells]:
    """Which wording the translations are of; `language` is empty where all are of the same."""
    for name, stamps in questionnaire.translated_from.items():
        if isinstance(stamps, str):
            yield {"text": name, "stamp": stamps}
        else:
            for tag, stamp in stamps.items():
                yield {"text": name, "language": tag, "stamp": stamp}
