"""What a questionnaire asks on paper: the questions in their order, numbered, in one language.

On paper nobody is led: a condition stands as a sentence with the question. A place is described
in words. What is known from the sample is not asked.
"""

from typing import Any

from tryggve.paper.conditions_on_paper import Numbers, for_which_items, for_whom
from tryggve.questionnaire.model import (
    Grid,
    MapPoint,
    Multiple,
    Number,
    Question,
    Questionnaire,
    Variable,
    Written,
)
from tryggve.questionnaire.model.words import Words
from tryggve.wording.text import say

PLACE_IN_WORDS = say("Write a street, a square or another place.")
SEVERAL = say("You may tick several.")
TEXT_LINES = 3  # of a text field, and of a place
LONG_TEXT, LONG_LINES = 300, 6


def blocks_on_paper(questionnaire: Questionnaire, language: str) -> list[dict[str, Any]]:
    """The blocks with their questions, as the template takes them. KeyError for a language that the
    questionnaire has not."""
    numbers = _numbers(questionnaire)
    blocks = []
    for block in questionnaire.blocks:
        questions = [
            _on_paper(question, questionnaire, numbers, language)
            for question in block.questions
            if not question.known_from_sample
        ]
        if questions:
            blocks.append(
                {
                    "title": block.title[language],
                    "introduction": _said(block.introduction, language),
                    "questions": questions,
                }
            )
    return blocks


def _numbers(questionnaire: Questionnaire) -> Numbers:
    """The number on paper of the question that each variable belongs to."""
    asked = [
        question
        for block in questionnaire.blocks
        for question in block.questions
        if not question.known_from_sample
    ]
    place = {id(question): number for number, question in enumerate(asked, 1)}
    variables = questionnaire.variables.values()
    return {each.name: place[id(each.question)] for each in variables if id(each.question) in place}


def _on_paper(
    question: Question, questionnaire: Questionnaire, numbers: Numbers, language: str
) -> dict[str, Any]:
    variables = [each for each in questionnaire.variables.values() if each.question is question]
    first = variables[0]
    asked_if = [question.asked_if] if question.asked_if else []
    condition = for_whom(asked_if, questionnaire, numbers, language) or (
        for_which_items(variables, questionnaire, numbers, language)
    )
    known: dict[str, Any] = {
        "number": numbers[first.name],
        "kind": question.kind,
        "variable": first.name,
        "text": question.text[language],
        "hint": _said(question.hint, language),
        "condition": condition.spoken_in(language) if condition else "",
        "options": _options(first, language),
    }
    match question:
        case Grid():
            known["items"] = [
                {"variable": each.name, "text": each.text[language]} for each in variables
            ]
        case Multiple():
            known["hint"] = known["hint"] or SEVERAL.spoken_in(language)
        case Number():
            known["digits"] = len(str(int(question.most)))
            known["decimals"] = question.decimals
            known["unit"] = _said(question.unit, language)
        case Written():
            known["lines"] = LONG_LINES if question.longest > LONG_TEXT else TEXT_LINES
        case MapPoint():
            known["lines"] = TEXT_LINES
            known["hint"] = known["hint"] or PLACE_IN_WORDS.spoken_in(language)
    return known


def _options(variable: Variable, language: str) -> list[dict[str, Any]]:
    choices = variable.choices
    if choices is None:
        return []
    return [{"code": each.code, "text": each.text[language]} for each in choices.all()]


def _said(words: Words | None, language: str) -> str:
    return "" if words is None else words[language]
