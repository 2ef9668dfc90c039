"""The columns of the answers, and who is asked in words."""

import pytest

from tests.forms import NAMES, form
from tryggve.questionnaire.columns import NOT_ANSWERED, NOT_ASKED, Kind, columns, said
from tryggve.questionnaire.conditions_in_words import asked_of
from tryggve.questionnaire.standard import standard_questionnaire


def names(name: str) -> list[str]:
    return [column.name for column in columns(form(name))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("single", list(form("single").variables)),
        ("grid", ["litter", "noise", "traffic"]),
        ("multiple", ["why_1", "why_2", "why_3", "why_4", "why_9"]),
        ("map_point", [f"avoided_{part}" for part in ("listed", "longitude", "latitude", "words")]),
    ],
)
def test_the_columns_of_each_kind(name: str, expected: list[str]) -> None:
    assert names(name) == expected


@pytest.mark.parametrize("name", NAMES)
def test_no_two_columns_have_one_name(name: str) -> None:
    assert len(names(name)) == len(set(names(name)))


def test_a_non_answer_is_missing_where_it_belongs_to_no_base() -> None:
    (column,) = columns(form("non_answers"))
    assert {each.code: each.is_missing for each in column.meanings} == {
        1: False,
        2: False,
        7: False,
        9: True,
        NOT_ANSWERED: True,
        NOT_ASKED: True,
    }


def test_an_item_is_labelled_by_question_and_line() -> None:
    first = columns(form("grid"))[0]
    assert first.label("sv") == "Är detta ett problem? Skräp"
    assert first.label("ar") == "هل هذه مشكلة؟ القمامة"


def test_easy_swedish_falls_back_on_swedish() -> None:
    column = columns(standard_questionnaire())[0]
    own = column.meanings[-1].words
    assert said(own, "sv-simple") == said(own, "sv")
    assert said(own, "sv") != said(own, "en")


def test_a_column_that_is_no_code_has_no_codes_of_answers() -> None:
    kinds = {column.name: column for column in columns(standard_questionnaire())}
    assert kinds["age"].kind is Kind.NUMBER
    assert [each.code for each in kinds["age"].meanings] == [NOT_ANSWERED, NOT_ASKED]
    assert (kinds["comment"].kind, kinds["comment"].meanings) == (Kind.TEXT, ())


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("litter", None),
        ("reported_theft", "Asked if victim_theft is 2 Yes, once / 3 Yes, several times."),
        ("avoided_place", "Asked if avoids_place is 1 Yes."),
        ("age", "Asked if the person was not drawn from a register."),
    ],
)
def test_who_is_asked_in_words(variable: str, expected: str | None) -> None:
    questionnaire = standard_questionnaire()
    found = asked_of(questionnaire.variables[variable], questionnaire, "en")
    assert (found and found.spoken_in("en")) == expected


def test_several_ways_to_a_question_are_all_told() -> None:
    questionnaire = standard_questionnaire()
    found = asked_of(questionnaire.variables["why"], questionnaire, "en")
    assert found is not None
    assert found.spoken_in("en").count(" or ") == 3


def test_a_number_is_told_with_its_limits() -> None:
    questionnaire = form("routing_number")
    told = [
        found.spoken_in("en")
        for variable in questionnaire.variables.values()
        if (found := asked_of(variable, questionnaire, "en"))
    ]
    assert told != []
    assert all("is at " in each or "is from " in each for each in told)
