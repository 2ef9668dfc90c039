"""Who belongs to the population by age, and on which day."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Ages:
    """On the day `on` those of `least` to `most` years belong to the population. `starts`: the
    first year of each age group, the first of all `least`."""

    on: date
    least: int = 16
    most: int = 85
    starts: tuple[int, ...] = (16, 25, 35, 45, 55, 65, 75)

    def __post_init__(self) -> None:
        starts = list(self.starts)
        rises = starts == sorted(set(starts))
        if not rises or starts[:1] != [self.least] or starts[-1] > self.most:
            raise refuse(
                say("The age groups do not rise from the least age to the most."),
                say("Begin with the least age, and give each group the year it starts with."),
                field="starts",
            )

    @property
    def groups(self) -> list[str]:
        ends = [*(start - 1 for start in self.starts[1:]), self.most]
        return [f"{start}-{end}" for start, end in zip(self.starts, ends, strict=True)]

    def group_of(self, years: pl.Expr) -> pl.Expr:
        """The age group; null outside the population."""
        place = pl.sum_horizontal(years >= start for start in self.starts)
        group = place.replace_strict(dict(enumerate(self.groups, 1)), default=None)
        return pl.when(years <= self.most).then(group)

    def years_of(self, born: pl.Expr) -> pl.Expr:
        """Whole years on the day."""
        in_year = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
        is_later = in_year > self.on.month * 100 + self.on.day
        return self.on.year - born.dt.year() - is_later.cast(pl.Int32)

    def other_day(self, born: pl.Series) -> date | None:
        """The nearest first of a month or last of December, not more than two years away, on which
        everybody belongs to the population; None where there is none."""
        years = range(self.on.year - 2, self.on.year + 3)
        days = [date(year, month, 1) for year in years for month in range(1, 13)]
        days += [date(year, 12, 31) for year in years]
        oldest, youngest = born.min(), born.max()
        if not isinstance(oldest, date) or not isinstance(youngest, date):
            return None
        for day in sorted(days, key=lambda day: abs(day.toordinal() - self.on.toordinal())):
            if years_on(day, youngest) >= self.least and years_on(day, oldest) <= self.most:
                return day
        return None


def years_on(day: date, born: date) -> int:
    """The age on a day, in whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def with_ages(people: pl.DataFrame, ages: Ages) -> pl.DataFrame:
    """The people with `years` and `age` (the group; null outside the population). InputError where
    the column `birth_date` holds no dates."""
    if people["birth_date"].dtype != pl.Date:
        raise refuse(
            say("The birth dates are not dates."),
            say("Read the column as dates: 1984-02-17."),
            field="birth_date",
        )
    years = ages.years_of(pl.col("birth_date"))
    return people.with_columns(years=years, age=ages.group_of(years))
