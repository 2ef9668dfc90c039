"""How sure a share of a planned sample will be, and how many to draw for a wanted certainty.

m_h = r_h n_h are the expected answers of n_h drawn of N_h, r_h the expected response. Those who
answer are taken as a simple random sample without replacement of the stratum, m_h as if it were
known (Särndal, Swensson and Wretman 1992, 3.7 and 9.8):

    V(p_h) = (1 - m_h / N_h) S_h^2 / m_h,   S_h^2 = N_h / (N_h - 1) p_h (1 - p_h),
    V(p) = sum over h of (N_h / N)^2 V(p_h).

Half-widths are z times the root of V. They are for planning: the interval of an estimate is that
of `tryggve.stats.intervals`.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from tryggve.stats.drawing.strata import SHOWN, Strata, one_for_each
from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

ROUNDING = 1e-9  # an answer too few by this is none too few


def error_of(half_width: ArrayLike, *, level: float = 0.95) -> Floats:
    """The standard error that has such a half-width: half-width / z of (1 + level) / 2.

    Of any shape. InputError for a level that is not between 0 and 1.
    """
    error: Floats = np.asarray(half_width, dtype=float) / _quantile(level)
    return error


def half_width_of(error: ArrayLike, *, level: float = 0.95) -> Floats:
    """The half-width of the interval of an estimate with such a standard error.

    Of any shape. InputError for a level that is not between 0 and 1.
    """
    width: Floats = np.asarray(error, dtype=float) * _quantile(level)
    return width


def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise refuse(
            say("The level is not between 0 and 1."),
            say("Give it as a share: 0.95 for 95 percent."),
            field="level",
        )
    return float(special.ndtri((1 + level) / 2))


def deviations_of_shares(strata: Strata, share: ArrayLike) -> Floats:
    """(H,) S_h, the standard deviation in each stratum of a variable that is 1 or 0. `share` (H,)
    or one for all, from 0 to 1: how many have a 1. InputError for another."""
    given = one_for_each(share, len(strata), "share")
    wrong = np.flatnonzero(~((given >= 0) & (given <= 1)))
    if len(wrong):
        raise InputError(
            Problem(
                say("The share is not between 0 and 1."),
                say("Give it as a share: 0.25 for 25 percent."),
                row=int(h) + 2,
                field="share",
            )
            for h in wrong[:SHOWN]
        )
    of_population = strata.population / np.maximum(strata.population - 1, 1)
    deviations: Floats = np.sqrt(of_population * given * (1 - given))
    return deviations


def errors(strata: Strata, drawn: ArrayLike, *, share: ArrayLike = 0.5) -> Floats:
    """(H,) the expected standard error of a share in each stratum when `drawn` (H,) are drawn; NaN
    where nobody is. `share`: as in `deviations_of_shares`, InputError for another."""
    return errors_of_answers(strata, strata.response * np.asarray(drawn, dtype=float), share=share)


def errors_of_answers(strata: Strata, answers: ArrayLike, *, share: ArrayLike = 0.5) -> Floats:
    """The same from the number of answers (H,) in each stratum; NaN where there are none.
    InputError as `errors`."""
    number = np.asarray(answers, dtype=float)
    left = np.maximum(1 - number / strata.population, 0)
    with np.errstate(divide="ignore"):
        error = np.sqrt(left / number) * deviations_of_shares(strata, share)
    result: Floats = np.where(number > 0, error, np.nan)
    return result


def error_of_whole(strata: Strata, drawn: ArrayLike, *, share: ArrayLike = 0.5) -> float:
    """The expected standard error of a share of the whole; NaN where a stratum has nobody drawn.

    `drawn` (H,), `share` (H,) or one for all. InputError as `errors`.
    """
    part = strata.population / strata.population.sum()
    return float(np.sqrt(((part * errors(strata, drawn, share=share)) ** 2).sum()))


def enough_for_each(
    strata: Strata, *, standard_error: ArrayLike, share: ArrayLike = 0.5
) -> Integers:
    """(H,) the fewest to draw so that a share in each stratum has at most this standard error.

    m_h = N_h S_h^2 / (N_h V + S_h^2) answers (Cochran 1977, 4.4), over the expected response,
    rounded up; never below `least`. Both arguments (H,) or one for all; `error_of` makes an error
    of a half-width. InputError tells each stratum where not even `most` would do, and what would.
    """
    wanted = one_for_each(standard_error, len(strata), "standard_error")
    check_error(wanted)
    squared = deviations_of_shares(strata, share) ** 2
    answers = strata.population * squared / (strata.population * wanted**2 + squared)
    drawn = np.maximum(np.ceil(answers / strata.response - ROUNDING), strata.least)
    best = half_width_of(errors(strata, strata.most, share=share))
    problems = [
        Problem(
            say(
                "Stratum {stratum} would need {drawn} drawn, but at most {most} can be.",
                stratum=strata.names[h],
                drawn=int(drawn[h]),
                most=int(strata.most[h]),
            ),
            say(
                "The smallest half-width there is {width} percentage points: ask for that, or join "
                "the stratum to another.",
                width=float(np.ceil(1000 * best[h]) / 10),
            ),
            row=int(h) + 2,
            field="standard_error",
        )
        for h in np.flatnonzero(drawn > strata.most)[:SHOWN]
    ]
    if problems:
        raise InputError(problems)
    whole: Integers = drawn.astype(np.int64)
    return whole


def check_error(wanted: Floats) -> None:
    """InputError for each standard error (H,) that is not above zero."""
    wrong = np.flatnonzero(~(wanted > 0))
    if len(wrong):
        raise InputError(
            Problem(
                say("The wanted standard error is not above zero."),
                say("Give it as a share: 0.025 for 2.5 percentage points."),
                row=int(h) + 2,
                field="standard_error",
            )
            for h in wrong[:SHOWN]
        )
