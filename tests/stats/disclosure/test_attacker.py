"""What a reader can work out, against every table that there can be."""

from itertools import product
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.disclosure.made import Made, counted
from tryggve.stats.disclosure.attacker import range_of, ranges
from tryggve.stats.disclosure.classifications import Classification, apart
from tryggve.stats.disclosure.figures import counts
from tryggve.stats.disclosure.system import System, system_of
from tryggve.wording.problems import InputError

ROW, COLUMN = apart("row", ["a", "b"]), apart("column", ["x", "y"])


def two_by_two(numbers: list[int], withheld: list[bool]) -> pl.DataFrame:
    """a x, a y, b x, b y with the totals of rows and columns and the whole."""
    ax, ay, bx, by = numbers
    codes = list(product(["a", "b", None], ["x", "y", None]))
    values = [ax, ay, ax + ay, bx, by, bx + by, ax + bx, ay + by, ax + ay + bx + by]
    return pl.DataFrame(
        {
            "row": [row for row, _ in codes],
            "column": [column for _, column in codes],
            "count": values,
            "protection": [0.0 if each else None for each in withheld],
        }
    )


def system(cells: pl.DataFrame, *classifications: Classification) -> System:
    return system_of(counts(cells, source="", measure="", least_withheld=0), classifications)[0]


def test_of_one_withheld_count_the_rest_tells_all() -> None:
    known = system(two_by_two([3, 20, 30, 40], [True] + [False] * 8), ROW, COLUMN)
    low, high = range_of(known, 0)
    assert (low.sums[0], high.sums[0]) == (3, 3)


def test_of_a_square_of_four_the_range_is_that_of_the_smallest() -> None:
    withheld = [True, True, False, True, True] + [False] * 4
    known = system(two_by_two([3, 20, 30, 40], withheld), ROW, COLUMN)
    low, high = range_of(known, 0)
    assert (low.sums[0], high.sums[0]) == (0, 23)  # b x 33 .. 10, a y 23 .. 0


def test_what_nothing_bounds_has_no_end() -> None:
    cells = pl.DataFrame({"row": ["a", "b"], "count": [3, 8], "protection": [1.0, None]})
    found = ranges(system(cells, ROW), np.array([1e2, 0]))
    assert found.low[0] == 0
    assert found.high[0] >= 100
    assert not found.narrow


def test_the_duals_say_what_holds_the_end() -> None:
    known = system(two_by_two([3, 20, 30, 40], [True] + [False] * 8), ROW, COLUMN)
    _, high = range_of(known, 0)
    bounds = np.where(high.duals > 0, known.high, known.low)
    assert high.duals[high.duals != 0] @ bounds[high.duals != 0] == pytest.approx(high.sums[0])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_the_range_is_that_of_all_tables(numbers: list[int], withheld: list[bool]) -> None:
    """Every table of four whole numbers that fits what is told, counted out; cells that no table
    bounds below the most that was counted out are left alone."""
    cells = two_by_two(numbers, withheld)
    known = system(cells, ROW, COLUMN)
    most = 17
    tables = np.array(list(product(range(most + 1), repeat=4)))
    sums = np.array([known.sums @ t for t in np.eye(4)]).T @ tables.T
    fits = ((sums >= known.low[:, None]) & (sums <= known.high[:, None])).all(axis=0)
    assert fits.any()
    for figure in np.flatnonzero(withheld):
        possible = sums[figure, fits]
        low, high = range_of(known, int(figure))
        assert low.sums[figure] == pytest.approx(possible.min())
        if high.sums[figure] <= most:
            assert high.sums[figure] == pytest.approx(possible.max())


@settings(max_examples=15, deadline=None)
@given(counted(), st.randoms(use_true_random=False))
def test_the_truth_is_never_outside(made: Made, random: Random) -> None:
    cells, classifications = made
    withheld = [0.0 if random.random() < 0.4 else None for _ in range(len(cells))]
    cells = cells.with_columns(protection=pl.Series(withheld, dtype=pl.Float64))
    known, number = system_of(
        counts(cells, source="", measure="", least_withheld=0), classifications
    )
    truth = np.empty(len(known.low))
    truth[number] = cells["count"].to_numpy()
    found = ranges(known, np.full(len(truth), 1e9))
    assert (found.low <= truth + 1e-6).all()
    assert (found.high >= truth - 1e-6).all()


def test_rounded_counts_leave_room() -> None:
    cells = pl.DataFrame(
        {"row": ["a", "b", None], "count": [14, 27, 41], "protection": [9.0, None, None]}
    )
    rounded = counts(cells, source="", measure="", least_withheld=0, rounded_to=10)
    known, _ = system_of(rounded, [ROW])
    low, high = range_of(known, 0)
    assert (low.sums[0], high.sums[0]) == (0, 20)  # 40 within 35..45, 30 within 25..35


def test_figures_that_contradict_each_other_are_refused() -> None:
    cells = pl.DataFrame({"row": ["a", "b", None], "count": [1, 2, 4]})
    with pytest.raises(InputError, match="motsäger"):
        range_of(system(cells, ROW), 0)


def test_a_column_without_a_classification_is_named() -> None:
    cells = pl.DataFrame({"row": ["a"], "sex": ["woman"], "count": [1]})
    with pytest.raises(InputError, match="sex: "):
        system(cells, ROW)
