"""The strata that a sample is to be drawn from, as every allocation wants them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tryggve.stats.sample import Floats, Integers, numbers
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import Text, say

SHOWN = 100  # problems of one kind that are told
MOST_PEOPLE = 10**10  # in a stratum: more is a slip of the pen


@dataclass(frozen=True)
class Strata:
    """H strata; (H,) each. `names`: what they are called. `population`: the people in them.
    `response`: the share of the drawn who are expected to answer. `least` and `most`: how few and
    how many may be drawn; the same number in both fixes it."""

    names: tuple[str, ...]
    population: Integers
    response: Floats
    least: Integers
    most: Integers

    def __len__(self) -> int:
        return len(self.names)

    def at_least(self, drawn: Integers) -> "Strata":
        """The same strata, with so many (H,) drawn in each or more."""
        return replace(self, least=np.minimum(np.maximum(self.least, drawn), self.most))


def strata_of(
    population: ArrayLike,
    *,
    names: Iterable[str] | None = None,
    response: ArrayLike = 1.0,
    least: ArrayLike = 2,
    most: ArrayLike | None = None,
) -> Strata:
    """Strata from their populations (H,), which are whole numbers from 1 on.

    The rest are (H,) or one number for all. In a stratum of fewer people than `least` or `most`
    these mean everybody. Without names the strata are called 1, 2, 3. Fewer than two drawn tell
    nothing of chance, so two is the least unless said otherwise. InputError names each stratum
    (by its row, the heading being row 1) and column that cannot be.
    """
    size = np.atleast_1d(numbers(population, "population"))
    if len(size) == 0:
        raise refuse(say("There are no strata."), field="population")
    labels = tuple(str(h + 1) for h in range(len(size))) if names is None else _labels(names)
    given = {"response": response, "least": least, "most": np.inf if most is None else most}
    problems = [
        *_length_problems(size, len(size), "population"),
        *_length_problems(np.zeros(len(labels)), len(size), "names"),
    ]
    for field, values in given.items():
        problems += _length_problems(numbers(values, field), len(size), field)
    if problems:
        raise InputError(problems)
    answering, fewest, largest = (
        one_for_each(values, len(size), field) for field, values in given.items()
    )
    problems = [
        *_name_problems(labels),
        *_problems(
            ~((size >= 1) & (size == np.floor(size)) & (size <= MOST_PEOPLE)),
            say("The population is not a whole number from 1 to {most}.", most=MOST_PEOPLE),
            say("Mend it, or leave the stratum out."),
            "population",
        ),
        *_problems(
            ~((answering > 0) & (answering <= 1)),
            say("The expected response is not above 0 and at most 1."),
            say("Give it as a share: 0.55 for 55 percent."),
            "response",
        ),
        *_problems(
            ~((fewest >= 0) & (fewest == np.floor(fewest))),
            say("The least number to draw is not a whole number."),
            say("Give 0 or more."),
            "least",
        ),
        *_problems(
            ~((largest >= np.fmin(fewest, size)) & (largest == np.floor(largest))),
            say("The most to draw is not a whole number, or is below the least."),
            say("Give at least as many as the least."),
            "most",
        ),
    ]
    if problems:
        raise InputError(problems)
    return Strata(
        names=labels,
        population=size.astype(np.int64),
        response=answering.copy(),
        least=np.minimum(fewest, size).astype(np.int64),
        most=np.minimum(largest, size).astype(np.int64),
    )


def one_for_each(values: ArrayLike, strata: int, field: str) -> Floats:
    """(H,) numbers from (H,) or one for all. InputError where there are more or fewer, or where
    they are not numbers."""
    given = numbers(values, field)
    problems = _length_problems(given, strata, field)
    if problems:
        raise InputError(problems)
    return np.broadcast_to(given, strata)


def _length_problems(given: Floats, strata: int, field: str) -> list[Problem]:
    if given.shape in {(), (strata,)}:
        return []
    return [
        Problem(
            say("There are {a} strata but {b} values.", a=strata, b=given.size),
            say("Give one value for each stratum, or a single one for all."),
            field=field,
        )
    ]


def _labels(names: Iterable[str]) -> tuple[str, ...]:
    return tuple("" if name is None else str(name).strip() for name in names)


def _name_problems(names: tuple[str, ...]) -> list[Problem]:
    first: dict[str, int] = {}
    for row, name in enumerate(names):
        first.setdefault(name, row)
    again = np.array([first[name] != row for row, name in enumerate(names)])
    mend = say("Give each stratum its own name.")
    blank = np.array([not name for name in names])
    return [
        *_problems(blank, say("The stratum has no name."), mend, "names"),
        *_problems(again & ~blank, say("Two strata have the same name."), mend, "names"),
    ]


def _problems(wrong: NDArray[np.bool_], what: Text, mend: Text, field: str) -> list[Problem]:
    return [
        Problem(what, mend, row=row + 2, field=field)
        for row in np.flatnonzero(wrong)[:SHOWN].tolist()
    ]
