"""The contrast of colours, against the definition's own fixed points and as properties."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.web import colours
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

TOKENS = Path(colours.__file__).parents[1] / "site" / "static" / "site" / "tokens.css"
hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that WCAG AA lets through on white
        ("#595959", "#ffffff", 7.0),  # the lightest grey of AAA
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_known_contrasts(first, second, ratio):
    assert colours.contrast(first, second) == pytest.approx(ratio, abs=0.005)


@given(hexes, hexes)
def test_contrast_does_not_depend_on_the_order(first, second):
    assert colours.contrast(first, second) == colours.contrast(second, first)


@given(hexes)
def test_there_is_always_a_shade_that_can_be_read(colour):
    shade = colours.readable_shade(colour)
    assert colours.is_readable(shade)
    assert colours.least_contrast(shade) >= colours.ENOUGH


@given(hexes.filter(colours.is_readable))
def test_a_readable_colour_is_kept_as_it_is(colour):
    assert colours.checked_colour(f" {colour.upper()} ") == colour
    assert colours.readable_shade(colour) == colour


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "#gggggg", "url(x)", "#fff;}"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(InputError) as refused:
        colours.checked_colour(text)
    assert [problem.field for problem in refused.value.problems] == ["colour"]


def test_a_pale_colour_is_refused_with_a_shade_that_is_enough():
    with pytest.raises(InputError) as refused, speaking("en"):
        colours.checked_colour("#e6a100")
    problem = refused.value.problems[0]
    with speaking("en"):
        assert str(problem.what) == "The colour #e6a100 is too pale: its contrast is 2 to 1."
        shade = re.search(r"#[0-9a-f]{6}", str(problem.mend)).group()
    assert colours.checked_colour(shade) == shade


def test_the_grounds_are_those_of_the_stylesheet():
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text()))
    assert (tokens["paper"], tokens["paper-quiet"]) == (colours.PAPER, colours.PAPER_QUIET)


def test_every_colour_of_text_can_be_read_on_every_ground():
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text()))
    grounds = [tokens["paper"], tokens["paper-quiet"], "#ffffff"]
    for name in ("ink", "ink-quiet", "brand", "wrong", "care", "done"):
        own = [tokens[f"{name}-tint"]] if f"{name}-tint" in tokens else []
        worst = min(colours.contrast(tokens[name], ground) for ground in [*grounds, *own])
        assert worst >= colours.ENOUGH, name
