"""The code in a letter with which a drawn person answers: made, written, and read as typed.

Twelve signs in groups of four, such as `7K3M-Q2XW-R4TD`: eleven at random (54 bits; with those
that are drawn anew, below) and one that checks them. The signs are the 32 of Crockford's base 32,
which has no I, L, O and U; whoever types one of these means another. The check is a sum over the
field of 32 elements, each place with a weight of its own, so that one wrong sign and any two signs
that changed places are always found out, and other mistakes 31 times of 32.
"""

import re
import secrets
import unicodedata
from enum import StrEnum

from tryggve.privacy.check_signs import SIGNS, check_sign, is_right

LENGTH = 12
GROUP = 4
BETWEEN = set(
    "-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}._/#"
)
A_WORD = re.compile(r"[A-Z][AE][A-Z]")  # a letter on both sides of a vowel may spell one
MEANT = {
    "O": "0", "I": "1", "L": "1", "U": "V",
    "Å": "A", "Ä": "A", "Ö": "0",
    "\N{CYRILLIC CAPITAL LETTER A}": "A",
    "\N{CYRILLIC CAPITAL LETTER VE}": "B",
    "\N{CYRILLIC CAPITAL LETTER IE}": "E",
    "\N{CYRILLIC CAPITAL LETTER KA}": "K",
    "\N{CYRILLIC CAPITAL LETTER EM}": "M",
    "\N{CYRILLIC CAPITAL LETTER EN}": "H",
    "\N{CYRILLIC CAPITAL LETTER O}": "0",
    "\N{CYRILLIC CAPITAL LETTER ER}": "P",
    "\N{CYRILLIC CAPITAL LETTER ES}": "C",
    "\N{CYRILLIC CAPITAL LETTER TE}": "T",
    "\N{CYRILLIC CAPITAL LETTER U}": "Y",
    "\N{CYRILLIC CAPITAL LETTER HA}": "X",
    "\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}": "1",
}  # fmt: skip


class Fault(StrEnum):
    """What is wrong with something typed as a code."""

    EMPTY = "empty"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    OTHER_SIGN = "other sign"
    MISTYPED = "mistyped"


class NoCode(ValueError):
    """What was typed is no code. Says which fault, and never what was typed."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def new_code() -> str:
    """A code nobody can guess, as it is kept: twelve signs without hyphens.

    Codes in which a vowel stands between letters are drawn anew, so that none spells a word.
    """
    while True:
        drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
        code = drawn + check_sign(drawn)
        if not any(A_WORD.search(group) for group in _groups(code)):
            return code


def written(code: str) -> str:
    """A code as it is printed: in groups, `7K3M-Q2XW-R4TD`."""
    return "-".join(_groups(code))


def read_code(typed: str, *, length: int = LENGTH) -> str:
    """The code that was meant by what was typed, as it is kept. NoCode says what is wrong.

    `length`: of the code, where it is another one with the same signs and check.

    Capitals or not, spaces and hyphens or not, the digits of any writing, O for 0, I and L for 1,
    and Cyrillic letters that look like a sign are all understood.
    """
    code = "".join(
        _sign(sign)
        for sign in unicodedata.normalize("NFKC", typed).upper()
        if not (sign.isspace() or sign in BETWEEN or unicodedata.category(sign) == "Cf")
    )
    if not code:
        raise NoCode(Fault.EMPTY)
    if any(sign not in SIGNS for sign in code):
        raise NoCode(Fault.OTHER_SIGN)
    if len(code) != length:
        raise NoCode(Fault.TOO_SHORT if len(code) < length else Fault.TOO_LONG)
    if not is_right(code):
        raise NoCode(Fault.MISTYPED)
    return code


def _sign(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return str(digit) if digit is not None else MEANT.get(sign, sign)


def _groups(code: str) -> list[str]:
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]
