"""Whole numbers that keep their total, by the method of the largest remainder."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def round_rows(values: ArrayLike, *, totals: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Round `values` (shape (rows, ...), each >= 0) so that each row keeps its total.

    Every value is rounded down; what a row then lacks is given, one each, to the values that lost
    most, the first in order where they lost alike (Hamilton's method of apportionment). No value
    moves by more than one. `totals` are the wanted totals of the rows; without them each row's sum
    is rounded. ValueError for a value below zero or not finite, and for a total that is more than
    one half from its row's sum.
    """
    given = np.asarray(values, dtype=float)
    flat = given.reshape(len(given), -1)
    if not (np.isfinite(flat) & (flat >= 0)).all():
        raise ValueError("values must be finite and not below zero")
    sums = flat.sum(axis=1)
    wanted = np.rint(sums).astype(np.int64) if totals is None else np.asarray(totals)
    if wanted.shape != sums.shape or (np.abs(wanted - sums) > 0.5 + 1e-6 * sums).any():
        raise ValueError("each total must be the sum of its row, rounded")
    whole = np.floor(flat).astype(np.int64)
    order = np.argsort(whole - flat, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    lacking = wanted - whole.sum(axis=1)
    rounded: NDArray[np.int64] = whole + (place < lacking[:, np.newaxis])
    return rounded.reshape(given.shape)


def round_all(values: ArrayLike) -> NDArray[np.int64]:
    """Round `values` (any shape, each >= 0) so that their sum is kept. As `round_rows`."""
    given = np.asarray(values, dtype=float)
    return round_rows(given.reshape(1, -1)).reshape(given.shape)
