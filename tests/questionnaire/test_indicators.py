import pytest

from tests.forms import form
from tryggve.questionnaire.indicators import counted


@pytest.mark.parametrize(
    ("answers", "is_counted"),
    [({"out_late": 2}, True), ({"out_late": 1}, False), ({"out_late": 7}, False),
     ({"out_late": 9}, None), ({}, None)],
)  # fmt: skip
def test_the_base_holds_those_non_answers_that_belong_to_it(answers, is_counted):
    questionnaire = form("non_answers")
    assert counted(questionnaire.indicators[0], questionnaire, answers) is is_counted


@pytest.mark.parametrize(
    ("answers", "is_counted"),
    [
        ({"theft": 2, "threat": 2}, None),  # not among those of whom it is told
        ({"theft": 1, "threat": 2, "told_theft": 1}, True),
        ({"theft": 1, "threat": 2, "told_theft": 2}, False),  # the threat was not asked about
        ({"theft": 1, "threat": 1, "told_theft": 2}, None),  # the threat was not answered
        ({"theft": 1, "threat": 1, "told_theft": 1}, True),  # one that counts is enough
        ({"theft": 1, "threat": 1, "told_theft": 2, "told_threat": 2}, False),
    ],
)
def test_of_several_questions(answers, is_counted):
    questionnaire = form("routing_items")
    assert counted(questionnaire.indicators[0], questionnaire, answers) is is_counted


def test_none_of_them_turns_it_round():
    questionnaire = form("routing_items")
    none = questionnaire.indicators[0].model_copy(update={"holds": "none"})
    found = {"theft": 1, "threat": 2}
    assert counted(none, questionnaire, found | {"told_theft": 1}) is False
    assert counted(none, questionnaire, found | {"told_theft": 2}) is True
    assert counted(none, questionnaire, found) is None


def test_of_several_answers_one_that_counts_is_enough():
    questionnaire = form("multiple")
    dark = form("non_answers").indicators[0].model_copy(update={"counts": {"why": (1,)}})
    assert counted(dark, questionnaire, {"why": [1, 3]}) is True
    assert counted(dark, questionnaire, {"why": [2, 3]}) is False
    assert counted(dark, questionnaire, {"why": [9]}) is None
