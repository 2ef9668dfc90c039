from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tryggve.questionnaire.languages import LANGUAGES as QUESTIONNAIRE_LANGUAGES
from tryggve.wording.text import (
    BASED_ON,
    RESPONDENTS,
    current_language,
    say,
    say_many,
    speaking,
)


def test_a_sentence_is_said_in_the_language_of_the_moment():
    row = say("row {row}", row="3")
    with speaking("sv"):
        assert str(row) == "rad 3"
    with speaking("en"):
        assert str(row) == "row 3"


def test_swedish_is_spoken_where_nothing_else_is_said():
    assert current_language() == "sv"
    with speaking("tlh"):
        assert current_language() == "sv"


def test_the_language_is_given_back():
    with speaking("en"), speaking("ar"):
        assert current_language() == "ar"
    assert current_language() == "sv"


def test_each_thread_speaks_its_own_language():
    def speak(language):
        with speaking(language):
            return current_language()

    with speaking("en"), ThreadPoolExecutor(2) as pool:
        assert list(pool.map(speak, ["ar", "sv"])) == ["ar", "sv"]
        assert current_language() == "en"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1234.5, "en", "of 1,234.5"),
        (date(2026, 3, 5), "en", "of 5 March 2026"),
        ("0761", "en", "of 0761"),
        (True, "en", "of True"),
        (say("row {row}", row="3"), "sv", "of rad 3"),
        (None, "en", "of None"),
    ],
)
def test_values_are_written_the_way_of_the_language(value, language, written):
    assert say("of {value}", value=value).spoken_in(language) == written


@pytest.mark.parametrize(("count", "said"), [(1, "one area"), (2, "2 areas"), (0, "0 areas")])
def test_the_form_follows_the_number(count, said):
    assert say_many("one area", "{count} areas", count).spoken_in("en") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv-simple", "Välj högst 3."),
        ("fi", "Valitse enintään 3."),
        ("uk", "Виберіть не більше ніж 3."),
        ("ti", "እንተበዝሐ 3 ምረጽ።"),
        ("tlh", "Choose 3 at most."),
    ],
)
def test_who_answers_is_spoken_to_in_their_language(language, said):
    assert say("Choose {most} at most.", most=3).spoken_in(language) == said


def test_the_languages_of_who_answers_are_those_of_questionnaires():
    assert set(RESPONDENTS) == set(QUESTIONNAIRE_LANGUAGES)
    based = {each.tag: each.based_on for each in QUESTIONNAIRE_LANGUAGES.values() if each.based_on}
    assert based == BASED_ON


@pytest.mark.parametrize("language", RESPONDENTS)
def test_numbers_have_the_digits_of_the_tables_in_every_language(language):
    with speaking(language):
        assert current_language() == language
    said = say("{n}", n=1234).spoken_in(language)
    assert [sign for sign in said if sign.isdigit()] == list("1234")
