"""The code on each side of a form: which layout, which page, which sheet.

A sheet (a leaf of paper) has ten signs of its own, nine at random (45 bits) and one that checks
them, printed in groups: `7K3M-Q2X-W4R`. A side carries them twice in a Data Matrix symbol together
with the layout (four signs) and the page: `0A1B` `3` `7K3MQ2XW4R`. The symbols say nothing of a
person, and stand at places that differ when the sheet is turned upside down.
"""

import secrets
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tryggve.privacy.check_signs import SIGNS, check_sign, is_right
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

LENGTH = 10
GROUPS = (4, 3, 3)
LAYOUT_SIGNS = 4
PAGES = 9  # a page is one digit


@dataclass(frozen=True)
class Side:
    """One side of one sheet. `layout`: four signs; `page`: from 1 to 9; `sheet`: ten signs."""

    layout: str
    page: int
    sheet: str

    def __str__(self) -> str:
        return f"{self.layout}{self.page}{self.sheet}"


def new_sheet_code() -> str:
    """The code of a sheet: nine signs at random and one that checks them."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return drawn + check_sign(drawn)


def written(sheet: str) -> str:
    """The code as people read it, in groups: `7K3M-Q2X-W4R`."""
    groups, begin = [], 0
    for length in GROUPS:
        groups.append(sheet[begin : begin + length])
        begin += length
    return "-".join(groups)


def read_side(text: str) -> Side:
    """The side that a symbol says. InputError for a text that is none, without telling it."""
    layout, page, sheet = (
        text[:LAYOUT_SIGNS],
        text[LAYOUT_SIGNS : LAYOUT_SIGNS + 1],
        text[LAYOUT_SIGNS + 1 :],
    )
    is_known = set(layout + sheet) <= set(SIGNS) and len(sheet) == LENGTH
    if not (is_known and page in set("123456789") and is_right(sheet)):
        raise refuse(
            say("This is no code of a form."), say("See that it is a form of this survey.")
        )
    return Side(layout, int(page), sheet)


def symbol(side: Side) -> NDArray[np.bool_]:
    """(rows, columns) of the symbol of a side, True where it is dark; without its quiet zone."""
    return data_matrix(str(side))


def data_matrix(text: str) -> NDArray[np.bool_]:
    """(rows, columns) of a square Data Matrix symbol, True where it is dark; no quiet zone."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    dark: NDArray[np.bool_] = np.array(image) == 0
    return dark
