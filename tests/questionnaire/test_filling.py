"""Translations out of a definition and into it."""

import pytest

from tests.forms import form
from tryggve.questionnaire.filling import filled, translations
from tryggve.questionnaire.texts import texts
from tryggve.wording.problems import InputError


def test_what_goes_out_comes_in_again() -> None:
    questionnaire = form("grid")
    arabic = translations(questionnaire, "ar")
    assert list(arabic) == [text.name for text in texts(questionnaire)]
    assert filled(questionnaire, "ar", arabic) == questionnaire


def test_a_translation_takes_the_place_of_the_one_before_and_of_no_other() -> None:
    questionnaire = filled(form("grid"), "ar", {"litter.text": "القمامة في الشارع"})
    assert translations(questionnaire, "ar")["litter.text"] == "القمامة في الشارع"
    assert translations(questionnaire, "sv") == translations(form("grid"), "sv")


def test_a_new_language_begins_with_nothing() -> None:
    assert translations(form("grid"), "fi") == {}
    finnish = filled(form("grid"), "fi", {"litter.text": "Roskat"})
    assert translations(finnish, "fi") == {"litter.text": "Roskat"}


def test_names_of_no_text_are_all_told_with_their_file() -> None:
    with pytest.raises(InputError) as told:
        filled(form("grid"), "ar", {"litter.txt": "أ", "noise": "ب"}, file="ar.json")
    assert [(each.file, each.field) for each in told.value.problems] == [
        ("ar.json", "litter.txt"),
        ("ar.json", "noise"),
    ]
