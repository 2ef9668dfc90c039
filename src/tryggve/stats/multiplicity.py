"""Many tests at once: the share of false findings among the findings is held down.

Families, as they are used here: for changes, all reported indicators of one area in one round; for
areas that stick out, one indicator over the areas of one level.
"""

import numpy as np
from scipy import stats

from tryggve.stats.sample import Floats


def adjusted(p_values: Floats, *, axis: int) -> Floats:
    """Benjamini and Hochberg's (1995) adjusted p-values, each line along `axis` a family.

    `p_values` (D, J); NaN where there is no test: it neither counts in its family nor gets a value.
    A family's findings at adjusted p <= q hold at most a share q of false ones, on average, for
    tests that are independent or positively dependent (Benjamini and Yekutieli 2001).
    """
    families = np.moveaxis(p_values, axis, -1)
    result = np.full(families.shape, np.nan)
    for place in np.ndindex(families.shape[:-1]):
        tested = ~np.isnan(families[place])
        if tested.any():
            result[place][tested] = stats.false_discovery_control(families[place][tested])
    return np.moveaxis(result, -1, axis)
