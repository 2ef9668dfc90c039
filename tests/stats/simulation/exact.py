"""What the interval of a share covers, by enumeration: written from the definition, not the code.

A simple random sample of n of N people, of whom K would say yes: the number of yes x is
hypergeometric. With p = x / n, V = (1 - n/N) p (1 - p) / (n - 1) and n_eff = p (1 - p) / V, at
most n, the interval is expit(logit p -/+ t sqrt(V) / (p (1 - p))), t with n - 1 degrees of
freedom, or Clopper and Pearson's of n_eff answers where n_eff p or n_eff (1 - p) is under ten.
What it covers is the probability of the x whose interval holds K / N.
"""

from enum import StrEnum

import numpy as np
from scipy import stats
from scipy.special import gammaln

LEVEL, FEW = 0.95, 10


class Method(StrEnum):
    OURS = "ours"
    LOGIT = "logit"
    KORN_GRAUBARD = "Korn-Graubard"
    WALD = "Wald"


def limits(n: int, population: float, method: Method = Method.OURS) -> np.ndarray:
    """(2, n + 1) low and high for 0 to n yes."""
    p = np.arange(n + 1) / n
    variance = (1 - n / population) * p * (1 - p) / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.where(variance == 0, n, np.minimum(p * (1 - p) / variance, n))
    fewer = np.minimum(np.arange(n + 1), np.arange(n, -1, -1))
    is_few = {
        Method.OURS: fewer * effective / n < FEW,
        Method.KORN_GRAUBARD: np.ones(n + 1, dtype=bool),
    }.get(method, variance == 0)
    half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * np.sqrt(variance)
    result = np.stack([p - half, p + half])
    if method is not Method.WALD:
        inner = ~is_few
        centre, spread = p[inner], half[inner] / (p[inner] * (1 - p[inner]))
        odds = np.log(centre / (1 - centre))
        result[:, inner] = 1 / (1 + np.exp(-np.stack([odds - spread, odds + spread])))
        result[:, is_few] = clopper_pearson(p[is_few], effective[is_few])
    return result


def clopper_pearson(p: np.ndarray, n: np.ndarray) -> np.ndarray:
    """(2, x) the limits for shares of n answers, whole or not."""
    tail = (1 - LEVEL) / 2
    low = stats.beta.ppf(tail, n * p, n * (1 - p) + 1)
    high = stats.beta.ppf(1 - tail, n * p + 1, n * (1 - p))
    return np.stack([np.where(p == 0, 0, low), np.where(p == 1, 1, high)])


def coverage(
    shares: np.ndarray, n: int, population: int, method: Method = Method.OURS
) -> np.ndarray:
    """For each share: how many of all samples of n have an interval that holds it."""
    would = np.rint(shares * population)[:, None]
    low, high = limits(n, population, method)
    probability = hypergeometric(np.arange(n + 1), population, would, n)
    truth = would / population
    return np.where((low <= truth) & (truth <= high), probability, 0).sum(axis=1)


def hypergeometric(yes: np.ndarray, population: int, would: np.ndarray, n: int) -> np.ndarray:
    """The probability of each number of yes. SciPy's own is slow for populations as large."""
    log = log_choose(would, yes) + log_choose(population - would, n - yes)
    probability: np.ndarray = np.exp(log - log_choose(population, n))
    return probability


def log_choose(of: np.ndarray | int, some: np.ndarray | int) -> np.ndarray:
    """log of the binomial coefficient; minus infinity where there are too few to choose from."""
    left = np.subtract(of, some)
    log = gammaln(np.add(of, 1)) - gammaln(np.add(some, 1)) - gammaln(np.maximum(left, 0) + 1)
    result: np.ndarray = np.where(left < 0, -np.inf, log)
    return result


def coverage_with_response(
    shares: np.ndarray, drawn: int, response: float, population: int, method: Method = Method.OURS
) -> np.ndarray:
    """The same where each of those drawn answers with the same probability: n is binomial."""
    numbers = np.arange(2, drawn + 1)
    weight = stats.binom.pmf(numbers, drawn, response)
    likely = weight > 1e-6
    each = [coverage(shares, n, population, method) for n in numbers[likely].tolist()]
    return np.average(each, axis=0, weights=weight[likely])
