"""What a clerk writes, as an answer; and where two clerks read otherwise."""

import pytest

from tests.forms import form
from tryggve.questionnaire.keying import as_keyed, differing, keyed
from tryggve.wording.problems import InputError


def variable(name: str, of: str):
    return form(of).variables[name]


@pytest.mark.parametrize(
    ("of", "name", "written", "answer"),
    [
        ("single", "mood", " 2 ", 2),
        ("single", "mood", "", None),
        ("multiple", "why", "3 1", [1, 3]),
        ("multiple", "why", "1,3", [1, 3]),
        ("multiple", "why", "", None),
        ("number", "distance", "2,5", 2.5),
        ("text", "more", " Mer ljus. ", "Mer ljus."),
        ("map_point", "avoided", "Vid stationen", {"words": "Vid stationen"}),
        ("map_point", "avoided", "", None),
    ],
)
def test_what_is_written_is_an_answer_and_the_answer_is_written_alike(of, name, written, answer):
    asked = variable(name, of)
    assert keyed(asked, written) == answer
    assert keyed(asked, as_keyed(answer)) == answer


@pytest.mark.parametrize(
    ("of", "name", "written"),
    [("single", "mood", "7"), ("multiple", "why", "1 7"), ("number", "years", "abc")],
)
def test_what_no_box_stands_for_is_refused_and_names_its_question(of, name, written):
    with pytest.raises(InputError) as refused:
        keyed(variable(name, of), written)
    assert refused.value.problems[0].field == name


def test_two_readings_differ_where_they_say_otherwise_and_not_by_capitals_or_spaces():
    asked = form("multiple")
    assert differing(asked, {"why": [1, 3]}, {"why": [1, 3]}) == []
    assert [each.name for each in differing(asked, {"why": [1, 3]}, {"why": [1]})] == ["why"]
    assert [each.name for each in differing(asked, {}, {"why": [1]})] == ["why"]
    texts = form("text")
    assert differing(texts, {"more": "Mer  ljus"}, {"more": "mer ljus"}) == []
