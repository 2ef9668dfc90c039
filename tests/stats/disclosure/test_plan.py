"""What a release tells of the shares of a survey."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.disclosure.audit import audit
from tryggve.stats.disclosure.classifications import nested
from tryggve.stats.disclosure.figures import shares
from tryggve.stats.disclosure.plan import Decision, PlannedTable, TablePlan, decide
from tryggve.wording.problems import InputError

PLAN = TablePlan(
    (
        PlannedTable("municipality"),
        PlannedTable("municipality", ("sex",)),
        PlannedTable("municipality", ("sex", "age"), least_base=60),
        PlannedTable("locality", least_base=50),
    )
)
BY = ("sex", "age")


def cell(**given: Any) -> pl.DataFrame:
    usual = {
        "level": "municipality",
        "area": "Lund",
        "sex": None,
        "age": None,
        "base": 200,
        "yes": 60,
        "share": 0.314,
        "weight": 9_000.0,
        "fraction": 0.01,
    }
    text = {"sex": pl.String, "age": pl.String, "share": pl.Float64}
    return pl.DataFrame([usual | given], schema_overrides=text)


def told(**given: Any) -> tuple[str, float, float, int | None]:
    row = decide(PLAN, cell(**given), BY).row(0, named=True)
    return row["decision"], round(row["low"], 4), round(row["high"], 4), row["told_base"]


def test_a_share_is_told_as_a_whole_percentage() -> None:
    assert told() == (Decision.TOLD, 0.305, 0.315, 200)


def test_few_answers_are_withheld_by_the_limit_of_their_table() -> None:
    assert told(base=29, yes=10)[0] == Decision.FEW_ANSWERS
    assert told(base=30, yes=10)[0] == Decision.TOLD
    assert told(level="locality", base=49, yes=10) == (Decision.FEW_ANSWERS, 0, 1, None)
    assert told(sex="woman", age="16-24", base=59, yes=10)[0] == Decision.FEW_ANSWERS
    assert told(sex="woman", age="16-24", base=60, yes=10)[0] == Decision.TOLD


def test_nobody_answered() -> None:
    assert told(base=0, yes=0, share=None, weight=0.0) == (Decision.FEW_ANSWERS, 0, 1, None)


def test_where_many_of_all_are_asked_bases_are_rounded_and_nothing_is_crossed() -> None:
    assert told(base=203, fraction=0.21) == (Decision.TOLD, 0.305, 0.315, 200)
    assert told(base=203, fraction=0.20)[3] == 203
    assert told(sex="woman", base=207, fraction=0.5)[0] == Decision.TOLD
    assert told(sex="woman", age="16-24", fraction=0.21) == (Decision.CROSSING, 0, 1, None)


@pytest.mark.parametrize(("yes", "share"), [(0, 0.0), (1, 0.004), (2, 0.02)])
def test_zero_or_few_yes_are_under_a_limit(yes: int, share: float) -> None:
    """Nobody is told that nobody, or hardly anybody, said yes."""
    assert told(yes=yes, share=share) == (Decision.UNDER, 0, 0.05, 200)


@pytest.mark.parametrize(("no", "share"), [(0, 1.0), (1, 0.99), (2, 0.985)])
def test_all_or_nearly_all_are_over_a_limit(no: int, share: float) -> None:
    assert told(yes=200 - no, share=share) == (Decision.OVER, 0.95, 1, 200)


def test_the_limit_does_not_depend_on_whether_it_was_none_or_two() -> None:
    assert told(base=30, yes=0, share=0.0) == told(base=30, yes=2, share=0.09)


def test_a_few_people_with_heavy_weights_are_under_a_higher_limit() -> None:
    assert told(yes=2, share=0.07)[:3] == (Decision.UNDER, 0, 0.1)
    assert told(yes=2, share=0.6)[0] == Decision.FEW_ANSWERS


def test_each_decision_says_why() -> None:
    assert len({str(each.why) for each in Decision}) == len(Decision)


def test_a_table_that_is_not_planned_is_refused_by_row() -> None:
    rows = pl.concat([cell(), cell(level="locality", sex="man"), cell(level="street")])
    with pytest.raises(InputError) as refused:
        decide(PLAN, rows, BY)
    assert [problem.row for problem in refused.value.problems] == [3, 4]


@pytest.mark.parametrize(
    "wrong",
    [{"yes": 201}, {"share": 1.2}, {"base": -1}, {"fraction": 3.0}, {"share": None}],
)
def test_numbers_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="2"):
        decide(PLAN, cell(**wrong), BY)


@given(
    base=st.integers(1, 400),
    part=st.floats(0, 1),
    heavier=st.floats(0.5, 2),
    fraction=st.floats(0, 1),
)
def test_the_truth_lies_within_what_is_told(
    base: int, part: float, heavier: float, fraction: float
) -> None:
    yes = round(base * part)
    share = min(yes / base * heavier, 1.0)
    row = decide(PLAN, cell(base=base, yes=yes, share=share, fraction=fraction), BY).row(
        0, named=True
    )
    assert row["low"] - 1e-12 <= share <= row["high"] + 1e-12
    if row["decision"] in {Decision.FEW_ANSWERS, Decision.CROSSING}:
        assert (row["low"], row["high"], row["told_base"]) == (0, 1, None)
    elif row["decision"] != Decision.TOLD:
        assert row["high"] - row["low"] >= PLAN.least_people / base


def test_what_is_decided_goes_to_the_attacker() -> None:
    """A locality of few answers beside the other one and the whole municipality."""
    rows = pl.concat(
        [
            cell(level="municipality", area="Lund", base=160, weight=10_000.0, share=0.30),
            cell(level="locality", area="east", base=29, yes=9, weight=6_000.0, share=0.30),
            cell(level="locality", area="west", base=130, weight=4_000.0, share=0.30),
        ]
    )
    decided = decide(PLAN, rows, BY)
    release = shares(
        decided.select("area", "low", "high", "weight", "protection"), source="r", measure="unsafe"
    )
    area = nested("area", {"east": "Lund", "west": "Lund"})
    (finding,) = audit(release, [area]).findings
    assert finding.cell == "east"
    assert 0.28 < finding.low < 0.30 < finding.high < 0.32
