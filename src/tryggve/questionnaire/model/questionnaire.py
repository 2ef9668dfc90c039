"""The whole of a definition, and its variables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tryggve.questionnaire.model.conditions import Answers, Condition
from tryggve.questionnaire.model.questions import (
    Choices,
    Grid,
    Item,
    Multiple,
    Question,
    Single,
)
from tryggve.questionnaire.model.words import Name, Part, Texts, Words
from tryggve.wording.text import say

Stamp = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class Approval(Part):
    """A named reviewer has read a language through and says that it is right."""

    reviewer: Annotated[str, Field(min_length=1, max_length=120)]
    on: date


class LanguageStatus(Part):
    """How far a language has come. A machine's draft is one until a person has approved it."""

    written_by: Literal["people", "machine"]
    approved: Approval | None = None


class Block(Part):
    """Questions that belong together."""

    name: Name
    title: Texts
    introduction: Texts | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Check(Part):
    """Answers that do not fit each other. The respondent is asked, and may keep them."""

    name: Name
    doubted_if: Condition
    text: Texts


class Indicator(Part):
    """A share that is reported: of those who answered, how many gave one of the answers.

    `counts`: by variable, the codes that count. `holds`: for `any` one of the variables is enough,
    for `none` none of them may. `among`: only those of whom this is true, when given.
    """

    name: Name
    title: Texts
    counts: Mapping[Name, tuple[int, ...]]
    holds: Literal["any", "none"] = "any"
    among: Condition | None = None
    problem_area: Name | None = None

    @model_validator(mode="after")
    def _counts_something(self) -> "Indicator":
        if not self.counts or not all(self.counts.values()):
            raise ValueError(say("An indicator counts at least one code of at least one question."))
        return self


@dataclass(frozen=True)
class Variable:
    """What one answer is kept under: a question, or an item of a grid."""

    name: str
    kind: str
    text: Words
    block: Block
    question: Question
    item: Item | None
    choices: Choices | None
    problem_area: str | None

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """All of them hold where it is asked: the question's and the item's own."""
        both = (self.question.asked_if, self.item.asked_if if self.item else None)
        return tuple(each for each in both if each is not None)

    def is_asked(self, answers: Answers) -> bool:
        return all(condition.holds(answers) for condition in self.conditions)


class Questionnaire(Part):
    """The definition as the file has it; `variables` are its questions and items in their order.

    `adds_to`: the name of the common questionnaire, in an add-on (see `add_ons`).
    `translated_from`: by text, of which Swedish wording the translations are (see `translation`).
    """

    name: Name
    version: Annotated[str, Field(min_length=1, max_length=20)]
    adds_to: Name | None = None
    source_language: str = "sv"
    languages: Mapping[str, LanguageStatus]
    title: Texts
    introduction: Texts | None = None
    scales: Mapping[Name, Choices] = {}
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    checks: tuple[Check, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    translated_from: Mapping[str, Stamp | Mapping[str, Stamp]] = {}

    def model_copy(self, **changes: Any) -> Self:
        """A changed copy, which works out its own variables."""
        copy = super().model_copy(**changes)
        for name in ("variables", "variables_of"):
            copy.__dict__.pop(name, None)
        return copy

    def questions(self) -> Iterator[tuple[Block, Question]]:
        for block in self.blocks:
            for question in block.questions:
                yield block, question

    def choices_of(self, question: Question) -> Choices | None:
        """What can be chosen, from the question or its scale; None for other kinds.

        KeyError for a scale that the file has not.
        """
        if not isinstance(question, Single | Multiple | Grid):
            return None
        if question.scale is not None:
            return self.scales[question.scale]
        return Choices(options=question.options, non_answers=question.non_answers)

    @cached_property
    def variables(self) -> Mapping[str, Variable]:
        found: dict[str, Variable] = {}
        for block, question in self.questions():
            choices = self.choices_of(question)
            for name, item in _lines(question):
                found[name] = Variable(
                    name=name,
                    kind="single" if item else question.kind,
                    text=item.text if item else question.text,
                    block=block,
                    question=question,
                    item=item,
                    choices=choices,
                    problem_area=(item or question).problem_area,
                )
        return found

    @cached_property
    def variables_of(self) -> Mapping[str, tuple[Variable, ...]]:
        """The variables of each question, by its name."""
        found: dict[str, list[Variable]] = {}
        for variable in self.variables.values():
            found.setdefault(variable.question.name, []).append(variable)
        return {name: tuple(lines) for name, lines in found.items()}


def _lines(question: Question) -> Iterator[tuple[str, Item | None]]:
    if isinstance(question, Grid):
        for item in question.items:
            yield item.name, item
    else:
        yield question.name, None
