"""The kinds of question, and what can be answered to them."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tryggve.questionnaire.model.conditions import Condition
from tryggve.questionnaire.model.words import Name, Part, Texts
from tryggve.wording.text import say

Code = Annotated[int, Field(ge=0, le=999)]
LONGEST_TEXT = 5_000


class Option(Part):
    """An answer to choose. `alone`: it goes with no other, as "none of these"."""

    code: Code
    text: Texts
    problem_area: Name | None = None
    alone: bool = False


class NonAnswer(Part):
    """What somebody answers who does not answer the question.

    `base`: whether such a person belongs to those of whom a share is told.
    """

    code: Code
    base: bool
    text: Texts


class Choices(Part):
    """The answers to choose among."""

    options: Annotated[tuple[Option, ...], Field(min_length=1)]
    non_answers: tuple[NonAnswer, ...] = ()

    @property
    def codes(self) -> tuple[int, ...]:
        return tuple(each.code for each in self.all())

    def all(self) -> Iterator[Option | NonAnswer]:
        return (each for _, each in self.places())

    def places(self) -> Iterator[tuple[tuple[str, int], Option | NonAnswer]]:
        """Each with where it stands: ("options", 0)."""
        for number, option in enumerate(self.options):
            yield ("options", number), option
        for number, non_answer in enumerate(self.non_answers):
            yield ("non_answers", number), non_answer

    def alone(self) -> frozenset[int]:
        """The codes that go with no other."""
        own = {option.code for option in self.options if option.alone}
        return frozenset(own | {each.code for each in self.non_answers})


class Common(Part):
    """What every question has.

    `known_from_sample`: not asked of somebody who was drawn from a register, which says it.
    """

    name: Name
    text: Texts
    hint: Texts | None = None
    asked_if: Condition | None = None
    problem_area: Name | None = None
    known_from_sample: bool = False


class WithChoices(Common):
    """A question whose answers are a scale of the file, or its own options."""

    scale: Name | None = None
    options: tuple[Option, ...] = ()
    non_answers: tuple[NonAnswer, ...] = ()

    @model_validator(mode="after")
    def _scale_or_options(self) -> "WithChoices":
        if (self.scale is None) == (not self.options):
            raise ValueError(say("Give a scale or options, one of the two."))
        if self.scale is not None and self.non_answers:
            raise ValueError(say("The non-answers of a scale stand in the scale."))
        return self


class Single(WithChoices):
    """One answer of several."""

    kind: Literal["single"]


class Multiple(WithChoices):
    """Several answers; `most`: how many at most."""

    kind: Literal["multiple"]
    most: Annotated[int, Field(ge=1)] | None = None


class Item(Part):
    """One line of a grid: asked as a question of its own."""

    name: Name
    text: Texts
    asked_if: Condition | None = None
    problem_area: Name | None = None


class Grid(WithChoices):
    """Items alike, with the same answers."""

    kind: Literal["grid"]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Number(Common):
    """A number between two, both included; whole unless `decimals` says otherwise.

    It is never below 0: in a file of answers, numbers below 0 say why there is none.
    """

    kind: Literal["number"]
    least: Annotated[float, Field(ge=0)]
    most: float
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    unit: Texts | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Number":
        if self.least > self.most:
            raise ValueError(say("least is above most."))
        return self


class Written(Common):
    """A text in the respondent's own words, of so many signs at most."""

    kind: Literal["text"]
    longest: Annotated[int, Field(ge=1, le=LONGEST_TEXT)] = 1_000


class MapPoint(Common):
    """A place: chosen from a list, pointed out on a map, or described in words."""

    kind: Literal["map_point"]


Question = Annotated[
    Single | Multiple | Grid | Number | Written | MapPoint, Field(discriminator="kind")
]
