"""Finite populations like the real ones, and samples of them: simulated people throughout.

Survey areas of 2,000 to 40,000 people are the strata; 300 are drawn in each by simple random
sampling without replacement, and 55 percent answer.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample

DRAWN, RESPONSE = 300, 0.55
SHARES = np.array([0.02, 0.05, 0.1, 0.25, 0.5])
AGES = 6
IN_A_HOUSE = 12  # people, on average
BY_AGE = np.array([-0.5, -0.4, -0.2, 0.1, 0.5, 0.5])  # on the scale of the latent answer
PARTS = np.array([0.12, 0.17, 0.17, 0.19, 0.18, 0.17])


@dataclass(frozen=True)
class Population:
    """N people in H areas, in the order of the areas.

    `area`, `sex` (0, 1), `age` (0 to 5), `home` (0 to 2, kinds of home found in every area): (N,).
    `house` (N,): the houses, numbered through all areas, of about 12 people in a row.
    `answers` (N, J): what each would answer, 0 or 1. `income` (N,): a number the frame knows.
    """

    area: Integers
    house: Integers
    sex: Integers
    age: Integers
    home: Integers
    answers: Floats
    income: Floats

    @property
    def size(self) -> int:
        return len(self.area)

    @property
    def sizes(self) -> Integers:
        """(H,)"""
        return np.bincount(self.area)

    @property
    def sex_and_age(self) -> Integers:
        """(N,) 0 to 11."""
        return self.sex * AGES + self.age

    @property
    def houses_by_area(self) -> Integers:
        """(H,)"""
        return np.bincount(self.area[np.unique(self.house, return_index=True)[1]])


def spread_sizes(number: int) -> Integers:
    """(number,) sizes of areas from 2,000 to 40,000, evenly on the scale of the logarithm."""
    return np.rint(np.geomspace(2_000, 40_000, number)).astype(np.int64)


def people(rng: np.random.Generator, sizes: Integers, shares: Floats) -> Population:
    """Answers that hang together in a person, differ between areas, homes, sexes and ages, and
    have these shares in the population."""
    area = np.repeat(np.arange(len(sizes)), sizes)
    number = len(area)
    sex, age = rng.integers(0, 2, number), rng.choice(AGES, number, p=PARTS)
    home = np.minimum(rng.poisson(0.4 + 0.8 * (area % 2), number), 2)
    house = _houses(rng, sizes)
    person, of_house = rng.standard_normal(number), rng.standard_normal(house.max() + 1)[house]
    known = 0.25 * (sex - 0.5) - 0.3 * BY_AGE[age] + 0.25 * (home - 1) + 0.25 * _of_areas(area)
    latent = (known + 0.5 * person + 0.3 * of_house)[:, None] + rng.standard_normal(
        (number, len(shares))
    )
    limit = [np.quantile(column, 1 - p) for column, p in zip(latent.T, shares, strict=True)]
    income = np.exp(0.5 * rng.standard_normal(number) + 0.2 * age - 0.2 * known)
    return Population(area, house, sex, age, home, (latent > limit).astype(float), income)


def _houses(rng: np.random.Generator, sizes: Integers) -> Integers:
    """(N,) houses of a varying number of people; no house lies in two areas."""
    is_first = rng.random(int(sizes.sum())) < 1 / IN_A_HOUSE
    is_first[np.concatenate([[0], np.cumsum(sizes)[:-1]])] = True
    return np.cumsum(is_first) - 1


def _of_areas(area: Integers) -> Floats:
    """Effects of areas, normal and without chance, so that no area is an outlier."""
    number = int(area.max()) + 1
    order = np.argsort(np.arange(number) * 0.618034 % 1)
    return stats.norm.ppf((np.arange(number) + 0.5) / number)[order][area]


def exactly(rng: np.random.Generator, sizes: Integers, shares: Floats) -> Population:
    """As `people`, but every area has the share itself, rounded to a whole number of people, and
    who says yes is chance alone."""
    made = people(rng, sizes, np.full(1, 0.5))
    blocks = []
    for size in sizes.tolist():
        yes = np.arange(size)[:, None] < np.rint(shares * size)
        blocks.append(rng.permuted(yes.astype(float), axis=0))
    return replace(made, answers=np.concatenate(blocks))


@dataclass(frozen=True)
class Rounds:
    """The respondents of B independent rounds, one after another: `row` (n,) in the population,
    `round` (n,) 0 to B - 1."""

    population: Population
    row: Integers
    round: Integers
    number: int

    @property
    def answers(self) -> Floats:
        return self.population.answers[self.row]

    def codes(self, domain: Integers) -> Integers:
        """(n,) the domain (N,) of each respondent, apart for every round."""
        return self.round * (int(domain.max()) + 1) + domain[self.row]

    @property
    def sample(self) -> Sample:
        """All rounds as one sample, in which each area of each round is a stratum."""
        return stratified_sample(
            stratum=self.codes(self.population.area),
            population=np.tile(self.population.sizes, self.number),
        )

    def by_round(self, values: Floats) -> Floats:
        """(B, D, J) from (B x D, J)."""
        return values.reshape(self.number, -1, values.shape[1])


def rounds(
    rng: np.random.Generator,
    population: Population,
    number: int,
    response: Floats | float = RESPONSE,
    drawn: int = DRAWN,
) -> Rounds:
    """Draw `number` times. `response`: the probability that each (N,), or anybody, answers."""
    sizes = population.sizes.tolist()
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).tolist()
    row = np.concatenate(
        [
            begin + rng.choice(size, drawn, replace=False, shuffle=False)
            for _ in range(number)
            for begin, size in zip(first, sizes, strict=True)
        ]
    )
    of_round = np.repeat(np.arange(number), drawn * len(sizes))
    probability = np.broadcast_to(response, population.size)[row]
    answered = rng.random(len(row)) < probability
    return Rounds(population, row[answered], of_round[answered], number)


def houses(rng: np.random.Generator, population: Population, drawn: int) -> Integers:
    """(n,) everybody in so many houses of each area, drawn without replacement."""
    chosen = np.zeros(population.houses_by_area.sum(), dtype=bool)
    start = 0
    for number in population.houses_by_area.tolist():
        chosen[start + rng.choice(number, drawn, replace=False)] = True
        start += number
    return np.flatnonzero(chosen[population.house])
