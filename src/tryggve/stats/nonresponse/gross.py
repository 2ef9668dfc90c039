"""The gross sample: everybody who was drawn, with the design's weight and what became of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tryggve.stats.nonresponse.dispositions import Dispositions
from tryggve.stats.sample import Floats, Integers, numbers, sums_by
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Gross:
    """n persons drawn in H strata by simple random sampling without replacement.

    `stratum` (n,): codes 0 to H - 1. `population` (H,): the frame's number N_h. `weight` (n,):
    d = N_h / n_h, over all who were drawn.
    """

    stratum: Integers
    population: Floats
    weight: Floats
    dispositions: Dispositions

    @property
    def size(self) -> int:
        return len(self.stratum)

    @property
    def strata(self) -> int:
        return len(self.population)

    @property
    def drawn(self) -> Integers:
        """(H,) n_h."""
        return np.bincount(self.stratum, minlength=self.strata)

    def in_scope(self, eligible: float) -> Floats:
        """(n,) d of those in scope, d times the share `eligible` of those of whom it is not known,
        0 of those out of scope. InputError where `eligible` is no share."""
        check_share(eligible)
        part = np.where(self.dispositions.unknown, eligible, 1.0)
        return np.where(self.dispositions.out_of_scope, 0.0, part * self.weight)

    def in_scope_of_stratum(self, eligible: float) -> Floats:
        """(H,) the estimated number of the population that is in scope."""
        return sums_by(self.stratum, self.in_scope(eligible), self.strata)


def gross_sample(*, stratum: ArrayLike, population: ArrayLike, dispositions: Dispositions) -> Gross:
    """From the stratum (n,) of each person drawn and the frame's number in each stratum (H,).

    InputError names text for numbers, rows without a stratum, strata larger in the sample than in
    the frame, strata with a population of which nobody was drawn, and columns of different lengths.
    """
    given, sizes = numbers(stratum, "stratum"), numbers(population, "population")
    problems = _column_problems(given, sizes, dispositions)
    if problems:
        raise InputError(problems)
    codes = given.astype(np.int64)
    drawn = np.bincount(codes, minlength=len(sizes))
    problems = _size_problems(drawn, sizes)
    if problems:
        raise InputError(problems)
    weight = np.divide(sizes, drawn, out=np.zeros(len(sizes)), where=drawn > 0)
    return Gross(codes, sizes, weight[codes], dispositions)


def check_share(eligible: float) -> None:
    """InputError for a share of the unknown taken to be in scope that is no share."""
    if not 0 <= eligible <= 1:
        raise refuse(
            say("The share {share} is not between 0 and 1.", share=str(eligible)),
            say("State which share of those of unknown eligibility is taken to be in scope."),
            field="eligible",
        )


def _column_problems(
    stratum: Floats, population: Floats, dispositions: Dispositions
) -> list[Problem]:
    if len(stratum) == 0:
        return [Problem(say("Nobody was drawn."), field="stratum")]
    if len(stratum) != dispositions.size:
        return [
            Problem(
                say(
                    "The column has {a} values, the strata {b}.",
                    a=dispositions.size,
                    b=len(stratum),
                ),
                say("Give one value for each person drawn."),
                field="disposition",
            )
        ]
    return [
        Problem(
            say("There is no stratum {stratum}.", stratum=str(stratum[row])),
            say("Give a number from 0 to {last}.", last=len(population) - 1),
            row=int(row) + 2,
            field="stratum",
        )
        for row in np.flatnonzero(~_is_code(stratum, len(population)))[:100]
    ]


def _is_code(stratum: Floats, strata: int) -> NDArray[np.bool_]:
    is_code: NDArray[np.bool_] = (
        (stratum >= 0) & (stratum < strata) & (stratum == np.floor(stratum))
    )
    return is_code


def _size_problems(drawn: Integers, population: Floats) -> list[Problem]:
    fits = np.isfinite(population) & (population >= drawn)
    return [
        Problem(
            say(
                "Stratum {stratum} has {size} persons in the frame but {drawn} were drawn.",
                stratum=str(h),
                size=float(population[h]),
                drawn=int(drawn[h]),
            ),
            say("Mend the size of the stratum or the stratum of the rows."),
            field="population",
        )
        for h in np.flatnonzero(~fits)
    ] + [
        Problem(
            say(
                "Nobody was drawn in stratum {stratum}, which has {size} persons.",
                stratum=str(h),
                size=float(population[h]),
            ),
            say("Leave the stratum out, and say that it is not covered."),
            field="population",
        )
        for h in np.flatnonzero(fits & (drawn == 0) & (population > 0))
    ]
