"""The strata that a sample is to be drawn from, as every allocation wants them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

SHOWN = 100  # problems of one kind that are told


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
    size = np.atleast_1d(np.asarray(population, dtype=float))
    labels = tuple(str(h + 1) for h in range(len(size))) if names is None else tuple(names)
    given = {
        "names": np.asarray(labels, dtype=object),
        "response": np.asarray(response, dtype=float),
        "least": np.asarray(least, dtype=float),
        "most": np.asarray(size if most is None else most, dtype=float),
    }
    problems = [
        _length_problem(name, column, len(size))
        for name, column in given.items()
        if column.shape not in {(), size.shape}
    ]
    if len(size) == 0:
        problems = [Problem(say("There are no strata."), field="population")]
    if problems:
        raise InputError(problems)
    answering, fewest, largest = (
        np.broadcast_to(given[name], size.shape) for name in ("response", "least", "most")
    )
    problems = [
        *_name_problems(labels),
        *_problems(
            ~((size >= 1) & (size == np.floor(size)) & np.isfinite(size)),
            say("The population is not a whole number above zero."),
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
            ~((largest >= np.minimum(fewest, size)) & (largest == np.floor(largest))),
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


def _length_problem(name: str, column: NDArray[np.generic], strata: int) -> Problem:
    return Problem(
        say("There are {a} strata but {b} values.", a=strata, b=column.size),
        say("Give one value for each stratum, or a single one for all."),
        field=name,
    )


def _name_problems(names: tuple[str, ...]) -> list[Problem]:
    first: dict[str, int] = {}
    for row, name in enumerate(names):
        first.setdefault(name, row)
    again = np.array([first[name] != row for row, name in enumerate(names)])
    return _problems(
        again,
        say("Two strata have the same name."),
        say("Give each stratum its own name."),
        "names",
    )


def _problems(wrong: NDArray[np.bool_], what: Text, mend: Text, field: str) -> list[Problem]:
    return [
        Problem(what, mend, row=row + 2, field=field)
        for row in np.flatnonzero(wrong)[:SHOWN].tolist()
    ]
