"""Every text of a definition, with a name that stays when questions are moved."""

from collections.abc import Iterator
from typing import NamedTuple

from tryggve.questionnaire.finding import Path
from tryggve.questionnaire.model import Choices, Grid, Questionnaire, Words


class NamedText(NamedTuple):
    """`name`: such as `litter.text` or `scales.problem.1`. `path`: where it stands in the file.

    `for_results`: residents read it with the results, and no respondent does.
    """

    name: str
    path: Path
    words: Words
    for_results: bool = False


def texts(questionnaire: Questionnaire) -> Iterator[NamedText]:
    """All of them, in the order of the file."""
    yield NamedText("title", ("title",), questionnaire.title)
    yield from _given("introduction", ("introduction",), questionnaire.introduction)
    for name, scale in questionnaire.scales.items():
        yield from _choices(f"scales.{name}", ("scales", name), scale)
    for place, block in enumerate(questionnaire.blocks):
        path: Path = ("blocks", place)
        name = f"blocks.{block.name}"
        yield NamedText(f"{name}.title", (*path, "title"), block.title)
        yield from _given(f"{name}.introduction", (*path, "introduction"), block.introduction)
        for number in range(len(block.questions)):
            yield from _question(questionnaire, place, number)
    for number, check in enumerate(questionnaire.checks):
        yield NamedText(f"checks.{check.name}", ("checks", number, "text"), check.text)
    for number, indicator in enumerate(questionnaire.indicators):
        path = ("indicators", number, "title")
        yield NamedText(f"indicators.{indicator.name}", path, indicator.title, for_results=True)


def _question(questionnaire: Questionnaire, place: int, number: int) -> Iterator[NamedText]:
    question = questionnaire.blocks[place].questions[number]
    name, path = question.name, ("blocks", place, "questions", number)
    yield NamedText(f"{name}.text", (*path, "text"), question.text)
    yield from _given(f"{name}.hint", (*path, "hint"), question.hint)
    yield from _given(f"{name}.unit", (*path, "unit"), getattr(question, "unit", None))
    if getattr(question, "scale", None) is None:
        choices = questionnaire.choices_of(question)
        if choices is not None:
            yield from _choices(name, path, choices)
    if isinstance(question, Grid):
        for line, item in enumerate(question.items):
            yield NamedText(f"{item.name}.text", (*path, "items", line, "text"), item.text)


def _choices(name: str, path: Path, choices: Choices) -> Iterator[NamedText]:
    for place, each in choices.places():
        yield NamedText(f"{name}.{each.code}", (*path, *place, "text"), each.text)


def _given(name: str, path: Path, words: Words | None) -> Iterator[NamedText]:
    if words is not None:
        yield NamedText(name, path, words)
