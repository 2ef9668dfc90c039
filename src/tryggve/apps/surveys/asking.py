"""A screen as a page shows it, and what came back from it as answers to keep."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tryggve.apps.surveys.places import WIDTHS, PlaceMap
from tryggve.privacy.free_text import hint
from tryggve.questionnaire.model import MapPoint, Question, Questionnaire, Variable, Written
from tryggve.questionnaire.routing import Screen
from tryggve.questionnaire.validation import accepted, accepted_place
from tryggve.wording import formats
from tryggve.wording.problems import InputError
from tryggve.wording.text import BASED_ON, Text, say

SHOWN = "asked"  # the hidden field that lists what the screen asked
PARTS = ("listed", "words", "longitude", "latitude")  # of a place
REMOVED = "removed"  # the box that takes a point away
Given = Callable[[str], list[str]]


@dataclass(frozen=True)
class Choice:
    """One answer to choose, with its code as the form sends it."""

    code: str
    text: str
    is_chosen: bool
    is_alone: bool


@dataclass(frozen=True)
class Asked:
    """One variable of a screen: a question, or an item of a grid, with what stands in it."""

    name: str
    kind: str
    text: str
    hint: str
    choices: tuple[Choice, ...]
    value: str
    unit: str
    longest: int
    place: Mapping[str, str]
    error: str


@dataclass(frozen=True)
class Reading:
    """What a form held: answers to keep, and by variable what is wrong with the others."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def shown(
    screen: Screen,
    language: str,
    answers: Mapping[str, Any],
    *,
    typed: QueryDict | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Asked]:
    """The screen's variables. What is typed stands in them as it was typed, with its error."""
    return [
        _asked(variable, language, answers.get(variable.name), typed, (errors or {}))
        for variable in screen.variables
    ]


def read(variables: Iterable[Variable], form: QueryDict, on_map: PlaceMap) -> Reading:
    """The answers of a form, of those variables that its screen asked."""
    asked = set(form.get(SHOWN, "").split())
    reading = Reading()
    for variable in variables:
        if variable.name in asked:
            try:
                reading.answers[variable.name] = _read(variable, form, on_map)
            except InputError as error:
                reading.errors[variable.name] = str(error.problems[0].what)
    return reading


def hints(variables: Iterable[Variable], answers: Mapping[str, Any]) -> list[Text]:
    """What to say of personal data in texts among the answers."""
    texts = (
        answer.get("words", "") if isinstance(answer, dict) else answer
        for variable in variables
        if isinstance(variable.question, Written | MapPoint)
        and (answer := answers.get(variable.name))
    )
    return [said for text in texts if (said := hint(text))]


def in_words(variable: Variable, answer: Any, language: str, on_map: PlaceMap) -> Iterator[str]:
    """An answer as who gave it reads it, a line for each part. Nothing for none."""
    if answer is None:
        return
    if variable.choices is not None:
        chosen = answer if isinstance(answer, list) else [answer]
        yield from (each.text[language] for each in variable.choices.all() if each.code in chosen)
    elif isinstance(answer, dict):
        if "listed" in answer:
            yield on_map.names.get(answer["listed"], answer["listed"])
        if "point" in answer:
            yield str(say("A point on the map"))
        if "words" in answer:
            yield answer["words"]
    elif isinstance(answer, int | float):
        yield formats.number(answer, BASED_ON.get(language, language))
    else:
        yield answer


def number_of(questionnaire: Questionnaire, name: str) -> int:
    """The place of a question in the questionnaire, from 1: its address."""
    return list(questionnaire.variables_of).index(name) + 1


def question_at(questionnaire: Questionnaire, number: int) -> Question | None:
    """The question at a place, from 1."""
    names = list(questionnaire.variables_of)
    if not 1 <= number <= len(names):
        return None
    return questionnaire.variables_of[names[number - 1]][0].question


def _asked(
    variable: Variable,
    language: str,
    answer: Any,
    typed: QueryDict | None,
    errors: Mapping[str, str],
) -> Asked:
    question = variable.question
    given = _typed_in(typed) if typed is not None else _kept_in(variable, answer)
    chosen = given(variable.name)
    choices = variable.choices
    alone = choices.alone() if choices and variable.kind == "multiple" else frozenset()
    unit = getattr(question, "unit", None)
    return Asked(
        name=variable.name,
        kind=variable.kind,
        text=variable.text[language],
        hint=question.hint[language] if question.hint else "",
        choices=tuple(
            Choice(str(each.code), each.text[language], str(each.code) in chosen,
                   each.code in alone)
            for each in (choices.all() if choices else ())
        ),
        value=chosen[0] if chosen else "",
        unit=unit[language] if unit else "",
        longest=getattr(question, "longest", 0),
        place={part: _first(given(f"{variable.name}.{part}")) for part in PARTS}
        if variable.kind == "map_point" else {},
        error=errors.get(variable.name, ""),
    )  # fmt: skip


def _typed_in(form: QueryDict) -> Given:
    return form.getlist


def _kept_in(variable: Variable, answer: Any) -> Given:
    """What a form would have sent to give that answer."""
    if isinstance(answer, dict):
        longitude, latitude = answer.get("point", ("", ""))
        sent = {**answer, "longitude": longitude, "latitude": latitude}
        fields = {f"{variable.name}.{part}": [str(sent.get(part, ""))] for part in PARTS}
        return lambda name: fields.get(name, [])
    if answer is None:
        return lambda _name: []
    values = [str(each) for each in (answer if isinstance(answer, list) else [answer])]
    return lambda _name: values


def _read(variable: Variable, form: QueryDict, on_map: PlaceMap) -> Any:
    if variable.kind != "map_point":
        return accepted(variable, form.getlist(variable.name))
    given = {part: form.get(f"{variable.name}.{part}", "") for part in PARTS}
    if f"{variable.name}.{REMOVED}" in form:
        given |= {"longitude": "", "latitude": ""}
    given |= _pressed(variable.name, form, on_map)
    return accepted_place(variable.name, **given, places=on_map.names.keys())


def _pressed(name: str, form: QueryDict, on_map: PlaceMap) -> dict[str, str]:
    """The point of a picture that was pressed, if one was."""
    for size in WIDTHS:
        try:
            x, y = (float(form[f"{name}.{size}.{axis}"]) for axis in "xy")
        except (KeyError, ValueError):
            continue
        point = on_map.point_at(size, x, y)
        return dict(zip(("longitude", "latitude"), map(str, point), strict=True)) if point else {}
    return {}


def is_pressed(variables: Iterable[Variable], form: QueryDict) -> bool:
    """Whether a picture was pressed: then the screen is shown again with the point."""
    return any(f"{each.name}.{size}.x" in form for each in variables for size in WIDTHS)


def _first(values: list[str]) -> str:
    return values[0] if values else ""
