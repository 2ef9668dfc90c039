from dataclasses import replace

import numpy as np
import pytest

from tests.exchange.cubes import population
from tryggve.exchange.cube import MAX_SYMBOLS, Category, Cube, Dimension

ONE = Dimension("a", "A", (Category("1", "one"), Category("2", "two")))
TWO = Dimension("b", "B", (Category("1", "one"),))


def test_a_cube_holds_a_figure_for_each_combination():
    cube = population()
    assert cube.values.shape == (2, 2, 3, 1)
    assert cube.values[1, 0, 2, 0] == 8
    assert cube.symbol(1, 0, 2, 0) == ""
    assert cube.dimension("Kon").labels == ("män", "kvinnor")
    assert cube.dimension("Region").codes == ("0761", "0764")


def test_a_cell_may_have_a_symbol_and_exact_zero_is_a_figure():
    values = np.full((2, 1), np.nan)
    cube = Cube((ONE, TWO), values).with_symbols({(0, 0): "..", (1, 0): "-"})
    assert cube.symbols == ("", "..", "-")
    assert [cube.symbol(0, 0), cube.symbol(1, 0)] == ["..", "-"]
    assert np.array_equal(cube.values, [[np.nan], [0.0]], equal_nan=True)


def test_a_cube_cannot_be_changed_and_leaves_the_callers_array_alone():
    values = np.zeros((2, 1))
    cube = Cube((ONE, TWO), values)
    with pytest.raises(ValueError, match="read-only"):
        cube.values[0, 0] = 1
    values[0, 0] = 1  # the caller may still write to its own


@pytest.mark.parametrize(
    ("dimensions", "shape"),
    [
        ((), ()),
        ((ONE, TWO), (1, 2)),
        ((Dimension("a", "A", ()),), (0,)),
        ((ONE, replace(TWO, code="a")), (2, 1)),
        ((Dimension("a", "A", (Category("1", "x"), Category("1", "y"))),), (2,)),
    ],
)
def test_a_cube_that_does_not_fit_together_is_an_error(dimensions, shape):
    with pytest.raises(ValueError, match=r"cube|unique|values"):
        Cube(dimensions, np.zeros(shape))


@pytest.mark.parametrize(
    "changes",
    [
        {"heading": 3},
        {"status": np.ones((2, 1))},
        {"symbols": ("x",)},
        {"status": np.zeros((1, 2))},
    ],
)
def test_a_status_must_point_to_a_symbol_of_a_cell(changes):
    with pytest.raises(ValueError, match=r"heading|symbols|status"):
        Cube((ONE, TWO), np.zeros((2, 1)), **changes)


def test_the_symbols_are_limited():
    many = Dimension("a", "A", tuple(Category(str(n), "") for n in range(MAX_SYMBOLS)))
    cube = Cube((many,), np.zeros(MAX_SYMBOLS))
    fits = {(n,): f"s{n}" for n in range(MAX_SYMBOLS - 1)}
    assert len(cube.with_symbols(fits).symbols) == MAX_SYMBOLS
    with pytest.raises(ValueError, match="256"):
        cube.with_symbols(fits | {(MAX_SYMBOLS - 1,): "one too many"})
