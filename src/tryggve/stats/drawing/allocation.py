"""How many to draw from each stratum: whole numbers that add up to the total to a person."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from tryggve.stats.drawing.precision import check_error, error_of_whole, errors, half_width_of
from tryggve.stats.drawing.strata import SHOWN, Strata, one_for_each
from tryggve.stats.rounding import round_rows
from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Allocation:
    """`drawn` (H,) of each stratum."""

    strata: Strata
    drawn: Integers

    @property
    def total(self) -> int:
        return int(self.drawn.sum())

    @property
    def answers(self) -> Floats:
        """(H,) the answers expected."""
        expected: Floats = self.drawn * self.strata.response
        return expected

    @property
    def weight(self) -> Floats:
        """(H,) N_h / n_h, the design weight; NaN where nobody is drawn."""
        drawn = np.where(self.drawn > 0, self.drawn, np.nan)
        weight: Floats = self.strata.population / drawn
        return weight

    def half_width(self, share: ArrayLike = 0.5, *, level: float = 0.95) -> Floats:
        """(H,) expected half of the interval of a share in each stratum. InputError for a share or
        level that cannot be."""
        return half_width_of(errors(self.strata, self.drawn, share=share), level=level)

    def half_width_of_whole(self, share: ArrayLike = 0.5, *, level: float = 0.95) -> float:
        """The same for a share of the whole population. InputError as there."""
        error = error_of_whole(self.strata, self.drawn, share=share)
        return float(half_width_of(error, level=level))

    def table(self) -> pl.DataFrame:
        """A row for each stratum: `stratum`, `population`, `sample`, `answers` (expected), and the
        expected half-widths of a share of 50 and of 25 percent, `half_width_50` and `_25`."""
        return pl.DataFrame(
            {
                "stratum": self.strata.names,
                "population": self.strata.population,
                "sample": self.drawn,
                "answers": self.answers,
                "half_width_50": self.half_width(0.5),
                "half_width_25": self.half_width(0.25),
            }
        )


def allocate(strata: Strata, *, total: int, by: ArrayLike) -> Allocation:
    """Divide `total` over the strata in proportion to `by` (H,): `tryggve.stats.drawing.measures`.

    n_h = c by_h, but not below `least` nor above `most`, with the c for which they add up: what a
    stratum cannot take goes to the others in proportion. By Neyman's measure that is the best
    allocation within the bounds, not only without (Gabler, Ganninger and Münnich 2012). Rounded by
    the largest remainder, which keeps total and bounds. InputError where the total is too small for
    the strata's least numbers, naming those that take more than their part, or too large.
    """
    by = _measure(strata, by)
    _check_total(strata, total, by)
    exact = np.clip(by * _factor(strata, total, by), strata.least, strata.most)
    drawn = round_rows(exact[np.newaxis], totals=np.array([total]))[0]
    return Allocation(strata, drawn)


def fixed(strata: Strata, each: ArrayLike) -> Allocation:
    """So many of each stratum, (H,) or one number for all, or everybody where there are fewer.

    InputError for a number that is not whole, or below the least of its stratum.
    """
    wanted = one_for_each(each, len(strata), "each")
    is_number = (wanted >= strata.least) & (wanted == np.floor(wanted))
    wrong = np.flatnonzero(~is_number)
    if len(wrong):
        raise InputError(
            Problem(
                say("The number to draw is not a whole number, or is below the least."),
                say("Give at least {least}.", least=int(strata.least[h])),
                row=int(h) + 2,
                field="each",
            )
            for h in wrong[:SHOWN]
        )
    return Allocation(strata, np.minimum(wanted, strata.most).astype(np.int64))


def allocate_for_whole(
    strata: Strata, *, by: ArrayLike, standard_error: float, share: ArrayLike = 0.5
) -> Allocation:
    """The smallest sample, divided by `by` (H,), whose share of the whole has at most this standard
    error: it has, and one person fewer has not. To be sure in each stratum too, give strata that
    are `at_least` what `enough_for_each` says. InputError where the largest sample is not sure
    enough, with the half-width that it has.
    """
    check_error(np.array([standard_error]))
    by = _measure(strata, by)
    few, many = int(strata.least.sum()), _largest(strata, by)

    def meets(total: int) -> bool:
        drawn = allocate(strata, total=total, by=by).drawn
        return error_of_whole(strata, drawn, share=share) <= standard_error

    if not meets(many):
        best = half_width_of(
            error_of_whole(strata, allocate(strata, total=many, by=by).drawn, share=share)
        )
        raise refuse(
            say("Not even {drawn} drawn would be sure enough.", drawn=many),
            say(
                "The smallest half-width is {width} percentage points.",
                width=float(np.ceil(1000 * best) / 10),
            ),
            field="standard_error",
        )
    if meets(few):
        return allocate(strata, total=few, by=by)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if meets(middle) else (middle, many)
    return allocate(strata, total=many, by=by)


def _factor(strata: Strata, total: int, by: Floats) -> float:
    """The c with sum of clip(c by_h, least_h, most_h) = total: the sum is a line in c between the
    points where a stratum leaves its least number or reaches its most."""
    some = by > 0
    points = np.unique([strata.least[some] / by[some], strata.most[some] / by[some]])

    def sum_at(factor: float) -> float:
        return float(np.clip(factor * by, strata.least, strata.most).sum())

    place = min(max(bisect_left(points, float(total), key=sum_at), 1), len(points) - 1)
    ends = points[place - 1 : place + 1]
    return float(np.interp(total, [sum_at(end) for end in ends], ends))


def _largest(strata: Strata, by: Floats) -> int:
    """The most that can be drawn: strata whose measure is zero get no more than their least."""
    return int(np.where(by > 0, strata.most, strata.least).sum())


def _measure(strata: Strata, by: ArrayLike) -> Floats:
    measure = one_for_each(by, len(strata), "by")
    if not (np.isfinite(measure) & (measure >= 0)).all() or not measure.any():
        raise refuse(
            say("The measure needs a number for each stratum, none below zero and one above."),
            say("Use one of the measures for allocation."),
            field="by",
        )
    return measure


def _check_total(strata: Strata, total: int, by: Floats) -> None:
    if total != np.floor(total):
        raise refuse(
            say("The total {total} is not a whole number.", total=total),
            say("Give so many as are to be drawn."),
            field="total",
        )
    lacking = int(strata.least.sum()) - total
    if lacking > 0:
        raise InputError([_too_small(strata, total, lacking), *_above_part(strata, total, by)])
    if total > (largest := _largest(strata, by)):
        raise refuse(
            say(
                "The total {total} is above the {most} who can be drawn.", total=total, most=largest
            ),
            say("Draw fewer, or give each stratum a measure above zero and room."),
            field="total",
        )


def _too_small(strata: Strata, total: int, lacking: int) -> Problem:
    return Problem(
        say(
            "The strata must have {least} in all: the total {total} is {lacking} too small.",
            least=int(strata.least.sum()),
            total=total,
            lacking=lacking,
        ),
        say("Draw more, or lower the least numbers."),
        field="total",
    )


def _above_part(strata: Strata, total: int, by: Floats) -> list[Problem]:
    part = by / by.sum() * total
    return [
        Problem(
            say(
                "Stratum {stratum} must have {least}; its part of the total is {part}.",
                stratum=strata.names[h],
                least=int(strata.least[h]),
                part=float(np.round(part[h], 1)),
            ),
            row=int(h) + 2,
            field="least",
        )
        for h in np.flatnonzero(strata.least > part)[:SHOWN]
    ]
