"""Whole years on a day, groups of them, and the day that ages were taken on."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.drawing.checks.ages import Ages, with_ages, years_on
from tryggve.wording.problems import InputError

BIRTHS = st.dates(date(1900, 1, 1), date(2010, 12, 31))


def aged(born: list[date | None], ages: Ages) -> pl.DataFrame:
    people = pl.DataFrame({"birth_date": pl.Series(born, dtype=pl.Date)})
    return with_ages(people, ages)


def test_years_turn_on_the_birthday() -> None:
    ages = Ages(on=date(2007, 3, 1))
    born = [date(1991, 3, 1), date(1991, 3, 2), date(1921, 3, 1), date(1921, 3, 2), None]
    found = aged(born, ages)
    assert found["years"].to_list() == [16, 15, 86, 85, None]
    assert found["age"].to_list() == ["16-24", None, None, "75-85", None]


def test_who_is_born_on_the_29_of_february_turns_on_the_first_of_march() -> None:
    born: list[date | None] = [date(1992, 2, 29)]
    assert aged(born, Ages(on=date(2011, 2, 28)))["years"].to_list() == [18]
    assert aged(born, Ages(on=date(2011, 3, 1)))["years"].to_list() == [19]
    assert aged(born, Ages(on=date(2012, 2, 29)))["years"].to_list() == [20]


@given(BIRTHS, st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_one_birth_date_as_a_column_of_them(born: date, day: date) -> None:
    assert aged([born], Ages(on=day))["years"].to_list() == [years_on(day, born)]


def test_every_year_is_in_its_group() -> None:
    ages = Ages(on=date(2007, 1, 1), least=18, most=84, starts=(18, 30, 65))
    years = pl.DataFrame({"years": [17, 18, 29, 30, 64, 65, 84, 85]})
    groups = years.select(ages.group_of(pl.col("years")))["years"].to_list()
    assert groups == [None, *["18-29"] * 2, *["30-64"] * 2, *["65-84"] * 2, None]
    assert Ages(on=date(2007, 1, 1), starts=(16,)).groups == ["16-85"]


def test_one_group_for_all() -> None:
    ages = Ages(on=date(2007, 1, 1), starts=(16,))
    assert aged([date(1980, 5, 5), date(2005, 5, 5)], ages)["age"].to_list() == ["16-85", None]


@pytest.mark.parametrize("starts", [(), (17, 30), (16, 40, 30), (16, 16), (16, 90)])
def test_groups_that_do_not_rise_from_least_to_most(starts: tuple[int, ...]) -> None:
    with pytest.raises(InputError) as caught:
        Ages(on=date(2007, 1, 1), starts=starts)
    assert [problem.field for problem in caught.value.problems] == ["starts"]


def test_text_is_no_date() -> None:
    with pytest.raises(InputError) as caught:
        with_ages(pl.DataFrame({"birth_date": ["1980-05-05"]}), Ages(on=date(2007, 1, 1)))
    assert [problem.field for problem in caught.value.problems] == ["birth_date"]


def test_the_day_that_ages_were_taken_on() -> None:
    ages = Ages(on=date(2007, 1, 1))
    by_year = pl.Series([date(1922, 1, 1), date(1991, 12, 31)])  # 16 to 85 at the end of the year
    assert ages.other_day(by_year) == date(2007, 12, 31)
    by_half_year = pl.Series([date(1921, 7, 3), date(1991, 6, 20)])
    assert ages.other_day(by_half_year) == date(2007, 7, 1)
    assert ages.other_day(pl.Series([date(1921, 1, 1), date(1991, 12, 31)])) is None
    assert ages.other_day(pl.Series([None], dtype=pl.Date)) is None
    at_noon = Ages(on=datetime(2007, 1, 1, 12))  # noqa: DTZ001
    assert at_noon.other_day(by_year) == date(2007, 12, 31)


@given(st.lists(BIRTHS, min_size=1, max_size=5))
def test_on_the_other_day_everybody_is_of_the_right_age(born: list[date]) -> None:
    ages = Ages(on=date(2007, 1, 1))
    day = ages.other_day(pl.Series(born))
    if day is not None:
        assert aged([*born], Ages(on=day))["age"].null_count() == 0
