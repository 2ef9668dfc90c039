"""Strata are whole, or every one that is not is named."""

import numpy as np
import pytest

from tryggve.stats.drawing.strata import strata_of
from tryggve.wording.problems import InputError


def test_one_number_serves_all_and_bounds_stop_at_everybody() -> None:
    made = strata_of([5000, 120, 1], response=0.55, least=300, most=400)
    assert made.names == ("1", "2", "3")
    assert made.least.tolist() == [300, 120, 1]
    assert made.most.tolist() == [400, 120, 1]
    assert made.response.tolist() == [0.55] * 3
    assert made.at_least(np.array([350, 10, 1])).least.tolist() == [350, 120, 1]
    assert made.at_least(np.array([900, 900, 900])).least.tolist() == [400, 120, 1]


def test_every_wrong_value_is_told_by_row_and_column() -> None:
    with pytest.raises(InputError) as caught:
        strata_of(
            [100.5, 0, np.nan, np.inf, 50],
            names=["a", "b", "a", "d", "e"],
            response=[0, 1.2, np.nan, 0.5, 1],
            least=[-1, 2.5, 0, 0, 40],
            most=[10, 10, 10, 10, 30],
        )
    places = [(problem.field, problem.row) for problem in caught.value.problems]
    assert places == [
        ("names", 4),
        *[("population", row) for row in (2, 3, 4, 5)],
        *[("response", row) for row in (2, 3, 4)],
        *[("least", row) for row in (2, 3)],
        ("most", 6),
    ]


def test_columns_of_another_length() -> None:
    with pytest.raises(InputError) as caught:
        strata_of([10, 20, 30], names=["a"], response=[0.5, 0.5])
    found = [(problem.field, problem.what.values) for problem in caught.value.problems]
    assert found == [("names", {"a": 3, "b": 1}), ("response", {"a": 3, "b": 2})]


def test_no_strata() -> None:
    with pytest.raises(InputError) as caught:
        strata_of([])
    assert [problem.field for problem in caught.value.problems] == ["population"]


@pytest.mark.parametrize("population", [["ten", 2], [[1], [2, 3]], "many"])
def test_what_is_no_number(population: object) -> None:
    with pytest.raises(InputError) as caught:
        strata_of(population)
    assert [problem.field for problem in caught.value.problems] == ["population"]


def test_a_table_is_no_column() -> None:
    with pytest.raises(InputError) as caught:
        strata_of([[1, 2], [3, 4]])
    assert [problem.field for problem in caught.value.problems] == ["population"]


def test_more_people_than_there_are() -> None:
    with pytest.raises(InputError) as caught:
        strata_of([10**10, 10**10 + 1, 1e30])
    assert [(p.row, p.field) for p in caught.value.problems] == [
        (3, "population"),
        (4, "population"),
    ]


def test_names_are_text_and_not_blank() -> None:
    assert strata_of([5, 6], names=[1280, " Lund "]).names == ("1280", "Lund")
    with pytest.raises(InputError) as caught:
        strata_of([5, 6, 7], names=[None, "Lund", " "])
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "names"), (4, "names")]
