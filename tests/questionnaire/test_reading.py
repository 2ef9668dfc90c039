"""A wrong definition: all that is wrong in one report, with the line and how to mend it."""

import pytest

from tests.forms import NAMES, form, text_of
from tryggve.questionnaire.reading import read_questionnaire, read_questionnaire_file
from tryggve.questionnaire.writing import as_yaml
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

GOOD = """\
name: small
version: "1"
languages:
  sv: {written_by: people}
title: {sv: Litet}
scales:
  yes_no:
    options:
      - {code: 1, text: {sv: Ja}}
      - {code: 2, text: {sv: Nej}}
blocks:
  - name: only
    title: {sv: Frågor}
    questions:
      - {name: first, kind: single, scale: yes_no, text: {sv: Först?}}
      - {name: years, kind: number, least: 0, most: 9, text: {sv: Hur många år?}}
      - name: second
        kind: single
        scale: yes_no
        asked_if: {first: [1]}
        text: {sv: Sedan?}
indicators:
  - {name: share, title: {sv: Andel}, counts: {second: [1]}}
"""


def problems(text: str, **options: bool):
    with pytest.raises(InputError) as caught:
        read_questionnaire(text, file="q.yaml", **options)
    return caught.value.problems


def said(text: str) -> list[tuple[int | None, str]]:
    with speaking("en"):
        return [(problem.row, str(problem.what)) for problem in problems(text)]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_again(name):
    assert read_questionnaire(as_yaml(form(name))) == form(name)


def test_a_good_definition():
    questionnaire = read_questionnaire(GOOD)
    assert list(questionnaire.variables) == ["first", "years", "second"]
    assert questionnaire.variables["second"].choices.codes == (1, 2)


@pytest.mark.parametrize(
    ("old", "new", "row", "what"),
    [
        ("name: small\n", "", 1, "The key name is missing."),
        ("name: small", "name: Small!", 1, "Small! has another form than is needed here."),
        ("version:", "versoin: 1\nversion:", 2, "There is no such key."),
        ("  sv: {written_by: people}", "  sv: {written_by: nobody}", 4,
         "The value is none of those that there are."),
        ("title: {sv: Litet}", "title: {sv: ''}", 5, "There is nothing here."),
        ("title: {sv: Litet}", "title: {xx: Litet}", 5, "There is no language xx; there are sv, "
         "sv-simple, en, ar, fi, so, fa, pl, bs, uk, ti."),
        ("kind: number", "kind: numeral", 16, "The value is none of those that there are."),
        ("kind: number, ", "", 16, "The key kind is missing."),
        ("code: 1, ", "code: one, ", 9, "The value is of the wrong kind."),
        ("code: 1, ", "code: 1000, ", 9, "The value lies beyond 999."),
        ("least: 0, most: 9", "least: 9, most: 0", 16, "least is above most."),
        ("kind: number, ", "kind: number, decimals: 9, ", 16, "The value lies beyond 4."),
        ("        scale: yes_no\n        asked_if", "        asked_if", 17,
         "Give a scale or options, one of the two."),
        ("asked_if: {first: [1]}", "asked_if: {}", 20, "A condition names at least one question."),
        ("asked_if: {first: [1]}", "asked_if: {years: {}}", 20, "Give least, most or both."),
        ("counts: {second: [1]}", "counts: {}", 23,
         "An indicator counts at least one code of at least one question."),
    ],
)  # fmt: skip
def test_a_wrong_form_is_told_with_its_line(old, new, row, what):
    assert said(changed(old, new)) == [(row, what)]


