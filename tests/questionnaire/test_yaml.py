import pytest

from tryggve.questionnaire.reading.yaml import read_yaml
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def refused(text: str) -> str:
    with speaking("en"), pytest.raises(InputError) as caught:
        read_yaml(text, "q.yaml")
    with speaking("en"):
        return str(caught.value)


def test_words_that_yaml_takes_for_something_else_stay_words():
    text = "a: no\nb: 12:30\nc: [1, 2.5, true, ~, '1', 1_000]\nd: 2026-01-05\ne: on\nf: 010"
    content, _ = read_yaml(text, "q.yaml")
    assert content == {
        "a": "no",
        "b": "12:30",
        "c": [1, 2.5, True, None, "1", "1_000"],
        "d": "2026-01-05",
        "e": "on",
        "f": "010",
    }


def test_every_value_has_its_line():
    _, lines = read_yaml("a: 1\nb:\n  - x: 1\n    y: 2\n  - z\n", "q.yaml")
    assert lines[("a",)] == 1
    assert lines[("b", 0, "y")] == 4
    assert lines[("b", 1)] == 5


def test_a_key_stands_once():
    assert refused("a: 1\na: 2") == (
        "q.yaml, row 2: The key a stands twice. Take one of them away."
    )


def test_what_is_pointed_at_is_written_out():
    assert "pointed at" in refused("a: &x [1]\nb: *x")


def test_a_list_that_holds_itself_is_refused():
    assert "pointed at" in refused("a: &x [*x]")


def test_a_fault_of_form_names_its_line():
    assert refused("a: 1\nb: c: d").startswith("q.yaml, row 2: The file is not YAML")


def test_signs_that_yaml_does_not_allow():
    assert "does not allow" in refused("a: \x00")


def test_too_large_a_file_is_not_read():
    assert "larger than any questionnaire" in refused("# " + "x" * 5_000_000)
