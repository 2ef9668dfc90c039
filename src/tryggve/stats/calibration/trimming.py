"""Weights that are far above the others of their class are cut off, and their total is kept.

A weight w in class c becomes min(w, L_c), L_c being a stated factor times the median weight of the
class; what is cut off is given to those below the limit, over and over, until nobody is above it
and the class has the weight that it had. In proportion to their weights that is min(K w, L_c) with
K >= 1; in equal parts min(w + C, L_c) with C >= 0, which is what `trimWeights` of R's survey does
with strict = TRUE.

Trimming takes variance for bias: few people no longer decide the figures of their area, but those
with large weights count for less than the design says. Potter 1990, A study of procedures to
identify and trim extreme sampling weights, Proc. Survey Research Methods Section, Amer. Statist.
Assoc., 225-230; Chen, Elliott, Haziza et al. 2017, Approaches to improving survey-weighted
estimates, Statist. Sci. 32, 227-248.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tryggve.stats.calibration.methods import Calibrated, percent_up
from tryggve.stats.sample import Floats, Integers, Sample, sums_by
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

KEPT = 1e-12  # of the weight of a class: what may be left to give away
WITHIN = 1e-6  # of the limit: as near as this a calibrated weight keeps it
ROUNDS = 100  # of trimming and calibrating in turn


class Spread(StrEnum):
    """How those below the limit share what is cut off."""

    IN_PROPORTION = "in_proportion"  # to their weights
    EQUALLY = "equally"


@dataclass(frozen=True)
class Trimmed:
    """A sample with trimmed weights, and what was done in each of C classes.

    `factor` (n,): new weight by old. `limit` (C,): the largest weight allowed. `people` (C,): how
    many were above it; `moved` (C,): the weight cut off from them and given to others, as a number
    in the population. NaN, 0 and 0 for a class without respondents. `effect_before`,
    `effect_after`: 1 + the squared coefficient of variation of all weights, by which unequal
    weights alone raise a variance (Kish 1965, 11.7).
    """

    sample: Sample
    factor: Floats
    limit: Floats
    people: Integers
    moved: Floats
    effect_before: float
    effect_after: float


def trim(
    sample: Sample,
    *,
    most: float,
    within: Integers | None = None,
    spread: Spread = Spread.IN_PROPORTION,
) -> Trimmed:
    """The sample with no weight above `most` times the median weight of its class.

    `within` (n,): classes 0 to C - 1, such as the strata; None for one class of all. Margins that
    weights were calibrated to are no longer met, though errors are still those of the residuals:
    `trim_and_calibrate` meets them. InputError where `most` is not above 1, and where the limit of
    a class is below its mean weight.
    """
    classes = np.zeros(sample.size, dtype=np.int64) if within is None else within
    _check(classes, most)
    limit = np.array([_limit(sample.weight[classes == c], most) for c in range(classes.max() + 1)])
    weight = _kept_to(sample.weight, limit, classes, spread)
    above = sample.weight > limit[classes]
    cut = np.where(above, sample.weight - limit[classes], 0.0)
    return Trimmed(
        sample=sample.with_weights(weight, sample.auxiliary),
        factor=weight / sample.weight,
        limit=limit,
        people=np.bincount(classes, above, len(limit)).astype(np.int64),
        moved=sums_by(classes, cut, len(limit)),
        effect_before=weighting_effect(sample.weight),
        effect_after=weighting_effect(weight),
    )


def trim_and_calibrate(
    sample: Sample,
    calibrate: Callable[[Sample], Calibrated],
    *,
    most: float,
    within: Integers | None = None,
) -> tuple[Calibrated, Trimmed]:
    """Calibrated weights, none above `most` times the median calibrated weight of its class.

    Weights are calibrated, trimmed, and calibrated again, until they meet both; the limits are
    those of the first calibration. `within` (n,): as in `trim`. The result is that of the last
    calibration, with factors on the weights given, and what the first trimming cut off. InputError
    where both cannot be met: it says the class and by how much. A calibration with bounds limits
    the factors instead, in one step.
    """
    calibrated = calibrate(sample)
    first = trim(calibrated.sample, most=most, within=within)
    classes = np.zeros(sample.size, dtype=np.int64) if within is None else within
    for _ in range(ROUNDS):
        over = calibrated.sample.weight / first.limit[classes]
        if over.max() <= 1 + WITHIN:
            factor = calibrated.sample.weight / sample.weight
            return (
                Calibrated(calibrated.sample, factor, calibrated.rounds, calibrated.deviation),
                first,
            )
        kept = _kept_to(calibrated.sample.weight, first.limit, classes, Spread.IN_PROPORTION)
        calibrated = calibrate(sample.with_weights(kept, None))
    worst = int(over.argmax())
    raise refuse(
        say(
            "Weights of class {label} cannot be kept to the limit: {percent} percent above it.",
            label=str(classes[worst]),
            percent=percent_up(float(over[worst] - 1)),
        ),
        say("Give a larger factor, or collapse small classes of the margins."),
        field="most",
    )


def _check(classes: Integers, most: float) -> None:
    problems = [
        Problem(
            say("The class is missing."),
            say("Give every respondent a class."),
            row=int(row) + 2,
            field="within",
        )
        for row in np.flatnonzero(classes < 0)[:100]
    ]
    if not 1 < most < np.inf:
        problems.append(
            Problem(
                say("A weight cannot be limited to {most} times the median.", most=str(most)),
                say("Give a factor above 1, such as 3."),
                field="most",
            )
        )
    if problems:
        raise InputError(problems)


def weighting_effect(weight: Floats) -> float:
    """1 + the squared coefficient of variation of weights (n,): n sum(w^2) / sum(w)^2."""
    return float(len(weight) * (weight @ weight) / weight.sum() ** 2)


def _limit(weight: Floats, most: float) -> float:
    return most * float(np.median(weight)) if len(weight) else np.nan


def _kept_to(weight: Floats, limit: Floats, classes: Integers, spread: Spread) -> Floats:
    """(n,) the weights with none above its limit, and the total of each class as it was."""
    total = sums_by(classes, weight, len(limit))
    room = np.bincount(classes, minlength=len(limit)) * limit
    _check_room(total, room)
    kept = np.minimum(weight, limit[classes])
    for _ in range(len(weight)):
        left = total - sums_by(classes, kept, len(limit))
        if (left <= KEPT * total).all():
            break
        is_below = kept < limit[classes]
        share = np.where(is_below, kept if spread is Spread.IN_PROPORTION else 1.0, 0.0)
        among = sums_by(classes, share, len(limit))
        each = np.divide(left, among, out=np.zeros_like(left), where=among > 0)
        kept = np.minimum(kept + each[classes] * share, limit[classes])
    return kept


def _check_room(total: Floats, room: Floats) -> None:
    problems = [
        Problem(
            say(
                "The limit of class {label} is below its mean weight: {percent} percent of the "
                "weight has no place.",
                label=str(c),
                percent=percent_up(float(1 - room[c] / total[c])),
            ),
            say("Give a larger factor, or other classes."),
            field="most",
        )
        for c in np.flatnonzero(total > room).tolist()
    ]
    if problems:
        raise InputError(problems)
