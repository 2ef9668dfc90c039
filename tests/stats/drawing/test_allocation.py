"""Allocations add up to the person, keep their bounds, and are the best that there are."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tryggve.stats.drawing.allocation import allocate, allocate_for_whole, fixed
from tryggve.stats.drawing.measures import neyman, power, proportional, variations_of_shares
from tryggve.stats.drawing.precision import (
    deviations_of_shares,
    enough_for_each,
    error_of,
    error_of_whole,
    errors,
)
from tryggve.stats.drawing.strata import strata_of
from tryggve.stats.sample import Integers
from tryggve.wording.problems import InputError, Problem


def problems_of(caught: pytest.ExceptionInfo[InputError]) -> tuple[Problem, ...]:
    return caught.value.problems


def test_proportional_by_hand() -> None:
    strata = strata_of([500, 300, 201], least=0)
    assert allocate(strata, total=100, by=proportional(strata)).drawn.tolist() == [50, 30, 20]


def test_neyman_by_hand() -> None:
    """N S = 1000 x 10, 2000 x 30, 500 x 60: one, six and three tenths."""
    strata = strata_of([1000, 2000, 500])
    assert allocate(strata, total=200, by=neyman(strata, [10, 30, 60])).drawn.tolist() == [
        20,
        120,
        60,
    ]


def test_who_answers_less_well_is_drawn_more() -> None:
    strata = strata_of([1000, 1000], response=[0.25, 1])
    assert allocate(strata, total=300, by=neyman(strata, 1.0)).drawn.tolist() == [200, 100]


def test_power_goes_from_neyman_to_strata_that_matter_alike() -> None:
    strata = strata_of([10_000, 900, 90_000])
    share = [0.5, 0.2, 0.1]
    variations = variations_of_shares(strata, share)
    by_total = strata.population * np.asarray(share)
    whole = power(strata, exponent=1, variations=variations, size=by_total)
    np.testing.assert_allclose(whole, neyman(strata, deviations_of_shares(strata, share)))
    each = allocate(strata, total=500, by=power(strata, exponent=0, variations=variations))
    np.testing.assert_allclose(each.drawn / each.drawn[0], variations / variations[0], rtol=0.02)
    half = allocate(strata, total=1000, by=power(strata, exponent=0.5)).drawn
    np.testing.assert_allclose(half / half[1], np.sqrt(strata.population / 900), rtol=0.01)


def test_power_has_the_least_weighed_relative_errors() -> None:
    strata = strata_of([900, 4000, 200], response=[0.5, 0.7, 1])
    share = np.array([0.5, 0.2, 0.1])
    by = power(strata, exponent=0.3, variations=variations_of_shares(strata, share))
    found = allocate(strata, total=60, by=by).drawn

    def loss(drawn: Integers) -> float:
        relative = strata.population**0.3 * errors(strata, drawn, share=share) / share
        return float((relative**2).sum())

    every = (np.array([a, b, 60 - a - b]) for a, b in product(range(2, 57), repeat=2) if a + b < 59)
    assert loss(found) == pytest.approx(min(loss(drawn) for drawn in every), rel=2e-3)


def test_three_hundred_of_each_area_or_everybody() -> None:
    found = fixed(strata_of([5000, 250, 300, 1], response=0.55), 300)
    assert found.drawn.tolist() == [300, 250, 300, 1]
    assert found.total == 851
    np.testing.assert_allclose(found.answers, [165, 137.5, 165, 0.55])
    np.testing.assert_allclose(found.weight, [5000 / 300, 1, 1, 1])
    assert fixed(strata_of([5000, 250]), [100, 200]).drawn.tolist() == [100, 200]


def test_what_a_stratum_cannot_take_goes_to_the_others() -> None:
    strata = strata_of([100, 10_000, 30_000])
    found = allocate(strata, total=4100, by=power(strata, exponent=0, size=1.0))
    assert found.drawn.tolist() == [100, 2000, 2000]


def test_some_fixed_and_the_rest_divided() -> None:
    strata = strata_of([9000, 1000, 3000], least=[300, 0, 0], most=[300, 9000, 9000])
    assert allocate(strata, total=700, by=proportional(strata)).drawn.tolist() == [300, 100, 300]


def test_the_table() -> None:
    table = fixed(strata_of([10**7, 300], names=["Lund", "Hov"], response=0.55), 300).table()
    expected = {
        "stratum": ["Lund", "Hov"],
        "population": [10**7, 300],
        "sample": [300, 300],
        "answers": [165.0, 165.0],
        "half_width_50": [0.0763, 0.0513],
        "half_width_25": [0.0661, 0.0444],
    }
    assert table.with_columns(pl.col("^half.*$").round(4)).to_dict(as_series=False) == expected


def test_half_widths_of_the_whole() -> None:
    found = fixed(strata_of([1000, 3000]), 100)
    assert found.half_width_of_whole() == pytest.approx(
        1.959964 * error_of_whole(found.strata, found.drawn)
    )
    assert found.half_width_of_whole() < found.half_width().min()


def test_a_total_below_the_least_numbers_says_who_takes_more_than_a_part() -> None:
    strata = strata_of([9000, 500, 500], names=["town", "north", "south"], least=[100, 300, 20])
    with pytest.raises(InputError) as caught:
        allocate(strata, total=400, by=proportional(strata))
    total, north = problems_of(caught)
    assert total.what.values == {"least": 420, "total": 400, "lacking": 20}
    assert north.what.values == {"stratum": "north", "least": 300, "part": 20.0}
    assert (north.row, north.field) == (3, "least")
    assert allocate(strata, total=420, by=proportional(strata)).drawn.tolist() == [100, 300, 20]


@pytest.mark.parametrize("total", [1301, 100.5, np.nan, np.inf, -1])
def test_a_total_that_cannot_be_drawn(total: int) -> None:
    strata = strata_of([1000, 300])
    assert allocate(strata, total=1300, by=proportional(strata)).drawn.tolist() == [1000, 300]
    with pytest.raises(InputError) as caught:
        allocate(strata, total=total, by=proportional(strata))
    assert problems_of(caught)[0].field == "total"


def test_a_stratum_without_spread_gets_its_least_and_no_more() -> None:
    strata = strata_of([1000, 300])
    by = neyman(strata, [0, 1])
    assert allocate(strata, total=100, by=by).drawn.tolist() == [2, 98]
    with pytest.raises(InputError):
        allocate(strata, total=303, by=by)


@pytest.mark.parametrize("by", [[0, 0], [1, -1], [np.nan, 1], [1, 1, 1], ["a", 1], [[1, 1]]])
def test_a_measure_that_cannot_be(by: list[float]) -> None:
    with pytest.raises(InputError) as caught:
        allocate(strata_of([1000, 300]), total=100, by=by)
    assert [problem.field for problem in problems_of(caught)] == ["by"]
    with pytest.raises(InputError) as caught:
        allocate_for_whole(strata_of([1000, 300]), by=by, standard_error=0.1)
    assert [problem.field for problem in problems_of(caught)] == ["by"]


def test_numbers_that_cannot_be_fixed() -> None:
    with pytest.raises(InputError) as caught:
        fixed(strata_of([1000, 300, 1000]), [1, 10.5, np.nan])
    assert [problem.row for problem in problems_of(caught)] == [2, 3, 4]


def test_measures_that_cannot_be() -> None:
    strata = strata_of([1000, 300])
    with pytest.raises(InputError) as caught:
        neyman(strata, [1, -1])
    assert [(p.row, p.field) for p in problems_of(caught)] == [(3, "deviations")]
    with pytest.raises(InputError) as caught:
        power(strata, exponent=1.5)
    assert [p.field for p in problems_of(caught)] == ["exponent"]
    with pytest.raises(InputError) as caught:
        variations_of_shares(strata, [0, 0.5])
    assert [(p.row, p.field) for p in problems_of(caught)] == [(2, "share")]


def test_neyman_is_the_best_of_all_whole_allocations_within_bounds() -> None:
    strata = strata_of([30, 12, 40], response=[0.5, 1, 0.8], least=[2, 2, 6], most=[30, 12, 9])
    share = [0.5, 0.1, 0.3]
    found = allocate(strata, total=24, by=neyman(strata, deviations_of_shares(strata, share)))
    every = [
        np.array(drawn)
        for drawn in product(range(2, 31), range(2, 13), range(6, 10))
        if sum(drawn) == 24
    ]
    best = min(error_of_whole(strata, drawn, share=share) for drawn in every)
    assert error_of_whole(strata, found.drawn, share=share) == pytest.approx(best, rel=2e-3)


def test_enough_for_the_whole_and_not_one_more() -> None:
    strata = strata_of([20_000, 3000, 700], response=[0.5, 0.6, 0.7])
    by = proportional(strata)
    found = allocate_for_whole(strata, by=by, standard_error=error_of(0.02))
    assert error_of_whole(strata, found.drawn) <= error_of(0.02)
    fewer = allocate(strata, total=found.total - 1, by=by)
    assert error_of_whole(strata, fewer.drawn) > error_of(0.02)


def test_sure_in_each_and_in_the_whole() -> None:
    strata = strata_of([20_000, 3000, 700], response=0.5)
    each = enough_for_each(strata, standard_error=error_of(0.07))
    found = allocate_for_whole(
        strata.at_least(each), by=proportional(strata), standard_error=error_of(0.03)
    )
    assert (found.drawn >= each).all()
    assert (found.half_width() <= 0.07).all()
    assert found.half_width_of_whole() <= 0.03
    loose = allocate_for_whole(
        strata.at_least(each), by=proportional(strata), standard_error=error_of(0.2)
    )
    assert loose.drawn.tolist() == each.tolist()


@pytest.mark.parametrize("wanted", [0, -0.1, np.nan])
def test_an_error_of_the_whole_that_cannot_be_wanted(wanted: float) -> None:
    with pytest.raises(InputError) as caught:
        allocate_for_whole(strata_of([2000, 700]), by=[1, 1], standard_error=wanted)
    assert [problem.field for problem in problems_of(caught)] == ["standard_error"]
    assert problems_of(caught)[0].what.values == {}


def test_a_whole_that_cannot_be_so_sure() -> None:
    strata = strata_of([2000, 700], response=0.5)
    with pytest.raises(InputError) as caught:
        allocate_for_whole(strata, by=proportional(strata), standard_error=0.001)
    (problem,) = problems_of(caught)
    assert problem.what.values == {"drawn": 2700}
    assert problem.mend.values == {"width": 1.9}


@st.composite
def tasks(draw: st.DrawFn) -> tuple[list[int], list[int], list[int], list[float], float]:
    number = draw(st.integers(1, 12))
    population = draw(st.lists(st.integers(1, 10**6), min_size=number, max_size=number))
    least = [draw(st.integers(0, min(size, 500))) for size in population]
    most = [draw(st.integers(low, size)) for low, size in zip(least, population, strict=True)]
    by = draw(st.lists(st.floats(1e-6, 1e6), min_size=number, max_size=number))
    return population, least, most, by, draw(st.floats(0, 1))


FAR_APART = ([1, 75593, 1], [0, 0, 0], [0, 75593, 0], [4089.0, 1e-6, 61440.0], 1.0)


@given(tasks())
@example(FAR_APART)
def test_sums_are_exact_within_the_bounds(
    task: tuple[list[int], list[int], list[int], list[float], float],
) -> None:
    population, least, most, by, part = task
    strata = strata_of(population, least=least, most=most)
    total = round(sum(least) + part * (sum(most) - sum(least)))
    found = allocate(strata, total=total, by=np.array(by))
    assert found.total == total
    assert ((strata.least <= found.drawn) & (found.drawn <= strata.most)).all()
    # Strictly between its bounds every stratum has its part, but for rounding.
    free = (strata.least + 1 < found.drawn) & (found.drawn < strata.most - 1)
    low, high = (found.drawn[free] - 1) / by_of(by, free), (found.drawn[free] + 1) / by_of(by, free)
    assert low.max(initial=0) <= high.min(initial=np.inf) * (1 + 1e-6)


def by_of(by: list[float], chosen: np.ndarray) -> np.ndarray:
    return np.asarray(by)[chosen]


@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_of_the_strata_does_not_matter_but_for_ties(
    task: tuple[list[int], list[int], list[int], list[float], float], random
) -> None:
    population, least, most, by, part = task
    total = round(sum(least) + part * (sum(most) - sum(least)))
    order = list(range(len(by)))
    random.shuffle(order)
    first = allocate(strata_of(population, least=least, most=most), total=total, by=np.array(by))
    moved = [[column[i] for i in order] for column in (population, least, most, by)]
    second = allocate(
        strata_of(moved[0], least=moved[1], most=moved[2]), total=total, by=np.array(moved[3])
    )
    assert np.abs(first.drawn[order] - second.drawn).max() <= 1
