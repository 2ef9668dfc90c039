"""Calibration equations solved by Newton's method: sum(w F(x' lambda) x) = totals."""

import numpy as np
from scipy import linalg, sparse

from tryggve.stats.calibration.distances import Distance
from tryggve.stats.sample import Floats

STEPS = 60
RIDGE = 1e-11  # of the diagonal of a Newton step's matrix
SMALLEST_STEP = 1e-4  # of a Newton step, after which another half brings nothing


def newton(
    x: sparse.csr_array, weights: Floats, totals: Floats, distance: Distance, tolerance: float
) -> tuple[Floats, int]:
    """(G,) the factors of G groups with auxiliary values x (G, K), and the rounds it took.

    Steps are halved until they come nearer to the totals. Where nothing does, the factors are
    those that came nearest: see `gaps` whether that is near enough.
    """
    scale = scale_of(totals)
    multiplier = np.zeros(x.shape[1])
    gap = totals - x.T @ (weights * distance.function(x @ multiplier))
    rounds, size = 0, 1.0
    while rounds < STEPS and size > SMALLEST_STEP and np.abs(gap / scale).max() >= tolerance:
        rounds += 1
        grown = weights * distance.slope(x @ multiplier)
        matrix = (x.multiply(grown[:, None]).T @ x).toarray()
        step = _solve(matrix, gap)
        size = 1.0
        while size > SMALLEST_STEP:
            trial = multiplier + size * step
            new_gap = totals - x.T @ (weights * distance.function(x @ trial))
            if np.abs(new_gap / scale).max() < np.abs(gap / scale).max():
                multiplier, gap = trial, new_gap
                break
            size /= 2
    return distance.function(x @ multiplier), rounds


def gaps(x: sparse.csr_array, weights: Floats, totals: Floats) -> Floats:
    """How far from each total weights (G,) are, or (G, B) for totals (K, B): relative to the total,
    or to a thousandth of the mean total where it is smaller."""
    apart: Floats = np.abs(totals - x.T @ weights) / scale_of(totals)
    return apart


def scale_of(totals: Floats) -> Floats:
    """What the distance from each total (K,) or (K, B) is measured by: see `gaps`."""
    size = np.abs(totals)
    scale: Floats = np.maximum(size, size.mean(axis=0) * 1e-3)
    return scale


def _solve(matrix: Floats, gap: Floats) -> Floats:
    """The Newton step. Margins overlap (each adds up to the population), so rank may lack: a
    ridge near the precision of the numbers makes the step unique; the next one mends it. A column
    that nobody's factor moves any more, all being at their bounds, is left where it is."""
    diagonal = np.diagonal(matrix)
    is_free = diagonal > 0
    scale = np.sqrt(np.where(is_free, diagonal, 1))
    even = matrix / scale[:, None] / scale
    even[np.diag_indices_from(even)] = 1 + RIDGE
    wanted = np.where(is_free, gap / scale, 0)
    step: Floats = linalg.cho_solve(linalg.cho_factor(even, overwrite_a=True), wanted) / scale
    return step
