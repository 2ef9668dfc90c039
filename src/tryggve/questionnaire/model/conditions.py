"""When a question is asked, or an answer is doubted: which answers were given before."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_serializer, model_validator

from tryggve.questionnaire.model.words import Name, Part
from tryggve.wording.text import say

Answers = Mapping[str, Any]  # by variable; what was not answered is absent


class Codes(Part):
    """One of these codes was answered; of several answers, at least one of them."""

    codes: Annotated[tuple[int, ...], Field(min_length=1)]

    @model_serializer
    def _as_in_file(self) -> list[int]:
        return list(self.codes)

    def holds(self, answer: Any) -> bool:
        given = answer if isinstance(answer, list | tuple) else (answer,)
        return any(code in self.codes for code in given)


class Between(Part):
    """The number answered lies between two, both included."""

    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Between":
        if self.least is None and self.most is None:
            raise ValueError(say("Give least, most or both."))
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(say("least is above most."))
        return self

    def holds(self, answer: Any) -> bool:
        if not isinstance(answer, int | float):
            return False
        return (self.least is None or answer >= self.least) and (
            self.most is None or answer <= self.most
        )


def _kind(given: Any) -> str:
    is_of_codes = isinstance(given, Codes) or (isinstance(given, Mapping) and "codes" in given)
    return "codes" if is_of_codes else "between"


Requirement = Annotated[
    Annotated[Codes, Tag("codes")] | Annotated[Between, Tag("between")], Discriminator(_kind)
]
Together = Mapping[Name, Requirement]  # all of them hold


class Condition(Part):
    """Any of the alternatives; within one of them all requirements hold.

    In the file one alternative is a mapping, several are a list of them:
    `{out_late: [3, 4]}`, or `[{out_late: [3, 4]}, {at_home: [3, 4]}]`.
    """

    alternatives: Annotated[tuple[Together, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and "alternatives" in given:
            return given
        alternatives = given if isinstance(given, list | tuple) else [given]
        return {"alternatives": [_together(each) for each in alternatives]}

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not all(self.alternatives):
            raise ValueError(say("A condition names at least one question."))
        return self

    @model_serializer(mode="wrap")
    def _as_in_file(self, handler: Any) -> Any:
        alternatives = handler(self)["alternatives"]
        return alternatives[0] if len(alternatives) == 1 else alternatives

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(name for each in self.alternatives for name in each)

    def requirements(self) -> Iterator[tuple[int, str, Requirement]]:
        """(place of the alternative, variable, what is required of it)."""
        for place, together in enumerate(self.alternatives):
            for name, requirement in together.items():
                yield place, name, requirement

    def holds(self, answers: Answers) -> bool:
        return any(
            all(name in answers and need.holds(answers[name]) for name, need in each.items())
            for each in self.alternatives
        )


def _together(given: Any) -> Any:
    if not isinstance(given, Mapping):
        return given
    return {
        name: {"codes": need} if isinstance(need, list | tuple) else need
        for name, need in given.items()
    }
