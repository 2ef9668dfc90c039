"""Translations in and out of a definition, by the name of each text, for who translates."""

from collections.abc import Mapping
from typing import Any

from tryggve.questionnaire.finding import Path
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.texts import texts
from tryggve.questionnaire.writing import as_data
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

Translations = Mapping[str, str]  # by the name of the text: {"litter.text": "Nedskräpning"}


def translations(questionnaire: Questionnaire, language: str) -> dict[str, str]:
    """What is written in `language`, by the name of the text, in the order of the file."""
    return {
        text.name: own
        for text in texts(questionnaire)
        if (own := text.words.own(language)) is not None
    }


def filled(
    questionnaire: Questionnaire, language: str, translated: Translations, *, file: str = ""
) -> Questionnaire:
    """The definition with these texts in `language`, in place of what stood there.

    InputError for names of no text. Whether the translations are any good is for
    `translation.findings`; that the language is declared is not asked here either.
    """
    paths = {text.name: text.path for text in texts(questionnaire)}
    unknown = [name for name in translated if name not in paths]
    if unknown:
        raise InputError(
            Problem(
                say("The questionnaire has no text {name}.", name=name),
                say("Take the names from: tryggve questionnaire texts FILE."),
                file=file,
                field=name,
            )
            for name in unknown
        )
    data = as_data(questionnaire)
    for name, text in translated.items():
        _at(data, paths[name])[language] = text
    return Questionnaire.model_validate(data)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
