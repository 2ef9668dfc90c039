"""A correct sample passes, and each error that has spoilt a survey is seen."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.drawing.checks.made_frames import (
    AGES,
    ALLOCATION,
    FRAME,
    KNOWN_COUNTS,
    KNOWN_FRAME,
    NAMES,
    allocation_of,
    counts_of,
    first_of,
    report_on,
    sample_of,
)
from tryggve.stats.drawing.checks.balance import LOOK
from tryggve.stats.drawing.checks.drawn import check_drawn
from tryggve.stats.drawing.checks.known import Known, known_from_counts
from tryggve.stats.drawing.checks.report import Check, Severity
from tryggve.stats.drawing.permanent import draw_permanent, permanent_numbers
from tryggve.wording.problems import InputError

OF_CHANCE = {Check.SEX, Check.AGE, Check.AREA}


@pytest.mark.parametrize("known", [KNOWN_COUNTS, KNOWN_FRAME])
def test_a_correct_sample_passes(known: Known) -> None:
    found = report_on(sample_of(), known)
    assert [finding.check for finding in found.findings] == list(Check)
    assert {finding.severity for finding in found.findings} == {Severity.FINE}
    assert found.severity is Severity.FINE
    assert found.alarms() == {}


def test_a_correct_sample_by_permanent_numbers_passes() -> None:
    people = [f"1980{number:08}" for number in range(len(FRAME))]
    selection, _ = draw_permanent(
        stratum=FRAME["stratum"],
        number=permanent_numbers(people, bytes(range(32))),
        allocation=ALLOCATION,
        start=0.3,
    )
    assert report_on(selection.of(FRAME)).alarms() == {}


def alarms_of_chance(samples: int, each: int) -> list[Severity]:
    """The gravest of the tests of chance of correct samples."""
    found = []
    for seed in range(samples):
        sample = sample_of(seed=seed, each=each)
        report = check_drawn(sample, allocation=allocation_of(FRAME, each), known=KNOWN_COUNTS)
        assert set(report.alarms()) <= OF_CHANCE
        found.append(report.severity)
    return found


def test_correct_samples_seldom_give_an_alarm() -> None:
    """At most 5 percent, which a binomial number of 100 exceeds by 7 once in a hundred times."""
    found = alarms_of_chance(100, 300)
    assert sum(each is not Severity.FINE for each in found) <= 12
    assert Severity.STOP not in found


@pytest.mark.prove
@pytest.mark.parametrize("each", [30, 300, 800])
def test_false_alarms_at_most_as_often_as_said(each: int) -> None:
    """1,000 correct samples: at most three standard errors above 5 percent. Of 1,000 that are
    stopped once in a thousand times, more than 5 are stopped in 6 of 10,000 trials."""
    found = alarms_of_chance(1000, each)
    alarms = np.mean([severity is not Severity.FINE for severity in found])
    assert alarms <= LOOK + 3 * np.sqrt(LOOK * (1 - LOOK) / 1000)
    assert found.count(Severity.STOP) <= 5


def test_one_sex_alone() -> None:
    found = report_on(sample_of(FRAME.filter(pl.col("sex") == "man")))
    assert found.alarms()[Check.SEX] is Severity.STOP
    assert found.of(Check.SEX).strata == NAMES


def test_one_sex_swapped_in_one_stratum() -> None:
    is_there = pl.col("stratum") == "S2"
    sample = sample_of()
    swapped = sample.with_columns(
        sex=pl.when(is_there).then(pl.lit("man")).otherwise(pl.col("sex"))
    )
    found = report_on(swapped)
    assert found.alarms() == {Check.SEX: Severity.STOP}
    assert found.of(Check.SEX).strata == ("S2",)


@pytest.mark.parametrize("descending", [False, True])
def test_the_first_of_a_register_sorted_by_birth_date(descending: bool) -> None:
    found = report_on(first_of(FRAME.sort("birth_date", descending=descending)))
    assert found.alarms()[Check.AGE] is Severity.STOP
    assert found.of(Check.AGE).strata == NAMES


def test_the_first_of_a_register_sorted_by_area() -> None:
    found = report_on(first_of(FRAME.sort("area")))
    assert found.alarms() == {Check.AREA: Severity.STOP}


def test_a_whole_area_missing() -> None:
    found = report_on(sample_of(FRAME.filter(pl.col("area") != "A10")))
    assert found.alarms() == {Check.AREA: Severity.STOP}
    assert found.of(Check.AREA).strata == ("S3",)
    values = found.of(Check.AREA).what.values
    assert (values["category"], values["drawn"]) == ("A10", 0.0)


def test_a_small_area_missing_is_seen_from_a_score_of_people_on() -> None:
    """An area of 7 percent of a stratum of which 300 are drawn: 21 expected, nobody drawn."""
    is_small = pl.col("who").str.slice(1).cast(pl.Int64) % 14 == 0
    in_small = (pl.col("stratum") == "S4") & is_small
    frame = FRAME.with_columns(area=pl.when(in_small).then(pl.lit("small")).otherwise("area"))
    known = known_from_counts(counts_of(frame), NAMES, AGES)
    assert report_on(sample_of(frame), known).alarms() == {}
    found = report_on(sample_of(frame.filter(pl.col("area") != "small")), known)
    assert found.alarms() == {Check.AREA: Severity.STOP}
    assert found.of(Check.AREA).what.values["category"] == "small"


def test_people_of_another_area_in_a_stratum() -> None:
    others = FRAME.filter(pl.col("stratum") == "S4").head(5)
    sample = sample_of()
    wrong = pl.concat([sample[5:], others.with_columns(stratum=pl.lit("S0"))])
    found = report_on(wrong)
    assert found.alarms() == {Check.AREA: Severity.LOOK}
    assert found.of(Check.AREA).strata == ("S0",)


def test_two_strata_taken_for_each_other() -> None:
    other = {"S1": "S2", "S2": "S1"}
    swapped = sample_of().with_columns(pl.col("stratum").replace(other))
    found = report_on(swapped)
    assert found.alarms()[Check.AREA] is Severity.STOP
    assert found.of(Check.AREA).strata == ("S1", "S2")


def test_those_above_some_age_missing() -> None:
    found = report_on(sample_of(FRAME.filter(pl.col("birth_date") > date(1932, 1, 1))))
    assert found.alarms() == {Check.AGE: Severity.STOP}


def test_what_is_not_counted_is_untested() -> None:
    known = known_from_counts(counts_of(FRAME).drop("area", "age"), NAMES, AGES)
    found = report_on(sample_of(), known)
    untested = {f.check for f in found.findings if f.severity is Severity.UNTESTED}
    assert untested == {Check.AGE, Check.AREA}
    found = report_on(sample_of().drop("area"))
    assert found.of(Check.AREA).severity is Severity.UNTESTED
    assert found.severity is Severity.FINE


def test_the_family_is_the_whole_report() -> None:
    tests = report_on(sample_of()).tests
    # Two sexes, seven ages and three areas in each of six strata, and in the whole 18 areas.
    assert len(tests) == 6 * (2 + 7 + 3) + 2 + 7 + 18
    smallest = tests.sort("p_value").row(0, named=True)
    assert smallest["adjusted"] == pytest.approx(min(1, smallest["p_value"] * len(tests)))
    assert tests["check"].unique(maintain_order=True).to_list() == list(map(str, OF_ORDER))


OF_ORDER = [Check.SEX, Check.AGE, Check.AREA]


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    sample = sample_of()
    assert report_on(sample.sample(fraction=1, shuffle=True, seed=seed)).tests.equals(
        report_on(sample).tests
    )


def test_columns_that_are_not_there() -> None:
    with pytest.raises(InputError) as caught:
        report_on(sample_of().drop("sex", "who"))
    assert [problem.field for problem in caught.value.problems] == ["who", "sex"]


def test_birth_dates_that_are_no_dates() -> None:
    with pytest.raises(InputError) as caught:
        report_on(sample_of().with_columns(pl.col("birth_date").cast(pl.String)))
    assert [problem.field for problem in caught.value.problems] == ["birth_date"]


def test_counts_of_other_strata() -> None:
    known = known_from_counts(counts_of(FRAME), NAMES[::-1], AGES)
    with pytest.raises(InputError) as caught:
        report_on(sample_of(), known)
    assert [problem.field for problem in caught.value.problems] == ["stratum"]


@pytest.mark.parametrize("dtype", [pl.Int32, pl.Float64, pl.Categorical])
def test_codes_of_any_kind_are_the_same(dtype: type[pl.DataType]) -> None:
    code = pl.col("sex").replace_strict({"man": "1", "woman": "2"})
    known = known_from_counts(counts_of(FRAME.with_columns(sex=code)), NAMES, AGES)
    sample = sample_of().with_columns(sex=code.cast(dtype))
    assert report_on(sample, known).alarms() == {}


@pytest.mark.parametrize("column", ["who", "sex", "stratum"])
def test_a_column_of_objects(column: str) -> None:
    sample = sample_of()
    objects = pl.Series(column, [object() for _ in range(len(sample))], dtype=pl.Object)
    with pytest.raises(InputError) as caught:
        report_on(sample.with_columns(objects))
    assert [problem.field for problem in caught.value.problems] == [column]


def test_codes_that_are_endless_are_missing() -> None:
    found = report_on(sample_of().with_columns(sex=pl.lit(float("inf"))))
    assert found.alarms() == {Check.MISSING: Severity.STOP}


def test_columns_that_are_not_used_do_not_matter() -> None:
    sample = sample_of()
    more = sample.with_columns(people=pl.lit("x"), years=pl.lit("y"), other=pl.lit(b"z"))
    assert report_on(more).tests.equals(report_on(sample).tests)
