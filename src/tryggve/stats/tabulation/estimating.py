"""Every statistic by its own estimator, with errors from linearization or from replicates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.intervals import Interval, mean_interval, share_interval
from tryggve.stats.quantiles import Quantiles, quantiles
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.replicates import (
    Replicates,
    replicate_quantiles,
    replicate_ratio_variances,
    replicate_variances,
)
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.stats.tabulation.answers import Answers, Statistic, Variable


@dataclass(frozen=True)
class Replicated:
    """The replicates of a sample, and how each is calibrated anew."""

    replicates: Replicates
    drawn: Sample
    recalibration: Recalibration | None


@dataclass(frozen=True)
class Estimated:
    """Some of the variables: their estimates and intervals in each partition."""

    variables: list[Variable]
    estimates: list[Estimates]
    intervals: list[Interval]


def estimated(
    sample: Sample,
    answers: Answers,
    partitions: Sequence[Integers],
    *,
    level: float,
    replicated: Replicated | None,
) -> Iterator[Estimated]:
    """All variables, those of one statistic together; each partition (n,) of the respondents.

    InputError for a calibration that a replicate cannot have.
    """
    for statistic in Statistic:
        chosen = [i for i, v in enumerate(answers.variables) if v.statistic is statistic]
        if not chosen:
            continue
        variables = [answers.variables[i] for i in chosen]
        values = answers.values[:, chosen]
        match statistic:
            case Statistic.RATIO:
                below = answers.below[:, chosen]
                found = _ratios(sample, values, below, partitions, replicated)
                yield _with_intervals(variables, found, level)
            case Statistic.QUANTILE:
                for place, variable in enumerate(variables):
                    column = values[:, [place]]
                    yield _quantile(sample, column, partitions, variable, level, replicated)
            case _:
                quantity = Quantity(statistic.value)
                found = _means(sample, values, partitions, quantity, replicated)
                yield _with_intervals(variables, found, level)


def _means(
    sample: Sample,
    values: Floats,
    partitions: Sequence[Integers],
    quantity: Quantity,
    replicated: Replicated | None,
) -> list[Estimates]:
    found = estimate(sample, values, partitions, quantity)
    if replicated is None:
        return found
    variances = replicate_variances(
        replicated.replicates,
        weight=replicated.drawn.weight,
        answers=values,
        partitions=partitions,
        values=[each.value for each in found],
        recalibration=replicated.recalibration,
        quantity=quantity,
    )
    return [each.with_variance(v) for each, v in zip(found, variances, strict=True)]


def _ratios(
    sample: Sample,
    above: Floats,
    below: Floats,
    partitions: Sequence[Integers],
    replicated: Replicated | None,
) -> list[Estimates]:
    found = ratio_estimates(sample, above, below, partitions)
    if replicated is None:
        return found
    variances = replicate_ratio_variances(
        replicated.replicates,
        weight=replicated.drawn.weight,
        above=above,
        below=below,
        partitions=partitions,
        values=[each.value for each in found],
        recalibration=replicated.recalibration,
    )
    return [each.with_variance(v) for each, v in zip(found, variances, strict=True)]


def _quantile(
    sample: Sample,
    values: Floats,
    partitions: Sequence[Integers],
    variable: Variable,
    level: float,
    replicated: Replicated | None,
) -> Estimated:
    if replicated is None:
        found = quantiles(sample, values, partitions, variable.order, level=level)
    else:
        found = replicate_quantiles(
            replicated.replicates,
            sample=sample,
            weight=replicated.drawn.weight,
            answers=values,
            partitions=partitions,
            orders=variable.order,
            recalibration=replicated.recalibration,
            level=level,
        )
    means = estimate(sample, values, partitions)
    return Estimated(
        [variable],
        [_as_estimates(each, mean) for each, mean in zip(found, means, strict=True)],
        [Interval(each.low[:, :, 0], each.high[:, :, 0]) for each in found],
    )


def _as_estimates(found: Quantiles, mean: Estimates) -> Estimates:
    """The same people as the mean's; a quantile has no design effect."""
    return replace(
        mean,
        value=found.value[:, :, 0],
        variance=found.standard_error[:, :, 0] ** 2,
        simple=np.full(mean.value.shape, np.nan),
    )


def _with_intervals(variables: list[Variable], found: list[Estimates], level: float) -> Estimated:
    is_share = np.array([variable.is_share for variable in variables])
    return Estimated(variables, found, [_interval(each, is_share, level) for each in found])


def _interval(found: Estimates, is_share: np.ndarray, level: float) -> Interval:
    if is_share.all():
        return share_interval(found, level=level)
    numbers = mean_interval(found, level=level)
    if not is_share.any():
        return numbers
    shares = share_interval(found.of(is_share), level=level)
    low, high = numbers.low.copy(), numbers.high.copy()
    low[:, is_share], high[:, is_share] = shares.low, shares.high
    return Interval(low, high)
