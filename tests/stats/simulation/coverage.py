"""How often the interval of a share holds the truth, drawn and estimated as a survey is."""

import numpy as np

from tests.stats.simulation.populations import DRAWN, RESPONSE, Population, Rounds, rounds
from tryggve.stats.estimation import Estimates, estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.sample import Floats

ROWS_AT_ONCE = 300_000


def covered(
    rng: np.random.Generator,
    population: Population,
    *,
    draws: int,
    drawn: int = DRAWN,
    response: Floats | float = RESPONSE,
) -> Floats:
    """(J,) the part of the draws whose interval of the whole population's share holds it."""
    truth = population.answers.mean(axis=0)
    held = np.zeros(len(truth))
    for number in parts(draws, drawn * len(population.sizes)):
        interval = share_interval(of_whole(rounds(rng, population, number, response, drawn)))
        held += ((interval.low <= truth) & (truth <= interval.high)).sum(axis=0)
    return held / draws


def of_whole(those: Rounds) -> Estimates:
    """The population's shares in each round: (B, J)."""
    return estimate(those.sample, those.answers, [those.round])[0]


def parts(draws: int, rows: int) -> list[int]:
    """The draws in parts that fit in memory, a draw having this many rows."""
    most = max(ROWS_AT_ONCE // rows, 1)
    return [min(most, draws - start) for start in range(0, draws, most)]
