"""A release is held against all that is out already, and says why it is blocked."""

import polars as pl
import pytest

from tests.stats.disclosure.made import areas, kind_of, table
from tryggve.stats.disclosure.audit import audit, release
from tryggve.stats.disclosure.classifications import Classification, apart, nested
from tryggve.stats.disclosure.figures import counts, shares
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

AREA = nested("area", {"north": "city", "south": "city"})


def published(
    rows: list[tuple[str | None, int, float | None]], source: str, measure: str = "thefts 2026"
) -> pl.DataFrame:
    schema = {"area": pl.String, "count": pl.Int64, "protection": pl.Float64}
    cells = pl.DataFrame(rows, schema=schema, orient="row")
    return counts(cells, source=source, measure=measure)


NOTHING = published([], "")


def test_a_count_that_the_others_give_away_blocks_the_release() -> None:
    found = audit(
        published([("north", 3, 5), ("south", 40, None), ("city", 43, None)], "table 1"), [AREA]
    )
    assert found.is_blocked
    (finding,) = found.findings
    assert (finding.low, finding.high, finding.protection) == (3, 3, 5)
    assert set(finding.through) == {"table 1: south", "table 1: city"}
    assert finding.where == "table 1, thefts 2026, north"


def test_it_explains_itself() -> None:
    found = audit(
        published([("north", 3, 5), ("south", 40, None), ("city", 43, None)], "table 1"), [AREA]
    )
    with speaking("en"):
        said = [
            str(found.findings[0].what),
            str(found.findings[0].why),
            str(found.findings[0].mend),
        ]
    assert said == [
        "A reader can work out that it lies from 3 to 3; the range must be 5 or wider.",
        "It follows from: table 1: south; table 1: city.",
        "Withhold one more of those that are not out yet, round them, or tell larger groups.",
    ]


def test_two_releases_that_are_each_safe_may_not_be_so_together() -> None:
    first = published([("north", 3, 5), ("south", 40, 0), ("city", 43, None)], "spring")
    second = published([("south", 40, None)], "autumn")
    out = release(first, NOTHING, [AREA])
    assert release(second, NOTHING, [AREA])["source"].to_list() == ["autumn"]
    with pytest.raises(InputError) as refused:
        release(second, out, [AREA])
    assert str(refused.value).startswith("spring, ")
    assert "north" in str(refused.value)


def test_the_refusal_holds_no_figure() -> None:
    """It may be logged; the finding itself is for the one who publishes."""
    figures = published([("north", 3, 5), ("south", 44, None), ("city", 47, None)], "table")
    with pytest.raises(InputError) as refused:
        release(figures, NOTHING, [AREA])
    assert not any(letter.isdigit() for letter in str(refused.value).replace("thefts 2026", ""))


def test_what_is_released_is_kept_for_the_next() -> None:
    first = published([("north", 3, 5), ("south", 40, 0), ("city", 43, None)], "spring")
    second = published([("city", 50, None)], "autumn", "thefts 2027")
    out = release(second, release(first, NOTHING, [AREA]), [AREA])
    assert out["source"].to_list() == ["spring"] * 3 + ["autumn"]


def test_the_same_figure_told_elsewhere_gives_it_away() -> None:
    hidden = published([("north", 3, 5)], "table")
    elsewhere = published([("north", 3, None)], "the interface")
    (finding,) = audit(pl.concat([hidden, elsewhere]), [AREA]).findings
    assert (finding.low, finding.high) == (3, 3)
    assert finding.through[0] == "the interface: north"


def test_other_measures_say_nothing_of_it() -> None:
    hidden = published([("north", 3, 5), ("south", 40, 0), ("city", 43, None)], "table")
    other = published([("south", 40, None)], "table", "thefts 2025")
    assert not audit(pl.concat([hidden, other]), [AREA]).is_blocked


def test_overlapping_ages_give_a_small_group_away() -> None:
    """16-24 and 20-29 beside the whole and 25-29: the 16-19 are what is left over."""
    age = Classification(
        "age",
        {
            "16-19": frozenset({"16-19"}),
            "16-24": frozenset({"16-19", "20-24"}),
            "20-24": frozenset({"20-24"}),
        },
    )
    cells = pl.DataFrame(
        {"age": ["16-19", "16-24", "20-24"], "count": [2, 30, 28], "protection": [5.0, None, None]}
    )
    (finding,) = audit(counts(cells, source="t", measure="m"), [age]).findings
    assert (finding.low, finding.high) == (2, 2)


def test_two_tables_with_different_classifications_are_linked_by_their_totals() -> None:
    kind = apart("kind", ["theft", "damage"])
    by_area = published([("north", 3, 5), ("south", 40, 0), ("city", 43, None)], "areas")
    cells = pl.DataFrame(
        {"area": ["south", "south"], "kind": ["theft", "damage"], "count": [30, 10]}
    )
    by_kind = counts(cells, source="kinds", measure="thefts 2026")
    (finding,) = audit(pl.concat([by_area, by_kind], how="diagonal"), [AREA, kind]).findings
    assert set(finding.through) == {"areas: city", "kinds: south, theft", "kinds: south, damage"}


def test_rounding_protects_as_far_as_it_goes() -> None:
    schema = {"area": pl.String, "count": pl.Int64, "protection": pl.Float64}
    rows = [("north", 3, 5.0), ("south", 42, None), ("city", 45, None)]
    cells = pl.DataFrame(rows, schema=schema, orient="row")
    for base, is_blocked in [(5, False), (2, True)]:
        figures = counts(cells, source="t", measure="m", rounded_to=base)
        assert audit(figures, [AREA]).is_blocked == is_blocked


def test_shares_of_a_small_rest_come_out_of_those_around_it() -> None:
    """With whole percentages of 9,000 and 10,000 a group of 1,000 is known within 19 points,
    one of 8,000 within 2."""

    def figures(north: float, south: float) -> pl.DataFrame:
        cells = pl.DataFrame(
            {
                "area": ["north", "south", "city"],
                "low": [0.0, 0.295, 0.295],
                "high": [1.0, 0.305, 0.305],
                "weight": [north, south, north + south],
                "protection": [0.1, None, None],
            }
        )
        return shares(cells, source="report", measure="unsafe")

    assert not audit(figures(1_000, 9_000), [AREA]).is_blocked
    (finding,) = audit(figures(8_000, 2_000), [AREA]).findings
    assert finding.high - finding.low == pytest.approx(0.015)
    assert finding.protection == pytest.approx(0.1)


def test_ranges_of_all_withheld_figures_are_given() -> None:
    area = areas({"city": ["north", "south", "west"]})
    cells = table(area, {"north": [3, 90], "south": [20, 80], "west": [40, 70]})
    hidden = (pl.col("area").is_in(["north", "south"])) & pl.col("kind").is_not_null()
    protected = cells.with_columns(protection=pl.when(hidden).then(pl.lit(5.0)))
    found = audit(counts(protected, source="t", measure="m"), [area, kind_of(cells)])
    assert not found.is_blocked
    assert len(found.withheld) == 4
    assert (found.withheld["possible_high"] - found.withheld["possible_low"] >= 5).all()


def test_a_measure_of_everyone_alone() -> None:
    cells = pl.DataFrame({"count": [3], "protection": [5.0]})
    assert not audit(counts(cells, source="t", measure="m"), []).is_blocked


def test_corrected_figures_under_the_same_name_are_refused() -> None:
    first = published([("north", 13, None)], "spring")
    second = published([("north", 14, None)], "autumn")
    with pytest.raises(InputError, match="north"):
        release(second, first, [AREA])
