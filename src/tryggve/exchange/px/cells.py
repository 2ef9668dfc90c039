"""The DATA part of a PX file: every cell, or only the rows that are not all zero."""

import math
import re
from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tryggve.exchange.cube import EXACTLY_ZERO
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import Text, say

NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?|[-+]?\.\d+", re.ASCII)
DELIMITERS = str.maketrans(",;\t", "   ")  # synonyms of the space, says the specification
TOKEN = re.compile(r'"[^"]*+"|[^\s,;"]++')
MISSING = {"." * dots: f"DATASYMBOL{dots}" for dots in range(1, 7)} | {"." * 7: "DATASYMBOLSUM"}
PROBLEMS_SHOWN = 20

Cells = tuple[NDArray[np.float64], NDArray[np.uint8], tuple[str, ...]]


class Reading:
    """Turns the tokens of DATA into values and statuses, each distinct token only once.

    `shown` holds what the file says that a stored symbol is to be shown as.
    """

    def __init__(self, shown: dict[str, str], *, file: str, row: int, data: str) -> None:
        self.shown = shown
        self.file = file
        self.row = row
        self.data = data
        self.values: dict[str, float] = {}
        self.status: dict[str, int] = {}
        self.symbols = [""]

    def learn(self, tokens: set[str]) -> None:
        """Decides what each token means; raises InputError naming those that mean nothing."""
        wrong = [token for token in sorted(tokens) if not self._knows(token)]
        if wrong:
            raise InputError(self._problem(token) for token in wrong[:PROBLEMS_SHOWN])

    def cells(self, tokens: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
        """Values and statuses of tokens that have been learnt, as flat arrays."""
        values = np.fromiter(map(self.values.__getitem__, tokens), np.float64, len(tokens))
        if len(self.symbols) == 1:
            return values, np.zeros(len(tokens), np.uint8)
        return values, np.fromiter(map(self.status.__getitem__, tokens), np.uint8, len(tokens))

    def _knows(self, token: str) -> bool:
        if NUMBER.fullmatch(token):
            self.values[token], self.status[token] = float(token), 0
            return math.isfinite(self.values[token])
        stored = token.strip('"')
        if stored == EXACTLY_ZERO:
            self.values[token], symbol = 0.0, EXACTLY_ZERO
        elif stored in MISSING:
            # A missing figure shown as "-" would be taken for a zero: its dots are clearer.
            symbol = self.shown.get(MISSING[stored], stored)
            symbol = stored if symbol in ("", EXACTLY_ZERO) else symbol
            self.values[token] = math.nan
        else:
            return False
        if symbol not in self.symbols:
            self.symbols.append(symbol)
        self.status[token] = self.symbols.index(symbol)
        return True

    def _problem(self, token: str) -> Problem:
        position = re.search(rf"(?<![^\s,;]){re.escape(token)}(?![^\s,;])", self.data)
        before = self.data.count("\n", 0, position.start()) if position else 0
        return Problem(
            say("{token} is neither a number nor a symbol for a missing one.", token=token[:40]),
            say('Write a number with a full stop for decimals, or ".." where there is none.'),
            self.file,
            self.row + before,
            "DATA",
        )


def every_cell(reading: Reading, count: int) -> Cells:
    """Cells of a file without KEYS: all of them, in the order of the table."""
    tokens = _whole(reading).translate(DELIMITERS).split()
    if len(tokens) != count:
        raise refuse(
            say(
                "The number of cells is {expected} by the variables, but {found} in DATA.",
                expected=count,
                found=len(tokens),
            ),
            say("Compare the values of each variable with DATA, or fetch the file again."),
            file=reading.file,
            row=reading.row,
            field="DATA",
        )
    reading.learn(set(tokens))
    values, status = reading.cells(tokens)
    return values, status, tuple(reading.symbols)


def keyed_rows(
    reading: Reading, keys: Sequence[dict[str, int]], sizes: Sequence[int], width: int
) -> Cells:
    """Cells of a file with KEYS: each row led by its place in the stub, absent rows being zero.

    keys: for each variable of the stub, the position of each of its keys.
    sizes: how many categories each variable of the stub has; width: how many cells a row has.
    """
    values = np.zeros((math.prod(sizes), width))
    status = np.zeros(values.shape, np.uint8)
    tokens = TOKEN.findall(_whole(reading))
    step = len(keys) + width
    if len(tokens) % step:
        raise refuse(
            say(
                "DATA ends within a row: each has keys and figures ({keys} + {width}).",
                keys=len(keys),
                width=width,
            ),
            say("A key or a figure is missing, or the file is cut off. Fetch it again."),
            file=reading.file,
            row=reading.row,
            field="DATA",
        )
    rows = [tokens[start : start + step] for start in range(0, len(tokens), step)]
    places = _places(reading, rows, keys, sizes)
    figures = [token for row in rows for token in row[len(keys) :]]
    reading.learn(set(figures))
    found_values, found_status = reading.cells(figures)
    values[places] = found_values.reshape(-1, width)
    status[places] = found_status.reshape(-1, width)
    return values.ravel(), status.ravel(), tuple(reading.symbols)


def _places(
    reading: Reading,
    rows: Sequence[Sequence[str]],
    keys: Sequence[dict[str, int]],
    sizes: Sequence[int],
) -> list[int]:
    places: dict[int, int] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        place = 0
        for key, known, size in zip(row, keys, sizes, strict=False):
            position = known.get(key.strip('"'))
            if position is None:
                what = say("{key} is not a value of the variable.", key=key[:40])
                problems.append(_in_row(reading, number * len(row), what))
                break
            place = place * size + position
        else:
            if place in places:
                what = say("The keys {keys} come twice.", keys=", ".join(row[: len(keys)]))
                problems.append(_in_row(reading, number * len(row), what))
            places[place] = number
        if len(problems) == PROBLEMS_SHOWN:
            break
    if problems:
        raise InputError(problems)
    return list(places)


def _in_row(reading: Reading, first_token: int, what: Text) -> Problem:
    """A problem in the row of keys that begins with this token."""
    token = next(islice(TOKEN.finditer(reading.data), first_token, None))
    before = reading.data.count("\n", 0, token.start())
    mend = say("Correct the row in DATA, or fetch the file again.")
    return Problem(what, mend, reading.file, reading.row + before, "DATA")


def _whole(reading: Reading) -> str:
    """DATA without its last semicolon, which shows that the file is not cut off."""
    body = reading.data.rstrip().rstrip("\x1a").rstrip()
    if not body.endswith(";"):
        raise refuse(
            say("DATA is not ended by a semicolon."),
            say("The file is cut off. Fetch it again."),
            file=reading.file,
            row=reading.row + body.count("\n"),
            field="DATA",
        )
    return body[:-1]
