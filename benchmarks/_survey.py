"""A made-up survey of the size of a police region's: people, answers, areas, and margins."""

from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.margins import Margin
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample

POPULATION, RESPONDENTS, ITEMS = 1_650_000, 40_000, 60
LOCALITIES, MUNICIPALITIES, LPO, COUNTIES, STRATA = 202, 65, 20, 4, 153
SEXES, AGES = 2, 6
LEVELS = ("whole", "county", "lpo", "municipality", "locality")
CLASSES = SEXES * AGES


@dataclass(frozen=True)
class Survey:
    """`columns`: a code of each kind for each respondent (n,). `answers` (n, J): 0, 1 or NaN."""

    columns: dict[str, Integers]
    answers: Floats
    sample: Sample
    sizes: Floats  # (strata,) people in the population

    @property
    def partitions(self) -> list[Integers]:
        """Every area of every level, whole and by sex, age and both: 292 x 21 domains."""
        whole = np.zeros(self.sample.size, dtype=np.int64)
        sex, age = self.columns["sex"], self.columns["age"]
        slices = [(whole, 1), (sex, SEXES), (age, AGES), (sex * AGES + age, CLASSES)]
        return [
            self.columns[level] * number + codes for level in LEVELS for codes, number in slices
        ]

    @property
    def margin(self) -> Margin:
        """Municipality by sex and age: 780 classes, with totals near the weighted sums."""
        return self.crossed("municipality", "sex", "age")

    def crossed(self, *names: str) -> Margin:
        """A margin of the crossed columns whose totals differ a little from the sample's."""
        codes = np.zeros(self.sample.size, dtype=np.int64)
        for name in names:
            codes = codes * (int(self.columns[name].max()) + 1) + self.columns[name]
        codes = np.unique(codes, return_inverse=True)[1]
        pull = 1 + 0.1 * np.sin(self.columns["age"] + 2.0 * self.columns["sex"])
        totals = np.bincount(codes, self.sample.weight * pull)
        return Margin(" x ".join(names), codes, totals * POPULATION / totals.sum())


def generated(
    *, respondents: int = RESPONDENTS, items: int = ITEMS, localities: int = LOCALITIES
) -> Survey:
    """Localities lie in municipalities, these in police areas and counties; strata cut across."""
    rng = np.random.default_rng(20250812)
    locality = rng.choice(localities, respondents, p=rng.dirichlet(np.full(localities, 3.0)))
    municipality = locality * MUNICIPALITIES // localities
    columns = {
        "locality": locality,
        "municipality": municipality,
        "lpo": municipality * LPO // MUNICIPALITIES,
        "county": municipality * COUNTIES // MUNICIPALITIES,
        "whole": np.zeros(respondents, dtype=np.int64),
        "sex": rng.integers(0, SEXES, respondents),
        "age": rng.choice(AGES, respondents, p=[0.1, 0.14, 0.16, 0.18, 0.2, 0.22]),
        "stratum": locality * STRATA // localities,
    }
    person = rng.standard_normal((respondents, 1)) + 0.2 * columns["sex"][:, None]
    latent = 0.6 * person + rng.standard_normal((respondents, items))
    answers = (latent > np.linspace(-0.5, 2.0, items)).astype(float)
    answers[rng.random(answers.shape) < 0.05] = np.nan
    drawn = np.bincount(columns["stratum"], minlength=STRATA)
    sizes = np.round(drawn * POPULATION / respondents * rng.uniform(0.6, 1.6, STRATA)) + 1
    sample = stratified_sample(stratum=columns["stratum"], population=sizes)
    return Survey(columns, answers, sample, sizes)
