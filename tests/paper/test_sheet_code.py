"""The code of a sheet is found again from what is printed, whichever way the sheet lies."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from tryggve.paper.sheet_code import Side, new_sheet_code, read_side, symbol, written
from tryggve.privacy.check_signs import SIGNS, check_sign
from tryggve.wording.problems import InputError

drawn = st.text(SIGNS, min_size=9, max_size=9)
layouts = st.text(SIGNS, min_size=4, max_size=4)


@given(drawn, layouts, st.integers(1, 9), st.integers(0, 3))
def test_a_symbol_is_read_again(nine, layout, page, turns):
    side = Side(layout, page, nine + check_sign(nine))
    picture = np.kron(np.pad(~symbol(side), 2, constant_values=True), np.ones((4, 4)))
    turned = np.rot90(picture, turns)
    (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(turned * 255).astype(np.uint8))
    assert read_side(found.text) == side


@given(drawn)
def test_a_symbol_is_square_and_fits_whatever_it_holds(nine):
    rows, columns = symbol(Side("0A1B", 3, nine + check_sign(nine))).shape
    assert rows == columns <= 16


def test_codes_are_drawn_with_their_check():
    codes = {new_sheet_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(read_side(f"0A1B1{code}").sheet == code for code in codes)


def test_how_people_read_it():
    assert written("7K3MQ2XW4R") == "7K3M-Q2X-W4R"


@pytest.mark.parametrize(
    "text",
    ["", "0A1B", "0A1B0" + "0" * 10, "0A1BX" + "0" * 10, "0A1B1" + "0" * 9, "0A1B1" + "0" * 9 + "1",
     "0a1b1" + "0" * 10, "0A1B1" + "0" * 10 + "0", "https://example.se"],
)  # fmt: skip
def test_what_is_no_code_of_a_form(text):
    with pytest.raises(InputError) as refused:
        read_side(text)
    assert not text or text not in str(refused.value)
