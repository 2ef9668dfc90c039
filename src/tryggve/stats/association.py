"""Whether two answers hang together: Rao and Scott's chi-square, and the means of two groups."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, special

from tryggve.stats.contrasts import combined, covariances, means, two_sided
from tryggve.stats.intervals import quantile_t
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Association:
    """`statistic` F with `freedom` (above, below) and its p-value. `shares` (R, C): the estimated
    share of each cell. `answers`: how many answered both."""

    statistic: float
    freedom: tuple[float, float]
    p_value: float
    shares: Floats
    answers: int


@dataclass(frozen=True)
class GroupTest:
    """Of each of J variables (J,): the difference of two groups' means (shares), second less
    first, with standard error, t, interval and two-sided p-value."""

    difference: Floats
    standard_error: Floats
    t: Floats
    freedom: int
    low: Floats
    high: Floats
    p_value: Floats


def rao_scott(sample: Sample, rows: Integers, columns: Integers) -> Association:
    """Are two categorical answers independent? Pearson's chi-square, corrected for the design.

    `rows`, `columns` (n,): codes, -1 where not answered. X^2 / trace(Delta) is referred to F with
    d and d nu degrees of freedom, Delta the matrix of generalised design effects,
    d = trace(Delta)^2 / trace(Delta^2), nu units less strata (Rao and Scott 1984;
    Thomas and Rao 1987). As R's svychisq(statistic = "F"). InputError where a variable has a
    single category, or empty cells leave nothing to hold the others against.
    """
    both = (rows >= 0) & (columns >= 0)
    row, column = (np.unique(codes[both], return_inverse=True)[1] for codes in (rows, columns))
    height, width = (int(codes.max(initial=-1)) + 1 for codes in (row, column))
    if min(height, width) < 2:
        raise refuse(
            say("One of the answers has a single category among those who answered both."),
            say("Choose two answers that vary."),
            field="rows" if height < 2 else "columns",
        )
    cells = np.full((sample.size, height * width), np.nan)
    cells[both] = np.equal.outer(row * width + column, np.arange(height * width))
    figures = means(sample, cells)
    share, variance = figures.value, covariances(sample, figures)

    table = share.reshape(height, width)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)).ravel()
    chi_square = float(((share - expected) ** 2 / expected).sum())
    # What is left of the cells when the effects of rows and of columns are taken away.
    interaction = np.kron(linalg.helmert(height), linalg.helmert(width)).T
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)[:, None]
    scaled = inverse * interaction
    simple = interaction.T @ scaled
    if np.linalg.matrix_rank(simple) < len(simple):
        raise refuse(
            say("Too many combinations of the two answers are empty."),
            say("Join categories."),
            field="rows",
        )
    effects = linalg.solve(simple, scaled.T @ variance @ scaled, assume_a="pos")
    trace = float(np.trace(effects))
    above = trace**2 / float(np.trace(effects @ effects))
    below = above * float(figures.freedom[0])
    statistic = chi_square / trace
    return Association(
        statistic=statistic,
        freedom=(above, below),
        p_value=float(special.fdtrc(above, below, statistic)),
        shares=table,
        answers=int(both.sum()),
    )


def group_test(
    sample: Sample, answers: Floats, group: Integers, *, level: float = 0.95
) -> GroupTest:
    """The design-based t test of two groups, as R's svyttest.

    `answers` (n, J), NaN where not answered; `group` (n,): 0, 1, or -1 for neither. Degrees of
    freedom: units less strata among those in either group, less one for the second mean.
    InputError where nobody is in one of the groups.
    """
    if not all((group == code).any() for code in (0, 1)):
        raise refuse(
            say("Nobody is in one of the two groups."),
            say("Choose groups that both have answers."),
            field="group",
        )
    figures = means(sample, answers, group)
    number = answers.shape[1]
    apart = combined(figures, np.hstack([-np.eye(number), np.eye(number)]))
    error = np.sqrt(np.diag(covariances(sample, apart)))
    together = means(sample, np.zeros((sample.size, 1)), np.where(group >= 0, 0, -1))
    freedom = np.full(number, float(together.freedom[0]) - 1)
    width = quantile_t(freedom, level) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        t = apart.value / error
    return GroupTest(
        difference=apart.value,
        standard_error=error,
        t=t,
        freedom=int(freedom[0]),
        low=apart.value - width,
        high=apart.value + width,
        p_value=two_sided(apart.value, error, freedom),
    )
