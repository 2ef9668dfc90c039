"""What a clerk fills in: which form is at hand, what stands on it, which of two readings holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggve.apps.surveys.models import Response, Round
from tryggve.questionnaire.keying import as_keyed, differing, keyed
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import Grid, Number, Questionnaire, Variable
from tryggve.web.forms import Form
from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

OTHERWISE = "otherwise"  # the choice that neither reading is right


class CodeForm(Form):
    """The form at hand: its code, and how its answers came."""

    mode = forms.ChoiceField(
        label=_("The answers came"),
        choices=[
            (Response.Mode.PAPER, _("on paper")),
            (Response.Mode.TELEPHONE, _("on the telephone")),
        ],
        initial=Response.Mode.PAPER,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("The form's language"))
    code = forms.CharField(
        label=_("The code on the form"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = round.languages.values_list("language", flat=True)
        self.fields["language"].choices = [(tag, LANGUAGES[tag].name) for tag in tags]


@dataclass(frozen=True)
class Line:
    """A question on the page where a form is keyed: what may be written, what is, what is wrong."""

    name: str
    heading: str  # the question that a grid's first item stands under
    text: str
    codes: str
    value: str
    error: str
    is_long: bool


@dataclass(frozen=True)
class Block:
    """The lines of a block."""

    title: str
    lines: list[Line]


def blocks_of(
    asked: Questionnaire, language: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Block]:
    """The whole form on one page, with what has been typed so far."""
    found: dict[str, Block] = {}
    for variable in _on_form(asked):
        block = variable.block
        group = found.setdefault(block.name, Block(block.title[language], []))
        group.lines.append(_line(variable, language, typed, errors))
    return list(found.values())


def read_form(
    asked: Questionnaire, typed: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers by variable, and by variable what is wrong with what was typed."""
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for variable in _on_form(asked):
        try:
            answers[variable.name] = keyed(variable, typed.get(variable.name, ""))
        except InputError as error:
            errors[variable.name] = str(error.problems[0].what)
    return answers, errors


@dataclass(frozen=True)
class Difference:
    """A question that two read otherwise. `readings`: what each wrote, the lower text first."""

    name: str
    text: str
    codes: str
    readings: list[str]
    chosen: str
    value: str
    error: str
    is_long: bool


def differences(
    asked: Questionnaire,
    language: str,
    readings: tuple[Mapping[str, Any], Mapping[str, Any]],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> list[Difference]:
    """What is to be looked up on the form. It does not tell who read what."""
    found = []
    for variable in differing(asked, *readings):
        line = _line(variable, language, {}, errors)
        found.append(
            Difference(
                line.name, line.text, line.codes,
                sorted(as_keyed(each.get(variable.name)) for each in readings),
                typed.get(variable.name, ""), typed.get(f"{variable.name}.{OTHERWISE}", ""),
                line.error, line.is_long,
            )
        )  # fmt: skip
    return found


def read_choices(
    asked: Questionnaire,
    readings: tuple[Mapping[str, Any], Mapping[str, Any]],
    typed: Mapping[str, str],
) -> tuple[dict[str, Any], dict[str, str]]:
    """What holds where two readings differ, and by variable what is wrong."""
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for variable in differing(asked, *readings):
        try:
            answers[variable.name] = _chosen(variable, readings, typed)
        except InputError as error:
            errors[variable.name] = str(error.problems[0].what)
    return answers, errors


def _chosen(
    variable: Variable,
    readings: tuple[Mapping[str, Any], Mapping[str, Any]],
    typed: Mapping[str, str],
) -> Any:
    choice = typed.get(variable.name, "")
    if choice == OTHERWISE:
        return keyed(variable, typed.get(f"{variable.name}.{OTHERWISE}", ""))
    ordered = sorted((each.get(variable.name) for each in readings), key=as_keyed)
    if choice not in {"0", "1"}:
        raise refuse(say("Choose what the form says."), field=variable.name)
    return ordered[int(choice)]


def _on_form(asked: Questionnaire) -> Iterator[Variable]:
    """What is known from the sample stands on no form."""
    return (each for each in asked.variables.values() if not each.question.known_from_sample)


def _line(
    variable: Variable, language: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Line:
    return Line(
        name=variable.name,
        heading=_heading(variable, language),
        text=variable.text[language],
        codes=_codes(variable, language),
        value=typed.get(variable.name, ""),
        error=errors.get(variable.name, ""),
        is_long=variable.kind in {"text", "map_point"},
    )


def _heading(variable: Variable, language: str) -> str:
    question = variable.question
    if isinstance(question, Grid) and variable.item is question.items[0]:
        return question.text[language]
    return ""


def _codes(variable: Variable, language: str) -> str:
    """What may be written: codes with their texts, or the limits of a number."""
    if variable.choices is not None:
        return " · ".join(f"{each.code} {each.text[language]}" for each in variable.choices.all())
    if isinstance(variable.question, Number):
        return f"{variable.question.least}–{variable.question.most}"
    return ""
