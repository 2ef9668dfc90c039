"""Codes in letters: common mistakes are found out, and what is no mistake is understood."""

import random
import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.privacy.respondent_codes import (
    LENGTH,
    SIGNS,
    Fault,
    NoCode,
    new_code,
    read_code,
    written,
)

GOOD = "H04N9PY1FPVF"
CODES = [GOOD, *(new_code() for _ in range(49))]


def fault(typed: str) -> Fault | None:
    try:
        read_code(typed)
    except NoCode as no_code:
        return no_code.fault
    return None


def test_a_new_code_is_read_as_itself_and_as_it_is_printed() -> None:
    for code in CODES:
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", written(code))
        assert read_code(code) == read_code(written(code)) == code


def test_every_single_wrong_sign_is_found_out() -> None:
    for code in CODES[:10]:
        for place in range(LENGTH):
            for sign in set(SIGNS) - {code[place]}:
                assert fault(code[:place] + sign + code[place + 1 :]) is Fault.MISTYPED


def test_any_two_signs_that_changed_places_are_found_out() -> None:
    for code in CODES:
        for first, second in combinations(range(LENGTH), 2):
            if code[first] != code[second]:
                signs = list(code)
                signs[first], signs[second] = signs[second], signs[first]
                assert fault("".join(signs)) is Fault.MISTYPED


def test_one_in_32_of_what_is_typed_at_random_passes() -> None:
    passed = sum(fault("".join(signs)) is None for signs in _random(32_000))
    assert 800 < passed < 1_200  # 1,000 expected, standard deviation 31


def _random(count: int) -> list[str]:
    draw = random.Random(1)  # noqa: S311 - the same strings each time, and nothing secret
    return ["".join(draw.choices(SIGNS, k=LENGTH)) for _ in range(count)]


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: f"  {written(code)}  ",
        lambda code: " ".join(code),
        lambda code: written(code).replace("-", "\N{EN DASH}"),
        lambda code: f"#{written(code)}",
        lambda code: "\N{LEFT-TO-RIGHT MARK}" + written(code) + "\N{POP DIRECTIONAL ISOLATE}",
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("V", "u"),
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda code: code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        lambda code: code.translate(str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")),
        lambda code: code.translate(str.maketrans("ABEKMHPCTYX", "авекмнрстух")),
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),  # full width
    ],
)
def test_what_is_no_mistake_is_understood(change) -> None:
    assert [read_code(change(code)) for code in CODES] == CODES


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Fault.EMPTY),
        (" - ", Fault.EMPTY),
        (GOOD[:-1], Fault.TOO_SHORT),
        (GOOD + "0", Fault.TOO_LONG),
        (GOOD[:-1] + "?", Fault.OTHER_SIGN),
        (GOOD[:-1] + "你", Fault.OTHER_SIGN),
    ],
)
def test_what_is_wrong_is_told_apart(typed: str, expected: Fault) -> None:
    assert fault(typed) is expected


@given(st.text(max_size=40))
def test_nothing_typed_is_a_crash_or_stands_in_the_error(typed: str) -> None:
    try:
        code = read_code(typed)
    except NoCode as no_code:
        told = str(no_code)
    else:
        told = Fault.EMPTY.value
        assert read_code(code) == code
    assert told in {each.value for each in Fault}


def test_codes_are_all_different_and_every_sign_comes_about_as_often() -> None:
    codes = [new_code() for _ in range(3_000)]
    assert len(set(codes)) == 3_000
    counts = Counter("".join(codes))
    consonants = {sign: counts[sign] for sign in set(SIGNS) - {"A", "E"}}
    assert max(consonants.values()) / min(consonants.values()) < 1.35


def test_no_code_spells_a_word() -> None:
    groups = [group for _ in range(2_000) for group in written(new_code()).split("-")]
    assert [group for group in groups if re.search("[A-Z][AE][A-Z]", group)] == []
