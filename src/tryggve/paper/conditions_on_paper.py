"""Who is to answer a question on paper, told by the numbers of the questions before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tryggve.questionnaire.model import Between, Condition, Questionnaire, Variable
from tryggve.questionnaire.model.conditions import Codes, Requirement, Together
from tryggve.wording.text import Text, say

Numbers = Mapping[str, int]  # of the question on paper, by variable


def for_whom(
    conditions: Sequence[Condition], questionnaire: Questionnaire, numbers: Numbers, language: str
) -> Text | None:
    """A sentence that says who is to answer; None where everybody is."""
    told = [_condition(each, questionnaire, numbers, language) for each in conditions]
    if not told:
        return None
    return say("Answer only if you answered {condition}.", condition=_joined(told, "and"))


def for_which_items(
    items: Sequence[Variable], questionnaire: Questionnaire, numbers: Numbers, language: str
) -> Text | None:
    """One sentence for all items of a grid, each of which is asked only if the like item of one
    question before was answered so; None where they are not alike."""
    needs = [_only_requirement(each) for each in items]
    known = [each for each in needs if each is not None]
    if len(known) < len(items) or not known:
        return None
    asked = {numbers.get(name) for name, _need in known}
    wanted = {need.codes if isinstance(need, Codes) else () for _name, need in known}
    if len(asked) > 1 or len(wanted) > 1 or wanted == {()}:
        return None
    name, need = known[0]
    return say(
        "Answer only for what you answered {answers} to in question {number}.",
        answers=_answers(questionnaire.variables[name], need, language),
        number=numbers[name],
    )


def _only_requirement(item: Variable) -> tuple[str, Requirement] | None:
    own = item.item.asked_if if item.item else None
    if own is None or len(own.alternatives) > 1 or len(own.alternatives[0]) > 1:
        return None
    return next(iter(own.alternatives[0].items()))


def _condition(
    condition: Condition, questionnaire: Questionnaire, numbers: Numbers, language: str
) -> Text | str:
    """The alternatives; those that want the same of several lines of one question are one."""
    told: dict[str | _AnyLine, list[Text | str]] = {}
    for together in condition.alternatives:
        parts = [
            _requirement(questionnaire.variables[name], need, numbers, language)
            for name, need in together.items()
        ]
        told.setdefault(_kind(together, questionnaire, numbers), []).append(_joined(parts, "and"))
    return _joined(
        [
            _of_any_line(kind, questionnaire, language)
            if isinstance(kind, _AnyLine) and len(parts) > 1
            else parts[0]
            for kind, parts in told.items()
        ],
        "or",
    )


@dataclass(frozen=True)
class _AnyLine:
    """The same codes of any line of a question: its first variable, its number, the codes."""

    first: str
    number: int
    codes: tuple[int, ...]


def _kind(together: Together, questionnaire: Questionnaire, numbers: Numbers) -> str | _AnyLine:
    """Alike for alternatives that want the same codes of lines of the same question."""
    name, need = next(iter(together.items()))
    is_of_line = questionnaire.variables[name].item is not None
    if len(together) > 1 or not (is_of_line and isinstance(need, Codes)):
        return name
    return _AnyLine(_first_of_question(questionnaire, name), numbers[name], need.codes)


def _of_any_line(line: _AnyLine, questionnaire: Questionnaire, language: str) -> Text:
    answers = _answers(questionnaire.variables[line.first], Codes(codes=line.codes), language)
    return say("{answers} anywhere in question {number}", answers=answers, number=line.number)


def _first_of_question(questionnaire: Questionnaire, name: str) -> str:
    """The first variable of the question that a variable belongs to."""
    question = questionnaire.variables[name].question
    return next(each.name for each in questionnaire.variables.values() if each.question is question)


def _requirement(
    variable: Variable, need: Requirement, numbers: Numbers, language: str
) -> Text | str:
    number = numbers[variable.name]
    answers = _answers(variable, need, language)
    if variable.item is None:
        return say("{answers} to question {number}", answers=answers, number=number)
    return say(
        "{answers} to “{item}” in question {number}",
        answers=answers,
        item=variable.item.text[language],
        number=number,
    )


def _answers(variable: Variable, need: Requirement, language: str) -> Text | str:
    if isinstance(need, Between):
        if need.least is None:
            return say("at most {most}", most=need.most)
        if need.most is None:
            return say("at least {least}", least=need.least)
        return say("from {least} to {most}", least=need.least, most=need.most)
    choices = variable.choices.all() if variable.choices else ()
    texts = {each.code: each.text[language] for each in choices}
    return _joined([say("“{answer}”", answer=texts.get(code, str(code))) for code in need.codes],
                   "or")  # fmt: skip


def _joined(parts: Sequence[Text | str], word: str) -> Text | str:
    found = parts[0]
    for each in parts[1:]:
        found = (
            say("{first} or {second}", first=found, second=each)
            if word == "or"
            else say("{first}, and {second}", first=found, second=each)
        )
    return found
