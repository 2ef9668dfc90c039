"""How many left a question out: item nonresponse, over those who were asked it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.sample import Floats, Integers, sums_by


@dataclass(frozen=True)
class ItemNonresponse:
    """D domains, J questions. `asked`, `left_out` (D, J): persons, or the sum of their weights."""

    asked: Floats
    left_out: Floats

    @property
    def rate(self) -> Floats:
        """(D, J) left out over asked, NaN where nobody was asked."""
        rate = np.full(self.asked.shape, np.nan)
        np.divide(self.left_out, self.asked, out=rate, where=self.asked > 0)
        return rate


def item_nonresponse(
    answered: NDArray[np.bool_],
    asked: NDArray[np.bool_] | None = None,
    *,
    domain: Integers | None = None,
    weight: Floats | None = None,
) -> ItemNonresponse:
    """Of those who answered the survey: who left each question out.

    `answered` (n, J). `asked` (n, J): those whom routing led to the question; None for all. "Do
    not know" is an answer where it is an option. `domain` (n,) codes, -1 for none; None: all as
    one. `weight` (n,): None for an unweighted count.
    """
    people, questions = answered.shape
    base = np.ones(answered.shape, dtype=bool) if asked is None else asked
    codes = np.zeros(people, dtype=np.int64) if domain is None else domain
    weights = np.ones(people) if weight is None else weight
    inside = np.flatnonzero(codes >= 0)
    domains = int(codes.max(initial=-1)) + 1

    def summed(what: NDArray[np.bool_]) -> Floats:
        columns = [
            sums_by(codes[inside], weights[inside] * what[inside, j], domains)
            for j in range(questions)
        ]
        return np.stack(columns, axis=1)

    return ItemNonresponse(summed(base), summed(base & ~answered))
