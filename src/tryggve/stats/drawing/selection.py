"""Stratified simple random sampling without replacement from a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.strata import SHOWN
from tryggve.stats.sample import Floats, Integers
from tryggve.stats.tabulation.microdata import as_text, codes_of
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

Column = pl.Series | NDArray[np.generic] | Sequence[object]


@dataclass(frozen=True)
class Selection:
    """n drawn. `rows` (n,): their rows in the frame, from 0. `stratum` (n,): codes of the strata in
    the order of the allocation. `weight` (n,): N_h / n_h."""

    rows: Integers
    stratum: Integers
    weight: Floats

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The drawn rows of the frame, with their `weight`."""
        return frame[self.rows].with_columns(weight=self.weight)


def draw(
    *, stratum: Column, identity: Column, allocation: Allocation, rng: np.random.Generator
) -> Selection:
    """As many of each stratum as allocated, every set of so many with the same chance.

    `stratum` (N,): the name of each person's stratum. `identity` (N,): something that tells people
    apart and can be sorted. In the order of stratum and identity everyone gets a number from `rng`,
    and in each stratum those with the smallest are drawn (random sorting: Sunter 1977). So the
    order of the frame does not matter: people, strata and a generator in the same state give
    the same sample in the same order, with the same version of numpy. And with the same numbers
    more drawn from one stratum are the same people and some more, and other strata do not change.

    InputError tells rows without a known stratum or identity, those whose identity another row has,
    and strata whose people are not as many as the allocation says. It holds no identity.
    """
    names, who = pl.Series("stratum", stratum), pl.Series("identity", identity)
    codes = codes_in(names, allocation)
    _check_identity(who, len(codes))
    ordered = pl.DataFrame({"stratum": codes, "identity": who}).select(
        pl.arg_sort_by("stratum", "identity")
    )
    rows = ordered.to_series().to_numpy().astype(np.int64)
    chance = rng.random(len(rows))
    drawn = np.sort(first_of_each(np.lexsort((chance, codes[rows])), codes[rows], allocation))
    return selected(rows[drawn], codes, allocation)


def codes_in(stratum: pl.Series, allocation: Allocation) -> Integers:
    """(N,) the place of each person's stratum in the allocation.

    InputError for rows without a known stratum, and strata of another size than in the allocation.
    """
    strata = allocation.strata
    codes = codes_of(as_text(stratum).str.strip_chars(), list(strata.names))
    unknown = np.flatnonzero(codes < 0)
    if len(unknown):
        raise InputError(
            Problem(
                say("The stratum is missing, or not in the allocation."),
                say("Give everybody in the frame one of its strata."),
                row=int(row) + 2,
                field="stratum",
            )
            for row in unknown[:SHOWN]
        )
    people = np.bincount(codes, minlength=len(strata))
    other = np.flatnonzero(people != strata.population)
    if len(other):
        raise InputError(
            Problem(
                say(
                    "Stratum {stratum} has {people} people in the frame, {population} in the "
                    "allocation.",
                    stratum=strata.names[h],
                    people=int(people[h]),
                    population=int(strata.population[h]),
                ),
                say("Allocate by the counts of the frame that is drawn from."),
                field="stratum",
            )
            for h in other[:SHOWN]
        )
    return codes


def first_of_each(order: Integers, codes: Integers, allocation: Allocation) -> Integers:
    """(n,) of rows in an `order` (N,) that begins with the stratum, the first n_h of each stratum.

    `codes` (N,): as `codes_in`.
    """
    begins = np.cumsum(allocation.strata.population) - allocation.strata.population
    in_order = codes[order]
    place = np.arange(len(order)) - begins[in_order]
    first: Integers = order[place < allocation.drawn[in_order]]
    return first


def selected(rows: Integers, codes: Integers, allocation: Allocation) -> Selection:
    """The selection of rows (n,) of a frame with codes (N,)."""
    return Selection(rows, codes[rows], allocation.weight[codes[rows]])


def _check_identity(identity: pl.Series, people: int) -> None:
    if len(identity) != people:
        raise InputError(
            Problem(
                say("The column has {a} values, the strata {b}.", a=len(identity), b=people),
                say("Give one value for each person."),
                field="identity",
            )
        )
    if identity.dtype.is_nested() or identity.dtype == pl.Object:
        raise refuse(
            say("The identities are neither text nor numbers."),
            say("Give everybody a text or a number."),
            field="identity",
        )
    missing = as_text(identity).str.strip_chars().fill_null("") == ""
    wrong = (
        (say("The identity is missing."), missing),
        (say("Another row has the same identity."), identity.is_duplicated() & ~missing),
    )
    problems = [
        Problem(
            what,
            say("Let everybody stand once in the frame, with something that tells them apart."),
            row=int(row) + 2,
            field="identity",
        )
        for what, is_wrong in wrong
        for row in is_wrong.arg_true().head(SHOWN)
    ]
    if problems:
        raise InputError(problems)
