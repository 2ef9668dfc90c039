"""The monitor of a round's fieldwork: everything that its page and its weekly report say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from tryggve.apps.surveys.fieldwork.areas import AreaCourse, courses_of, forecast_of, numbers_of
from tryggve.apps.surveys.fieldwork.people import ANSWERED, people_of
from tryggve.apps.surveys.fieldwork.timing import Posting, Timing, timing_of
from tryggve.apps.surveys.mail_texts import is_simulated
from tryggve.apps.surveys.models import Mailing, Round, Stratum
from tryggve.apps.surveys.queries import mailings_of
from tryggve.charts.response_curve import Day, End
from tryggve.stats.fieldwork.forecast import Expected
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample
from tryggve.stats.nonresponse.outcomes import Disposition
from tryggve.stats.nonresponse.rates import RateName, rates, tally

ELIGIBLE = 1.0  # of those of whom it is not known, so many are taken to be in scope


@dataclass(frozen=True)
class Group:
    """How many of some were drawn and have answered."""

    name: str
    drawn: int
    answered: int

    @property
    def rate(self) -> float:
        return self.answered / self.drawn


@dataclass(frozen=True)
class Cost:
    """A mailing that is posted. `each`: in kronor; None where nobody has told."""

    mailing: Mailing
    items: int
    each: Decimal | None

    @property
    def in_all(self) -> Decimal | None:
        return None if self.each is None else self.items * self.each


@dataclass(frozen=True)
class ToCome:
    """A mailing that is still to be posted, and the answers that it is expected to bring."""

    posting: Posting
    answers: float


@dataclass(frozen=True)
class Monitor:
    """`people`: those drawn in `strata`, with what has become of each by the end of the day `on`.
    `is_whole`: whether these are all strata of the round. `planned`: answers at the close. The rest
    is empty until a day of posting is known."""

    round: Round
    on: date
    people: pl.DataFrame
    strata: list[Stratum]
    is_whole: bool
    planned: float
    costs: list[Cost]
    is_simulated: bool
    timing: Timing | None = None
    areas: Sequence[AreaCourse] = ()
    expected: Expected | None = None
    to_come: Sequence[ToCome] = ()

    @property
    def drawn(self) -> int:
        return self.people.height

    @property
    def answered(self) -> int:
        return self.people.filter(ANSWERED).height

    @property
    def rate(self) -> float:
        return self.answered / self.drawn

    @property
    def planned_by_now(self) -> float:
        """The share of those drawn that should have answered by now."""
        return self.planned * self.timing.at(self.on) / self.drawn if self.timing else 0.0

    @property
    def earlier_by_now(self) -> float | None:
        """The same of the round before, on the same day after its letter."""
        earlier = self.timing.earlier if self.timing else None
        if self.timing is None or earlier is None or self.on < self.timing.first:
            return None
        return earlier.by_day[min((self.on - self.timing.first).days, len(earlier.by_day) - 1)]

    @property
    def spent(self) -> Decimal:
        return sum((each.in_all or Decimal(0) for each in self.costs), Decimal(0))

    @property
    def is_cost_known(self) -> bool:
        return bool(self.costs) and all(each.each is not None for each in self.costs)

    def by(self, column: str) -> dict[str, Group]:
        """Those drawn by `sex` or `age_group`."""
        found = self.people.group_by(column).agg(drawn=pl.len(), answered=ANSWERED.sum())
        return {row[0]: Group(*row) for row in found.sort(column).iter_rows()}

    def answers_by(self, column: str) -> dict[str, int]:
        """Answers by `mode` or `language`, the most first."""
        found = self.people.filter(ANSWERED).group_by(column).agg(number=pl.len())
        return dict(found.sort("number", column, descending=[True, False]).iter_rows())

    def became(self) -> dict[Disposition, int]:
        """How many became what, of what anybody did."""
        number = dict(self.people.group_by("disposition").agg(number=pl.len()).iter_rows())
        return {each: number[each] for each in Disposition if each in number}

    def rates(self) -> dict[RateName, float]:
        """The police's own rate and AAPOR's RR1 and RR2, of persons without weights."""
        found = rates(tally(gross_of(self), is_weighted=False), eligible=ELIGIBLE)
        shown = (RateName.POLICE, RateName.RR2, RateName.RR1)
        return {name: float(found[name].value[0]) for name in shown}

    def days(self) -> list[Day]:
        """The response day by day, from the first letter to the close; none where that is not
        known."""
        if self.timing is None:
            return []
        came = dict(self.people.drop_nulls("day").group_by("day").agg(n=pl.len()).iter_rows())
        earlier = self.timing.earlier.by_day if self.timing.earlier else []
        before = sum(number for day, number in came.items() if day < self.timing.first)
        so_far, found = before, []
        for number in range((self.timing.close - self.timing.first).days + 1):
            day = self.timing.first + timedelta(number)
            so_far += came.get(day, 0)
            found.append(
                Day(
                    day,
                    so_far / self.drawn if day <= self.on else None,
                    self.planned * self.timing.at(day) / self.drawn,
                    earlier[number] if number < len(earlier) else None,
                )
            )
        return found

    def end(self) -> End | None:
        """The share expected in the end."""
        if self.expected is None:
            return None
        found = self.expected
        return End(*(each / self.drawn for each in (found.answers, found.low, found.high)))


def monitor_of(
    round: Round, *, on: date, chosen: Callable[[Stratum], bool] | None = None
) -> Monitor | None:
    """How a round goes by the end of a day, in all of its strata or in those `chosen`. None where
    nobody has been drawn. The forecast learns from all strata, whichever are shown; what was spent
    is of the whole round, and shown with the whole alone."""
    strata = list(round.strata.filter(population__gt=0).select_related("payer"))
    is_shown = np.array([chosen is None or chosen(each) for each in strata], dtype=bool)
    shown = [each for each, is_in in zip(strata, is_shown, strict=True) if is_in]
    people = people_of(round, on=on)
    of_shown = people.filter(pl.col("stratum").is_in([each.code for each in shown]))
    if of_shown.is_empty():
        return None
    numbers = numbers_of(people, strata)
    monitor = Monitor(
        round=round,
        on=on,
        people=of_shown,
        strata=shown,
        is_whole=chosen is None,
        planned=float(numbers.planned[is_shown].sum()),
        costs=costs_of(round, on) if chosen is None else [],
        is_simulated=is_simulated(round),
    )
    codes = {each.code for each in shown}
    timing = timing_of(round, on=on, codes=codes)
    if timing is None:
        return monitor
    found = forecast_of(numbers, timing, on)
    expected = found.of_all(is_shown)
    return replace(
        monitor,
        timing=timing,
        areas=[each for each in courses_of(strata, numbers, found) if each.stratum.code in codes],
        expected=expected,
        to_come=_to_come(timing, monitor.planned, expected),
    )


def gross_of(monitor: Monitor) -> Gross:
    """Those drawn, as the statistics of nonresponse want them."""
    drawn = set(monitor.people["stratum"])
    strata = [each for each in monitor.strata if each.code in drawn]
    place = {each.code: number for number, each in enumerate(strata)}
    return gross_sample(
        stratum=[place[code] for code in monitor.people["stratum"]],
        population=[each.population for each in strata],
        dispositions=dispositions(monitor.people["disposition"].to_list()),
    )


def costs_of(round: Round, on: date) -> list[Cost]:
    """What was posted by that day."""
    return [
        Cost(each, each.number_of_items, each.cost_each)
        for each in mailings_of(round).filter(posted__lte=on)
    ]


def _to_come(timing: Timing, planned: float, expected: Expected) -> list[ToCome]:
    """What is still to be posted, as far below or above its plan as the whole is."""
    as_planned = planned * timing.curve.at_close
    level = expected.answers / as_planned if as_planned else 0.0
    return [
        ToCome(each, each.share * planned * level)
        for each in timing.postings
        if not each.is_posted and each.day < timing.close
    ]
