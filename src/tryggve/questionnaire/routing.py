"""What is asked, in which order: one screen at a time, by the answers given so far.

A screen is a question; a grid is one screen with those of its items that are asked. An answer to a
question that is no longer asked is kept, in case the way leads there again, and does not count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tryggve.questionnaire.model import Answers, Block, Question, Questionnaire, Variable


@dataclass(frozen=True)
class Screen:
    """A question with the variables that are asked in it."""

    block: Block
    question: Question
    variables: tuple[Variable, ...]

    @property
    def name(self) -> str:
        return self.question.name


def screens(
    questionnaire: Questionnaire, answers: Answers, *, is_sampled: bool = True
) -> list[Screen]:
    """The screens that these answers lead over, first to last.

    `is_sampled`: the respondent was drawn from a register, so what the register says is not asked.
    """
    found: list[Screen] = []
    counted: dict[str, Any] = {}  # answers on the way: only they decide what comes after
    for block, question in questionnaire.questions():
        if question.known_from_sample and is_sampled:
            continue
        asked = [
            variable
            for variable in questionnaire.variables_of[question.name]
            if variable.is_asked(counted)
        ]
        if asked:
            found.append(Screen(block, question, tuple(asked)))
        for variable in asked:
            if variable.name in answers:
                counted[variable.name] = answers[variable.name]
    return found


def on_the_way(
    questionnaire: Questionnaire, answers: Answers, *, is_sampled: bool = True
) -> dict[str, Any]:
    """The answers that count: those to questions that are asked."""
    return {
        variable.name: answers[variable.name]
        for screen in screens(questionnaire, answers, is_sampled=is_sampled)
        for variable in screen.variables
        if variable.name in answers
    }


def after(way: list[Screen], name: str, questionnaire: Questionnaire) -> Screen | None:
    """The screen that follows the question of that name, or None at the end.

    The question itself need not be on the way: it may just have been left by another answer.
    """
    order = _order(questionnaire)
    return next((screen for screen in way if order[screen.name] > order[name]), None)


def before(way: list[Screen], name: str, questionnaire: Questionnaire) -> Screen | None:
    """The screen that comes before the question of that name, or None at the beginning."""
    order = _order(questionnaire)
    return next((screen for screen in reversed(way) if order[screen.name] < order[name]), None)


def unanswered(way: list[Screen], answers: Answers) -> Iterator[Screen]:
    """The screens on which nothing has been answered."""
    for screen in way:
        if not any(variable.name in answers for variable in screen.variables):
            yield screen


def _order(questionnaire: Questionnaire) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(questionnaire.variables_of)}
