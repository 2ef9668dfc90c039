"""By what a sample is divided over the strata: (H,) measures that allocations are proportional to.

With the expected response r_h, n_h drawn give r_h n_h answers, and the variance of a total is
sum N_h^2 S_h^2 / (r_h n_h) less what does not depend on n_h. So a stratum that answers less
well is drawn 1 / sqrt(r_h) as often; with a response of 1 these are the formulas of the books.
"""

import numpy as np
from numpy.typing import ArrayLike

from tryggve.stats.drawing.precision import deviations_of_shares
from tryggve.stats.drawing.strata import SHOWN, Strata, one_for_each
from tryggve.stats.sample import Floats
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


def proportional(strata: Strata) -> Floats:
    """(H,) N_h: everybody has the same chance."""
    return strata.population.astype(float)


def neyman(strata: Strata, deviations: ArrayLike) -> Floats:
    """N_h S_h / sqrt(r_h): the surest figure of the whole for so many drawn (Neyman 1934; Särndal,
    Swensson and Wretman 1992, 3.7.3). `deviations` (H,): S_h, for a share of
    `tryggve.stats.drawing.precision.deviations_of_shares`. InputError for one below zero or
    missing."""
    measure: Floats = strata.population * _checked(strata, deviations, "deviations")
    return measure / np.sqrt(strata.response)


def power(
    strata: Strata, *, exponent: float, variations: ArrayLike = 1.0, size: ArrayLike | None = None
) -> Floats:
    """X_h^q C_h / sqrt(r_h): between the surest figure of the whole (q = 1, X_h the total of the
    stratum: Neyman's) and figures of the strata that matter alike (q = 0; equally sure where C_h
    are alike). Least sum of (X_h^q times the relative error of stratum h)^2: Bankier 1988.

    `exponent`: q, from 0 to 1. `variations` (H,): C_h = S_h / mean of the stratum
    (`variations_of_shares`); the same for all unless given. `size` (H,): X_h, how much each
    stratum matters; its population unless given. InputError for an exponent outside that, and for
    values below zero or missing.
    """
    if not 0 <= exponent <= 1:
        raise InputError(
            Problem(
                say("The exponent is not between 0 and 1."),
                say("Give 0 for equal strata, 1 for the whole, or a number between."),
                field="exponent",
            )
        )
    importance = _checked(strata, strata.population if size is None else size, "size")
    measure: Floats = importance**exponent * _checked(strata, variations, "variations")
    return measure / np.sqrt(strata.response)


def variations_of_shares(strata: Strata, share: ArrayLike) -> Floats:
    """(H,) C_h = S_h / p_h, the coefficient of variation of a variable that is 1 or 0 in each
    stratum. `share` (H,), above 0 and at most 1. InputError for another."""
    deviations = deviations_of_shares(strata, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _checked(strata, deviations / np.asarray(share, dtype=float), "share")


def _checked(strata: Strata, values: ArrayLike, field: str) -> Floats:
    given = one_for_each(values, len(strata), field)
    wrong = np.flatnonzero(~(np.isfinite(given) & (given >= 0)))
    if len(wrong):
        raise InputError(
            Problem(
                say("The value is missing, below zero or endless."),
                say("Give a number for every stratum."),
                row=int(h) + 2,
                field=field,
            )
            for h in wrong[:SHOWN]
        )
    return given
