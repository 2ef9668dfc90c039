"""The tests of chance: exact where they are said to be, and one family."""

from itertools import combinations
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.drawing.checks.balance import (
    LOOK,
    balance,
    holm,
    judged,
    standardized,
    tails_of_sum,
    told,
    two_sided,
)
from tryggve.stats.drawing.checks.known import Margin
from tryggve.stats.drawing.checks.report import Check, Severity
from tryggve.stats.sample import Floats

SEXES = ["man", "woman"]


def exact(k: int, n: int, people: int, total: int) -> float:
    """Twice the smaller tail, from the numbers of sets."""
    ways = [comb(people, j) * comb(total - people, n - j) for j in range(n + 1)]
    return min(1.0, 2 * min(sum(ways[: k + 1]), sum(ways[k:])) / sum(ways))


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_a_stratum_is_judged_by_the_number_of_sets(
    men: int, women: int, data: st.DataObject
) -> None:
    n = data.draw(st.integers(1, men + women))
    k = data.draw(st.integers(max(0, n - women), min(men, n)))
    margin = Margin(SEXES, np.array([[men, women]]))
    tests = balance(Check.SEX, ("a",), np.array([[k, n - k]]), margin)
    of_stratum = tests.filter(pl.col("stratum") == "a")
    expected = exact(k, n, men, men + women)
    assert of_stratum["p_value"].to_list() == pytest.approx([expected, expected], rel=1e-9)
    assert of_stratum["drawn"].to_list() == pytest.approx([k / n, 1 - k / n])
    assert of_stratum["expected"].to_list() == pytest.approx(
        [men / (men + women), women / (men + women)]
    )


def test_a_stratum_of_many_is_judged_far_out_too() -> None:
    """Where a tail is 10^-30."""
    margin = Margin(SEXES, np.array([[50_000, 50_000]]))
    tests = balance(Check.SEX, ("a",), np.array([[320, 680]]), margin)
    expected = exact(320, 1000, 50_000, 100_000)
    assert expected < 1e-29
    assert tests.filter(pl.col("stratum") == "a")["p_value"].to_list() == pytest.approx(
        [expected] * 2, rel=1e-6, abs=0
    )


def test_the_whole_is_the_sum_over_strata() -> None:
    """Against the exact distribution of the sum: two strata, by convolution. Far out, in a small
    sample, the curve is on the safe side."""
    people, total, n = np.array([30, 900]), np.array([600, 3000]), np.array([80, 120])
    one, two = (
        np.array(
            [comb(people[h], j) * comb(total[h] - people[h], n[h] - j) for j in range(n[h] + 1)],
            dtype=object,
        )
        / comb(total[h], n[h])
        for h in range(2)
    )
    chances = np.convolve(one.astype(float), two.astype(float))
    margin = Margin(SEXES, np.column_stack([people, total - people]))
    for drawn in range(18, 68, 4):
        tests = balance(
            Check.SEX, ("a", "b"), np.array([[4, 76], [drawn - 4, 124 - drawn]]), margin
        )
        found = tests.filter(stratum="", category="man")["p_value"].item()
        expected = min(1.0, 2 * min(chances[: drawn + 1].sum(), chances[drawn:].sum()))
        assert 0.999 * expected <= found <= (1.07 if expected > 0.001 else 1.4) * expected


def test_a_whole_that_can_be_only_one() -> None:
    deviation, nothing = np.array([0.0, 1.0, -2.0]), np.zeros(3)
    lower, upper = tails_of_sum(deviation, nothing, nothing)
    assert two_sided(lower, upper).tolist() == [1, 0, 0]


def test_everybody_drawn_leaves_nothing_to_chance() -> None:
    margin = Margin(SEXES, np.array([[3, 5], [2, 2]]))
    tests = balance(Check.SEX, ("a", "b"), margin.people, margin)
    assert tests["p_value"].to_list() == [1.0] * len(tests)
    assert tests.filter(stratum="").is_empty()


