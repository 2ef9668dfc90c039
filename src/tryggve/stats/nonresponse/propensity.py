"""How likely each person drawn was to answer, from what the frame knows of everybody.

Logistic regression with the design's weights over those in scope (`tryggve.stats.drivers`); of
those of unknown eligibility with the stated share. Propensities are for judging the response and
for making response groups, not for weighing by: one over a small propensity makes wild weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from tryggve.stats.drivers.predictors import Category, Number, Predictor
from tryggve.stats.drivers.regression import Family, Fit, fit
from tryggve.stats.nonresponse.gross import Gross
from tryggve.stats.sample import Floats, Integers, Lonely, Sample, stratified_sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

CLASSES = 5  # quintiles take away most of what a single variable makes (Cochran 1968)


@dataclass(frozen=True)
class Propensities:
    """`value` (m,) of the m persons in scope, whose rows in the gross sample of `size` are `rows`.

    `sample`: those m with the design's weights, whether they answered or not.
    """

    fit: Fit
    sample: Sample
    rows: Integers
    value: Floats
    size: int


def propensities(gross: Gross, predictors: Sequence[Predictor], *, eligible: float) -> Propensities:
    """The estimated response propensities.

    `predictors`: columns (n,) of the whole gross sample, known of everybody in scope: InputError
    names each row that lacks one, and what the regression refuses.
    """
    weight = gross.in_scope(eligible)
    rows = np.flatnonzero(weight > 0)
    _check(predictors, rows, gross.size)
    chosen = [_of_rows(predictor, rows) for predictor in predictors]
    stratum = gross.stratum[rows]
    sample = stratified_sample(
        stratum=stratum,
        population=gross.population[: int(stratum.max()) + 1],
        weight=weight[rows],
        lonely=Lonely.ADJUST,
    )
    answered = gross.dispositions.answered[rows].astype(float)
    fitted = fit(sample, answered, chosen, Family.LOGISTIC)
    value = special.expit(fitted.design.x @ fitted.coefficient)
    return Propensities(fitted, sample, rows, value, gross.size)


def classes(found: Propensities, number: int = CLASSES) -> Integers:
    """(n,) response groups of like propensity: 0 for the least likely, -1 for those out of scope.

    The limits are the quantiles weighted by d, so that each class stands for as many people; those
    of the same propensity are in the same class, so that there may be fewer.
    """
    weight = found.sample.weight
    place = np.unique(found.value.round(12), return_inverse=True)[1]
    sizes = np.bincount(place, weight)
    middle = (np.cumsum(sizes) - sizes / 2) / sizes.sum()
    quantile = np.minimum((middle * number).astype(np.int64), number - 1)
    codes = np.full(found.size, -1)
    codes[found.rows] = np.unique(quantile, return_inverse=True)[1][place]
    return codes


def _of_rows(predictor: Predictor, rows: Integers) -> Predictor:
    if isinstance(predictor, Category):
        return replace(predictor, codes=predictor.codes[rows])
    return replace(predictor, values=predictor.values[rows])


def _check(predictors: Sequence[Predictor], rows: Integers, size: int) -> None:
    problems = []
    for predictor in predictors:
        values = predictor.values if isinstance(predictor, Number) else predictor.codes
        if len(values) != size:
            problems.append(
                Problem(
                    say("The column has {a} values, the strata {b}.", a=len(values), b=size),
                    say("Give one value for each person drawn."),
                    field=predictor.name,
                )
            )
            continue
        known = (
            np.isfinite(predictor.values) if isinstance(predictor, Number) else predictor.codes >= 0
        )
        problems += [
            Problem(
                say("The value is missing for a person in scope."),
                say("Give it, or make a category of those of whom it is not known."),
                row=int(row) + 2,
                field=predictor.name,
            )
            for row in rows[~known[rows]][:100]
        ]
    if problems:
        raise InputError(problems)
