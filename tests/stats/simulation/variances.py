"""Whether errors are right on average: the mean of the variance estimates over the variance of the
estimates, and how many intervals hold the truth.

Every kind of figure is estimated in many pairs of rounds of a population that changed between
them, in each design, with the library's functions as they stand. The truth is what the same
functions say of everybody.
"""

from dataclasses import dataclass, replace

import numpy as np

from tests.stats.simulation.designs import DESIGNS, Design, drawn
from tests.stats.simulation.populations import SHARES, Population, people
from tryggve.stats.contrasts import contrasts, means, ratios, together
from tryggve.stats.difference import difference_of_shares
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.intervals import Interval, mean_interval, share_interval
from tryggve.stats.quantiles import quantiles
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.rest import against_rest
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample

SIZES = np.rint(np.geomspace(1_000, 10_000, 6)).astype(np.int64)
ORDERS = [0.25, 0.5, 0.8]
LATER = SHARES + 0.03  # the shares of the second round
RARE = 2  # of the shares are below 10 percent
GROUPS = 20  # of draws, for the jackknife

Drawn = tuple[Population, Integers, Sample]


@dataclass(frozen=True)
class Figures:
    """K figures of one kind: value, variance estimate and limits, (K,), or (draws, K) of many."""

    value: Floats
    variance: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Found:
    """Of one kind of figure in one design, averaged over its K figures.

    `ratio`: the mean variance estimate over the variance of the estimates, with its error from the
    chance of the draws. `covered`: the part of the intervals that hold the truth. `bias`: how far
    the mean estimate lies from the truth, in standard errors, the largest of the figures.
    """

    ratio: float
    error: float
    covered: float
    bias: float
    figures: int


def found(rng: np.random.Generator, design: str, *, draws: int) -> dict[str, Found]:
    """Every kind of figure in a design of `DESIGNS`, by its name."""
    before = people(rng, SIZES, SHARES)
    after = replace(before, answers=people(rng, SIZES, LATER).answers)
    both = before, after
    made = [_figures(*(_draw(rng, DESIGNS[design], each) for each in both)) for _ in range(draws)]
    truth = _figures(*(_everybody(each) for each in both))
    return {kind: _summed([m[kind] for m in made], truth[kind].value) for kind in truth}


def _draw(rng: np.random.Generator, design: Design, population: Population) -> Drawn:
    row = drawn(rng, design, population)
    return population, row, design.sample(population, row)


def _everybody(population: Population) -> Drawn:
    row = np.arange(population.size)
    return population, row, stratified_sample(stratum=population.area, population=population.sizes)


def _summed(each: list[Figures], truth: Floats) -> Found:
    names = "value", "variance", "low", "high"
    value, variance, low, high = (np.stack([getattr(one, name) for one in each]) for name in names)
    ratio, error = _ratio(value, variance)
    apart = np.abs(value.mean(axis=0) - truth) / value.std(axis=0)
    # A limit that is missing leaves the interval open on that side.
    held = ~(low > truth) & ~(high < truth)
    return Found(ratio, error, float(held.mean()), float(apart.max()), len(truth))


def _ratio(values: Floats, variances: Floats) -> tuple[float, float]:
    """Of (draws, K). The error is the jackknife's over groups of draws, since the figures of one
    round hang together. A variance that is missing in one draw is left out of the mean."""
    group = np.arange(len(values)) % GROUPS

    def of(kept: np.ndarray) -> float:
        told = np.nanmean(variances[kept], axis=0)
        return float((told / values[kept].var(axis=0, ddof=1)).mean())

    without = np.array([of(group != g) for g in range(GROUPS)])
    return of(group >= 0), float(np.sqrt((GROUPS - 1) * without.var()))


def _figures(before: Drawn, after: Drawn) -> dict[str, Figures]:
    """Every kind of figure of a round, and the change to the next."""
    population, row, sample = before
    answers, income = population.answers[row], population.income[row][:, None]
    whole, sex, age = np.zeros(len(row), dtype=np.int64), population.sex[row], population.age[row]
    partitions, rare, common = [whole, sex, age], answers[:, :RARE], answers[:, RARE:]
    shares = estimate(sample, answers, partitions)
    numbers = estimate(sample, income, [sex, age])
    counts = [estimate(sample, some, [sex, age], Quantity.TOTAL) for some in (rare, common)]
    parts = ratio_estimates(sample, answers[:, :4], answers[:, 1:], [whole, sex])
    return {
        "shares": _joined([_of(each, share_interval(each)) for each in shares]),
        "means": _joined([_of(each, mean_interval(each)) for each in numbers]),
        "totals, 2 and 5 %": _joined([_of(each, mean_interval(each)) for each in counts[0]]),
        "totals": _joined([_of(each, mean_interval(each)) for each in counts[1]]),
        "ratios": _joined([_of(each, mean_interval(each)) for each in parts]),
        "contrasts": _contrasts(sample, common, sex),
        "area less rest": _less_rest(sample, answers, population.area[row]),
        "change": _change(shares[:2], after),
        "quantiles": _quantiles(sample, income, [whole, sex]),
    }


def _of(estimates: Estimates, interval: Interval) -> Figures:
    parts = estimates.value, estimates.variance, interval.low, interval.high
    return Figures(*(part.ravel() for part in parts))


def _joined(each: list[Figures]) -> Figures:
    return Figures(
        np.concatenate([one.value for one in each]),
        np.concatenate([one.variance for one in each]),
        np.concatenate([one.low for one in each]),
        np.concatenate([one.high for one in each]),
    )


def _contrasts(sample: Sample, answers: Floats, sex: Integers) -> Figures:
    """For each share: women less men, women less everybody, and women over men."""
    number = answers.shape[1]
    three = together(means(sample, answers, sex), means(sample, answers))
    men, women, everybody = np.split(np.eye(3 * number), 3)
    apart = contrasts(sample, three, np.concatenate([women - men, women - everybody]))
    of_women, of_men = means(sample, answers, sex - 1), means(sample, answers, -sex)
    over = contrasts(sample, ratios(of_women, of_men), np.eye(number))
    return _joined(
        [Figures(c.value, c.standard_error**2, c.low, c.high) for c in (apart, over)],
    )


def _less_rest(sample: Sample, answers: Floats, area: Integers) -> Figures:
    both = against_rest(sample, answers, area)
    apart = difference_of_shares(both.rest, both.area, covariance=both.covariance)
    parts = apart.value, apart.standard_error**2, apart.low, apart.high
    return Figures(*(part.ravel() for part in parts))


def _change(before: list[Estimates], after: Drawn) -> Figures:
    """From one round to the next, of everybody and of each sex."""
    population, row, sample = after
    partitions = [np.zeros(len(row), dtype=np.int64), population.sex[row]]
    later = estimate(sample, population.answers[row], partitions)
    changes = [difference_of_shares(*pair) for pair in zip(before, later, strict=True)]
    return _joined(
        [
            Figures(c.value.ravel(), c.standard_error.ravel() ** 2, c.low.ravel(), c.high.ravel())
            for c in changes
        ]
    )


def _quantiles(sample: Sample, income: Floats, partitions: list[Integers]) -> Figures:
    each = quantiles(sample, income, partitions, ORDERS)
    return _joined(
        [
            Figures(q.value.ravel(), q.standard_error.ravel() ** 2, q.low.ravel(), q.high.ravel())
            for q in each
        ]
    )