def test_what_a_stratum_does_not_have_is_tested_only_if_it_was_drawn() -> None:
    margin = Margin(["north", "south"], np.array([[100, 0], [0, 100]]))
    right = balance(Check.AREA, ("a", "b"), np.array([[9, 0], [0, 9]]), margin)
    assert right.is_empty()
    wrong = judged(balance(Check.AREA, ("a", "b"), np.array([[8, 1], [0, 9]]), margin))
    assert wrong["stratum"].to_list() == ["", "", "a", "a"]
    assert wrong["p_value"].to_list() == [0.0] * 4
    assert told(Check.AREA, wrong).severity is Severity.STOP
    assert told(Check.AREA, wrong).strata == ("a",)


def test_strata_that_cannot_be_judged_are_left_out() -> None:
    margin = Margin(SEXES, np.array([[5, 5], [50, 50], [50, 50]]))
    drawn = np.array([[6, 6], [0, 0], [7, 5]])
    tests = balance(Check.SEX, ("a", "b", "c"), drawn, margin)
    assert tests["stratum"].to_list() == ["", "", "c", "c"]
    alone = Margin(SEXES, margin.people[2:])
    assert tests.equals(balance(Check.SEX, ("c",), drawn[2:], alone))


def test_standardized_difference() -> None:
    found = standardized(np.array([0.55, 0.0, 1.0]), np.array([0.5, 0.001, 0.5]))
    np.testing.assert_allclose(found, [0.1, -0.001 / np.sqrt(0.01 * 0.99), 1.0])


def test_holm_by_hand() -> None:
    found = holm(np.array([0.04, 0.001, 0.03, 0.5]))
    np.testing.assert_allclose(found, [0.09, 0.004, 0.09, 0.5])
    assert holm(np.array([])).tolist() == []


P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(P_VALUES)
def test_holm_rejects_what_the_closed_family_of_bonferroni_tests_does(given_: list[float]) -> None:
    """A test is rejected if every set of tests with it in is, by its smallest p-value."""
    p_values = np.array(given_)
    sets = [
        np.array(chosen)
        for size in range(1, len(p_values) + 1)
        for chosen in combinations(range(len(p_values)), size)
    ]
    expected: Floats = np.array(
        [
            max(min(1.0, len(each) * p_values[each].min()) for each in sets if t in each)
            for t in range(len(p_values))
        ]
    )
    np.testing.assert_allclose(holm(p_values), expected)


def test_a_sample_is_stopped_only_for_what_is_certain_and_grave() -> None:
    names = ("certain and grave", "certain", "grave", "look", "fine")
    tests = pl.DataFrame(
        {
            "stratum": names,
            "p_value": [1e-9, 1e-9, 0.0009, LOOK / 2, 0.5],
            "difference": [-0.1, 0.099, 0.5, 0.01, 0.9],
        }
    )
    found = dict(judged(tests).select("stratum", "severity").iter_rows())
    assert found == {
        "certain and grave": Severity.STOP,
        "certain": Severity.LOOK,
        "grave": Severity.LOOK,
        "look": Severity.LOOK,
        "fine": Severity.FINE,
    }


def test_the_finding_tells_the_gravest_and_not_the_furthest() -> None:
    tests = judged(
        pl.DataFrame(
            {
                "stratum": ["a", "b", "c"],
                "category": ["man"] * 3,
                "drawn": [0.3, 0.9, 0.51],
                "expected": [0.5, 0.5, 0.5],
                "difference": [-0.4, 0.8, 0.02],
                "p_value": [1e-9, 0.01, 0.9],
            }
        )
    )
    found = told(Check.SEX, tests)
    assert found.severity is Severity.STOP
    assert found.strata == ("a", "b")
    values = found.what.values
    assert (values["category"], values["drawn"], values["expected"]) == ("man", 30.0, 50.0)
    assert values["place"].values == {"stratum": "a"}


def test_what_was_not_tested_is_told_as_untested() -> None:
    found = told(Check.AREA, pl.DataFrame())
    assert found.severity is Severity.UNTESTED
