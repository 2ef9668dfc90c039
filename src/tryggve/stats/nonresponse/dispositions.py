"""What became of each person who was drawn, when the fieldwork is over.

The dispositions are those of AAPOR for mail and web surveys of named persons (The American
Association for Public Opinion Research 2023, Standard Definitions, 10th edition). A returned
letter and silence leave it unknown whether the person still belongs to the population.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.nonresponse.outcomes import KINDS, ORDER, Kind
from tryggve.stats.sample import Integers
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


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
