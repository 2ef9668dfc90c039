"""What an answer may be: what a form sent, as the value that is kept, or what is wrong with it.

An answer is kept as a code (single, item of a grid), a list of codes in the order of the options
(multiple), a number, a text, or a place with at least one of `{"listed": code, "point": [longitude,
latitude], "words": text}`, in degrees (WGS 84). Nothing answered is None: nobody has to answer.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from tryggve.questionnaire.model import (
    Answers,
    Check,
    MapPoint,
    Multiple,
    Number,
    Question,
    Questionnaire,
    Variable,
    Written,
)
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

Given = Sequence[str]  # what stood in the form under one name
LONGEST_DESCRIPTION = 500  # signs, of a place in words
POINT_DECIMALS = 5  # about a metre
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
OVERRIDES = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
DECIMAL_SIGNS = {",": ".", "\N{ARABIC DECIMAL SEPARATOR}": ".", "\N{MINUS SIGN}": "-"}


def accepted(variable: Variable, given: Given) -> Any:
    """The answer that was given, or None for none. InputError says what is wrong with it.

    For a place `given` is [listed code, longitude, latitude, words], any of them empty; see
    `accepted_place`.
    """
    question: Question = variable.question
    match question:
        case Multiple():
            return _codes(variable, question, given)
        case Number():
            return _number(question, _first(given))
        case Written():
            return _text(_first(given), question.longest, variable.name)
        case MapPoint():
            raise TypeError("a place is taken by accepted_place")
        case _:
            return _code(variable, _first(given))


def accepted_place(
    name: str, *, listed: str, longitude: str, latitude: str, words: str, places: Collection[str]
) -> dict[str, Any] | None:
    """A place in any of its three equal ways, or None. What was given in several is all kept.

    `places`: the codes of the list. InputError for a code that is not in it, for half a point or
    one off the globe, and for too long a text.
    """
    place: dict[str, Any] = {}
    if listed:
        if listed not in places:
            raise refuse(say("Choose one of the places in the list."), field=name)
        place["listed"] = listed
    if longitude or latitude:
        place["point"] = [_degrees(longitude, 180, name), _degrees(latitude, 90, name)]
    described = _text(words, LONGEST_DESCRIPTION, name)
    if described:
        place["words"] = described
    return place or None


def doubts(questionnaire: Questionnaire, answers: Answers) -> Iterator[Check]:
    """The checks that these answers do not pass: to ask about, not to refuse."""
    return (check for check in questionnaire.checks if check.doubted_if.holds(answers))


def _first(given: Given) -> str:
    return given[0].strip() if given else ""


def _code(variable: Variable, given: str) -> int | None:
    if not given:
        return None
    known = variable.choices.codes if variable.choices else ()
    if given not in {str(code) for code in known}:
        raise refuse(say("Choose one of the answers."), field=variable.name)
    return int(given)


def _codes(variable: Variable, question: Multiple, given: Given) -> list[int] | None:
    choices = variable.choices
    if choices is None:
        raise ValueError("a question of several answers has choices")
    chosen = {each.strip() for each in given} - {""}
    if not chosen <= {str(code) for code in choices.codes}:
        raise refuse(say("Choose among the answers."), field=variable.name)
    codes = [code for code in choices.codes if str(code) in chosen]
    if len(codes) > 1 and choices.alone() & set(codes):
        raise refuse(
            say("One of the answers that you chose goes with no other. Choose that one alone, or "
                "the others."),
            field=variable.name,
        )  # fmt: skip
    if question.most is not None and len(codes) > question.most:
        raise refuse(say("Choose {most} at most.", most=question.most), field=variable.name)
    return codes or None


def _number(question: Number, given: str) -> int | float | None:
    if not given:
        return None
    wrong = refuse(
        say("Write a number between {least} and {most}, with digits.",
            least=_written(question.least), most=_written(question.most)),
        field=question.name,
    )  # fmt: skip
    number = _read_number(given)
    if number is None or not question.least <= number <= question.most:
        raise wrong
    if round(number, question.decimals) != number:
        raise wrong
    return int(number) if number.is_integer() else number


def _read_number(given: str) -> float | None:
    """A number in the digits of any language, with comma or point, spaces within it passed over."""
    signs = (str(unicodedata.digit(sign, sign)) for sign in given if not sign.isspace())
    plain = "".join(DECIMAL_SIGNS.get(sign, sign) for sign in signs)
    return float(plain) if NUMBER.fullmatch(plain) else None


def _text(given: str, longest: int, name: str) -> str | None:
    text = "".join(sign for sign in given.strip() if sign in "\n\t" or _is_shown(sign))
    if len(text) > longest:
        raise refuse(
            say("The text has {signs} signs. Shorten it to {longest}.",
                signs=len(text), longest=longest),
            field=name,
        )  # fmt: skip
    return text or None


def _is_shown(sign: str) -> bool:
    """Whether a sign belongs in a text: control signs and those that turn writing round do not."""
    return unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"} and sign not in OVERRIDES


def _degrees(given: str, limit: int, name: str) -> float:
    number = _read_number(given)
    if number is None or abs(number) > limit:
        raise refuse(say("The point on the map could not be read. Choose it again."), field=name)
    return round(number, POINT_DECIMALS)


def _written(number: float) -> int | float:
    return int(number) if number.is_integer() else number
