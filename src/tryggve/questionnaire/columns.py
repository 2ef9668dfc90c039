"""The columns in which answers are kept for analysis, with their codes and what these mean.

A question with one answer, an item of a grid and a number have a column of their own name; several
answers have one for each choice (`why_1`: 1 ticked, 0 not); a place has the code of the list, the
point and the words. Two codes say why there is no answer, in every column of numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import MapPoint, NonAnswer, Number, Questionnaire, Variable, Words
from tryggve.wording.text import Text, say

NOT_ANSWERED, NOT_ASKED = -1, -2
WITHOUT_ANSWER = {
    NOT_ANSWERED: say("Asked, and not answered"),
    NOT_ASKED: say("Not asked"),
}
TICKED = {1: say("Ticked"), 0: say("Not ticked")}
PLACE_PARTS = {
    "listed": say("place of the list"),
    "longitude": say("longitude"),
    "latitude": say("latitude"),
    "words": say("in words"),
}


class Kind(StrEnum):
    """What stands in a column."""

    CODE = "code"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True)
class Meaning:
    """What a code stands for. `is_missing`: it belongs to no base."""

    code: int
    words: Words | Text
    is_missing: bool = False


@dataclass(frozen=True)
class Column:
    """A column. `parts`: the texts that say what it holds, from the question to the choice."""

    name: str
    kind: Kind
    variable: Variable
    parts: tuple[Words | Text, ...]
    meanings: tuple[Meaning, ...] = ()
    decimals: int = 0

    def label(self, language: str) -> str:
        """What the column holds, in a language: `Is any of this a problem? Litter`."""
        return " ".join(said(part, language) for part in self.parts)


def columns(questionnaire: Questionnaire) -> tuple[Column, ...]:
    """All columns of the answers, in the order of the questions."""
    return tuple(
        column
        for variable in questionnaire.variables.values()
        for column in _columns(variable)
    )  # fmt: skip


def said(words: Words | Text, language: str) -> str:
    """A text of the questionnaire, or one of ours, in a language.

    KeyError where the questionnaire is not written in it.
    """
    if isinstance(words, Text):
        return words.spoken_in(LANGUAGES[language].based_on or language)
    return words[language]


def _columns(variable: Variable) -> Iterator[Column]:
    question = variable.question
    base = (question.text, variable.item.text) if variable.item else (question.text,)
    absent = tuple(Meaning(code, words, is_missing=True) for code, words in WITHOUT_ANSWER.items())
    match question:
        case MapPoint():
            for part, words in PLACE_PARTS.items():
                is_number = part in ("longitude", "latitude")
                yield Column(
                    f"{variable.name}_{part}",
                    Kind.NUMBER if is_number else Kind.TEXT,
                    variable,
                    (*base, words),
                    decimals=5 if is_number else 0,
                )
        case Number():
            yield Column(
                variable.name, Kind.NUMBER, variable, base, absent, decimals=question.decimals
            )
        case _ if variable.kind == "multiple" and variable.choices:
            ticked = tuple(Meaning(code, words) for code, words in TICKED.items())
            for each in variable.choices.all():
                yield Column(
                    f"{variable.name}_{each.code}",
                    Kind.CODE,
                    variable,
                    (*base, each.text),
                    (*ticked, *absent),
                )
        case _ if variable.choices:
            own = tuple(
                Meaning(each.code, each.text, isinstance(each, NonAnswer) and not each.base)
                for each in variable.choices.all()
            )
            yield Column(variable.name, Kind.CODE, variable, base, (*own, *absent))
        case _:
            yield Column(variable.name, Kind.TEXT, variable, base)