@pytest.mark.parametrize(
    ("old", "new", "row", "what"),
    [
        ("{name: years,", "{name: first,", 16, "The name first stands twice."),
        ("code: 2", "code: 1", 10, "The code 1 stands twice among the same answers."),
        ("scale: yes_no, text: {sv: Först?}", "scale: no_yes, text: {sv: Först?}", 15,
         "There is no scale no_yes."),
        ("  yes_no:\n", "  other:\n    options:\n      - {code: 1, text: {sv: Ja}}\n  yes_no:\n", 7,
         "No question uses the scale other."),
        ("asked_if: {first: [1]}", "asked_if: {nowhere: [1]}", 20,
         "The condition names nowhere, which is no question."),
        ("asked_if: {first: [1]}", "asked_if: {second: [1]}", 20,
         "The condition names second, which is not asked before."),
        ("asked_if: {first: [1]}", "asked_if: {first: [3]}", 20,
         "first has no answer with the code 3."),
        ("asked_if: {first: [1]}", "asked_if: {first: {least: 1}}", 20,
         "first is not answered with a number."),
        ("asked_if: {first: [1]}", "asked_if: {years: [1]}", 20,
         "years has no answers to choose among."),
        ("asked_if: {first: [1]}", "asked_if: {years: {least: 10}}", 17,
         "No answers lead to second: nobody can be asked it."),
        ("counts: {second: [1]}", "counts: {second: [3]}", 23,
         "The indicator share counts the code 3 of second, which is no option there."),
        ("counts: {second: [1]}", "counts: {years: [1]}", 23,
         "The indicator share counts years, which is no question with answers to choose among."),
        ("{name: years,", "{name: years, problem_area: moon,", 16,
         "There is no problem area moon."),
        ("  sv: {written_by: people}", "  en: {written_by: people}", 3,
         "The language that the questions are written in, sv, is not declared."),
        ("{name: years,", "{name: years, known_from_sample: true,", None, ""),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_told_with_its_line(old, new, row, what):
    if row is None:
        assert read_questionnaire(changed(old, new)).variables["years"].question.known_from_sample
        return
    assert (row, what) in said(changed(old, new))


def test_a_condition_on_what_the_register_says_is_refused():
    text = changed("{name: first,", "{name: first, known_from_sample: true,")
    assert said(text) == [(20, "first is not asked of those who were drawn from a register.")]


def test_everything_is_told_at_once():
    text = GOOD.replace("code: 2", "code: 1").replace("counts: {second: [1]}", "counts: {x: [1]}")
    text = text.replace("asked_if: {first: [1]}", "asked_if: {x: [1]}")
    assert len(said(text)) == 1  # codes come first: what refers to them cannot be judged yet
    text = text.replace("- {code: 1, text: {sv: Nej}}", "- {code: 2, text: {sv: Nej}}")
    assert [row for row, _ in said(text)] == [20, 23]


def test_the_mending_says_what_there_is():
    text = changed("asked_if: {first: [1]}", "asked_if: {first: [3]}")
    with speaking("en"):
        (problem,) = problems(text)
        assert str(problem) == (
            "q.yaml, row 20, field blocks.1.questions.3.asked_if.first: "
            "first has no answer with the code 3. Use one of: 1, 2."
        )


def test_a_missing_translation_is_a_problem_unless_it_may_be_unfinished():
    text = changed("  sv: {written_by: people}\n",
                   "  sv: {written_by: people}\n  fi: {written_by: machine}\n")  # fmt: skip
    text = text.replace("{sv: Ja}", "{sv: Ja, fi: Kyllä}")
    assert (6, "title is missing in fi.") in said(text)
    assert read_questionnaire(text, unfinished_translations=True).languages["fi"]


def test_a_file_that_is_no_questionnaire(tmp_path):
    for content in ("", "- 1\n- 2\n", "hello"):
        with pytest.raises(InputError):
            read_questionnaire(content)
    with pytest.raises(InputError):
        read_questionnaire_file(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: åäö".encode("latin-1"))
    with pytest.raises(InputError):
        read_questionnaire_file(tmp_path / "latin.yaml")


def test_the_text_of_a_form_has_its_lines():
    text = text_of("grid").replace("scale: problem", "scale: trouble")
    line = text[: text.index("scale: trouble")].count("\n") + 1
    assert (line, "There is no scale trouble.") in said(text)
