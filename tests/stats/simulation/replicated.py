"""The errors of replicates over the linearized ones, in many rounds of one population."""

from dataclasses import dataclass

import numpy as np

from tests.stats.simulation.designs import DESIGNS, Design, drawn
from tests.stats.simulation.populations import SHARES, Population, people
from tests.stats.simulation.variances import SIZES
from tryggve.stats.estimation import Estimates, estimate
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.replicates import (
    Kind,
    Replicates,
    bootstrap,
    jackknife,
    replicate_ratio_variances,
    replicate_variances,
)
from tryggve.stats.sample import Floats, Integers, Sample

NUMBER = 100  # replicates of the bootstrap
GROUPS = 50  # of the jackknife


@dataclass(frozen=True)
class Agreement:
    """`ratio`: the mean variance of the replicates over the mean linearized one, averaged over the
    figures; `lowest` and `highest` of the figures. `error`: of the ratio, from the chance of
    draws and of replicates."""

    ratio: float
    error: float
    lowest: float
    highest: float


def agreement(
    rng: np.random.Generator, design: str, kind: Kind, *, draws: int
) -> dict[str, Agreement]:
    """Of shares, by sex and age too, and of ratios of two shares."""
    population = people(rng, SIZES, SHARES)
    rounds = [_round(rng, DESIGNS[design], kind, population) for _ in range(draws)]
    return {name: _agreement(np.stack([each[name] for each in rounds])) for name in rounds[0]}


def _agreement(variances: Floats) -> Agreement:
    """From (draws, 2, K): of the replicates and linearized."""

    def of(kept: Floats) -> Floats:
        replicated, linear = kept.mean(axis=0)
        each: Floats = replicated / linear
        return each

    draws = len(variances)
    without = [of(np.delete(variances, d, axis=0)).mean() for d in range(draws)]
    each, error = of(variances), np.sqrt((draws - 1) * np.var(without))
    return Agreement(float(each.mean()), float(error), float(each.min()), float(each.max()))


def _round(
    rng: np.random.Generator, design: Design, kind: Kind, population: Population
) -> dict[str, Floats]:
    """(2, K) each."""
    row = drawn(rng, design, population)
    before, sample = design.plain(population, row), design.sample(population, row)
    made = _replicates(rng, before, kind)
    again = None if design.again is None else design.again(before, population, row)
    answers, whole = population.answers[row], np.zeros(len(row), dtype=np.int64)
    partitions: list[Integers] = [whole, population.sex[row], population.age[row]]
    shares = estimate(sample, answers, partitions)
    of_shares = replicate_variances(
        made,
        weight=before.weight,
        answers=answers,
        partitions=partitions,
        values=[each.value for each in shares],
        recalibration=again,
    )
    above, below = answers[:, 1:3], answers[:, 3:]
    parts = ratio_estimates(sample, above, below, partitions)
    of_parts = replicate_ratio_variances(
        made,
        weight=before.weight,
        above=above,
        below=below,
        partitions=partitions,
        values=[each.value for each in parts],
        recalibration=again,
    )
    return {"shares": _both(of_shares, shares), "ratios": _both(of_parts, parts)}


def _replicates(rng: np.random.Generator, sample: Sample, kind: Kind) -> Replicates:
    if kind is Kind.BOOTSTRAP:
        return bootstrap(sample, number=NUMBER, rng=rng)
    return jackknife(sample, groups=GROUPS, rng=rng)


def _both(replicated: list[Floats], linear: list[Estimates]) -> Floats:
    return np.stack(
        [
            np.concatenate([each.ravel() for each in replicated]),
            np.concatenate([each.variance.ravel() for each in linear]),
        ]
    )
