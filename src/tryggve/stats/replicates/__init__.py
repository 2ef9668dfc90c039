"""Variances from replicates: the sample drawn or thinned anew, and calibrated anew, many times.

`drawing` makes them, `variances` and `quantiles` take errors from them, and `export` gives them to
R. `tryggve.stats.calibration.again` calibrates each.
"""

from tryggve.stats.replicates.drawing import Kind, Replicates, bootstrap, delete_one, jackknife
from tryggve.stats.replicates.export import ForR, export_for_r, write_for_r
from tryggve.stats.replicates.quantiles import replicate_quantiles
from tryggve.stats.replicates.variances import replicate_ratio_variances, replicate_variances

__all__ = [
    "ForR",
    "Kind",
    "Replicates",
    "bootstrap",
    "delete_one",
    "export_for_r",
    "jackknife",
    "replicate_quantiles",
    "replicate_ratio_variances",
    "replicate_variances",
    "write_for_r",
]
