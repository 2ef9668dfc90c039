"""Who is asked a question, in words: for codebooks and for who looks a definition over."""

from collections.abc import Sequence

from tryggve.questionnaire.model import Between, Condition, Questionnaire, Variable
from tryggve.questionnaire.model.conditions import Requirement, Together
from tryggve.wording.text import Text, say


def asked_of(variable: Variable, questionnaire: Questionnaire, language: str) -> Text | None:
    """A sentence on who is asked it; None where everybody is.

    The texts of questions and answers are in `language`, which the questionnaire must have.
    """
    conditions = [
        _condition(condition, questionnaire, language) for condition in variable.conditions
    ]
    if variable.question.known_from_sample:
        conditions.append(say("the person was not drawn from a register"))
    return say("Asked if {condition}.", condition=_joined(conditions)) if conditions else None


def _condition(condition: Condition, questionnaire: Questionnaire, language: str) -> Text:
    alternatives = [_together(each, questionnaire, language) for each in condition.alternatives]
    found = alternatives[0]
    for each in alternatives[1:]:
        found = say("{first} or {second}", first=found, second=each)
    return found


def _together(together: Together, questionnaire: Questionnaire, language: str) -> Text:
    return _joined(
        [
            _requirement(questionnaire.variables[name], need, language)
            for name, need in together.items()
        ]
    )


def _requirement(variable: Variable, need: Requirement, language: str) -> Text:
    if isinstance(need, Between):
        return _between(variable, need)
    texts = {each.code: each.text[language] for each in variable.choices.all()} if (
        variable.choices
    ) else {}  # fmt: skip
    answers = " / ".join(f"{code} {texts.get(code, '')}".strip() for code in need.codes)
    return say("{name} is {answers}", name=variable.name, answers=answers)


def _between(variable: Variable, need: Between) -> Text:
    if need.least is None:
        return say("{name} is at most {most}", name=variable.name, most=need.most)
    if need.most is None:
        return say("{name} is at least {least}", name=variable.name, least=need.least)
    return say("{name} is from {least} to {most}",
               name=variable.name, least=need.least, most=need.most)  # fmt: skip


def _joined(parts: Sequence[Text]) -> Text:
    found = parts[0]
    for each in parts[1:]:
        found = say("{first}, and {second}", first=found, second=each)
    return found
