"""Raking: the margins are met, and all else that the table held together is kept."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tryggve.stats import raking
from tryggve.stats.raking import Margin, rake
from tryggve.wording.text import speaking

Table = NDArray[np.float64]
counts = st.floats(0.5, 1_000)


def tables(*shape: int) -> st.SearchStrategy[Table]:
    return arrays(float, shape, elements=counts)


def margin_of(table: Table, *axes: int) -> Margin:
    others = tuple(axis for axis in range(table.ndim) if axis not in axes)
    return Margin(str(axes), axes, table.sum(axis=others))


def information(p: Table, q: Table) -> float:
    """Kullback-Leibler divergence of tables whose totals may differ."""
    return float((p * np.log(p / q) - p + q).sum())


def test_two_by_two_by_hand() -> None:
    """Odds ratio 2/3 and margins (10, 20), (12, 18): x^2 + 68 x - 240 = 0."""
    raked = rake(
        [[1, 2], [3, 4]], [Margin("row", (0,), [10, 20]), Margin("column", (1,), [12, 18])]
    )
    x = np.sqrt(34**2 + 240) - 34
    assert raked.table == pytest.approx(np.array([[x, 10 - x], [12 - x, 8 + x]]), rel=1e-8)
    assert raked.largest_deviation <= 1e-9


def test_equal_cells_and_two_margins_take_one_round() -> None:
    """The closed form: row total times column total over the grand total."""
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 30.0, 50.0])
    raked = rake(np.ones((2, 3)), [Margin("r", (0,), rows), Margin("c", (1,), columns)])
    assert raked.table == pytest.approx(np.outer(rows, columns) / 100)
    assert raked.iterations == 1


@settings(deadline=None)
@given(tables(3, 4), tables(3, 4))
def test_margins_are_met_and_odds_ratios_kept(seed: Table, truth: Table) -> None:
    raked = rake(seed, [margin_of(truth, 0), margin_of(truth, 1)])
    assert raked.table.sum(axis=1) == pytest.approx(truth.sum(axis=1), rel=1e-8)
    assert raked.table.sum(axis=0) == pytest.approx(truth.sum(axis=0), rel=1e-8)
    for a, b in combinations(range(3), 2):
        for c, d in combinations(range(4), 2):
            before = np.log(seed[a, c] * seed[b, d] / seed[a, d] / seed[b, c])
            after = np.log(
                raked.table[a, c] * raked.table[b, d] / raked.table[a, d] / raked.table[b, c]
            )
            assert after == pytest.approx(before, abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(tables(2, 3, 2), tables(2, 3, 2))
def test_three_margins_of_two_axes_give_the_nearest_table(seed: Table, truth: Table) -> None:
    """Csiszár (1975): for any table with the margins, D(t, seed) = D(t, fitted) + D(fitted, seed).

    Only the nearest table has this; there is no closed form for it.
    """
    margins = [margin_of(truth, 0, 1), margin_of(truth, 1, 2), margin_of(truth, 0, 2)]
    fitted = rake(seed, margins, tolerance=1e-11, most_iterations=200_000).table
    left = information(truth, seed)
    right = information(truth, fitted) + information(fitted, seed)
    assert right == pytest.approx(left, rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(tables(3, 2))
def test_a_table_that_fits_is_left_alone(table: Table) -> None:
    raked = rake(table, [margin_of(table, 0), margin_of(table, 1)])
    assert raked.table == pytest.approx(table, rel=1e-8)
    assert raked.iterations == 1


@settings(deadline=None)
@given(tables(2, 3), tables(2, 3), st.floats(1e-6, 1e6))
def test_the_size_of_the_first_table_does_not_matter(
    seed: Table, truth: Table, scale: float
) -> None:
    margins = [margin_of(truth, 0), margin_of(truth, 1)]
    assert rake(seed * scale, margins).table == pytest.approx(rake(seed, margins).table, rel=1e-7)


def test_a_margin_may_name_its_axes_in_any_order() -> None:
    truth = np.arange(1.0, 25.0).reshape(2, 3, 4)
    margins = [margin_of(truth, 0, 1), margin_of(truth, 1, 2)]
    turned = [Margin("turned", (2, 1), margins[1].totals.T), margins[0]]
    expected = rake(np.ones((2, 3, 4)), margins).table
    assert rake(np.ones((2, 3, 4)), turned).table == pytest.approx(expected)


def test_the_total_alone_scales_the_table() -> None:
    raked = rake([[1, 3], [0, 4]], [Margin("all", (), 16)])
    assert raked.table.tolist() == [[2, 6], [0, 8]]


def test_a_margin_of_zero_empties_its_cells() -> None:
    raked = rake(np.ones((2, 2)), [Margin("r", (0,), [0, 8]), Margin("c", (1,), [2, 6])])
    assert raked.table.tolist() == [[0, 0], [2, 6]]


def test_zeros_of_the_table_stay() -> None:
    raked = rake([[0, 1], [1, 1]], [Margin("r", (0,), [3, 7]), Margin("c", (1,), [4, 6])])
    assert raked.table == pytest.approx(np.array([[0, 3], [4, 3]]))


def test_the_table_given_is_not_changed() -> None:
    table = np.ones((2, 2))
    rake(table, [Margin("r", (0,), [1, 8])])
    assert table.tolist() == [[1, 1], [1, 1]]


def test_margins_that_disagree_in_total() -> None:
    with pytest.raises(raking.MarginsDisagreeError) as raised:
        rake(np.ones((2, 2)), [Margin("rows", (0,), [3, 7]), Margin("columns", (1,), [4, 7])])
    error = raised.value
    assert (error.margin, error.other, error.cell, error.by) == ("rows", "columns", (), -1.0)
    with speaking("en"):
        assert str(error) == (
            "field rows: The margins rows and columns do not agree: they differ by −1. "
            "Make them sum to the same number of people."
        )


def test_margins_that_disagree_on_an_axis_they_share() -> None:
    """Both sum to 10, but not to the same over the axis in the middle."""
    first = Margin("01", (0, 1), [[1, 2], [3, 4]])
    second = Margin("12", (1, 2), [[5, 0], [0, 5]])
    with pytest.raises(raking.MarginsDisagreeError) as raised:
        rake(np.ones((2, 2, 2)), [first, second])
    assert (raised.value.cell, raised.value.by) == ((0,), -1.0)


@pytest.mark.parametrize("value", [-2.0, np.nan, np.inf])
def test_a_count_that_is_none(value: float) -> None:
    margin = Margin("rows", (0,), [1.0, value])
    with pytest.raises(raking.NegativeCountError) as raised:
        rake(np.ones((2, 2)), [margin])
    assert (raised.value.margin, raised.value.cell) == ("rows", (1,))
    assert raised.value.by == pytest.approx(value, nan_ok=True)


def test_a_count_below_zero_in_the_table() -> None:
    with pytest.raises(raking.NegativeCountError) as raised:
        rake([[1, 1], [1, -3]], [Margin("rows", (0,), [1, 1])])
    assert (raised.value.margin, raised.value.cell, raised.value.by) == ("", (1, 1), -3.0)
    with speaking("en"):
        assert str(raised.value) == ("field 2, 2: A count is −3. Every count must be zero or more.")


def test_people_where_the_table_is_empty() -> None:
    with pytest.raises(raking.EmptyCellsError) as raised:
        rake([[1, 1], [0, 0]], [Margin("rows", (0,), [5, 4])])
    assert (raised.value.margin, raised.value.cell, raised.value.by) == ("rows", (1,), 4.0)


def test_people_where_another_margin_leaves_none() -> None:
    """Row 2 may only be in column 2, which the second margin empties."""
    margins = [Margin("columns", (1,), [9, 0]), Margin("rows", (0,), [5, 4])]
    with pytest.raises(raking.EmptyCellsError) as raised:
        rake([[1, 1], [0, 1]], margins)
    assert (raised.value.margin, raised.value.cell) == ("rows", (1,))


def test_zeros_that_leave_no_fit() -> None:
    """Row 1 has only column 1, whose margin is smaller: the two pull for ever."""
    margins = [Margin("rows", (0,), [6, 4]), Margin("columns", (1,), [5, 5])]
    with pytest.raises(raking.NotConvergedError) as raised:
        rake([[1, 0], [1, 1]], margins, most_iterations=50)
    assert (raised.value.margin, raised.value.cell) == ("rows", (1,))
    assert raised.value.by == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize(
    "margin",
    [
        Margin("shape", (0,), [1, 2, 3]),
        Margin("axis", (2,), [1, 2]),
        Margin("twice", (0, 0), [[1, 2], [3, 4]]),
    ],
    ids=lambda margin: margin.name,
)
def test_a_margin_of_another_shape_is_a_mistake_of_the_program(margin: Margin) -> None:
    with pytest.raises(ValueError, match=f"margin {margin.name}"):
        rake(np.ones((2, 2)), [margin])


def test_no_margin_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no margin"):
        rake(np.ones((2, 2)), [])
