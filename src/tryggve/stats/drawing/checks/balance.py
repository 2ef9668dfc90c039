"""Whether the drawn of each stratum are as many of each category as chance takes.

All tests of a report are one family. Their p-values are adjusted by Holm, so at most LOOK of
correct samples give any alarm, however the tests depend on each other. A large sample shows
differences too small to matter: a sample is only stopped for one that is certain and grave too.
"""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from tryggve.stats.drawing.checks.known import Margin
from tryggve.stats.drawing.checks.report import Check, Finding, Severity
from tryggve.stats.sample import Floats, Integers
from tryggve.wording.text import Text, say

LOOK = 0.05  # how often at most a correct sample gives any alarm
STOP = 0.001  # how often at most it is stopped
GRAVE = 0.1  # the standardized difference from which on a certain difference stops a sample
RARE = 0.01  # shares below this, or above 1 less this, are standardized as this
ROUNDING = 1e-6  # of a number of people

SCHEMA = {
    "check": pl.String,
    "stratum": pl.String,
    "category": pl.String,
    "drawn": pl.Float64,
    "expected": pl.Float64,
    "difference": pl.Float64,
    "p_value": pl.Float64,
}
VARIABLES = {Check.SEX: say("sex"), Check.AGE: say("age"), Check.AREA: say("area")}


def balance(check: Check, names: tuple[str, ...], drawn: Integers, margin: Margin) -> pl.DataFrame:
    """Tests of `drawn` (H, C) against the population, in each stratum and in the whole.

    In a stratum the number k_c of n drawn who are of category c is hypergeometric; its p-value is
    exact, twice the smaller tail. In the whole the sum over strata of k_c - n_h N_hc / N_h is
    judged by its variance and third moment. Strata with more drawn than people are left out; so are
    categories that all or none of a stratum have, unless some were drawn that cannot have been.
    """
    taken, population = drawn.sum(axis=1), margin.people.sum(axis=1)
    known = (taken > 0) & (taken <= population)
    if not known.any():
        return pl.DataFrame(schema=SCHEMA)
    n, total = (column[known][:, None].astype(float) for column in (taken, population))
    k, people = (table[known].astype(float) for table in (drawn, margin.people))
    kept = tuple(name for name, is_known in zip(names, known, strict=True) if is_known)

    share = people / total
    lower = stats.hypergeom.cdf(k, total, people, n)
    upper = stats.hypergeom.sf(k - 1, total, people, n)
    is_open = ((people > 0) & (people < total)) | (np.abs(k - n * share) > ROUNDING)
    strata = _tests(check, kept, margin.categories, k / n, share, two_sided(lower, upper), is_open)

    deviation = (k - n * share).sum(axis=0, keepdims=True)
    variance, third = _moments(n, total, share)
    p_value = two_sided(*tails_of_sum(deviation, variance, third))
    is_open = (variance > ROUNDING) | (np.abs(deviation) > ROUNDING)
    shares, expected = (each.sum(axis=0, keepdims=True) / n.sum() for each in (k, n * share))
    whole = _tests(check, ("",), margin.categories, shares, expected, p_value, is_open)
    return pl.concat([whole, strata])


def _moments(n: Floats, total: Floats, share: Floats) -> tuple[Floats, Floats]:
    """(1, C) variance and third central moment of the sum of hypergeometric numbers over strata
    (Johnson, Kemp and Kotz 2005, 6.3)."""
    left = (total - n) / np.maximum(total - 1, 1)
    variance = n * share * (1 - share) * left
    turned = (1 - 2 * share) * (total - 2 * n) / np.maximum(total - 2, 1)
    return variance.sum(axis=0, keepdims=True), (variance * turned).sum(axis=0, keepdims=True)


def tails_of_sum(deviation: Floats, variance: Floats, third: Floats) -> tuple[Floats, Floats]:
    """The chances of a sum of counts that is so low or lower, and so high or higher.

    By Pearson's type III curve with the variance and third central moment of the sum, with
    correction for continuity. All of one shape; `deviation`: the sum less its expectation. Where
    the variance is zero any deviation is impossible.
    """
    is_fixed = variance < ROUNDING
    scale = np.sqrt(np.where(is_fixed, 1.0, variance))
    skew = np.where(is_fixed, 0.0, third / scale**3)
    lower = stats.pearson3.cdf((deviation + 0.5) / scale, skew)
    upper = stats.pearson3.sf((deviation - 0.5) / scale, skew)
    met = (np.abs(deviation) < ROUNDING).astype(float)
    return np.where(is_fixed, met, lower), np.where(is_fixed, met, upper)


