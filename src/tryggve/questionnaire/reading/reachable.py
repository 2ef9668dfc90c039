"""Whether anybody can come to a question: whether some answers before it lead there."""

from collections.abc import Mapping

from tryggve.questionnaire.model import Between, Codes, Condition, Number, Questionnaire, Variable
from tryggve.questionnaire.model.conditions import Requirement

Needs = Mapping[str, tuple[Requirement, ...]]  # what the answer to each variable must fulfil


def is_reachable(variable: Variable, questionnaire: Questionnaire) -> bool:
    """Whether some answers fulfil its conditions, and those of the questions that they name.

    The conditions name variables that there are.
    """
    return _can_be_met(list(variable.conditions), {}, questionnaire)


def _can_be_met(conditions: list[Condition], needs: Needs, questionnaire: Questionnaire) -> bool:
    """Tries each alternative of the first condition together with all of the others."""
    if not conditions:
        return True
    first, *others = conditions
    for together in first.alternatives:
        added = dict(needs)
        further = list(others)
        for name, requirement in together.items():
            if name not in needs:
                further.extend(questionnaire.variables[name].conditions)
            added[name] = (*added.get(name, ()), requirement)
        possible = all(_has_answer(questionnaire.variables[name], added[name]) for name in together)
        if possible and _can_be_met(further, added, questionnaire):
            return True
    return False


def _has_answer(variable: Variable, requirements: tuple[Requirement, ...]) -> bool:
    if isinstance(variable.question, Number):
        return _has_number(variable.question, requirements)
    if variable.choices is None or not all(isinstance(each, Codes) for each in requirements):
        return False
    asked = [set(each.codes) for each in requirements if isinstance(each, Codes)]
    alone = set(variable.choices.codes)
    if variable.kind == "multiple":
        alone = set(variable.choices.alone())
        if all(each - alone for each in asked):
            return True
    return bool(alone.intersection(*asked))


def _has_number(question: Number, requirements: tuple[Requirement, ...]) -> bool:
    bounds = [each for each in requirements if isinstance(each, Between)]
    if len(bounds) < len(requirements):
        return False
    least = max([question.least, *(each.least for each in bounds if each.least is not None)])
    most = min([question.most, *(each.most for each in bounds if each.most is not None)])
    return least <= most
