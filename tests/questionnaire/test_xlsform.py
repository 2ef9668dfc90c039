"""XLSForm goes out and in without change, and other programs' forms are read or refused by row."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tests.forms import NAMES, form
from tryggve.questionnaire.xlsform import read_xlsform, write_xlsform
from tryggve.questionnaire.xlsform.conditions import NotUnderstood, as_condition, as_expression
from tryggve.questionnaire.xlsform.sheets import MOST_UNPACKED, as_workbook
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

YES_NO = [
    {"list_name": "yn", "name": "yes", "label": "Yes"},
    {"list_name": "yn", "name": "no", "label": "No"},
]
CODINGS = {"a": {"1": 1, "2": 2, "3": 3}, "b": {"yes": 1, "no": 2}}


@pytest.mark.parametrize("name", NAMES)
def test_out_and_in_without_change(name):
    assert read_xlsform(write_xlsform(form(name))) == form(name)


@pytest.mark.parametrize("name", NAMES)
def test_pyxform_takes_it_without_a_warning(name, tmp_path):
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(write_xlsform(form(name)))
    converted = convert(file, validate=False)
    assert converted.warnings == []
    for variable in form(name).variables:
        assert f"/{variable}" in converted.xform


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("selected(${a}, '1')", {"a": [1]}),
        ("${a} = '2'", {"a": [2]}),
        ("selected(${a}, '1') or selected(${a}, '2')", {"a": [1, 2]}),
        ("selected(${a}, '1') and selected(${b}, 'no')", {"a": [1], "b": [2]}),
        ("${n} >= 16 and ${n} <= 85", {"n": {"least": 16, "most": 85}}),
        ("${n} = 3", {"n": {"least": 3, "most": 3}}),
        ("(${a} = '1' or ${a} = '3') and ${n} >= 2", {"a": [1, 3], "n": {"least": 2}}),
        (" ( ${a} = \"1\" ) or ( ${b} = 'yes' ) ", [{"a": [1]}, {"b": [1]}]),
        ("${a} = '1' and (${b} = 'yes' or ${n} >= 2)",
         [{"a": [1], "b": [1]}, {"a": [1], "n": {"least": 2}}]),
    ],
)  # fmt: skip
def test_conditions_are_understood(expression, condition):
    found = as_condition(expression, CODINGS).model_dump(mode="json", exclude_none=True)
    assert found == condition


@pytest.mark.parametrize(
    "expression",
    ["not(${a} = '1')", "${a} != '1'", "${n} > 3", "count-selected(${a}) = 2", "${a} = '9'",
     "true()", "${a} = '1' and ${a} = '2'", "${unknown} = 'x'", "", "${n} + 1 = 2", "("],
)  # fmt: skip
def test_conditions_that_cannot_be_kept(expression):
    with pytest.raises(NotUnderstood):
        as_condition(expression, CODINGS)


def test_a_condition_is_written_as_it_is_read():
    expression = "(selected(${a}, '1') or selected(${a}, '2')) and ${n} >= 2"
    assert as_expression(as_condition(expression, CODINGS)) == expression


def foreign(survey, choices=YES_NO, settings=None):
    settings = settings or {
        "form_title": "Walk",
        "form_id": "walk",
        "default_language": "English (en)",
    }
    return as_workbook({"survey": survey, "choices": choices, "settings": [settings]})


def test_a_form_made_for_odk():
    questionnaire = read_xlsform(
        foreign(
            [
                {"type": "start", "name": "start"},
                {"type": "begin group", "name": "place", "label": "The place"},
                {"type": "select_one yn", "name": "dark", "label": "Is it dark?"},
                {"type": "text", "name": "why", "label": "Why?", "relevant": "${dark} = 'yes'"},
                {"type": "geopoint", "name": "where", "label": "Where?"},
                {"type": "end group"},
                {
                    "type": "integer",
                    "name": "age",
                    "label": "Age?",
                    "constraint": ". >= 0 and . <= 120",
                },
            ]
        )
    )
    assert list(questionnaire.variables) == ["dark", "why", "where", "age"]
    assert [block.name for block in questionnaire.blocks] == ["place", "questions_1"]
    assert questionnaire.variables["dark"].choices.codes == (1, 2)
    assert questionnaire.variables["why"].is_asked({"dark": 1})
    assert not questionnaire.variables["why"].is_asked({"dark": 2})
    assert list(questionnaire.languages) == ["en"]


def said(content: bytes) -> list[str]:
    with speaking("en"), pytest.raises(InputError) as caught:
        read_xlsform(content, file="f.xlsx")
    with speaking("en"):
        return [f"{p.where}: {p.what}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"type": "image", "name": "x", "label": "X"},
         "f.xlsx [survey], row 2: A questionnaire cannot hold a row of the type image."),
        ({"type": "begin_repeat", "name": "x", "label": "X"},
         "f.xlsx [survey], row 2: A questionnaire cannot hold a row of the type begin_repeat."),
        ({"type": "select_one zz", "name": "x", "label": "X"},
         "f.xlsx [survey], row 2: There is no list zz on the sheet choices."),
        ({"type": "text", "name": "x", "label": "X", "relevant": "not(${y} = 'a')"},
         "f.xlsx [survey], row 2: The condition cannot be kept: not(${y} = 'a')."),
        ({"type": "integer", "name": "x", "label": "X"},
         "f.xlsx [survey], row 2: The constraint cannot be kept: ."),
        ({"type": "note", "name": "x", "label": "X"},
         "f.xlsx [survey], row 2: A note stands where none can be kept."),
        ({"type": "text", "name": "x", "label::Klingon": "X"},
         "f.xlsx [survey], row 1: The language of the heading label::Klingon is none of those that "
         "there are."),
        ({"type": "text", "name": "X Y", "label": "X"},
         "f.xlsx [survey], row 2, field blocks.1.questions.1: X Y has another form than is "
         "needed here."),
    ],
)  # fmt: skip
def test_what_a_questionnaire_cannot_hold_is_told_by_row(row, problem):
    assert problem in said(foreign([row]))


def test_what_is_no_workbook():
    assert said(b"hello") == ["f.xlsx: The file is no Excel workbook."]
    assert said(as_workbook({"data": [{"a": "1"}]})) == [
        "f.xlsx: The workbook has no sheet survey."
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text():
    questionnaire = form("text")
    block = questionnaire.blocks[0]
    words = block.questions[0].text
    formula = words.model_copy(update={"texts": {**words.texts, "sv": "=1+1"}})
    question = block.questions[0].model_copy(update={"text": formula})
    changed = questionnaire.model_copy(
        update={"blocks": (block.model_copy(update={"questions": (question,)}),)}
    )
    content = write_xlsform(changed)
    sheet = load_workbook(io.BytesIO(content))["survey"]
    assert [cell.data_type for row in sheet for cell in row if cell.value == "=1+1"] == ["s"]
    assert read_xlsform(content) == changed


def test_a_workbook_that_unpacks_to_a_mountain_is_refused_unread():
    packed = io.BytesIO(write_xlsform(form("single")))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/more.xml", b" " * (MOST_UNPACKED + 1))
    with pytest.raises(InputError) as refused:
        read_xlsform(packed.getvalue(), file="stor.xlsx")
    assert refused.value.problems[0].file == "stor.xlsx"
