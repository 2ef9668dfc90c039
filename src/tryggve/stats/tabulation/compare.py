"""Two rounds compared: every estimate that stands in the tables of both.

The rounds are independent samples. All items of one area and slice are a family
(`tryggve.stats.comparison`).
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from tryggve.stats.comparison import Rule, change_of_both
from tryggve.stats.estimation import Estimates
from tryggve.stats.sample import Floats
from tryggve.stats.tabulation.design import Design
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

INDICATOR = ["item", "category", "quantity"]
FIGURES = ["value", "standard_error", "answers", "population", "degrees_of_freedom"]
AREA, SEPARATOR = ["level", "area"], "\x1f"


def compare(before: pl.DataFrame, after: pl.DataFrame, design: Design) -> pl.DataFrame:
    """A row for each estimate of both rounds (columns: docs/reference/tabulate.md).

    InputError where the two have no estimate in common, or other columns.
    """
    slices = after.columns[len(AREA) : after.columns.index("item")]
    keys = [*AREA, *slices, *INDICATOR]
    missing = [name for name in (*keys, *FIGURES) if name not in before.columns]
    if missing:
        raise refuse(
            say("The earlier estimates lack: {columns}.", columns=", ".join(missing)),
            say("Tabulate both rounds with the same levels and slices."),
            field="--compare",
        )
    both = after.join(before, on=keys, how="inner", suffix="_before", nulls_equal=True)
    if both.is_empty():
        raise refuse(
            say("The two rounds have no estimate in common."),
            say("Use the same names of levels, areas, slices and items in both."),
            field="--compare",
        )
    return _changes(both, [*AREA, *slices], keys, design)


def _changes(
    both: pl.DataFrame, domain: list[str], keys: list[str], design: Design
) -> pl.DataFrame:
    row, rows = _places(both, domain)
    column, columns = _places(both, INDICATOR)
    shape = (rows, columns)
    is_share = np.zeros(columns, dtype=bool)
    is_share[column] = (both["is_share"]).to_numpy()

    def table(name: str) -> Floats:
        filled = np.full(shape, np.nan)
        filled[row, column] = both[name].cast(pl.Float64).to_numpy()
        return filled

    rule = Rule(
        false_findings=design.comparison.false_findings,
        least_answers=design.limits.least_answers,
        relevant=design.comparison.relevant,
        level=design.confidence,
        power=design.comparison.power,
    )
    change = change_of_both(
        _estimates(table, "_before"), _estimates(table, ""), is_share=is_share, rule=rule
    )
    found = {
        "before": table("value_before"),
        "after": table("value"),
        "difference": change.difference.value,
        "standard_error": change.difference.standard_error,
        "low": change.difference.low,
        "high": change.difference.high,
        "p_value": change.difference.p_value,
        "adjusted_p_value": change.adjusted,
        "smallest_change": change.smallest,
        "outcome": change.outcome,
        "is_relevant": change.is_relevant,
    }
    return both.select(keys).with_columns(
        pl.Series(name, values[row, column].tolist()) for name, values in found.items()
    )


def _places(both: pl.DataFrame, columns: list[str]) -> tuple[np.ndarray, int]:
    """(rows,) the number of each combination of the columns, and how many there are."""
    joined = both.select(
        pl.concat_str([pl.col(name).fill_null("") for name in columns], separator=SEPARATOR)
    ).to_series()
    distinct, places = np.unique(joined.to_numpy().astype(str), return_inverse=True)
    return places, len(distinct)


def _estimates(table: Callable[[str], Floats], which: str) -> Estimates:
    answers = np.nan_to_num(table(f"answers{which}"))
    freedom = np.nanmax(table(f"degrees_of_freedom{which}"), axis=1)
    return Estimates(
        value=table(f"value{which}"),
        variance=table(f"standard_error{which}") ** 2,
        answers=answers.astype(np.int64),
        size=table(f"population{which}"),
        freedom=freedom,
        simple=np.full(answers.shape, np.nan),
    )
