"""What is wrong with a definition that has the right form: names, codes, routing, indicators."""

from collections.abc import Callable, Iterable, Iterator

from tryggve.questionnaire.finding import Finding, Path
from tryggve.questionnaire.model import (
    Between,
    Choices,
    Codes,
    Condition,
    Grid,
    Multiple,
    Number,
    Question,
    Questionnaire,
    Variable,
)
from tryggve.questionnaire.model.conditions import Requirement
from tryggve.questionnaire.problem_areas import problem_areas
from tryggve.questionnaire.reading.reachable import is_reachable
from tryggve.wording.text import say


def findings(questionnaire: Questionnaire) -> list[Finding]:
    """Everything that is wrong, in the order of the checks; nothing where all is well.

    Later checks read what earlier ones hold for right, so each kind waits for the one before.
    """
    for kind in (_names, _choices, _references, _reach):
        found = [finding for check in kind for finding in check(questionnaire)]
        if found:
            return found
    return []


def question_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Question]]:
    """Each question with its path."""
    for place, block in enumerate(questionnaire.blocks):
        for number, question in enumerate(block.questions):
            yield ("blocks", place, "questions", number), question


def variable_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, str]]:
    """The name of each variable with its path."""
    for path, question in question_paths(questionnaire):
        if isinstance(question, Grid):
            for number, item in enumerate(question.items):
                yield (*path, "items", number), item.name
        else:
            yield path, question.name


def condition_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, str, Condition]]:
    """Each condition with its path, and the variable or question that it is a condition of."""
    for path, question in question_paths(questionnaire):
        if question.asked_if is not None:
            yield (*path, "asked_if"), question.name, question.asked_if
        if isinstance(question, Grid):
            for number, item in enumerate(question.items):
                if item.asked_if is not None:
                    yield (*path, "items", number, "asked_if"), item.name, item.asked_if
    for number, check in enumerate(questionnaire.checks):
        yield ("checks", number, "doubted_if"), "", check.doubted_if
    for number, indicator in enumerate(questionnaire.indicators):
        if indicator.among is not None:
            yield ("indicators", number, "among"), "", indicator.among


# --- names -------------------------------------------------------------------


def names_once(questionnaire: Questionnaire) -> Iterator[Finding]:
    grids = [
        (path, question.name)
        for path, question in question_paths(questionnaire)
        if isinstance(question, Grid)
    ]
    yield from _twice([*variable_paths(questionnaire), *grids])
    yield from _twice((("blocks", n), block.name) for n, block in enumerate(questionnaire.blocks))
    yield from _twice((("checks", n), check.name) for n, check in enumerate(questionnaire.checks))
    yield from _twice(
        (("indicators", n), each.name) for n, each in enumerate(questionnaire.indicators)
    )


def _twice(named: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Finding(
                (*path, "name"),
                say("The name {name} stands twice.", name=name),
                say("Give each its own name."),
            )
        seen.add(name)


def languages_are_declared(questionnaire: Questionnaire) -> Iterator[Finding]:
    if questionnaire.source_language not in questionnaire.languages:
        yield Finding(
            ("languages",),
            say("The language that the questions are written in, {language}, is not declared.",
                language=questionnaire.source_language),
            say("Put it under languages."),
        )  # fmt: skip


# --- scales and codes --------------------------------------------------------


def scales_are_known(questionnaire: Questionnaire) -> Iterator[Finding]:
    used = set()
    for path, question in question_paths(questionnaire):
        scale = getattr(question, "scale", None)
        used.add(scale)
        if scale is not None and scale not in questionnaire.scales:
            yield Finding(
                (*path, "scale"),
                say("There is no scale {scale}.", scale=scale),
                say("Write it under scales, or give the question options."),
            )
    for scale in questionnaire.scales:
        if scale not in used:
            yield Finding(
                ("scales", scale),
                say("No question uses the scale {scale}.", scale=scale),
                say("Take it away, or name it at the question that should have it."),
            )


def codes_once(questionnaire: Questionnaire) -> Iterator[Finding]:
    for path, choices in _choice_paths(questionnaire):
        seen: set[int] = set()
        for place, each in choices.places():
            if each.code in seen:
                yield Finding(
                    (*path, *place, "code"),
                    say("The code {code} stands twice among the same answers.",
                        code=str(each.code)),
                    say("Give each answer its own code."),
                )  # fmt: skip
            seen.add(each.code)


def most_is_possible(questionnaire: Questionnaire) -> Iterator[Finding]:
    for path, question in question_paths(questionnaire):
        if not isinstance(question, Multiple) or question.most is None:
            continue
        choices = questionnaire.choices_of(question)
        if choices is not None and question.most > len(choices.options):
            yield Finding(
                (*path, "most"),
                say("More answers may be chosen than there are."),
                say("Lower most, or take it away."),
            )


def _choice_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Choices]]:
    for name, scale in questionnaire.scales.items():
        yield ("scales", name), scale
    for path, question in question_paths(questionnaire):
        if getattr(question, "options", ()):
            choices = questionnaire.choices_of(question)
            if choices is not None:
                yield path, choices


# --- references --------------------------------------------------------------


