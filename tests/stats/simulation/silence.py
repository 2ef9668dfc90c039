"""How far the interval of a share falls when those who would say yes answer less often.

Of an area of N people a part K / N would say yes; `drawn` of them are drawn, and a person who
would say yes answers with the probability r1, one who would say no with r0. The odds ratio of the
two is given, and so is the response of all. The number of yes among those drawn is
hypergeometric, those of each kind who answer are binomial, and the interval is that of
`tests.stats.simulation.exact`: what it covers needs no drawing.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from tests.stats.simulation.exact import hypergeometric, limits
from tests.stats.simulation.populations import RESPONSE

UNLIKELY = 1e-9  # numbers with a smaller probability are left out


@dataclass(frozen=True)
class Fallen:
    """What many surveys tell.

    `told`: the mean of their shares. `covered`: the part of them whose interval holds the truth.
    """

    told: float
    covered: float


def response(yes: np.ndarray, odds: float, mean: float = RESPONSE) -> np.ndarray:
    """(N,) the probability that each answers: odds ratio `odds` of those with yes 1 to those with
    0, and any number in between in proportion on the scale of the logit; `mean` of all."""

    def apart(level: float) -> float:
        return float(special.expit(level + np.log(odds) * yes).mean()) - mean

    level = optimize.brentq(apart, -20, 20)
    probability: np.ndarray = special.expit(level + np.log(odds) * yes)
    return probability


def enumerated(share: float, odds: float, *, drawn: int, population: int) -> Fallen:
    """Unweighted, as if those who answered were a simple random sample of the area."""
    would = round(share * population)
    each = response(np.arange(population) < would, odds)
    kinds = np.arange(drawn + 1)
    in_sample = hypergeometric(kinds, population, np.array([[would]]), drawn)[0]
    likely = np.flatnonzero(in_sample > UNLIKELY)
    yes = stats.binom.pmf(kinds, likely[:, None], each[0])
    no = stats.binom.pmf(kinds, drawn - likely[:, None], each[-1])
    together = yes.T @ (in_sample[likely, None] * no)  # (yes, no) who answer
    x, y = np.nonzero(together > UNLIKELY)
    probability, n = together[x, y], x + y
    held = np.zeros(len(x), dtype=bool)
    for number in np.unique(n).tolist():
        those = n == number
        low, high = limits(number, population)[:, x[those]]
        held[those] = (low <= would / population) & (would / population <= high)
    whole = probability.sum()
    return Fallen(float(probability @ (x / n) / whole), float(probability @ held / whole))
