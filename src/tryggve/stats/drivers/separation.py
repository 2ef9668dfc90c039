"""Whether predictors tell yes from no without error somewhere, so that no estimate is finite."""

import numpy as np
from scipy import optimize

from tryggve.stats.sample import Floats, Integers, sums_by

DIRECTION = 1e-6  # of a coefficient between -1 and 1: less is nothing


def alike(codes: Integers, y: Floats, labels: int) -> list[int]:
    """The codes, of those that occur, among whom all y (n,) are 0 or all are 1."""
    people, yes = np.bincount(codes, minlength=labels), sums_by(codes, y, labels)
    found: list[int] = np.flatnonzero((people > 0) & ((yes == 0) | (yes == people))).tolist()
    return found


def separating(x: Floats, y: Floats) -> list[int]:
    """The columns of x (n, K) that take part in (quasi-)separation of y (n,) 0/1; none: [].

    Konis 2007: the data are separated when some b other than zero has s x'b >= 0 in every row,
    s = 1 for yes and -1 for no, and more than 0 in one. The linear program maximises the sum.
    """
    turned = np.unique(np.where(y == 1, 1.0, -1.0)[:, None] * x, axis=0)
    found = optimize.linprog(
        c=-turned.sum(axis=0), A_ub=-turned, b_ub=np.zeros(len(turned)), bounds=(-1, 1)
    )
    direction = np.zeros(x.shape[1]) if found.x is None else found.x
    if float(turned.sum(axis=0) @ direction) < DIRECTION:
        return []
    columns: list[int] = np.flatnonzero(np.abs(direction) > DIRECTION).tolist()
    return columns