def conditions_refer_backwards(questionnaire: Questionnaire) -> Iterator[Finding]:
    order = {name: place for place, name in enumerate(questionnaire.variables)}
    firsts = {
        name: order[lines[0].name] for name, lines in questionnaire.variables_of.items()
    } | order
    for path, owner, condition in condition_paths(questionnaire):
        for place, name, requirement in condition.requirements():
            where = _requirement_path(path, condition, place, name)
            variable = questionnaire.variables.get(name)
            if variable is None:
                yield Finding(
                    where,
                    say("The condition names {name}, which is no question.", name=name),
                    say("Name a question or an item that comes before."),
                )
            elif owner and order[name] >= firsts[owner]:
                yield Finding(
                    where,
                    say("The condition names {name}, which is not asked before.", name=name),
                    say("Move the question, or take the condition away."),
                )
            elif variable.question.known_from_sample and owner:
                yield Finding(
                    where,
                    say("{name} is not asked of those who were drawn from a register.", name=name),
                    say("Build the condition on a question that everybody gets."),
                )
            else:
                yield from _requirement(where, variable, requirement)


def _requirement_path(path: Path, condition: Condition, place: int, name: str) -> Path:
    """One alternative may stand in the file without a list around it."""
    return (*path, name) if len(condition.alternatives) == 1 else (*path, place, name)


def _requirement(path: Path, variable: Variable, requirement: Requirement) -> Iterator[Finding]:
    if isinstance(requirement, Between):
        if not isinstance(variable.question, Number):
            yield Finding(
                path,
                say("{name} is not answered with a number.", name=variable.name),
                say("List the codes that lead on."),
            )
        return
    if variable.choices is None:
        yield Finding(
            path,
            say("{name} has no answers to choose among.", name=variable.name),
            say("Build the condition on another question, or on least and most of a number."),
        )
        return
    yield from _unknown_codes(path, variable, requirement)


def _unknown_codes(path: Path, variable: Variable, requirement: Codes) -> Iterator[Finding]:
    for code in requirement.codes:
        if variable.choices is not None and code not in variable.choices.codes:
            yield Finding(
                path,
                say("{name} has no answer with the code {code}.",
                    name=variable.name, code=str(code)),
                say("Use one of: {codes}.", codes=", ".join(map(str, variable.choices.codes))),
            )  # fmt: skip


def indicators_count_options(questionnaire: Questionnaire) -> Iterator[Finding]:
    for number, indicator in enumerate(questionnaire.indicators):
        for name, codes in indicator.counts.items():
            path: Path = ("indicators", number, "counts", name)
            variable = questionnaire.variables.get(name)
            if variable is None or variable.choices is None:
                yield Finding(
                    path,
                    say("The indicator {indicator} counts {name}, which is no question with "
                        "answers to choose among.", indicator=indicator.name, name=name),
                    say("Name such a question, or take the indicator away."),
                )  # fmt: skip
                continue
            options = [option.code for option in variable.choices.options]
            for code in sorted(set(codes) - set(options)):
                yield Finding(
                    path,
                    say("The indicator {indicator} counts the code {code} of {name}, which is no "
                        "option there.", indicator=indicator.name, code=str(code), name=name),
                    say("Use one of: {codes}.", codes=", ".join(map(str, options))),
                )  # fmt: skip


def problem_areas_are_known(questionnaire: Questionnaire) -> Iterator[Finding]:
    known = problem_areas().areas
    for path, name in _problem_areas_named(questionnaire):
        if name not in known:
            yield Finding(
                (*path, "problem_area"),
                say("There is no problem area {name}.", name=name),
                say("Use one of: {names}.", names=", ".join(known)),
            )


def _problem_areas_named(questionnaire: Questionnaire) -> Iterator[tuple[Path, str]]:
    for path, question in question_paths(questionnaire):
        parts: list[tuple[Path, str | None]] = [(path, question.problem_area)]
        for kind in ("items", "options"):
            for number, part in enumerate(getattr(question, kind, ())):
                parts.append(((*path, kind, number), part.problem_area))
        yield from ((where, name) for where, name in parts if name is not None)
    for number, indicator in enumerate(questionnaire.indicators):
        if indicator.problem_area is not None:
            yield ("indicators", number), indicator.problem_area


# --- reach -------------------------------------------------------------------


def everything_can_be_reached(questionnaire: Questionnaire) -> Iterator[Finding]:
    paths = {name: path for path, name in variable_paths(questionnaire)}
    for name, variable in questionnaire.variables.items():
        if not is_reachable(variable, questionnaire):
            yield Finding(
                paths[name],
                say("No answers lead to {name}: nobody can be asked it.", name=name),
                say("Change its condition, or those of the questions that it names."),
            )


Check = Callable[[Questionnaire], Iterator[Finding]]
_names: tuple[Check, ...] = (names_once, languages_are_declared, scales_are_known)
_choices: tuple[Check, ...] = (codes_once, most_is_possible)
_references: tuple[Check, ...] = (
    conditions_refer_backwards,
    indicators_count_options,
    problem_areas_are_known,
)
_reach: tuple[Check, ...] = (everything_can_be_reached,)
