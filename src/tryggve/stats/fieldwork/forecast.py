"""How many answers there will be in the end, by what has come and what was planned.

n_h drawn in stratum h, of whom E_h answers were planned and y_h have come; s is the share of the
planned answers that should have come by now, c that at the close (`tryggve.stats.fieldwork.curve`).

    y_h ~ Poisson(theta_h E_h s),   theta_h ~ gamma of mean theta and coefficient of variation v,
    theta ~ gamma of mean 1 and coefficient of variation LEVEL,
    the odds of s / c are wrong by a factor whose logarithm is normal, of standard deviation SHAPE.

theta is how the whole goes beside the plan and is learnt from all strata; theta_h is drawn towards
it, the more the fewer answers stratum h has. v is estimated by moments. What is still to come is
binomial of the n_h - y_h who have not answered, with the probability q (c - s) / (1 - q s) for
q = theta_h E_h / n_h. The intervals are quantiles of DRAWS draws: those of s weighted by the
negative-binomial likelihood of all answers, the rest from their conjugate distributions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from tryggve.stats.sample import Floats
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

LEVEL, SHAPE = 0.2, 0.4
APART = 0.15  # v where the strata are too few to tell
LEAST_APART, MOST_APART = 0.05, 0.4
ENOUGH = 5  # strata
DRAWS = 2_000
CANDIDATES = 4 * DRAWS


@dataclass(frozen=True)
class Expected:
    """A number of answers at the close, and the ends of its interval."""

    answers: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """`draws` (DRAWS, H): answers at the close in each stratum, as they may be. `level`: of the
    intervals, as a share."""

    draws: Floats
    level: float

    def of_strata(self) -> list[Expected]:
        """One for each stratum."""
        low, high = np.quantile(self.draws, self._ends, axis=0)
        return [
            Expected(*map(float, each))
            for each in zip(self.draws.mean(axis=0), low, high, strict=True)
        ]

    def of_all(self, chosen: NDArray[np.bool_] | None = None) -> Expected:
        """Of all strata together, or of those chosen (H,)."""
        whole = (self.draws if chosen is None else self.draws[:, chosen]).sum(axis=1)
        low, high = np.quantile(whole, self._ends)
        return Expected(float(whole.mean()), float(low), float(high))

    @property
    def _ends(self) -> list[float]:
        return [(1 - self.level) / 2, (1 + self.level) / 2]


def forecast(
    *,
    drawn: ArrayLike,
    planned: ArrayLike,
    answered: ArrayLike,
    left: ArrayLike,
    now: float,
    at_close: float,
    level: float = 0.9,
    seed: int = 0,
) -> Forecast:
    """The final number of answers.

    `drawn`, `planned`, `answered` (H,): n, E above 0, and y; `left` (H,): how many may still
    answer. `now`, `at_close`: s and c, of the planned answers. InputError for arrays of different
    lengths, a level that is none, and an s below zero or above c.
    """
    n, e, y, rest = (np.asarray(each, dtype=float) for each in (drawn, planned, answered, left))
    _check(n, e, y, rest, now, at_close, level)
    rng = np.random.default_rng(seed)
    share = _shares(rng, now, at_close, y.sum(), e.sum())
    shape = 1 / LEVEL**2
    theta = rng.gamma(shape + y.sum(), 1 / (shape + share * e.sum()))
    kappa = 1 / _variation(y, e * now) ** 2
    of_stratum = rng.gamma(kappa + y, 1 / (kappa / theta[:, None] + share[:, None] * e))
    q = np.minimum(of_stratum * e / np.maximum(n, 1), 1 / max(at_close, 1.0))
    still = np.clip(q * (at_close - share[:, None]) / (1 - q * share[:, None]), 0, 1)
    coming = np.minimum(rng.binomial((n - y).astype(np.int64), still), rest)
    return Forecast(y + coming, level)


def _shares(
    rng: np.random.Generator, now: float, at_close: float, answered: float, planned: float
) -> Floats:
    """(DRAWS,) shares that may have come by now, given how many answers have."""
    if now <= 0 or now >= at_close:
        return np.full(DRAWS, now)
    odds = special.logit(now / at_close) + SHAPE * rng.standard_normal(CANDIDATES)
    candidates = at_close * special.expit(odds)
    shape = 1 / LEVEL**2
    mean = candidates * planned
    likelihood = answered * np.log(mean) - (shape + answered) * np.log(shape + mean)
    weight = np.exp(likelihood - likelihood.max())
    shares: Floats = rng.choice(candidates, DRAWS, p=weight / weight.sum())
    return shares


def _variation(answered: Floats, expected: Floats) -> float:
    """v: how far the strata lie from the whole beyond chance, as a coefficient of variation."""
    if len(answered) < ENOUGH or expected.sum() == 0 or answered.sum() == 0:
        return APART
    level = answered.sum() / expected.sum()
    mean = level * expected
    beyond = ((answered - mean) ** 2 - mean).sum() / (mean**2).sum()
    return float(np.clip(np.sqrt(max(beyond, 0.0)), LEAST_APART, MOST_APART))


def _check(
    n: Floats, e: Floats, y: Floats, left: Floats, now: float, at_close: float, level: float
) -> None:
    if not len(n) == len(e) == len(y) == len(left):
        raise refuse(say("Give one number for each stratum in every column."), field="answered")
    if not 0 <= now <= at_close:
        raise refuse(
            say("By now no less than nothing and no more than at the close can have come."),
            field="now",
        )
    if not 0 < level < 1:
        raise refuse(
            say("The level is not between 0 and 1."),
            say("Give it as a share: 0.95 for 95 percent."),
            field="level",
        )
