"""What the functions and classes of `tryggve.stats` say of themselves, as far as it can be counted.

Every public function and class says what it gives; properties and plain names may speak for
themselves. Whoever takes, gives or holds arrays says their shape. Whoever may raise InputError,
itself or through what it calls, says so. Whether a formula or a reference is right no test can see.
"""

import re
from pathlib import Path

import pytest

from tests.docs.source import Member, module, modules, refusing

PACKAGE = "tryggve.stats"
ARRAY = re.compile(r"\b(Floats|Integers|Factors|Counts|ArrayLike|NDArray|ndarray|csr_array)\b")
LENGTH = r"(?:[A-Za-z]|\d+|units|pairs|domains|height|number|used)(?: [-+x] (?:[\w ]+))?"
SHAPE = re.compile(rf"\({LENGTH},(?: {LENGTH}(?:, {LENGTH})*)?\)|\bshape\b")

MODULES = modules(PACKAGE)
PUBLIC = [member for each in MODULES for member in each.members if member.is_public]
REFUSING = refusing(MODULES)


def is_silent(member: Member) -> bool:
    return not member.says and not member.is_property


def is_shapeless(member: Member) -> bool:
    """Of a class a comment beside the field will do."""
    has_arrays = any(ARRAY.search(each) for each in member.types)
    told = member.text if member.is_class else member.says
    return has_arrays and not member.is_method and not SHAPE.search(told)


def hides_error(member: Member) -> bool:
    return member.name in REFUSING and "InputError" not in member.says


def test_there_are_functions_to_look_at() -> None:
    assert len([m for m in PUBLIC if not m.is_class]) > 200
    assert len([m for m in PUBLIC if m.name in REFUSING]) > 50


def test_everything_public_says_what_it_gives() -> None:
    assert {member.name for member in PUBLIC if is_silent(member)} == set()


def test_whoever_has_arrays_says_their_shape() -> None:
    assert {member.name for member in PUBLIC if is_shapeless(member)} == set()


def test_whoever_may_raise_an_input_error_says_so() -> None:
    assert {member.name for member in PUBLIC if hides_error(member)} == set()


@pytest.mark.parametrize(
    "told", ["(n,)", "(n, J)", "(D, J, P)", "(D x J,)", "(m - 1,)", "(units, K)"]
)
def test_a_shape_is_known(told: str) -> None:
    assert SHAPE.search(f"`answers` {told}: what was answered.")


@pytest.mark.parametrize(
    "told",
    ["(Deming and Stephan 1940)", "(Särndal, Swensson and Wretman 1992)", "(n)", "p (1 - p)"],
)
def test_what_is_no_shape_is_not_taken_for_one(told: str) -> None:
    assert not SHAPE.search(f"Formula {told} of answers.")


def test_what_falls_short_is_found(tmp_path: Path) -> None:
    path = tmp_path / "made.py"
    path.write_text(
        "from tryggve.wording.problems import InputError, refuse\n"
        "class Sized: pass\n"
        "class OwnError(InputError): pass\n"
        "def silent(x: Floats) -> None: pass\n"
        "def plain(x: Floats) -> float:\n    'The sum of x.'\n    return _checked(x)\n"
        "def _checked(x: Floats) -> float:\n    raise refuse('no')\n"
        "def own(x: Floats) -> float:\n    'Of x (n,). InputError.'\n    raise OwnError(1)\n"
        "def given_nothing() -> float:\n    'One.'\n    return _checked(1)\n",
        encoding="utf-8",
    )
    made = module("made", path)
    assert [m.name for m in made.members if is_silent(m)] == [
        "made.Sized", "made.OwnError", "made.silent", "made._checked",
    ]  # fmt: skip
    assert [m.name for m in made.members if is_shapeless(m)] == [
        "made.silent", "made.plain", "made._checked",
    ]  # fmt: skip
    assert refusing([made]) == {"made.plain", "made._checked", "made.own"}
