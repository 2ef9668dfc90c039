"""What a statistician asks of a table before signing it: quality.json, and the log of the run."""

import hashlib
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tryggve.stats.calibration.methods import Calibrated
from tryggve.stats.calibration.trimming import Trimmed, weighting_effect
from tryggve.stats.sample import Floats
from tryggve.stats.tabulation.design import Design
from tryggve.stats.tabulation.run import FLAGS, Tabulated

LIBRARIES = ("tryggve", "numpy", "scipy", "polars")
CHUNK = 1 << 20  # bytes


def quality(tabulated: Tabulated, design: Design, *, replicates: int) -> dict[str, Any]:
    """Respondents, weights, calibration, item nonresponse and flags, as JSON has them."""
    weighed = tabulated.weighed
    flags = tabulated.estimates["flag"].value_counts()
    counted = dict(flags.iter_rows())
    return {
        "respondents": weighed.sample.size,
        "strata": len(np.unique(weighed.sample.stratum)),
        "lonely": design.sample.lonely.value,
        "variance": f"bootstrap, {replicates} replicates" if replicates else "linearization",
        "weights": {
            "drawn": _weights(weighed.drawn.weight),
            "final": _weights(weighed.sample.weight),
        },
        "calibration": _calibration(weighed.calibrated, design),
        "trimming": _trimming(weighed.trimmed, design),
        "collapsed": {
            margin: [{"classes": list(j.labels), "respondents": j.respondents} for j in joined]
            for margin, joined in weighed.joined.items()
        },
        "items": _items(tabulated),
        "flags": {flag: counted.get(flag, 0) for flag in FLAGS},
    }


def _weights(weight: Floats) -> dict[str, float]:
    """The sum, the spread, and Kish's design effect of unequal weights, 1 + cv^2."""
    return {
        "sum": float(weight.sum()),
        "least": float(weight.min()),
        "median": float(np.median(weight)),
        "greatest": float(weight.max()),
        "kish_design_effect": weighting_effect(weight),
    }


def _calibration(calibrated: Calibrated | None, design: Design) -> dict[str, Any]:
    if calibrated is None:
        return {"method": "none"}
    return {
        "method": design.calibration.method,
        "rounds": calibrated.rounds,
        "largest_relative_deviation": calibrated.deviation,
        "least_factor": float(calibrated.factor.min()),
        "greatest_factor": float(calibrated.factor.max()),
    }


def _trimming(trimmed: Trimmed | None, design: Design) -> dict[str, Any]:
    if trimmed is None:
        return {}
    return {
        "most_by_median": design.calibration.trim,
        "within": design.calibration.trim_within,
        "respondents": int(trimmed.people.sum()),
        "moved": float(trimmed.moved.sum()),
        "kish_design_effect_before": trimmed.effect_before,
        "kish_design_effect_after": trimmed.effect_after,
    }


def _items(tabulated: Tabulated) -> dict[str, dict[str, int]]:
    """Of each item: how many are in its base, and how many are not (no answer, or outside)."""
    answers = tabulated.answers
    found = {}
    for variable, values in zip(answers.variables, answers.values.T, strict=True):
        outside = int(np.isnan(values).sum())
        found[variable.item] = {"in_base": len(values) - outside, "not_in_base": outside}
    return found


def log(
    microdata: Path, design_file: Path, design: Design, options: dict[str, Any]
) -> dict[str, Any]:
    """What was run on what: hashes of every file, the definitions, versions."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "options": options,
        "files": {
            path.name: {"sha256": sha256(path)} for path in (microdata, design_file, *design.files)
        },
        "design": design.model_dump(mode="json"),
    }


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
