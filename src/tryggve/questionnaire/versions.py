"""Versions of a questionnaire: what stands for its content, what changed, what can be compared.

An indicator stays comparable from one version to the next where nothing that a respondent meets
on the way to it has changed in the language of the source: the question and its answers, their
codes, who is asked, and what the indicator counts. New wording of a translation is told, and so is
what comes before a question, but neither breaks a series.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tryggve.questionnaire.model import Indicator, Number, Question, Questionnaire, Variable
from tryggve.questionnaire.texts import texts
from tryggve.questionnaire.writing import as_data
from tryggve.wording.text import Text, say


def content_hash(questionnaire: Questionnaire) -> str:
    """SHA-256 of the content in hexadecimal, alike however the file is laid out.

    Who wrote and approved the languages is not content: an approval leaves the hash as it is.
    """
    data = as_data(questionnaire)
    data["languages"] = sorted(questionnaire.languages)
    data.pop("translated_from", None)
    return hashlib.sha256(_canonical(data)).hexdigest()


def wording_hash(questionnaire: Questionnaire, language: str) -> str:
    """SHA-256 of all that is read in a language, and of which text it is: what one approves."""
    shown = {text.name: text.words.get(language) for text in texts(questionnaire)}
    return hashlib.sha256(_canonical(shown)).hexdigest()


class Change(StrEnum):
    """What kind of change it is."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    TRANSLATED = "translated"
    MOVED = "moved"


@dataclass(frozen=True)
class Line:
    """One change, said in words. `subject`: the question, text or indicator."""

    kind: Change
    subject: str
    said: Text


@dataclass(frozen=True)
class Difference:
    """From one version to another: the changes, and the indicators by whether they can be compared.

    `broken`: by indicator, why its series breaks.
    """

    lines: tuple[Line, ...]
    comparable: tuple[str, ...]
    broken: Mapping[str, Text] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def difference(before: Questionnaire, after: Questionnaire) -> Difference:
    """What changed, in the order of the later version, what was removed last."""
    old = {each.name: each for each in before.indicators}
    new = {each.name: each for each in after.indicators}
    broken = {
        name: why
        for name in old
        if name in new and (why := _why_broken(old[name], before, new[name], after)) is not None
    }
    return Difference(
        lines=tuple(_lines(before, after)),
        comparable=tuple(name for name in new if name in old and name not in broken),
        broken=broken,
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
    )


def _lines(before: Questionnaire, after: Questionnaire) -> Iterator[Line]:
    yield from _variables(before, after)
    yield from _texts(before, after)
    yield from _order(before, after)
    yield from _indicators(before, after)


def _variables(before: Questionnaire, after: Questionnaire) -> Iterator[Line]:
    for name, variable in after.variables.items():
        earlier = before.variables.get(name)
        if earlier is None:
            yield Line(Change.ADDED, name, say("{name} is new.", name=name))
        else:
            yield from _variable(earlier, variable)
    for name in before.variables:
        if name not in after.variables:
            yield Line(Change.REMOVED, name, say("{name} was taken away.", name=name))


def _variable(before: Variable, after: Variable) -> Iterator[Line]:
    name = after.name
    if before.kind != after.kind:
        yield Line(
            Change.CHANGED,
            name,
            say("{name} is answered in another way: {before} before, {after} now.",
                name=name, before=before.kind, after=after.kind),
        )  # fmt: skip
    if _codes(before) != _codes(after):
        yield Line(
            Change.CHANGED, name, say("{name} has other answers, or other codes.", name=name)
        )
    if _data(before.conditions) != _data(after.conditions):
        yield Line(Change.CHANGED, name, say("{name} is asked of others than before.", name=name))
    if _limits(before.question) != _limits(after.question):
        yield Line(Change.CHANGED, name, say("{name} has other limits.", name=name))


def _texts(before: Questionnaire, after: Questionnaire) -> Iterator[Line]:
    earlier = {text.name: text.words for text in texts(before)}
    for text in texts(after):
        if text.name not in earlier:
            continue
        old, new = earlier[text.name].texts, text.words.texts
        source = after.source_language
        if old.get(source) != new.get(source):
            yield Line(
                Change.CHANGED,
                text.name,
                say("{text} said “{before}”, and says “{after}”.",
                    text=text.name, before=old.get(source, ""), after=new.get(source, "")),
            )  # fmt: skip
        changed = [tag for tag in new if tag != source and tag in old and old[tag] != new[tag]]
        if changed:
            yield Line(
                Change.TRANSLATED,
                text.name,
                say("{text} is worded otherwise in {languages}.",
                    text=text.name, languages=", ".join(changed)),
            )  # fmt: skip


def _order(before: Questionnaire, after: Questionnaire) -> Iterator[Line]:
    old = [name for name in before.variables_of if name in after.variables_of]
    new = [name for name in after.variables_of if name in before.variables_of]
    for earlier, later in zip(old, new, strict=True):
        if earlier != later:
            yield Line(
                Change.MOVED,
                later,
                say("From {name} on, the questions come in another order.", name=later),
            )
            return


def _indicators(before: Questionnaire, after: Questionnaire) -> Iterator[Line]:
    old = {each.name: each for each in before.indicators}
    for indicator in after.indicators:
        earlier = old.get(indicator.name)
        if earlier is not None and _counting(earlier) != _counting(indicator):
            yield Line(
                Change.CHANGED,
                indicator.name,
                say("The indicator {name} counts otherwise.", name=indicator.name),
            )


def _why_broken(
    old: Indicator, before: Questionnaire, new: Indicator, after: Questionnaire
) -> Text | None:
    if _counting(old) != _counting(new):
        return say("It counts otherwise.")
    for name in _behind(new, after):
        if name not in before.variables:
            return say("The question {name} is not the same.", name=name)
        first, second = before.variables[name], after.variables[name]
        if _met(first, before) != _met(second, after):
            return say("The question {name} is not the same.", name=name)
    return None


def _behind(indicator: Indicator, questionnaire: Questionnaire) -> Iterator[str]:
    """The variables that it counts, and those that decide who is asked them."""
    waiting = [*indicator.counts, *(indicator.among.variables if indicator.among else ())]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            for condition in questionnaire.variables[name].conditions:
                waiting.extend(sorted(condition.variables))


def _met(variable: Variable, questionnaire: Questionnaire) -> Any:
    """All that a respondent meets of a question, and that decides who meets it, in the source."""
    language, question = questionnaire.source_language, variable.question
    choices = variable.choices
    spoken = [question.text, question.hint, variable.text, variable.block.introduction]
    return (
        variable.kind,
        [words.own(language) if words else None for words in spoken],
        [(each.code, each.text.own(language)) for each in choices.all()] if choices else None,
        _codes(variable),
        _data(variable.conditions),
        _limits(question),
        question.known_from_sample,
    )


def _codes(variable: Variable) -> Any:
    if variable.choices is None:
        return None
    return (
        [(option.code, option.alone) for option in variable.choices.options],
        [(each.code, each.base) for each in variable.choices.non_answers],
    )


def _limits(question: Question) -> Any:
    if isinstance(question, Number):
        return (question.least, question.most, question.decimals)
    return (getattr(question, "most", None), getattr(question, "longest", None))


def _counting(indicator: Indicator) -> Any:
    return (
        {name: sorted(codes) for name, codes in indicator.counts.items()},
        indicator.holds,
        _data((indicator.among,) if indicator.among else ()),
    )


def _data(parts: Any) -> Any:
    return [part.model_dump(mode="json") for part in parts]


def _canonical(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
