"""The forms of many recipients share their pages; each side tells its own sheet."""

import io
from datetime import date

import numpy as np
import pikepdf
import pytest
import zxingcpp

from tests.forms import form
from tests.paper.rendered import pages, texts
from tryggve.paper.form import typeset_form
from tryggve.paper.layout import codes
from tryggve.paper.overlay import Copy, printed
from tryggve.paper.sheet_code import new_sheet_code, read_side, written
from tryggve.questionnaire.standard import standard_questionnaire

MADE = date(2026, 11, 27)


@pytest.fixture(scope="module")
def standard():
    return typeset_form(standard_questionnaire(), language="sv", made=MADE)


def copies_of(layout, number):
    return [Copy([new_sheet_code() for _ in range(layout.sheets)]) for _ in range(number)]


def first_printed(made, *, dpi):
    """The pages of one copy."""
    return pages(printed(made.pdf, made.layout, copies_of(made.layout, 1)), dpi=dpi)


def test_each_side_tells_its_layout_page_and_sheet_twice(standard):
    copies = copies_of(standard.layout, 2)
    found = pages(printed(standard.pdf, standard.layout, copies), dpi=300)
    assert len(found) == 2 * standard.layout.pages
    for number, picture in enumerate(found):
        page = number % standard.layout.pages + 1
        copy = copies[number // standard.layout.pages]
        sides = [read_side(each.text) for each in zxingcpp.read_barcodes(picture)]
        assert len(sides) == 2
        assert set(sides) == {sides[0]}
        assert (sides[0].layout, sides[0].page) == (standard.layout.id, page)
        assert sides[0].sheet == copy.sheets[(page - 1) // 2]


def test_the_symbols_stand_in_their_squares(standard):
    picture = first_printed(standard, dpi=300)[0]
    scale = 300 / 25.4
    read = sorted(zxingcpp.read_barcodes(picture), key=lambda each: each.position.top_left.y)
    for square, found in zip(codes(), read, strict=True):
        corners = (found.position.top_left, found.position.bottom_right)
        middle = [sum(getattr(each, axis) for each in corners) / 2 / scale for axis in ("x", "y")]
        assert middle[0] == pytest.approx(square.x + square.width / 2, abs=0.3)
        assert middle[1] == pytest.approx(square.y + square.height / 2, abs=0.3)


def test_nothing_else_than_the_codes_is_laid_over(standard):
    blank = pages(standard.pdf, dpi=127)  # five pixels a millimetre
    for before, after in zip(blank, first_printed(standard, dpi=127), strict=True):
        different = np.argwhere(np.abs(by_millimetre(before) - by_millimetre(after)) > 60)
        assert len(different)
        assert all(y < 21 or y >= 276 for y, _x in different)


def by_millimetre(picture):
    """The mean shade of each square millimetre: a letter that moves by a pixel makes none."""
    rows, columns = (length // 5 for length in picture.shape)
    squares = picture[: 5 * rows, : 5 * columns].reshape(rows, 5, columns, 5)
    return squares.mean(axis=(1, 3))


def test_the_code_stands_in_letters_on_every_page(standard):
    copy = copies_of(standard.layout, 1)[0]
    found = texts(printed(standard.pdf, standard.layout, [copy]))
    for page, text in enumerate(found):
        assert written(copy.sheets[page // 2]) in text


def test_a_recipient_costs_less_than_three_kilobytes(standard):
    few, many = (
        len(printed(standard.pdf, standard.layout, copies_of(standard.layout, number)))
        for number in (50, 150)
    )
    assert (many - few) / 100 < 3_000


def test_the_same_copies_give_the_same_bytes(standard):
    copies = copies_of(standard.layout, 3)
    assert printed(standard.pdf, standard.layout, copies) == printed(
        standard.pdf, standard.layout, copies
    )


def test_the_codes_are_artifacts(standard):
    content = printed(standard.pdf, standard.layout, copies_of(standard.layout, 1))
    with pikepdf.open(io.BytesIO(content)) as opened:
        drawn = opened.pages[0].Contents.read_bytes()
    assert drawn.startswith(b"q /P Do Q /Artifact BMC")
    assert drawn.endswith(b"EMC")


def test_a_copy_has_a_code_for_each_sheet():
    made = typeset_form(form("single"), language="sv", made=MADE)
    with pytest.raises(ValueError, match="codes for"):
        printed(made.pdf, made.layout, [Copy([])])
