"""Whether a form that came in is complete, partial or a break-off, by how much of it is answered.

The share is taken of the questions that the person was to answer: those that routing led to, or,
where the round names compulsory ones, of these alone. AAPOR (2023) gives 50 and 80 percent as one
way to draw the lines; a round states its own, before the fieldwork begins.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.nonresponse.dispositions import Dispositions
from tryggve.stats.nonresponse.outcomes import ORDER, Disposition
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class CompletenessRule:
    """A form is complete if more than `complete` of it is answered, partial from `partial` on."""

    complete: float = 0.8
    partial: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.partial <= self.complete <= 1:
            raise refuse(
                say(
                    "The limits {partial} and {complete} do not rise from 0 to 1.",
                    partial=self.partial,
                    complete=self.complete,
                ),
                say("Give shares: partial above 0, complete at least as large and at most 1."),
                field="partial",
            )


def judged(
    answered: NDArray[np.bool_],
    asked: NDArray[np.bool_] | None = None,
    *,
    compulsory: NDArray[np.bool_] | None = None,
    rule: CompletenessRule = CompletenessRule(),
) -> Dispositions:
    """The disposition of n forms that came in.

    `answered` (n, J): which questions are answered. `asked` (n, J): which the person was to
    answer; None for all. `compulsory` (J,): the questions that count; None for all. A form with
    every question answered is complete whatever the rule; one with no answer at all is a refusal
    (AAPOR: a blank form mailed back). InputError where a row was asked nothing that counts.
    """
    counts = np.ones(answered.shape, dtype=bool) if asked is None else asked.copy()
    if compulsory is not None:
        counts &= compulsory
    base = counts.sum(axis=1)
    nothing = np.flatnonzero(base == 0)
    if len(nothing):
        raise refuse(
            say("No question that counts was asked."),
            say("Name compulsory questions that everybody is asked."),
            row=int(nothing[0]) + 2,
            field="asked",
        )
    number = (answered & counts).sum(axis=1)
    share = number / base
    found = np.select(
        [number == base, ~answered.any(axis=1), share > rule.complete, share >= rule.partial],
        [
            ORDER.index(each)
            for each in (
                Disposition.COMPLETE,
                Disposition.REFUSAL,
                Disposition.COMPLETE,
                Disposition.PARTIAL,
            )
        ],
        ORDER.index(Disposition.BREAK_OFF),
    )
    return Dispositions(found.astype(np.int64))
