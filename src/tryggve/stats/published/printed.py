"""A figure as it is printed, and the values that it may stand for."""

import re
from dataclasses import dataclass
from math import inf

TOLERANCE = 1e-9  # of the bounds, far below any digit that is printed

_SPACE = "[ \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"
_NUMBER = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,3}}|\d{{1,12}})(?:[.,]\d{{1,6}})?"
_FORM = re.compile(
    rf"(?P<sign>~|ca |>|över |<|under |≈)?\s*(?P<first>{_NUMBER})"
    rf"(?:\s*[-–]\s*(?P<last>{_NUMBER}))?\s*%?\s*(?:\(.*\))?",
    re.IGNORECASE,
)
_ABOUT, _OVER, _UNDER = {"~", "≈", "ca "}, {">", "över "}, {"<", "under "}


@dataclass(frozen=True)
class Printed:
    """`low` and `high`: the least and the greatest value that is printed so, by rounding.

    `value`: the number that stands there; of a range its first. `unit`: one of its last decimal.
    `is_vague`: it is about, over or under a number, or a range, so that the bounds are our reading.
    """

    text: str
    value: float
    unit: float
    low: float
    high: float
    is_vague: bool = False

    @property
    def cut(self) -> float:
        """The greatest value that is printed so where further decimals are cut off."""
        return self.value + self.unit - 2 * TOLERANCE

    @property
    def complement(self) -> tuple[float, float]:
        """The bounds of the rest of 100 percent."""
        return 100 - self.high, 100 - self.low


def printed(text: str, *, decimals: int = 0, is_count: bool = False) -> Printed | None:
    """The figure in a cell, or None where it is no number.

    A comma or a point stands before decimals, spaces between digits, and what follows in brackets
    is left out. `decimals`: how many there are at least, since spreadsheets drop the last zeros.
    `is_count`: a number of persons, which is not rounded unless it says so.
    "About" a number (~, ca) is taken as rounded to its last digit that is not 0, "over" (>, över)
    and "under" as less than one of that digit away, since the author would have named the next.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    value, unit = _number(found["first"], decimals)
    sign = (found["sign"] or "").lower()
    step = _last_digit(value, unit)
    half = TOLERANCE if is_count else unit / 2 + TOLERANCE
    if found["last"] is not None:
        last, finer = _number(found["last"], decimals)
        if sign or last < value:
            return None
        return Printed(text, value, unit, value - half, last + half * finer / unit, is_vague=True)
    if sign in _ABOUT:
        return Printed(text, value, unit, value - step / 2, value + step / 2, is_vague=True)
    if sign in _OVER:
        return Printed(text, value, unit, value, value + step, is_vague=True)
    if sign in _UNDER:
        return Printed(text, value, unit, value - step, value, is_vague=True)
    return Printed(text, value, unit, value - half, value + half)


def quotient(above: Printed, below: Printed) -> tuple[float, float]:
    """The bounds of one figure in percent of another."""
    most = 100 * above.high / below.low if below.low > 0 else inf
    return 100 * above.low / below.high, most


def _number(digits: str, decimals: int) -> tuple[float, float]:
    """The number, and one unit of its last decimal."""
    plain = re.sub(r"\s", "", digits).replace(",", ".")
    after = len(plain.partition(".")[2])
    return float(plain), 10.0 ** -max(after, decimals)


def _last_digit(value: float, unit: float) -> float:
    """One unit of the last digit that is not 0: 100 of 2 200, 1 of 59."""
    whole = round(value / unit)
    step = unit
    while whole and whole % 10 == 0:
        whole //= 10
        step *= 10
    return step
