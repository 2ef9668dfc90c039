"""What cannot be is refused with its row and column, and what is empty or odd is no crash."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from tryggve.stats.disclosure.audit import audit, release
from tryggve.stats.disclosure.classifications import Classification, apart, nested
from tryggve.stats.disclosure.figures import counts, shares
from tryggve.stats.disclosure.plan import PlannedTable, TablePlan, decide
from tryggve.stats.disclosure.suppression import Rule, suppress
from tryggve.wording.problems import InputError

AREA = nested("area", {"north": "city", "south": "city"})


def cells(*rows: tuple[str, Any], kind: Any = pl.Int64) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"area": pl.String, "count": kind}, orient="row")


def problems(work: Callable[[], object]) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as refused:
        work()
    return [(problem.row, problem.field) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("count", "kind"),
    [
        (None, pl.Int64),
        (-1, pl.Int64),
        (2.5, pl.Float64),
        (float("nan"), pl.Float64),
        (float("inf"), pl.Float64),
        ("three", pl.String),
    ],
)
def test_a_count_that_is_none(count: Any, kind: Any) -> None:
    table = cells(("north", count), kind=kind)
    assert problems(lambda: suppress(table, [AREA])) == [(2, "count")]


def test_counts_may_be_written_as_text() -> None:
    done = suppress(cells(("north", "3"), ("south", "40"), kind=pl.String), [AREA])
    assert done["protection"].to_list() == [5, None]


def test_missing_columns_are_all_named() -> None:
    nothing = pl.DataFrame({"area": ["north"]})
    assert problems(lambda: suppress(nothing, [AREA])) == [(None, "count")]
    named = [(None, "low"), (None, "high"), (None, "weight")]
    assert problems(lambda: shares(nothing, source="", measure="")) == named
    plan = TablePlan((PlannedTable("city"),))
    assert len(problems(lambda: decide(plan, nothing, ["sex"]))) == 7


def test_a_column_with_a_name_that_is_taken() -> None:
    table = cells(("north", 3)).with_columns(unit=pl.lit("x"))
    assert problems(lambda: counts(table, source="", measure="")) == [(None, "unit")]


@pytest.mark.parametrize("protection", [-1.0, float("nan")])
def test_a_protection_that_is_none(protection: float) -> None:
    table = cells(("north", 3)).with_columns(protection=pl.lit(protection))
    assert problems(lambda: counts(table, source="", measure="")) == [(2, "protection")]


def test_a_withheld_count_below_what_a_reader_is_taken_to_know() -> None:
    table = cells(("north", 0), ("south", 0)).with_columns(protection=pl.Series([None, 5.0]))
    assert problems(lambda: counts(table, source="", measure="")) == [(3, "count")]
    assert counts(table, source="", measure="", least_withheld=0)["low"].to_list() == [0, 0]


@pytest.mark.parametrize("wrong", [{"least": 0}, {"protection": 0}])
def test_a_rule_that_protects_nothing(wrong: dict[str, int]) -> None:
    assert problems(lambda: Rule(**wrong)) == [(None, "least, protection")]


def test_a_group_that_is_made_of_nothing() -> None:
    assert problems(lambda: Classification("age", {"16-24": frozenset()})) == [(None, "age")]


def test_nothing_at_all_is_no_crash() -> None:
    nothing = cells()
    assert suppress(nothing, [AREA]).columns == ["area", "count", "protection", "reason"]
    figures = counts(nothing, source="", measure="")
    assert not audit(figures, [AREA]).is_blocked
    assert release(figures, figures, [AREA]).is_empty()


def test_what_was_suppressed_can_be_suppressed_again() -> None:
    table = cells(("north", 3), ("south", 10), ("city", 13))
    once = suppress(table, [AREA])
    assert suppress(once, [AREA]).equals(once)


def test_keep_may_be_left_out_for_some() -> None:
    table = cells(("north", 3), ("south", 10), ("city", 13))
    done = suppress(table.with_columns(keep=pl.Series([None, None, True])), [AREA])
    assert done["protection"].to_list() == [5, 0, None]


def test_codes_may_be_numbers_and_are_named_where_nothing_protects_them() -> None:
    table = pl.DataFrame({"area": [1, 2], "count": [3, 7]})
    codes = apart("area", ["1", "2"])
    assert suppress(table, [codes])["protection"].to_list() == [5, None]
    all_three = pl.DataFrame({"area": [1, 2, None], "count": [3, 7, 10]})
    keep = all_three.with_columns(keep=pl.col("count") > 3)
    assert problems(lambda: suppress(keep, [codes])) == [(2, "count")]
