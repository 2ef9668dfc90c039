"""Each area against the rest of the region that it is a part of.

Area and rest are disjoint, but calibrated weights tie them together, and so does a stratum that
both lie in. Their covariance is exact: it is had from four totals, of the answers and of those who
answered, in the region and in the area, with the covariances of all four (`stats.quadratic`). The
work is a few products for each region and one pass over the areas, not one for each area.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.cells import gather
from tryggve.stats.contrasts import freedom_in
from tryggve.stats.estimation import Estimates, estimate
from tryggve.stats.quadratic import Form, form_of, times
from tryggve.stats.sample import Floats, Integers, Sample, sums_by
from tryggve.stats.variance import Linear, structure_of, variances


@dataclass(frozen=True)
class AgainstRest:
    """D areas, J variables. `area` and `rest`: the means of both. `covariance` (D, J) of the two.

    `region` (D,): the region of each area, -1 for an area without respondents.
    """

    area: Estimates
    rest: Estimates
    covariance: Floats
    region: Integers


def against_rest(
    sample: Sample, answers: Floats, area: Integers, region: Integers | None = None
) -> AgainstRest:
    """The mean (share) of each area and of the rest of its region, with their covariance.

    `answers` (n, J), NaN where not answered. `area` (n,): codes 0 to D - 1, -1 for none. `region`
    (n,): codes, -1 for none; None: all respondents. Each area lies in one region, else ValueError.
    """
    regions = np.zeros(sample.size, dtype=np.int64) if region is None else region
    area = np.where(regions >= 0, area, -1)
    of_area = _region_of(area, regions)
    here, whole = estimate(sample, answers, [area, regions])
    rest_size = whole.size[of_area] - here.size
    rest_total = _total(whole)[of_area] - _total(here)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest_value = rest_total / rest_size
    nobody = (whole.answers[of_area] == here.answers) | (of_area < 0)[:, None]
    rest_value[nobody] = np.nan

    # Answers less the region's mean keep the totals small, so that nothing cancels.
    centre = np.nan_to_num(whole.value)
    four = _covariances(sample, answers - centre[regions], area, regions, of_area)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_here = _gradient_of_area(here, centre[of_area])
        of_rest = _gradient_of_rest(rest_value - centre[of_area], rest_size)
        variance = np.maximum(np.einsum("adj,abdj,bdj->dj", of_rest, four, of_rest), 0)
        between = np.einsum("adj,abdj,bdj->dj", of_here, four, of_rest)
    rest = Estimates(
        value=rest_value,
        variance=np.where(nobody, np.nan, variance),
        answers=whole.answers[of_area] - here.answers,
        size=rest_size,
        freedom=_freedom_of_rest(sample, area, regions, of_area),
        simple=np.full_like(rest_value, np.nan),
    )
    return AgainstRest(
        here, rest, np.where(nobody | np.isnan(here.value), np.nan, between), of_area
    )


def _region_of(area: Integers, region: Integers) -> Integers:
    """(D,) the region of each area."""
    areas = int(area.max(initial=-1)) + 1
    inside = area >= 0
    pairs = np.unique(np.stack([area[inside], region[inside]]), axis=1)
    split = np.flatnonzero(np.bincount(pairs[0], minlength=areas) > 1)
    if len(split):
        raise ValueError(f"areas {split.tolist()} lie in several regions")
    result = np.full(areas, -1)
    result[pairs[0]] = pairs[1]
    return result


def _total(estimates: Estimates) -> Floats:
    total: Floats = np.nan_to_num(estimates.value) * estimates.size
    return total


def _gradient_of_area(here: Estimates, centre: Floats) -> Floats:
    """(4, D, J) of the area's mean by the totals: region's y and count, area's y and count."""
    zero = np.zeros_like(here.size)
    return np.stack([zero, zero, 1 / here.size, -(here.value - centre) / here.size])


def _gradient_of_rest(mean: Floats, size: Floats) -> Floats:
    """(4, D, J) of the rest's mean: its totals are the region's less the area's."""
    return np.stack([1 / size, -mean / size, -1 / size, mean / size])


def _covariances(
    sample: Sample, answers: Floats, area: Integers, region: Integers, of_area: Integers
) -> Floats:
    """(4, 4, D, J) covariances of the region's totals of y and of 1, and the area's of y and 1."""
    areas, number = len(of_area), answers.shape[1]
    answered = ~np.isnan(answers)
    y, one = np.where(answered, answers, 0.0), answered.astype(float)
    result = np.zeros((4, 4, areas, number))
    form = form_of(sample)
    for code in np.unique(of_area[of_area >= 0]).tolist():
        _fill_region(result, form, y, one, area, region == code, np.flatnonzero(of_area == code))
    result[2:, 2:] = _within_areas(sample, answers, area)
    result[2:, :2] = result[:2, 2:].transpose(1, 0, 2, 3)
    return result


def _fill_region(
    result: Floats,
    form: Form,
    y: Floats,
    one: Floats,
    area: Integers,
    inside: NDArray[np.bool_],
    areas: Integers,
) -> None:
    """The covariances that a region's totals take part in, for all its areas at once."""
    parts = (y * inside[:, None], one * inside[:, None])
    for i, part in enumerate(parts):
        product = times(form, part)
        for k, other in enumerate(parts):
            shared = product * other
            result[i, k, areas] = shared.sum(axis=0)
            result[i, 2 + k, areas] = _by_area(area, shared, int(area.max()) + 1)[areas]


def _by_area(area: Integers, values: Floats, areas: int) -> Floats:
    inside = area >= 0
    codes = area[inside]
    return np.stack([sums_by(codes, column[inside], areas) for column in values.T], axis=1)


def _within_areas(sample: Sample, answers: Floats, area: Integers) -> Floats:
    """(2, 2, D, J) for each area's totals of y and of 1; the covariance from the variance of both
    together."""
    cells, (codes,) = gather(sample, answers, [area])
    structure = structure_of(sample, cells)
    shape = (int(area.max(initial=-1)) + 1, answers.shape[1])
    ones, zeros = np.ones(shape), np.zeros(shape)
    of_y = variances(structure, codes, Linear(ones, zeros))
    of_one = variances(structure, codes, Linear(zeros, -ones))
    of_both = variances(structure, codes, Linear(ones, -ones))
    between = (of_both - of_y - of_one) / 2
    return np.array([[of_y, between], [between, of_one]])


def _freedom_of_rest(
    sample: Sample, area: Integers, region: Integers, of_area: Integers
) -> Integers:
    """(D,) units less strata among the respondents of the rest.

    Units and strata that lie in an area alone are the region's that the rest is without.
    """
    regions = int(region.max(initial=-1)) + 1
    freedom = freedom_in(sample, region, regions)[of_area]
    unit = np.arange(sample.size) if sample.cluster is None else sample.cluster
    for what, sign in ((unit, -1), (sample.stratum, 1)):
        freedom = freedom + sign * _only_in(area, region, what, len(of_area))
    return freedom


def _only_in(area: Integers, region: Integers, what: Integers, areas: int) -> Integers:
    """(D,) how many codes occur, within the region, in this area and nowhere else."""
    inside = region >= 0
    triples = np.unique(np.stack([region[inside], what[inside], area[inside]]), axis=1)
    pair = np.unique(triples[:2], axis=1, return_inverse=True)[1].ravel()
    alone = (np.bincount(pair)[pair] == 1) & (triples[2] >= 0)
    return np.bincount(triples[2][alone], minlength=areas)
