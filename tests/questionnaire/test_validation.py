import pytest

from tests.forms import form
from tryggve.questionnaire.validation import accepted, accepted_place, doubts
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def variable(form_name: str, name: str):
    return form(form_name).variables[name]


def refused(*args, **kwargs) -> str:
    call = accepted_place if kwargs else accepted
    with speaking("en"), pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    with speaking("en"):
        (problem,) = caught.value.problems
        return str(problem.what)


def test_one_answer():
    mood = variable("single", "mood")
    assert accepted(mood, ["2"]) == 2
    assert accepted(mood, []) is None
    assert accepted(mood, [""]) is None
    assert refused(mood, ["3"]) == "Choose one of the answers."
    assert refused(mood, ["1.0"]) == "Choose one of the answers."


def test_a_non_answer_is_an_answer():
    assert accepted(variable("non_answers", "out_late"), ["9"]) == 9


def test_several_answers_come_in_the_order_of_the_options():
    why = variable("multiple", "why")
    assert accepted(why, ["2", "1"]) == [1, 2]
    assert accepted(why, ["2", "2"]) == [2]
    assert accepted(why, []) is None
    assert accepted(why, ["9"]) == [9]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (["1", "2", "3"], "Choose 2 at most."),
        (["1", "4"], "One of the answers that you chose goes with no other. "
                     "Choose that one alone, or the others."),
        (["1", "9"], "One of the answers that you chose goes with no other. "
                     "Choose that one alone, or the others."),
        (["5"], "Choose among the answers."),
        (["1", "x"], "Choose among the answers."),
    ],
)  # fmt: skip
def test_several_answers_that_do_not_go_together(given, what):
    assert refused(variable("multiple", "why"), given) == what


@pytest.mark.parametrize(
    ("given", "number"),
    [("12", 12), (" 12 ", 12), ("0", 0), ("99", 99), ("١٢", 12), ("۱۲", 12), ("", None)],
)
def test_whole_numbers_in_the_digits_of_any_language(given, number):
    assert accepted(variable("number", "years"), [given]) == number


@pytest.mark.parametrize("given", ["100", "-1", "1,5", "12 år", "1e1", "nan", "inf", "½", "0x1"])
def test_what_is_no_number_between_the_limits(given):
    what = refused(variable("number", "years"), [given])
    assert what == "Write a number between 0 and 99, with digits."


@pytest.mark.parametrize(
    ("given", "number"), [("1,5", 1.5), ("1.5", 1.5), ("١٫٥", 1.5), ("10", 10), ("0,0", 0)]
)
def test_decimal_numbers(given, number):
    assert accepted(variable("number", "distance"), [given]) == number


def test_too_many_decimals():
    assert refused(variable("number", "distance"), ["1,55"]).startswith("Write a number")


def test_a_text_is_cleaned_of_signs_that_are_not_shown():
    more = variable("text", "more")
    assert accepted(more, ["  ett\r\ntvå\x00\u202e  "]) == "ett\ntvå"
    assert accepted(more, [" \x00 "]) is None
    assert accepted(more, ["سلام\u200cدنیا 👨‍👩‍👧"]) == "سلام\u200cدنیا 👨‍👩‍👧"
    assert refused(more, ["x" * 201]) == "The text has 201 signs. Shorten it to 200."


def place(**given):
    empty = {"listed": "", "longitude": "", "latitude": "", "words": "", "places": ["12", "13"]}
    return {"name": "avoided"} | empty | given


def test_a_place_in_its_three_ways():
    assert accepted_place(**place(listed="12")) == {"listed": "12"}
    assert accepted_place(**place(longitude="15.2712345", latitude="56.75")) == {
        "point": [15.27123, 56.75]
    }
    assert accepted_place(**place(words=" vid  stationen ")) == {"words": "vid  stationen"}
    assert accepted_place(**place()) is None
    assert accepted_place(**place(listed="13", words="x")) == {"listed": "13", "words": "x"}


@pytest.mark.parametrize(
    "given",
    [
        {"listed": "99"},
        {"longitude": "15"},
        {"longitude": "200", "latitude": "56"},
        {"longitude": "x", "latitude": "y"},
        {"words": "x" * 501},
    ],
)
def test_a_place_that_cannot_be(given):
    assert refused(**place(**given))


def test_answers_that_do_not_fit_are_doubted_and_not_refused():
    checks = form("checks")
    assert [each.name for each in doubts(checks, {"age": 19, "lived": 2})] == ["longer_than_life"]
    assert list(doubts(checks, {"age": 20, "lived": 2})) == []
    assert list(doubts(checks, {"lived": 2})) == []
