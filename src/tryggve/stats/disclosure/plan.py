"""Which shares of a survey a release tells, how closely, and why not: fixed before it is tabulated.

The limits are choices, not findings (docs/methodology/disclosure.md): no Swedish rule states them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from tryggve.stats.disclosure.figures import refuse_missing, wrong_rows
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

STEPS = (0.05, 0.1, 0.2, 0.5)  # a share of few people is told as under one of these
HALF_A_PERCENT = 0.005
NEEDED = ("level", "base", "yes", "share", "weight", "fraction")


class Decision(StrEnum):
    """What becomes of a share."""

    TOLD = "told"
    UNDER = "under"  # so few said yes that they are not counted out
    OVER = "over"  # so few said no
    FEW_ANSWERS = "few_answers"  # withheld
    CROSSING = "crossing"  # withheld

    @property
    def why(self) -> Text:
        """What the one who publishes is told of it."""
        return REASONS[self]


REASONS = {
    Decision.TOLD: say("Told as a whole percentage."),
    Decision.UNDER: say("Told as under a limit: too few answered yes to be counted out."),
    Decision.OVER: say("Told as over a limit: too few answered no to be counted out."),
    Decision.FEW_ANSWERS: say("Withheld: it rests on fewer answers than the table plan asks for."),
    Decision.CROSSING: say(
        "Withheld: so many of these people were asked that groups are not crossed."
    ),
}


@dataclass(frozen=True)
class PlannedTable:
    """Shares for each area of a `level`, for the groups of `by` (none: everyone; two: crossed),
    told where at least `least_base` answered."""

    level: str
    by: tuple[str, ...] = ()
    least_base: int = 30


@dataclass(frozen=True)
class TablePlan:
    """The tables of a release, and no others.

    `least_people`: fewer yes, or fewer no, than these are told only as under or over a limit.
    `high_fraction`: where a larger share of the population was drawn, bases are told to the nearest
    `base_rounded_to` and groups are not crossed, since to know who lives there is nearly to know
    who answered. `protection`: how wide the range must be that a reader can narrow a withheld share
    down to.
    """

    tables: tuple[PlannedTable, ...]
    least_people: int = 3
    high_fraction: float = 0.2
    base_rounded_to: int = 10
    protection: float = 0.1


def decide(plan: TablePlan, cells: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """The rows of `cells` with what is told of each: `decision` (a `Decision`), `low` and `high`
    (bounds of the share), `told_base` (null where withheld) and `protection`.

    `cells`: `level`; the columns `by` of groups, null for everyone; `base` and `yes` (how many
    answered, and answered yes), `share` (weighted), `weight` (the weights of those who answered),
    `fraction` (drawn of the population); further columns, such as the area's, are kept. The result
    goes to `figures.shares`. InputError for rows of a table that the plan does not have, and for
    numbers that cannot be.
    """
    refuse_missing(cells, (*NEEDED, *by))
    planned = {(table.level, frozenset(table.by)): table.least_base for table in plan.tables}
    divided = [
        (row["level"], frozenset(name for name in by if row[name] is not None))
        for row in cells.select("level", *by).iter_rows(named=True)
    ]
    _check(cells, [key in planned for key in divided])
    least = pl.Series([planned[key] for key in divided], dtype=pl.Int64)
    crossed = pl.Series([len(groups) > 1 for _, groups in divided], dtype=pl.Boolean)

    yes, no = pl.col("yes"), pl.col("base") - pl.col("yes")
    is_under, is_over = yes < plan.least_people, no < plan.least_people
    few = plan.least_people / pl.col("base")
    limit = _first_step_from(
        pl.max_horizontal(few, pl.when(is_under).then("share").otherwise(1 - pl.col("share")))
    )
    is_high = pl.col("fraction") > plan.high_fraction
    is_vague = (is_under | is_over) & limit.is_null()
    decided = cells.with_columns(
        limit=limit,
        decision=pl.when((pl.col("base") < pl.max_horizontal(least, 1)) | is_vague)
        .then(pl.lit(Decision.FEW_ANSWERS))
        .when(is_high & crossed)
        .then(pl.lit(Decision.CROSSING))
        .when(is_under)
        .then(pl.lit(Decision.UNDER))
        .when(is_over)
        .then(pl.lit(Decision.OVER))
        .otherwise(pl.lit(Decision.TOLD)),
    )
    return _as_told(plan, decided, is_high).drop("limit")


def _as_told(plan: TablePlan, decided: pl.DataFrame, is_high: pl.Expr) -> pl.DataFrame:
    decision, limit, nearest = pl.col("decision"), pl.col("limit"), pl.col("share").round(2)
    is_told = decision == Decision.TOLD
    is_withheld = decision.is_in([Decision.FEW_ANSWERS, Decision.CROSSING])
    rounded = (pl.col("base") / plan.base_rounded_to).round().cast(pl.Int64) * plan.base_rounded_to
    return decided.with_columns(
        low=pl.when(is_told)
        .then((nearest - HALF_A_PERCENT).clip(lower_bound=0))
        .when(decision == Decision.OVER)
        .then(1 - limit)
        .otherwise(0.0),
        high=pl.when(is_told)
        .then((nearest + HALF_A_PERCENT).clip(upper_bound=1))
        .when(decision == Decision.UNDER)
        .then(limit)
        .otherwise(1.0),
        told_base=pl.when(~is_withheld).then(pl.when(is_high).then(rounded).otherwise("base")),
        protection=pl.when(is_withheld).then(plan.protection),
    )


def _first_step_from(value: pl.Expr) -> pl.Expr:
    """The first of the steps that is not below `value`; null where all are."""
    return pl.coalesce(pl.when(value <= step).then(step) for step in STEPS)


def _check(cells: pl.DataFrame, is_planned: Sequence[bool]) -> None:
    right = (
        (pl.col("base") >= 0)
        & pl.col("yes").is_between(0, pl.col("base"))
        & pl.col("share").is_between(0, 1)
        & pl.col("fraction").is_between(0, 1)
    ) | (pl.col("base") == 0)
    problems = [
        Problem(
            say("The table plan has no table of {level} divided so.", level=level),
            say("A plan is fixed before the release: take the row away, or plan a new release."),
            row=row,
            field="level",
        )
        for row, (level, planned) in enumerate(zip(cells["level"], is_planned, strict=True), 2)
        if not planned
    ] + [
        Problem(
            say("These numbers cannot be: yes within base, share and fraction from 0 to 1."),
            row=row,
            field="base, yes, share, fraction",
        )
        for row in wrong_rows(cells, right)
    ]
    if problems:
        raise InputError(problems)
