"""Variances from replicates: the sample drawn or thinned anew, and calibrated anew, many times.

`drawing` makes them, `variances` and `quantiles` take errors from them, and `export` gives them to
R. `tryggve.stats.calibration.again` calibrates each.
"""

from tryggve.stats.replicates.drawing import Kind, Replicates, bootstrap, delete_one, jackknife
from tryggve.stats.replicates.variances import replicate_ratio_variances, replicate_variances

__all__ = [
    "Kind",
    "Replicates",
    "bootstrap",
    "delete_one",
    "jackknife",
    "replicate_ratio_variances",
    "replicate_variances",
]
