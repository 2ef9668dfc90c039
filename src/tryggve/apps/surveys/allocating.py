"""How many are drawn from each stratum, and how sure their figures will be: no row is changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.apps.surveys.models import SampleDesign, Stratum
from tryggve.stats.drawing import measures
from tryggve.stats.drawing.allocation import Allocation, allocate, fixed
from tryggve.stats.drawing.precision import enough_for_each, error_of
from tryggve.stats.drawing.strata import Strata, strata_of
from tryggve.stats.smallest import smallest_change_of_share
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

QUARTER = 0.25  # the share that planning is about: so many are worried about something
SQUARE_ROOT = 0.5


def strata_for(rows: Sequence[Stratum]) -> Strata:
    """The strata as the statistics want them. InputError for each whose population is unknown."""
    unknown = [row for row in rows if not row.population]
    if unknown or not rows:
        raise InputError(
            [
                Problem(
                    say("How many live in {stratum} is not known.", stratum=row.name),
                    say("Write the population of each stratum."),
                )
                for row in unknown
            ]
            or Problem(say("The round has no strata."), say("Put them in first."))
        )
    return strata_of(
        [row.population for row in rows],
        names=[row.code for row in rows],
        response=[row.response for row in rows],
        least=[row.least for row in rows],
    )


def divide(
    rows: Sequence[Stratum], *, by: str, total: int | None, half_width: float | None
) -> Allocation:
    """So many from each stratum, by a way of `SampleDesign.Allocation`.

    `total`: how many in all; `half_width`: in percentage points of a share of 25 per cent, where
    each stratum is to be as sure. InputError where it cannot be done.
    """
    ways = SampleDesign.Allocation
    strata = strata_for(rows)
    if by == ways.AS_SURE:
        if not half_width or not 0 < half_width < 50:
            raise InputError(Problem(say("Write percentage points, above 0 and below 50."),
                                     field="half_width"))  # fmt: skip
        wanted = error_of(half_width / 100)
        return fixed(strata, enough_for_each(strata, standard_error=wanted, share=QUARTER))
    if not total:
        raise InputError(Problem(say("Write how many to draw in all."), field="total"))
    measure = {
        ways.EQUAL: np.ones(len(strata)),
        ways.PROPORTIONAL: measures.proportional(strata),
        ways.POWER: measures.power(strata, exponent=SQUARE_ROOT),
    }[ways(by)]
    return allocate(strata, total=total, by=measure)


def allocation_of(rows: Sequence[Stratum]) -> Allocation:
    """The allocation that stands in the strata. InputError where it is not decided for all."""
    if any(row.drawn is None for row in rows):
        raise InputError(
            Problem(say("How many to draw is not decided for each stratum."),
                    say("Divide the sample over the strata first."))
        )  # fmt: skip
    strata = strata_for(rows)
    return Allocation(strata, np.array([row.drawn for row in rows], dtype=np.int64))


@dataclass(frozen=True)
class Precision:
    """What a stratum can be expected to tell; shares from 0 to 1.

    `half_width`: of the interval of a share of 25 per cent. `change`: the smallest change of it
    between two such rounds that would be seen, at a power of 80 per cent; None where none would.
    """

    drawn: int
    answers: int
    response: float
    half_width: float
    change: float | None


def precision_of(allocation: Allocation) -> list[Precision]:
    """One for each stratum, in their order; no half-width where nobody is drawn."""
    answers = allocation.answers
    change = smallest_change_of_share(np.full(len(answers), QUARTER), answers, answers)
    return [
        Precision(int(drawn), round(expected), float(response), float(width), _finite(seen))
        for drawn, expected, response, width, seen in zip(
            allocation.drawn,
            answers,
            allocation.strata.response,
            allocation.half_width(QUARTER),
            change,
            strict=True,
        )
    ]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
