"""Whether weights mend a response that depends on the answer, or on a class the frame knows."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tests.stats.simulation.populations import Population, Rounds, rounds
from tests.stats.simulation.silence import Fallen, response
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import poststratify
from tryggve.stats.estimation import estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.sample import Sample

CLASSES = {3: (0.15, 0.2, 0.3, 0.35), 15: (0.05, 0.15, 0.3, 0.5)}  # percent of variance explained
TOGETHER = 50  # rounds worked on at once


class Decides(StrEnum):
    """What the odds ratio is of: yes against no, or the last class against the first."""

    ANSWER = "the answer"
    CLASS = "the class"


@dataclass(frozen=True)
class Case:
    """An area of `population` people, of whom `drawn` are drawn. `explains`: of `CLASSES`."""

    decides: Decides
    odds: float
    explains: int
    drawn: int
    population: int


def simulated(rng: np.random.Generator, case: Case, *, draws: int) -> tuple[Fallen, Fallen]:
    """Not weighted, and weighted to the number of people in each class."""
    area, shares = area_of(case.population, CLASSES[case.explains]), CLASSES[case.explains]
    scale = (np.array(shares) - shares[0]) / (shares[-1] - shares[0])
    answered = response(
        area.answers[:, 0] if case.decides is Decides.ANSWER else scale[area.age], case.odds
    )
    found = np.zeros((2, 2))
    for _ in range(draws // TOGETHER):
        made = rounds(rng, area, TOGETHER, answered, case.drawn)
        for place, sample in enumerate((made.sample, weighted(made))):
            found[place] += _told_and_held(made, sample)
    plain, after = found / (draws // TOGETHER)
    return Fallen(*plain.tolist()), Fallen(*after.tolist())


def area_of(size: int, shares: tuple[float, ...]) -> Population:
    """One area of classes (kept as ages) of equal size with these shares of yes."""
    each = size // len(shares)
    place = np.tile(np.arange(each), len(shares))
    age = np.repeat(np.arange(len(shares)), each)
    nothing = np.zeros(len(age), dtype=np.int64)
    yes = place < np.rint(np.array(shares) * each)[age]
    return Population(
        area=nothing,
        house=nothing,
        sex=nothing,
        age=age,
        home=nothing,
        answers=yes[:, None].astype(float),
        income=nothing.astype(float),
    )


def weighted(made: Rounds) -> Sample:
    """Every round poststratified to its own classes."""
    counts = np.tile(np.bincount(made.population.age), made.number).astype(float)
    margin = Margin("class", made.codes(made.population.age), counts)
    return poststratify(made.sample, margin).sample


def _told_and_held(made: Rounds, sample: Sample) -> tuple[float, float]:
    truth = float(made.population.answers.mean())
    estimates = estimate(sample, made.answers, [made.round])[0]
    interval = share_interval(estimates)
    held = (interval.low <= truth) & (truth <= interval.high)
    return float(estimates.value.mean()), float(held.mean())
