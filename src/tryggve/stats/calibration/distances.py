"""What calibration takes as near: the function F that makes factors on weights, g = F(x' lambda).

Deville and Särndal 1992, J. Amer. Statist. Assoc. 87, 376-382, table 1, whose cases are named here;
F(0) = 1 and the slope of F at 0 is 1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tryggve.stats.sample import Floats
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

LARGEST_LOG = 100.0  # of a factor: beyond it a step of Newton's method has gone astray

Bounds = tuple[float, float]


@dataclass(frozen=True)
class Distance:
    """F and its slope: from x' lambda, of any shape, to factors of the same shape."""

    function: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]


def linear_distance(bounds: Bounds | None = None) -> Distance:
    """F = 1 + u (case 1), cut off at bounds low < 1 < high (case 7). InputError for others."""
    if bounds is None:
        return Distance(lambda u: 1 + u, np.ones_like)
    low, high = checked(bounds)
    return Distance(
        lambda u: np.clip(1 + u, low, high),
        lambda u: ((1 + u > low) & (1 + u < high)).astype(float),
    )


def exponential_distance() -> Distance:
    """F = exp(u) (case 2): raking."""

    def function(u: Floats) -> Floats:
        grown: Floats = np.exp(np.clip(u, -LARGEST_LOG, LARGEST_LOG))
        return grown

    return Distance(function, function)


def logit_distance(bounds: Bounds) -> Distance:
    """F strictly within bounds low < 1 < high (case 6, their eq. 2.10). InputError for others."""
    low, high = checked(bounds)
    rate = (high - low) / ((1 - low) * (high - 1))

    def function(u: Floats) -> Floats:
        grown = np.exp(np.clip(rate * u, -LARGEST_LOG, LARGEST_LOG))
        return (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)

    def slope(u: Floats) -> Floats:
        value = function(u)
        return (value - low) * (high - value) / ((1 - low) * (high - 1))

    return Distance(function, slope)


def checked(bounds: Bounds) -> Bounds:
    """The bounds; InputError where 1 does not lie between them."""
    low, high = bounds
    if not low < 1 < high:
        raise refuse(
            say("The bounds are not below and above 1."),
            say("A factor of 1 leaves a weight as it is: it must lie between them."),
            field="bounds",
        )
    return low, high
