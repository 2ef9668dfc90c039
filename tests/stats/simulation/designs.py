"""One round drawn and weighed in each way that the library knows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.stats.simulation.populations import Population, houses, rounds
from tryggve.stats.calibration.again import (
    Recalibration,
    linear_again,
    poststratify_again,
    rake_again,
)
from tryggve.stats.calibration.margins import Margin, Margins, NumberTotal
from tryggve.stats.calibration.methods import Calibrated, linear, poststratify, rake
from tryggve.stats.sample import Integers, Sample, stratified_sample

HOUSES = 25  # drawn in each area where houses are


@dataclass(frozen=True)
class Design:
    """How rows of a population are weighed: `plain` before calibration, `calibrated` after it, and
    `again` in each replicate. `clustered`: whole houses are drawn instead of people."""

    calibrated: Callable[[Sample, Population, Integers], Calibrated] | None = None
    again: Callable[[Sample, Population, Integers], Recalibration] | None = None
    clustered: bool = False

    def plain(self, population: Population, row: Integers) -> Sample:
        if self.clustered:
            return stratified_sample(
                stratum=population.area[row],
                population=population.houses_by_area,
                cluster=population.house[row],
            )
        return stratified_sample(stratum=population.area[row], population=population.sizes)

    def sample(self, population: Population, row: Integers) -> Sample:
        plain = self.plain(population, row)
        if self.calibrated is None:
            return plain
        return self.calibrated(plain, population, row).sample


def drawn(rng: np.random.Generator, design: Design, population: Population) -> Integers:
    """(n,) the rows of those who answered: 300 people drawn in each area, or 25 houses."""
    if design.clustered:
        return houses(rng, population, HOUSES)
    return rounds(rng, population, 1).row


def class_margin(name: str, classes: Integers, row: Integers) -> Margin:
    return Margin(name, classes[row], np.bincount(classes).astype(float))


def sex_and_age(population: Population, row: Integers) -> Margin:
    return class_margin("sex by age", population.sex_and_age, row)


def three_margins(population: Population, row: Integers) -> list[Margin]:
    """Area, sex by age, and kind of home."""
    return [
        class_margin("area", population.area, row),
        sex_and_age(population, row),
        class_margin("home", population.home, row),
    ]


def with_income(population: Population, row: Integers) -> Margins:
    income = population.income
    total = NumberTotal("income", income[row], float(income.sum()))
    return [*three_margins(population, row), total]


DESIGNS: dict[str, Design] = {
    "stratified": Design(),
    "poststratified": Design(
        lambda sample, *of: poststratify(sample, sex_and_age(*of)),
        lambda sample, *of: poststratify_again(sample, sex_and_age(*of)),
    ),
    "raked": Design(
        lambda sample, *of: rake(sample, three_margins(*of)),
        lambda sample, *of: rake_again(sample, three_margins(*of)),
    ),
    "linear": Design(
        lambda sample, *of: linear(sample, with_income(*of)),
        lambda sample, *of: linear_again(sample, with_income(*of)),
    ),
    "clustered": Design(clustered=True),
    "clustered, raked": Design(
        lambda sample, *of: rake(sample, three_margins(*of)),
        lambda sample, *of: rake_again(sample, three_margins(*of)),
        clustered=True,
    ),
}
