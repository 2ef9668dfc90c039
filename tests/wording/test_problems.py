import pytest

from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say, speaking


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({}, "No. Mend."),
        ({"file": "a.csv"}, "a.csv: No. Mend."),
        ({"file": "a.csv", "row": 1234}, "a.csv, row 1234: No. Mend."),
        ({"file": "a.csv", "row": 2, "field": "code"}, "a.csv, row 2, field code: No. Mend."),
    ],
)
def test_a_problem_says_where_what_and_how_to_mend(where, said):
    with speaking("en"):
        assert str(Problem("No.", "Mend.", **where)) == said


def test_an_error_holds_every_problem():
    problems = [Problem("First.", row=2), Problem("Second.", row=3)]
    with pytest.raises(InputError) as refused:
        raise InputError(iter(problems))
    with speaking("en"):
        assert str(refused.value) == "row 2: First.\nrow 3: Second."


def test_refusing_a_single_thing():
    error = refuse(say("No."), say("Mend."), file="a.csv", row=2, field="code")
    assert error.problems == (Problem(say("No."), say("Mend."), "a.csv", 2, "code"),)
