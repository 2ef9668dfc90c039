"""Which counts are withheld, against the attacker and against every other choice."""

from itertools import chain, combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings

from tests.stats.disclosure.made import Made, areas, counted, kind_of, table, tiny
from tryggve.stats.disclosure.audit import audit
from tryggve.stats.disclosure.figures import counts
from tryggve.stats.disclosure.suppression import Reason, Rule, suppress
from tryggve.wording.problems import InputError

CITY = {"city": ["north", "south", "west"]}


def told(cells: pl.DataFrame, rule: Rule | None = None) -> pl.DataFrame:
    least = 0 if rule and rule.zeros else 1
    kept = cells.drop("reason", "keep", strict=False)
    return counts(kept, source="a", measure="m", least_withheld=least)


def cost(cells: pl.DataFrame, withheld: pl.Series) -> float:
    return float((1 + cells["count"].log1p()).filter(withheld).sum())


def test_one_small_count_takes_three_others_along() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3, 90], "south": [20, 80], "west": [40, 70]})
    done = suppress(cells, [area, kind_of(cells)])
    reasons = {
        (row["area"], row["kind"]): row["reason"]
        for row in done.iter_rows(named=True)
        if row["reason"]
    }
    assert reasons == {
        ("north", "theft"): Reason.FEW,
        ("north", "violence"): Reason.OTHERS,
        ("south", "theft"): Reason.OTHERS,
        ("south", "violence"): Reason.OTHERS,
    }


def test_small_counts_that_protect_each_other_take_none_along() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3, 4], "south": [4, 3], "west": [40, 70]})
    done = suppress(cells, [area, kind_of(cells)], rule=Rule(protection=2))
    assert done["reason"].value_counts(sort=True).rows()[:2] == [(None, 11), (Reason.FEW, 4)]


def test_without_small_counts_all_is_told() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [30, 90], "south": [20, 80], "west": [0, 70]})
    done = suppress(cells, [area, kind_of(cells)])
    assert done["reason"].null_count() == done["protection"].null_count() == len(cells)


def test_zeros_are_small_only_where_asked() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [0, 90], "south": [20, 80], "west": [40, 70]})
    rule = Rule(zeros=True)
    done = suppress(cells, [area, kind_of(cells)], rule=rule)
    assert done.filter(pl.col("count") == 0)["reason"].to_list() == [Reason.FEW]
    assert not audit(told(done, rule), [area, kind_of(cells)]).is_blocked


@settings(max_examples=15, deadline=None)
@given(counted())
def test_what_it_leaves_passes_the_audit(made: Made) -> None:
    """The small are withheld, zeros told; where nothing can protect a count it says so."""
    cells, classifications = made
    try:
        done = suppress(cells, classifications)
    except InputError:
        assume(False)
    small = done["count"].is_between(1, 4)
    assert (done["reason"].eq_missing(Reason.FEW) == small).all()
    assert (
        done.filter(pl.col("count") == 0)["protection"].null_count() == (done["count"] == 0).sum()
    )
    assert (done["protection"].is_null() == done["reason"].is_null()).all()
    assert not audit(told(done), classifications).is_blocked


@settings(max_examples=6, deadline=None)
@given(tiny())
def test_it_costs_little_more_than_the_best_choice(made: Made) -> None:
    """Against every set of withheld counts."""
    cells, classifications = made
    small = cells["count"].is_between(1, 4).to_numpy()
    others = np.flatnonzero(~small & (cells["count"] > 0).to_numpy())
    best = np.inf
    for more in chain.from_iterable(combinations(others, n) for n in range(len(others) + 1)):
        withheld = small.copy()
        withheld[list(more)] = True
        if cost(cells, pl.Series(withheld)) >= best:
            continue
        protection = np.select([small, withheld], [5.0, 0.0], np.nan)
        given_so = cells.with_columns(protection=pl.Series(protection).fill_nan(None))
        if not audit(told(given_so), classifications).is_blocked:
            best = cost(cells, pl.Series(withheld))
    if np.isinf(best):
        with pytest.raises(InputError):
            suppress(cells, classifications)
        return
    done = suppress(cells, classifications)
    assert best - 1e-9 <= cost(cells, done["reason"].is_not_null()) <= 1.05 * best


def test_totals_that_are_kept_are_told() -> None:
    area = areas({"a": ["a1", "a2"], "b": ["b1", "b2"]})
    cells = table(area, {"a1": [3, 90], "a2": [20, 80], "b1": [40, 70], "b2": [9, 8]})
    is_total = pl.col("area").is_in(["a", "b", "county"]) | pl.col("kind").is_null()
    done = suppress(cells.with_columns(keep=is_total), [area, kind_of(cells)])
    assert done.filter("keep")["reason"].null_count() == done["keep"].sum()
    assert set(done["reason"]) == {None, Reason.FEW, Reason.OTHERS}


def test_a_small_total_may_be_kept() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3, 0], "south": [20, 80], "west": [40, 70]})
    done = suppress(cells.with_columns(keep=pl.col("count") < 5), [area, kind_of(cells)])
    assert done["reason"].null_count() == len(cells)


def test_what_cannot_be_protected_is_told_by_row() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3], "south": [0], "west": [0]}).with_columns(
        keep=pl.col("area") == "city"
    )
    with pytest.raises(InputError) as refused:
        suppress(cells, [area, kind_of(cells)])
    rows = {problem.row for problem in refused.value.problems}
    places = cells.with_row_index("at", 2).filter(
        (pl.col("count") == 3) & (pl.col("area") != "city")
    )["at"]
    assert rows == set(places)


def test_what_is_out_is_not_withheld_any_more() -> None:
    """Last year told the row and the column of the small count: other cells must hide it."""
    area = areas(CITY)
    cells = table(area, {"north": [3, 90], "south": [20, 80], "west": [40, 70]})
    classifications = [area, kind_of(cells)]
    out = cells.filter((pl.col("area") == "south") & pl.col("kind").is_not_null())
    earlier = counts(out, source="earlier", measure="m")
    done = suppress(cells, classifications, earlier=earlier)
    withheld = done.filter(pl.col("reason").is_not_null() & pl.col("kind").is_not_null())
    assert set(withheld["area"]) == {"north", "west"}
    assert not audit(pl.concat([told(done), earlier], how="diagonal"), classifications).is_blocked


def test_a_small_count_that_is_out_cannot_be_protected() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3, 90], "south": [20, 80], "west": [40, 70]})
    earlier = counts(cells.filter(pl.col("count") == 3), source="earlier", measure="m")
    with pytest.raises(InputError, match="north, theft"):
        suppress(cells, [area, kind_of(cells)], earlier=earlier)


def test_counts_that_do_not_add_up_are_refused() -> None:
    area = areas(CITY)
    cells = table(area, {"north": [3, 90], "south": [20, 80], "west": [40, 70]})
    wrong = cells.with_columns(count=pl.col("count") + (pl.col("area") == "county").cast(pl.Int64))
    with pytest.raises(InputError):
        suppress(wrong, [area, kind_of(cells)])
