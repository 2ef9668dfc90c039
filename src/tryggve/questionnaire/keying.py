"""Answers keyed from paper or on the telephone: codes as they are written, and two who agree."""

import re
from typing import Any

from tryggve.questionnaire.model import Answers, MapPoint, Multiple, Questionnaire, Variable
from tryggve.questionnaire.validation import accepted, accepted_place


def keyed(variable: Variable, written: str) -> Any:
    """The answer that a line of a form holds, or None for none. InputError says what is wrong.

    A code; several codes with spaces or commas between them; a number; a text. A place is keyed in
    words, as it stands on paper.
    """
    match variable.question:
        case Multiple():
            return accepted(variable, re.split(r"[\s,;.]+", written.strip()))
        case MapPoint():
            return accepted_place(
                variable.name, listed="", longitude="", latitude="", words=written, places=()
            )
        case _:
            return accepted(variable, [written])


def as_keyed(answer: Any) -> str:
    """What one writes to give that answer."""
    if answer is None:
        return ""
    if isinstance(answer, dict):
        return str(answer["words"])
    if isinstance(answer, list):
        return " ".join(map(str, answer))
    return str(answer)


def differing(questionnaire: Questionnaire, first: Answers, second: Answers) -> list[Variable]:
    """The variables that two keyed otherwise. Capitals and spaces in a text make no difference."""
    return [
        variable
        for variable in questionnaire.variables.values()
        if _alike(first.get(variable.name)) != _alike(second.get(variable.name))
    ]


def _alike(answer: Any) -> str:
    return " ".join(as_keyed(answer).casefold().split())
