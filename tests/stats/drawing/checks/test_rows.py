"""Checks of rows and numbers: each finds its error, and tells of no person."""

from datetime import date

import polars as pl
import pytest

from tests.stats.drawing.checks.made_frames import (
    AGES,
    ALLOCATION,
    FRAME,
    KNOWN_COUNTS,
    NAMES,
    allocation_of,
    counts_of,
    report_on,
    sample_of,
)
from tryggve.stats.drawing.checks.drawn import check_drawn
from tryggve.stats.drawing.checks.known import known_from_counts
from tryggve.stats.drawing.checks.report import Check, Severity

SAMPLE = sample_of()


def changed(column: str, values: dict[int, object]) -> pl.DataFrame:
    """The sample with other values in some rows of a column."""
    given = SAMPLE[column].to_list()
    for row, value in values.items():
        given[row] = value
    return SAMPLE.with_columns(pl.Series(column, given, dtype=SAMPLE[column].dtype))


def test_a_row_twice() -> None:
    found = report_on(changed("who", {7: SAMPLE["who"][8], 9: f" {SAMPLE['who'][8]} "}))
    assert found.alarms() == {Check.DUPLICATES: Severity.STOP}
    assert found.of(Check.DUPLICATES).what.count == 2


def test_a_file_read_twice() -> None:
    found = report_on(pl.concat([SAMPLE, SAMPLE]))
    assert found.of(Check.DUPLICATES).what.count == len(SAMPLE)
    assert found.of(Check.ALLOCATION).severity is Severity.STOP


@pytest.mark.parametrize(
    ("column", "rows", "severity"),
    [
        ("who", 1, Severity.STOP),
        ("stratum", 1, Severity.STOP),
        ("birth_date", 1, Severity.LOOK),
        ("area", 17, Severity.LOOK),
        ("sex", 18, Severity.STOP),
    ],
)
def test_missing_values(column: str, rows: int, severity: Severity) -> None:
    """Of 1,800 rows."""
    found = report_on(changed(column, dict.fromkeys(range(rows))))
    assert found.of(Check.MISSING).severity is severity
    assert found.of(Check.MISSING).what.values == {"counts": f"{column} {rows}"}


def test_blanks_are_missing_and_not_another_value() -> None:
    found = report_on(changed("sex", {0: "  ", 1: ""}))
    assert found.alarms() == {Check.MISSING: Severity.LOOK}
    assert found.of(Check.MISSING).what.values == {"counts": "sex 2"}


def test_a_stratum_that_is_not_in_the_allocation() -> None:
    found = report_on(changed("stratum", {0: "S9", 1: None}))
    assert found.of(Check.STRATUM).severity is Severity.STOP
    assert found.of(Check.STRATUM).what.count == 2


def test_a_value_that_the_counts_do_not_have_is_not_told() -> None:
    found = report_on(changed("sex", {0: "Eva Ek", 1: "Eva Ek"}))
    assert found.alarms() == {Check.CATEGORIES: Severity.STOP}
    assert found.of(Check.CATEGORIES).what.values == {"counts": "sex 2"}
    assert "Eva" not in str(found.findings) + str(found.tests)


def test_a_few_may_lack() -> None:
    few = report_on(SAMPLE[6:])  # 2 percent of the 300 of S0
    assert few.alarms() == {Check.ALLOCATION: Severity.LOOK}
    assert few.of(Check.ALLOCATION).strata == ("S0",)
    assert report_on(SAMPLE[7:]).alarms() == {Check.ALLOCATION: Severity.STOP}


def test_one_too_many() -> None:
    others = FRAME.join(SAMPLE, on="who", how="anti").filter(pl.col("stratum") == "S3")
    found = report_on(pl.concat([SAMPLE, others.head(1)]))
    assert found.alarms() == {Check.ALLOCATION: Severity.STOP}
    values = found.of(Check.ALLOCATION).what.values
    assert (values["stratum"], values["drawn"], values["wanted"]) == ("S3", 301, 300)


def test_a_stratum_of_which_nobody_was_drawn() -> None:
    found = report_on(SAMPLE.filter(pl.col("stratum") != "S4"))
    assert found.alarms() == {Check.ALLOCATION: Severity.STOP}
    assert found.of(Check.ALLOCATION).strata == ("S4",)
    assert found.of(Check.ALLOCATION).what.values["drawn"] == 0


def test_counts_of_another_day() -> None:
    fewer = FRAME.filter(pl.col("who") != FRAME["who"][0])
    known = known_from_counts(counts_of(fewer), NAMES, AGES)
    found = check_drawn(SAMPLE, allocation=ALLOCATION, known=known)
    assert found.alarms() == {Check.POPULATION: Severity.LOOK}
    assert found.of(Check.POPULATION).strata == ("S0",)
    found = check_drawn(SAMPLE, allocation=allocation_of(FRAME, 899), known=known)
    assert found.of(Check.POPULATION).severity is Severity.LOOK
    found = check_drawn(SAMPLE, allocation=allocation_of(FRAME, 900), known=known)
    assert found.of(Check.POPULATION).severity is Severity.STOP


def test_too_young_and_too_old() -> None:
    found = report_on(changed("birth_date", {0: date(1991, 1, 2), 1799: date(1920, 12, 31)}))
    assert found.alarms() == {Check.AGE_RANGE: Severity.STOP}
    assert found.of(Check.AGE_RANGE).strata == ("S0", "S5")
    values = found.of(Check.AGE_RANGE).what.values
    assert (values["low"], values["high"], values["day"]) == (1, 1, AGES.on)


def test_ages_of_another_day_are_seen_and_the_day_is_told() -> None:
    later = SAMPLE.with_columns(pl.col("birth_date").dt.offset_by("6mo"))
    found = report_on(later).of(Check.AGE_RANGE)
    assert found.severity is Severity.STOP
    assert found.what.values["high"] == 0
    day = found.mend.values["day"] if not isinstance(found.mend, str) else None
    assert day in {date(2007, month, 1) for month in (5, 6, 7)}


def test_nothing_tells_of_a_person() -> None:
    """Not even an error: neither who, nor a birth date."""
    wrong = changed("who", {7: SAMPLE["who"][8]}).with_columns(
        pl.col("birth_date").dt.offset_by("6mo"), stratum=pl.lit("x")
    )
    found = report_on(wrong)
    said = " ".join(f"{finding.what} {finding.mend}" for finding in found.findings)
    assert [who for who in wrong["who"].to_list() if who in said] == []
    assert [day for day in wrong["birth_date"].to_list() if str(day) in said] == []


def test_a_sample_of_nobody() -> None:
    found = report_on(SAMPLE.head(0))
    assert found.alarms() == {Check.ALLOCATION: Severity.STOP}
    assert found.of(Check.ALLOCATION).strata == KNOWN_COUNTS.names
    assert len(found.tests) == 0
