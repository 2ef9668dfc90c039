"""Permanent random numbers: everybody keeps a number, and a round draws a piece of the circle.

The number of a person is HMAC-SHA-256 of the person number under a secret key, as a number from 0
to 1. It is the same in every round, so whom a round draws depends on where it starts: from another
piece of the circle it draws others (negative co-ordination), from the same it draws the same
(positive). Nobody keeps a list of people: the key, and for each stratum where a round started and
how far it came, are enough. Ohlsson 1995; the SAMU of Statistics Sweden works so (Lindblom 2003).

In each stratum the n_h people whose numbers come first after the start are drawn (sequential simple
random sampling). Because the numbers of people are independent and alike in distribution, every
set of n_h has the same chance, also when the start is chosen from where earlier rounds ended.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.selection import (
    Column,
    Selection,
    codes_in,
    first_of_each,
    selected,
)
from tryggve.stats.drawing.strata import SHOWN, one_for_each
from tryggve.stats.sample import Floats
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

LEAST_KEY = 32  # bytes
PURPOSE = b"tryggve permanent random number\n"  # so that no other use of the key gives the same
BITS = 53  # of a number from 0 to 1
TOLD_APART = 0.99  # the share of numbers that nobody else has, at least


def permanent_numbers(person_numbers: Column, key: bytes) -> Floats:
    """(N,) the permanent random number of each person, at least 0 and below 1.

    `person_numbers` (N,): text of twelve digits, with or without a hyphen before the last four
    (personal and co-ordination numbers). `key`: at least 32 secret bytes, the same in every round.
    Nothing of the person numbers is kept. InputError tells the rows, never the number, where one is
    missing, of another form or that of another row.
    """
    if len(key) < LEAST_KEY:
        raise refuse(
            say("The key is too short."),
            say("Give at least {least} random bytes.", least=LEAST_KEY),
            field="key",
        )
    digests = b"".join(
        hmac.digest(key, PURPOSE + number.encode(), "sha256")[:8]
        for number in _written_alike(pl.Series("person_number", person_numbers))
    )
    numbers: Floats = (np.frombuffer(digests, ">u8") >> (64 - BITS)).astype(float) / 2**BITS
    return numbers


def _written_alike(person_numbers: pl.Series) -> Iterable[str]:
    text = person_numbers.cast(pl.String).str.strip_chars()
    alike = text.str.replace(r"^([0-9]{8})-([0-9]{4})$", "$1$2")
    is_number = alike.str.contains(r"^[0-9]{12}$").fill_null(False)
    again = is_number & alike.is_duplicated()
    wrong = (
        (say("The person number is missing or is not twelve digits."), ~is_number),
        (say("Another row has the same person number."), again),
    )
    problems = [
        Problem(
            what,
            say("Let everybody stand once, with a person number of twelve digits."),
            row=int(row) + 2,
            field="person_number",
        )
        for what, is_wrong in wrong
        for row in is_wrong.arg_true().head(SHOWN)
    ]
    if problems:
        raise InputError(problems)
    return alike


@dataclass(frozen=True)
class Arcs:
    """The pieces of the circle that a round drew from: all that is kept of it. (H,) each.

    `names` of the strata, `start`, and `length` from 0 (nobody) to 1 (everybody). A piece ends
    halfway between the last who was drawn and the next who was not: at nobody's number.
    """

    names: tuple[str, ...]
    start: Floats
    length: Floats

    @property
    def end(self) -> Floats:
        return (self.start + self.length) % 1

    def next_start(self, *, overlap: ArrayLike = 0.0) -> Floats:
        """(H,) where the next round starts for a wanted `overlap`, (H,) or one number for all.

        0: where this round ended, so that nobody is drawn again before all others have been.
        1: where it started, so that the same are drawn. Between: the last part of the piece is
        drawn again, and so about that share of those who were drawn now. InputError for others.
        """
        given = one_for_each(overlap, len(self.names), "overlap")
        wrong = np.flatnonzero(~((given >= 0) & (given <= 1)))
        if len(wrong):
            raise InputError(
                Problem(
                    say("The overlap is not between 0 and 1."),
                    say("Give it as a share: 0.5 for half."),
                    row=int(h) + 2,
                    field="overlap",
                )
                for h in wrong[:SHOWN]
            )
        start: Floats = (self.start + (1 - given) * self.length) % 1
        return start


def draw_permanent(
    *, stratum: Column, number: ArrayLike, allocation: Allocation, start: ArrayLike = 0.0
) -> tuple[Selection, Arcs]:
    """In each stratum the n_h people whose `number` (N,) comes first after `start`, around the
    circle; in that order. And the pieces of the circle that it took.

    `start`: (H,) or one number for all, at least 0 and below 1; from the `Arcs` of the last round
    where rounds are co-ordinated. Where strata have been redrawn since, give one start for all:
    `free_start`. InputError as `tryggve.stats.drawing.selection.draw`.
    """
    codes = codes_in(pl.Series("stratum", stratum), allocation)
    number = np.asarray(number, dtype=float)
    starts = one_for_each(start, len(allocation.strata), "start")
    _check_circle(number, len(codes), "number")
    _check_circle(starts, len(allocation.strata), "start")
    _check_told_apart(number)
    order = np.lexsort((number, number <= starts[codes], codes))
    rows = first_of_each(order, codes, allocation)
    length = _lengths(number[order], starts, allocation)
    return selected(rows, codes, allocation), Arcs(allocation.strata.names, starts.copy(), length)


def _lengths(numbers: Floats, start: Floats, allocation: Allocation) -> Floats:
    """(H,) from the start to halfway between the last drawn and the next; `numbers` are those of
    the strata one after another, each in the order that it is drawn in."""
    population, drawn = allocation.strata.population, allocation.drawn
    begins = np.cumsum(population) - population
    last = numbers[begins + np.maximum(drawn, 1) - 1]
    following = numbers[begins + np.minimum(drawn, population - 1)]
    # Above 0 and at most 1: who stands at the start itself comes last.
    halfway = 1 - ((start - last) % 1 + (start - following) % 1) / 2
    length: Floats = np.where(drawn == 0, 0.0, np.where(drawn == population, 1.0, halfway))
    return length


def _check_circle(values: Floats, wanted: int, field: str) -> None:
    if values.shape != (wanted,):
        raise refuse(
            say("There are {a} values where {b} are needed.", a=values.size, b=wanted),
            field=field,
        )
    wrong = np.flatnonzero(~((values >= 0) & (values < 1)))
    if len(wrong):
        raise InputError(
            Problem(
                say("The number is not at least 0 and below 1."),
                say("Use numbers of the circle, as they were given."),
                row=int(place) + 2,
                field=field,
            )
            for place in wrong[:SHOWN]
        )


def _check_told_apart(number: Floats) -> None:
    """Numbers of 53 bits are alike for two people once in thousands of frames; not for many."""
    if len(np.unique(number)) < TOLD_APART * len(number):
        raise refuse(
            say("Many people have the same number."),
            say("Use the permanent numbers as they were made, not rounded."),
            field="number",
        )


def free_start(rounds: Iterable[Arcs]) -> float:
    """Where the longest piece of the circle starts that no stratum of these rounds drew from.

    A round that starts here in every stratum meets nobody who was drawn before until it has gone
    through that piece, whatever its strata are. InputError where no such piece is left.
    """
    pieces = [
        (float(start), float(length))
        for arcs in rounds
        for start, length in zip(arcs.start, arcs.length, strict=True)
        if length > 0
    ]
    if not pieces:
        return 0.0
    pieces.sort()
    first = pieces[0][0]
    # How far the pieces so far have come, on the way from the first one around the circle to it.
    reached = max(first, max(start + length for start, length in pieces) - 1)
    widest, found = 0.0, 0.0
    for start, length in [*pieces, (first + 1, 0.0)]:
        if start - reached > widest:
            widest, found = start - reached, reached
        reached = max(reached, start + length)
    if widest == 0:
        raise refuse(
            say("These rounds drew from the whole circle."),
            say("Leave out the oldest, whose people may be drawn again."),
            field="rounds",
        )
    return found % 1
