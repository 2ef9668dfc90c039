"""The variance of an adjusted estimate when response groups are not the strata of the design.

The sample is drawn (first phase), then some of those in scope answer, each group at its own rate
(second phase; Särndal, Swensson and Wretman 1992, 9.3 and 9.8, with weighted response rates). For
the weighted total of a variable z, with a_k = w_k / d_k one over the response rate of k's group,

    V2 = sum_g (1 - R_g / M_g) r_g / (r_g - 1) sum_{k in g} (w_k (z_k - mean_g))^2
    V1 = sum_h N_h^2 (1 - n_h / N_h) s2_h / n_h
    s2_h = (sum_{k in h} a_k z_k^2 - ((sum_{k in h} a_k z_k)^2 - v2_h) / n_h) / (n_h - 1)

R_g and M_g are the sums of d that answered and that are in scope, mean_g is weighted by d, and v2_h
is V2 with a for w, in h alone: without it the squared total would be too large. Those out of scope
count in n_h and have z = 0, so the chance in how many are in scope is there. Where groups are
strata and all are in scope, V1 + V2 = sum_h N_h^2 (1 - r_h / N_h) s2_h / r_h. V1 is unbiased and
may by chance be below zero where few were drawn; it is then taken as zero.
"""

import numpy as np

from tryggve.stats.nonresponse.gross import Gross
from tryggve.stats.nonresponse.groups import Adjusted
from tryggve.stats.sample import Floats, Integers, sums_by


def two_phase_variance(gross: Gross, adjusted: Adjusted, linearized: Floats) -> Floats:
    """(J,) the variance of sum(w z) of J linearized variables (r, J), a row for each respondent.

    For a mean in a domain z = (y - mean) / size in it and 0 outside; with calibrated weights z is
    the residual times the calibration factor g. A group with one respondent and not all in scope
    has no V2 of its own: its squared deviation from zero is taken.
    """
    stratum, group = gross.stratum[adjusted.rows], adjusted.group
    design = gross.weight[adjusted.rows]
    groups, inverse = len(adjusted.in_scope), adjusted.weight / design
    respondents = np.bincount(group, minlength=groups)
    several = respondents > 1
    means = _sums(group, design[:, None] * linearized, groups) / adjusted.answered[:, None]
    deviation = linearized - np.where(several[:, None], means, 0)[group]
    spread = np.where(several, respondents / np.maximum(respondents - 1, 1), 1.0)
    silent = np.maximum(1 - adjusted.answered / adjusted.in_scope, 0) * spread
    square = silent[group][:, None] * (inverse[:, None] * deviation) ** 2
    second: Floats = (design[:, None] ** 2 * square).sum(axis=0)

    drawn = gross.drawn.astype(float)[:, None]
    squares = _sums(stratum, inverse[:, None] * linearized**2, gross.strata)
    totals = _sums(stratum, inverse[:, None] * linearized, gross.strata)
    excess = _sums(stratum, square, gross.strata)
    one = drawn < 2
    number = np.where(one, 2, drawn)
    element = (squares - (totals**2 - excess) / number) / (number - 1)
    size = gross.population[:, None]
    first = np.where(one, 0, size * (size - drawn) * element / number)
    variance: Floats = np.maximum(first.sum(axis=0), 0) + second
    return variance


def _sums(codes: Integers, values: Floats, number: int) -> Floats:
    return np.stack([sums_by(codes, column, number) for column in values.T], axis=1)
