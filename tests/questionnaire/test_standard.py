"""The standard questionnaire: what it asks, in which languages, and what its index needs."""

import pytest

from tryggve.questionnaire.indicators import counted
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import Multiple, Single
from tryggve.questionnaire.problem_areas import problem_areas
from tryggve.questionnaire.routing import screens
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.questionnaire.texts import texts
from tryggve.questionnaire.translation import complete_languages, findings
from tryggve.questionnaire.xlsform import read_xlsform, write_xlsform
from tryggve.stats.indices.definition import IndexDefinition
from tryggve.stats.indices.reading import known_definitions

QUESTIONNAIRE = standard_questionnaire()
INDICATORS = {indicator.name: indicator for indicator in QUESTIONNAIRE.indicators}


def test_it_asks_at_least_45_items() -> None:
    assert len(QUESTIONNAIRE.variables) >= 45


def test_it_has_the_blocks_of_a_safety_survey_in_their_order() -> None:
    assert [block.name for block in QUESTIONNAIRE.blocks] == [
        "neighbourhood",
        "exposure",
        "worry",
        "unsafety",
        "police_and_municipality",
        "trust",
        "background",
    ]


def test_it_is_in_every_language_and_nothing_is_wrong_with_any() -> None:
    assert list(QUESTIONNAIRE.languages) == list(LANGUAGES)
    assert findings(QUESTIONNAIRE) == []
    assert complete_languages(QUESTIONNAIRE) == tuple(LANGUAGES)


def test_every_language_is_a_machines_draft_that_nobody_has_approved() -> None:
    statuses = set(QUESTIONNAIRE.languages.values())
    assert [(each.written_by, each.approved) for each in statuses] == [("machine", None)]


def test_the_37_indicators_of_the_index_are_those_of_its_definition() -> None:
    definition = known_definitions()["tryggve-2"]
    assert isinstance(definition, IndexDefinition)
    needed = {each.name: each.high_is_good for each in definition.indicators}
    assert len(needed) == 37
    assert set(needed) <= set(INDICATORS)
    assert [name for name, is_good in needed.items() if is_good] == ["police_care"]


@pytest.mark.parametrize(
    ("indicator", "answers", "expected"),
    [
        ("litter", {"litter": 2}, True),
        ("litter", {"litter": 1}, False),
        ("litter", {"litter": 8}, False),
        ("litter", {"litter": 9}, None),
        ("unsafe_out_late", {"out_late": 5}, True),
        ("unsafe_out_late", {"out_late": 7}, False),
        ("safe_out_late", {"out_late": 2}, True),
        ("victim_common_crime", {"victim_violence": 1, "victim_theft": 3}, True),
        ("reported_something", {"victim_theft": 2, "reported_theft": 2}, False),
        ("reported_something", {"victim_theft": 1}, None),
        ("police_care", {"police_care": 8}, False),
        ("police_criticised", {"police_care": 4}, True),
    ],
)
def test_what_an_answer_says_to_an_indicator(
    indicator: str, answers: dict[str, int], expected: bool | None
) -> None:
    assert counted(INDICATORS[indicator], QUESTIONNAIRE, answers) is expected


def test_who_was_a_victim_of_nothing() -> None:
    none = dict.fromkeys(INDICATORS["not_victim"].counts, 1)
    assert counted(INDICATORS["not_victim"], QUESTIONNAIRE, none) is True
    assert counted(INDICATORS["not_victim"], QUESTIONNAIRE, none | {"victim_fraud": 2}) is False


def test_nobody_has_to_answer_who_can_prefer_not_to() -> None:
    asking = [
        variable
        for variable in QUESTIONNAIRE.variables.values()
        if isinstance(variable.question, Single | Multiple) or variable.item
    ]
    without = [each.name for each in asking if each.choices and 9 not in each.choices.codes]
    assert without == []


def test_a_calm_life_is_asked_less() -> None:
    names = {screen.name for screen in screens(QUESTIONNAIRE, {})}
    assert names.isdisjoint({"reported", "why", "avoided_place", "sex", "age"})
    asked = {screen.name for screen in screens(QUESTIONNAIRE, {}, is_sampled=False)}
    assert {"sex", "age"} <= asked


def test_each_crime_that_happened_is_asked_about_and_no_other() -> None:
    way = {screen.name: screen for screen in screens(QUESTIONNAIRE, {"victim_theft": 3})}
    assert [variable.name for variable in way["reported"].variables] == ["reported_theft"]


def test_its_problem_areas_are_those_of_the_list() -> None:
    known = {area.code for theme in problem_areas().themes for area in theme.areas}
    used = {variable.problem_area for variable in QUESTIONNAIRE.variables.values()} - {None}
    assert used <= known
    assert len(used) >= 20


def test_numbers_to_call_stand_in_every_language_that_has_the_text() -> None:
    needed = {"afraid_of_somebody.hint": ["020-50 50 50", "112"], "comment.hint": ["114 14", "112"]}
    needed["blocks.exposure.introduction"] = ["116 006"]
    found = {text.name: text.words.texts for text in texts(QUESTIONNAIRE) if text.name in needed}
    missing = [
        (name, tag, number)
        for name, numbers in needed.items()
        for tag, text in found[name].items()
        for number in numbers
        if number not in text
    ]
    assert missing == []


def test_it_goes_out_as_xlsform_and_in_again_unchanged() -> None:
    assert read_xlsform(write_xlsform(QUESTIONNAIRE)) == QUESTIONNAIRE
