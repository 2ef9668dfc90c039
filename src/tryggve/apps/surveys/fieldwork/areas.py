"""How each survey area goes beside its plan, and what one more reminder would bring there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import polars as pl

from tryggve.apps.surveys.allocating import QUARTER, strata_for
from tryggve.apps.surveys.fieldwork.people import ANSWERED
from tryggve.apps.surveys.fieldwork.timing import Timing
from tryggve.apps.surveys.models import Stratum
from tryggve.stats.drawing.precision import errors_of_answers, half_width_of
from tryggve.stats.fieldwork.forecast import Expected, Forecast, forecast
from tryggve.stats.nonresponse.outcomes import Disposition
from tryggve.stats.sample import Floats

AGAIN = 0.1  # of those who are reminded once more, so many are taken to answer
MAY_ANSWER = pl.col("disposition") == Disposition.NO_REPLY


class Course(StrEnum):
    """How an area goes: the whole interval of its forecast lies below the plan, or above it."""

    BEHIND = "behind"
    AS_PLANNED = "as_planned"
    AHEAD = "ahead"


@dataclass(frozen=True)
class AreaCourse:
    """A stratum. `expected`: answers at the close. `left`: how many may still answer. The
    half-widths are of a share of 25 per cent, as a share: as planned, as expected, and if those
    who are left were reminded once more."""

    stratum: Stratum
    drawn: int
    answered: int
    planned: float
    expected: Expected
    left: int
    planned_half_width: float
    half_width: float
    reminded_half_width: float

    @property
    def rate(self) -> float:
        return self.answered / self.drawn

    @property
    def course(self) -> Course:
        if self.expected.high < self.planned:
            return Course.BEHIND
        return Course.AHEAD if self.expected.low > self.planned else Course.AS_PLANNED

    @property
    def reminded(self) -> float:
        """Further answers, if those who are left were reminded once more."""
        return AGAIN * self.left


@dataclass(frozen=True)
class Numbers:
    """(H,) of each stratum: drawn, planned answers, answers, and how many may still answer."""

    drawn: Floats
    planned: Floats
    answered: Floats
    left: Floats


def numbers_of(people: pl.DataFrame, strata: Sequence[Stratum]) -> Numbers:
    """Counted from the people of `people_of`."""
    counted = people.group_by("stratum").agg(
        drawn=pl.len(), answered=ANSWERED.sum(), left=MAY_ANSWER.sum()
    )
    found = {code: numbers for code, *numbers in counted.iter_rows()}
    table = np.array([found.get(each.code, (0, 0, 0)) for each in strata], dtype=float)
    drawn, answered, left = table.reshape(-1, 3).T
    response = np.array([each.response for each in strata])
    return Numbers(drawn, drawn * response, answered, left)


def forecast_of(numbers: Numbers, timing: Timing, on: date) -> Forecast:
    """What will have come by the close."""
    return forecast(
        drawn=numbers.drawn,
        planned=numbers.planned,
        answered=numbers.answered,
        left=numbers.left,
        now=timing.at(on),
        at_close=timing.curve.at_close,
    )


def courses_of(strata: Sequence[Stratum], numbers: Numbers, found: Forecast) -> list[AreaCourse]:
    """One for each stratum of which somebody was drawn, in their order."""
    expected = found.of_strata()
    final = np.array([each.answers for each in expected])
    whole = strata_for(strata)
    planned, now, reminded = (
        half_width_of(errors_of_answers(whole, answers, share=QUARTER))
        for answers in (numbers.planned, final, final + AGAIN * numbers.left)
    )
    return [
        AreaCourse(
            stratum=stratum,
            drawn=int(numbers.drawn[h]),
            answered=int(numbers.answered[h]),
            planned=float(numbers.planned[h]),
            expected=expected[h],
            left=int(numbers.left[h]),
            planned_half_width=float(planned[h]),
            half_width=float(now[h]),
            reminded_half_width=float(reminded[h]),
        )
        for h, stratum in enumerate(strata)
        if numbers.drawn[h]
    ]
