"""When the answers come: the share of all that have come by each day after the first letter.

Each letter or card brings a wave: nothing for `DELAY` days, then exponentially fewer, `WAIT` days
on average. How large the waves are beside each other, and those two numbers, are planning values of
ours, until an earlier round of one's own says when its answers came.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tryggve.stats.sample import Floats
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

DELAY = 2.0  # days from the post office to an answer at the earliest
WAIT = 7.0  # days from then on, on average


@dataclass(frozen=True)
class Wave:
    """A mailing `day` days after the first, and the share of the planned answers it brings."""

    day: int
    share: float


@dataclass(frozen=True)
class Curve:
    """`by_day` (D,): the share of the planned answers that have come by the end of each day, from
    the day of the first mailing to the last on which answers are taken."""

    by_day: Floats

    @property
    def close(self) -> int:
        return len(self.by_day) - 1

    @property
    def at_close(self) -> float:
        return float(self.by_day[-1])

    def at(self, day: int) -> float:
        """By the end of that day: 0 before the first."""
        return 0.0 if day < 0 else float(self.by_day[min(day, self.close)])


def curve_of_waves(waves: Sequence[Wave], *, close: int) -> Curve:
    """The curve of these mailings. What would come after `close` is spread over the days before, so
    that waves whose shares add up to one bring all that is planned.

    InputError where no answers are taken after the first mailing.
    """
    _check(close)
    days = np.arange(close + 1, dtype=float)
    by_day = sum((wave.share * _came(days - wave.day, close - wave.day) for wave in waves),
                 start=np.zeros(close + 1))  # fmt: skip
    return Curve(by_day)


def curve_of_answers(days: ArrayLike, *, close: int) -> Curve:
    """The curve of an earlier round, from the days (n,) of its answers after its first mailing.

    InputError where there are no answers, or no days.
    """
    _check(close)
    given = np.asarray(days)
    if len(given) == 0:
        raise refuse(say("The earlier round has no answers."), field="days")
    number = np.bincount(np.clip(given, 0, close), minlength=close + 1)
    return Curve(np.cumsum(number) / len(given))


def _came(after: Floats, until: int) -> Floats:
    """Of a wave's answers, the share that has come so many days after it was posted."""
    whole = 1 - np.exp(-max(until - DELAY, 0.0) / WAIT)
    if whole == 0:
        return np.zeros(len(after))  # posted too late to bring any
    came: Floats = (1 - np.exp(-np.maximum(after - DELAY, 0.0) / WAIT)) / whole
    return came


def _check(close: int) -> None:
    if close < 1:
        raise refuse(
            say("Answers must be taken for at least a day after the first mailing."),
            field="close",
        )
