"""The form on paper: every box is printed where the layout says, and everything is asked."""

from datetime import date

import pytest

from tests.forms import form
from tests.paper.rendered import DPI, PIXELS, edges, pages, texts
from tryggve.paper import layout as paper
from tryggve.paper.form import typeset_form
from tryggve.paper.paper_questions import blocks_on_paper
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.wording.problems import InputError

MADE = date(2026, 11, 27)
FORMS = ["single", "multiple", "grid", "number", "text", "map_point", "routing_skip"]
WITHIN = 0.1  # mm


def set_form(questionnaire, language="sv", **more):
    return typeset_form(questionnaire, language=language, made=MADE, **more)


@pytest.fixture(scope="module")
def standard():
    return set_form(standard_questionnaire())


@pytest.mark.parametrize("name", [*FORMS, "standard"])
def test_every_box_is_printed_where_the_layout_says(name, standard):
    made = standard if name == "standard" else set_form(form(name))
    pictures = pages(made.pdf)
    assert made.layout.boxes
    furthest = 0.0
    for box in made.layout.boxes:
        area = box.area
        found = edges(pictures[box.page - 1], area.x, area.y, area.width, area.height)
        wanted = (area.x, area.y, area.x + area.width, area.y + area.height)
        furthest = max(furthest, *(abs(a - b) for a, b in zip(found, wanted, strict=True)))
    assert furthest <= WITHIN


def test_a_layout_that_is_off_by_a_known_trap_is_found_out(standard):
    picture = pages(standard.pdf)[0]
    box = standard.layout.boxes[0].area
    found = edges(picture, box.x, box.y + 0.42, box.width, box.height)
    assert abs(found[1] - (box.y + 0.42)) > 0.3


def test_the_corner_marks_are_solid_and_stand_free(standard):
    for picture in pages(standard.pdf, dpi=DPI):
        for mark in paper.marks():
            inside = picture[
                round((mark.y + 0.2) * PIXELS) : round((mark.y + mark.height - 0.2) * PIXELS),
                round((mark.x + 0.2) * PIXELS) : round((mark.x + mark.width - 0.2) * PIXELS),
            ]
            assert inside.max() < 10
            assert min(mark.x, mark.y) >= 8
            assert min(210 - mark.x - mark.width, 297 - mark.y - mark.height) >= 8


def test_the_places_of_the_codes_are_free_and_differ_upside_down(standard):
    squares = paper.codes()
    for picture in pages(standard.pdf, dpi=150):
        scale = 150 / 25.4
        for square in squares:
            area = picture[
                round((square.y - 1) * scale) : round((square.y + square.height + 1) * scale),
                round((square.x - 1) * scale) : round((square.x + square.width + 1) * scale),
            ]
            assert area.min() > 245
    turned = [square.turned() for square in squares]
    assert all(
        abs(one.x - other.x) > one.width or abs(one.y - other.y) > one.height
        for one in squares
        for other in turned
    )


def test_nothing_measured_comes_near_marks_or_codes(standard):
    taken = [*paper.marks(), *paper.codes()]
    for box in standard.layout.boxes:
        for other in taken:
            assert apart(box.area, other, by=2)


def apart(one, other, *, by):
    """Whether two rectangles are so many millimetres apart."""
    return (
        one.x > other.x + other.width + by
        or other.x > one.x + one.width + by
        or one.y > other.y + other.height + by
        or other.y > one.y + one.height + by
    )


def test_the_standard_questionnaire_has_four_to_eight_pages(standard):
    assert standard.layout.pages in {4, 6, 8}


def test_every_answer_of_the_standard_questionnaire_has_a_box(standard):
    questionnaire = standard_questionnaire()
    wanted = {
        (variable.name, code)
        for variable in questionnaire.variables.values()
        if not variable.question.known_from_sample and variable.choices
        for code in variable.choices.codes
    }
    ticks = [(box.variable, box.code) for box in standard.layout.boxes if box.kind == "tick"]
    assert len(ticks) == len(set(ticks))
    assert set(ticks) == wanted
    texts = {box.variable for box in standard.layout.boxes if box.kind == "text"}
    assert texts == {
        variable.name
        for variable in questionnaire.variables.values()
        if variable.choices is None and not variable.question.known_from_sample
    }


def test_a_number_has_a_cell_for_each_digit():
    cells = [box for box in set_form(form("number")).layout.boxes if box.kind == "digit"]
    by_variable = {}
    for cell in cells:
        by_variable.setdefault(cell.variable, []).append(cell.code)
    assert all(codes == list(range(len(codes))) for codes in by_variable.values())
    assert by_variable


def test_several_may_be_ticked_only_where_they_may():
    boxes = set_form(form("multiple")).layout.boxes
    assert {box.several for box in boxes if box.kind == "tick"} == {True}
    assert {box.several for box in set_form(form("single")).layout.boxes} == {False}


def test_what_is_known_from_the_sample_is_not_asked():
    questionnaire = form("known_from_sample")
    known = {v.name for v in questionnaire.variables.values() if v.question.known_from_sample}
    assert known
    assert not known & {box.variable for box in set_form(questionnaire).layout.boxes}


def test_who_is_to_answer_is_told_by_numbers(standard):
    text = " ".join(" ".join(texts(standard.pdf)).split())
    several = "Svara bara för det där du svarade ”Ja, en gång” eller ”Ja, flera gånger” i fråga 4."
    assert several in text
    assert "Svara bara om du svarade ”Ja” på fråga 10." in text
    assert "out_late" not in text
    assert "Answer only" not in text


def test_the_same_questionnaire_gives_the_same_bytes():
    first, second = set_form(form("grid")), set_form(form("grid"))
    assert first.pdf == second.pdf
    assert first.layout.as_json() == second.layout.as_json()


def test_simpler_words_stand_on_paper_where_they_are_written():
    questionnaire = standard_questionnaire()
    made = set_form(questionnaire, "sv-simple")
    assert made.layout.language == "sv-simple"
    assert made.layout.id != set_form(questionnaire).layout.id


def test_other_languages_answer_on_the_web():
    with pytest.raises(InputError) as refused:
        set_form(standard_questionnaire(), "ar")
    assert refused.value.problems[0].field == "language"


def test_made_up_data_say_so_on_the_form():
    made = set_form(form("single"), simulated="Simulerade data")
    assert "Simulerade data" in " ".join(texts(made.pdf))


def test_a_form_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("tryggve.paper.form.MOST_PAGES", 4)
    with pytest.raises(InputError):
        set_form(standard_questionnaire())


def test_questions_are_numbered_as_they_stand():
    numbers = [
        question["number"]
        for block in blocks_on_paper(standard_questionnaire(), "sv")
        for question in block["questions"]
    ]
    assert numbers == list(range(1, len(numbers) + 1))
