"""Counts of a population, from a table of counts or from the frame, are the same counts."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from tests.stats.drawing.checks.made_frames import (
    AGES,
    FRAME,
    KNOWN_COUNTS,
    KNOWN_FRAME,
    NAMES,
    SIZES,
    counts_of,
)
from tryggve.stats.drawing.checks.known import known_from_counts, known_from_frame
from tryggve.wording.problems import InputError

COUNTS = pl.DataFrame(
    {
        "stratum": ["a", "a", "b", "b"],
        "sex": [1, 2, 1, 2],
        "age": [20, 30, 20, 90],
        "people": [5, 6, 7, 8],
    }
)


def where_refused(counts: pl.DataFrame) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        known_from_counts(counts, ["a", "b"], AGES)
    return [(problem.row, problem.field) for problem in caught.value.problems]


def test_counts_by_hand() -> None:
    known = known_from_counts(COUNTS, ["b", "a"], AGES)
    assert known.names == ("b", "a")
    assert known.population.tolist() == [7, 11]  # those of 90 years do not belong
    assert list(known.margins) == ["sex", "age"]
    assert known.margins["sex"].categories == ["1", "2"]
    assert known.margins["sex"].people.tolist() == [[7, 0], [5, 6]]
    assert known.margins["age"].categories == ["16-24", "25-34"]
    assert known.margins["age"].people.tolist() == [[7, 0], [5, 6]]


def test_frame_and_counts_tell_the_same() -> None:
    assert KNOWN_FRAME.population.tolist() == KNOWN_COUNTS.population.tolist() == SIZES
    assert list(KNOWN_FRAME.margins) == list(KNOWN_COUNTS.margins) == ["sex", "age", "area"]
    for name, margin in KNOWN_FRAME.margins.items():
        assert margin.categories == KNOWN_COUNTS.margins[name].categories
        np.testing.assert_array_equal(margin.people, KNOWN_COUNTS.margins[name].people)
        assert margin.people.sum(axis=1).tolist() == SIZES


def test_spaces_and_order_of_rows_do_not_matter() -> None:
    untidy = counts_of(FRAME).reverse().with_columns(sex=" " + pl.col("sex"))
    known = known_from_counts(untidy, NAMES, AGES)
    for name, margin in known.margins.items():
        assert margin.categories == KNOWN_COUNTS.margins[name].categories
        np.testing.assert_array_equal(margin.people, KNOWN_COUNTS.margins[name].people)


@pytest.mark.parametrize("wrong", [-1, 2.5, float("nan"), float("inf"), 1e30, None, "many"])
def test_a_count_that_is_none(wrong: object) -> None:
    people = pl.Series("people", [5, wrong, 7, 8], strict=False)
    if isinstance(wrong, str):
        people = pl.Series("people", ["5", wrong, "7", "8"])
    assert where_refused(COUNTS.with_columns(people)) == [(3, "people")]


def test_counts_as_text_will_do() -> None:
    known = known_from_counts(COUNTS.cast(pl.String), ["a", "b"], AGES)
    assert known.margins["age"].people.tolist() == [[5, 6], [7, 0]]


def test_categories_that_are_missing() -> None:
    assert where_refused(COUNTS.with_columns(stratum=pl.Series(["a", "c", None, "b"]))) == [
        (3, "stratum"),
        (4, "stratum"),
    ]
    assert where_refused(COUNTS.with_columns(sex=pl.Series(["M", " ", "M", None]))) == [
        (3, "sex"),
        (5, "sex"),
    ]
    assert where_refused(COUNTS.with_columns(age=pl.Series(["20", "30-34", "", "16.5"]))) == [
        (3, "age"),
        (4, "age"),
        (5, "age"),
    ]


def test_every_problem_at_once() -> None:
    wrong = COUNTS.with_columns(people=pl.lit(-1), age=pl.lit(None), stratum=pl.lit("x"))
    rows = range(2, 6)
    fields = ("stratum", "people", "age")
    assert where_refused(wrong) == [(row, field) for field in fields for row in rows]


def test_a_stratum_without_counts() -> None:
    assert where_refused(COUNTS.filter(pl.col("stratum") == "a")) == [(None, "stratum")]
    assert where_refused(COUNTS.head(0)) == [(None, "stratum")] * 2


def test_columns_that_are_not_there() -> None:
    assert where_refused(COUNTS.drop("people", "stratum")) == [(None, "stratum"), (None, "people")]


def test_a_frame_holds_the_population_and_no_others() -> None:
    frame = FRAME.head(4).with_columns(
        birth_date=pl.Series([date(1980, 1, 1), date(1991, 1, 2), None, date(1920, 1, 1)]),
        stratum=pl.Series(["S0", "S0", "S0", "S9"]),
    )
    with pytest.raises(InputError) as caught:
        known_from_frame(frame, ["S0"], AGES)
    assert [(problem.row, problem.field) for problem in caught.value.problems] == [
        (5, "stratum"),
        (3, "birth_date"),
        (4, "birth_date"),
        (5, "birth_date"),
    ]


def test_people_of_a_frame_without_an_area_are_counted_by_sex_and_age_alone() -> None:
    frame = FRAME.with_columns(area=pl.when(pl.col("area") != "A00").then("area"))
    known = known_from_frame(frame, NAMES, AGES)
    assert known.population.tolist() == SIZES
    assert "A00" not in known.margins["area"].categories
    np.testing.assert_array_equal(
        known.margins["area"].people, KNOWN_FRAME.margins["area"].people[:, 1:]
    )


@pytest.mark.parametrize("name", ["stratum", "people", "sex"])
def test_a_column_of_lists(name: str) -> None:
    lists = pl.Series(name, [[1], [2], [3], [4]])
    assert where_refused(COUNTS.with_columns(lists)) == [(None, name)]