def two_sided(lower: ArrayLike, upper: ArrayLike) -> Floats:
    """The p-value from the chances, of one shape, of so few or fewer and of so many or more."""
    p_value: Floats = np.minimum(1.0, 2 * np.minimum(lower, upper))
    return p_value


def standardized(drawn: Floats, expected: Floats) -> Floats:
    """How far a share is from the expected one, in standard deviations of a person:
    (p - P) / sqrt(P (1 - P)) (Austin 2009, with the population's deviation). Of any shape."""
    known = np.clip(expected, RARE, 1 - RARE)
    difference: Floats = (drawn - expected) / np.sqrt(known * (1 - known))
    return difference


def _tests(
    check: Check,
    names: tuple[str, ...],
    categories: list[str],
    drawn: Floats,
    expected: Floats,
    p_value: Floats,
    is_open: NDArray[np.bool_],
) -> pl.DataFrame:
    row, column = np.nonzero(is_open)
    drawn, expected = drawn[row, column], expected[row, column]
    return pl.DataFrame(
        {
            "check": [check.value] * len(row),
            "stratum": [names[h] for h in row],
            "category": [categories[c] for c in column],
            "drawn": drawn,
            "expected": expected,
            "difference": standardized(drawn, expected),
            "p_value": p_value[row, column],
        },
        schema=SCHEMA,
    )


def holm(p_values: Floats) -> Floats:
    """Holm's (1979) adjusted p-values of one family (T,): the chance that any is at most a, when
    only chance works, is at most a, however the tests depend on each other."""
    order = np.argsort(p_values)
    steps = np.maximum.accumulate(p_values[order] * np.arange(len(order), 0, -1))
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted


def judged(tests: pl.DataFrame) -> pl.DataFrame:
    """The tests with their `adjusted` p-values and a `severity` each."""
    adjusted = holm(tests["p_value"].to_numpy())
    is_grave = (adjusted <= STOP) & (np.abs(tests["difference"].to_numpy()) >= GRAVE)
    severity = np.where(adjusted <= LOOK, Severity.LOOK.value, Severity.FINE.value)
    severity[is_grave] = Severity.STOP.value
    return tests.with_columns(adjusted=adjusted, severity=pl.Series(severity, dtype=pl.String))


def told(check: Check, tests: pl.DataFrame) -> Finding:
    """The finding of a check from its judged tests: the gravest of them, and the furthest off."""
    if tests.is_empty():
        return Finding(
            check,
            Severity.UNTESTED,
            say("Nothing is known of {variable}, so it was not tested.", variable=VARIABLES[check]),
            say("Give the column in the sample, and its counts or the frame."),
        )
    alarms = tests.filter(pl.col("severity") != Severity.FINE)
    if alarms.is_empty():
        return Finding(check, Severity.FINE, _fine(check, _furthest(tests)))
    stops = alarms.filter(pl.col("severity") == Severity.STOP)
    strata = alarms["stratum"].unique(maintain_order=True).to_list()
    return Finding(
        check,
        Severity.LOOK if stops.is_empty() else Severity.STOP,
        _alarm(check, _furthest(alarms if stops.is_empty() else stops)),
        say(
            "Ask how the sample was drawn: from all people of each stratum, and by chance? If not, "
            "draw again."
        ),
        tuple(stratum for stratum in strata if stratum),
    )


def _furthest(tests: pl.DataFrame) -> dict[str, object]:
    return tests.sort(pl.col("difference").abs(), descending=True).row(0, named=True)


def _fine(check: Check, test: dict[str, object]) -> Text:
    return say(
        "By {variable} the sample is as chance makes it. The largest standardized difference is "
        "{difference}, in {place}.",
        variable=VARIABLES[check],
        difference=_rounded(test["difference"], 2),
        place=_place(test),
    )


def _alarm(check: Check, test: dict[str, object]) -> Text:
    return say(
        "By {variable} the sample is not as chance makes it. Furthest off in {place}: {category} "
        "is {drawn} percent, where {expected} percent were expected.",
        variable=VARIABLES[check],
        place=_place(test),
        category=test["category"],
        drawn=_rounded(test["drawn"], 1, 100),
        expected=_rounded(test["expected"], 1, 100),
    )


def _place(test: dict[str, object]) -> Text:
    if not test["stratum"]:
        return say("the whole sample")
    return say("stratum {stratum}", stratum=test["stratum"])


def _rounded(value: object, decimals: int, scale: int = 1) -> float:
    return round(scale * float(str(value)), decimals)
