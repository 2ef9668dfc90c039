"""The pages on questionnaires: every key, kind, language and problem area stands there."""

import re

import pytest

from tests.docs.pages import text
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import (
    Block,
    Check,
    Grid,
    Indicator,
    Item,
    MapPoint,
    Multiple,
    NonAnswer,
    Number,
    Option,
    Questionnaire,
    Single,
    Written,
)
from tryggve.questionnaire.problem_areas import problem_areas
from tryggve.questionnaire.reading import read_questionnaire

PAGE = text("docs/reference/questionnaire.md")
PARTS = (
    Questionnaire, Block, Single, Multiple, Grid, Item, Number, Written, MapPoint, Option,
    NonAnswer, Check, Indicator,
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_told(part: type) -> None:
    told = set(re.findall(r"`([a-z_]+)(?:: true)?`", PAGE))
    assert set(part.model_fields) - told == set()


def test_every_kind_of_question_is_told() -> None:
    kinds = {
        part.model_fields["kind"].annotation.__args__[0]
        for part in (Single, Multiple, Grid, Number, Written, MapPoint)
    }
    assert set(re.findall(r"^\| `([a-z_]+)` \|.*\|.*\|$", PAGE, re.MULTILINE)) >= kinds


def test_every_language_is_told() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+?) \| (\w+) \|$", PAGE, re.MULTILINE)
    assert [tag for tag, *_ in rows if tag in LANGUAGES] == list(LANGUAGES)


def test_the_example_is_a_questionnaire() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert list(read_questionnaire(example).variables) == ["litter", "where"]


def test_the_table_of_problem_areas_is_the_list() -> None:
    rows = re.findall(r"^\| .+? \| `(\w+)` \| (.+?) \| (.+?) \| (yes|no) \|$",
                      text("docs/reference/problem-areas.md"), re.MULTILINE)  # fmt: skip
    assert rows == [
        (area.code, area.name["sv"], area.name["en"], "yes" if area.in_reports else "no")
        for area in problem_areas().areas.values()
    ]
