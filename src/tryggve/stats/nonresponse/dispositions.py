"""What became of each person who was drawn, when the fieldwork is over.

The dispositions are those of AAPOR for mail and web surveys of named persons (The American
Association for Public Opinion Research 2023, Standard Definitions, 10th edition). A returned
letter and silence leave it unknown whether the person still belongs to the population.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.sample import Integers
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


class Disposition(StrEnum):
    """What became of a person who was drawn (AAPOR 2023)."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    BREAK_OFF = "break_off"  # began and did not answer enough to count
    REFUSAL = "refusal"  # said no, or sent the form back blank
    NON_CONTACT = "non_contact"  # known to live there, and away all the time
    OTHER = "other"  # could not: ill, or no language in common
    RETURNED = "returned"  # the letter came back undelivered
    NO_REPLY = "no_reply"  # nothing was heard
    DECEASED = "deceased"
    EMIGRATED = "emigrated"
    OUT_OF_SCOPE = "out_of_scope"  # outside the population in another way: wrong age, drawn twice


class Kind(StrEnum):
    """AAPOR's classes, by their letters."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "U"
    NOT_ELIGIBLE = "NE"


KINDS = {
    Disposition.COMPLETE: Kind.COMPLETE,
    Disposition.PARTIAL: Kind.PARTIAL,
    Disposition.BREAK_OFF: Kind.REFUSAL,
    Disposition.REFUSAL: Kind.REFUSAL,
    Disposition.NON_CONTACT: Kind.NON_CONTACT,
    Disposition.OTHER: Kind.OTHER,
    Disposition.RETURNED: Kind.UNKNOWN,
    Disposition.NO_REPLY: Kind.UNKNOWN,
    Disposition.DECEASED: Kind.NOT_ELIGIBLE,
    Disposition.EMIGRATED: Kind.NOT_ELIGIBLE,
    Disposition.OUT_OF_SCOPE: Kind.NOT_ELIGIBLE,
}
ORDER = tuple(Disposition)


@dataclass(frozen=True)
class Dispositions:
    """`codes` (n,): the place in `ORDER` of what became of each person drawn."""

    codes: Integers

    @property
    def size(self) -> int:
        return len(self.codes)

    def are(self, *kinds: Kind) -> NDArray[np.bool_]:
        """(n,) who is of one of these kinds."""
        return np.array([KINDS[each] in kinds for each in ORDER])[self.codes]

    @property
    def answered(self) -> NDArray[np.bool_]:
        return self.are(Kind.COMPLETE, Kind.PARTIAL)

    @property
    def unknown(self) -> NDArray[np.bool_]:
        return self.are(Kind.UNKNOWN)

    @property
    def out_of_scope(self) -> NDArray[np.bool_]:
        return self.are(Kind.NOT_ELIGIBLE)


def dispositions(values: Sequence[str]) -> Dispositions:
    """From a column of words. InputError names each row whose word is none of the enumeration."""
    places = {each.value: place for place, each in enumerate(ORDER)}
    wrong = [row for row, value in enumerate(values) if value not in places]
    if wrong:
        raise InputError(
            Problem(
                say("There is no disposition {value}.", value=str(values[row])),
                say("It may be: {names}.", names=", ".join(places)),
                row=row + 2,
                field="disposition",
            )
            for row in wrong[:100]
        )
    return Dispositions(np.array([places[value] for value in values], dtype=np.int64))
