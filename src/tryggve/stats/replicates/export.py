"""Replicate weights for R: a table, the scale of each replicate, and the lines that read them.

`svrepdesign` of R's package survey (Lumley 2010, Complex surveys, 2.3) takes

    V = scale * sum_b rscales_b (estimate of replicate b - estimate)^2

with `mse = TRUE`, which is the formula of `tryggve.stats.replicates.drawing` with c_b = scale *
rscales_b. The weights hold the finite population correction and the calibration of each replicate,
so R is told nothing else of the design. Where nobody of a domain is left in a replicate R leaves
that replicate out without making the others count for more: there its error is smaller than ours.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tryggve.stats.calibration.again import Recalibration
from tryggve.stats.replicates.drawing import Kind, Replicates
from tryggve.stats.sample import Floats, Sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

TYPES = {Kind.BOOTSTRAP: "bootstrap", Kind.GROUPS: "JK1", Kind.ONE: "JKn"}
WEIGHTS, SCALES, SNIPPET = "weights.csv", "rscales.csv", "design.R"


@dataclass(frozen=True)
class ForR:
    """B replicates of n respondents as `svrepdesign` takes them.

    `weights`: a table of n rows, in the order of the respondents, with the final `weight` and then
    `replicate_1` to `replicate_B`. `rscales` (B,). `snippet`: lines of R that make `design` of
    these and of `answers`, a data frame with the answers of the respondents in the same order.
    """

    type: str
    weights: pl.DataFrame
    scale: float
    rscales: Floats
    snippet: str


def export_for_r(
    replicates: Replicates,
    *,
    drawn: Sample,
    final: Sample | None = None,
    recalibration: Recalibration | None = None,
) -> ForR:
    """The replicate weights of a sample for R.

    `drawn`: the sample of which the replicates were made, before calibration; `final`: the sample
    after it, and `recalibration` the same calibration for the replicates; None for both where the
    weights were not calibrated. InputError where one is given without the other, where `drawn` is
    calibrated already, and where something is of another number of respondents.
    """
    _check(replicates, drawn, final, recalibration)
    weight = drawn.weight if final is None else final.weight
    each = replicates.weights(drawn.weight, recalibration)
    columns = {f"replicate_{b + 1}": each[:, b] for b in range(replicates.number)}
    is_even = bool((replicates.scale == replicates.scale[0]).all())
    scale = float(replicates.scale[0]) if is_even else 1.0
    kind = TYPES[replicates.kind]
    return ForR(
        type=kind,
        weights=pl.DataFrame({"weight": weight} | columns),
        scale=scale,
        rscales=np.ones(replicates.number) if is_even else replicates.scale,
        snippet=_snippet(kind, scale),
    )


def write_for_r(export: ForR, folder: Path) -> None:
    """The weights and scales as CSV and the snippet, in a folder that is made if it is not there.

    R reads them with `source("design.R")` where the folder is R's working directory.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export.weights.write_csv(folder / WEIGHTS)
    pl.DataFrame({"rscales": export.rscales}).write_csv(folder / SCALES)
    (folder / SNIPPET).write_text(export.snippet, encoding="utf-8")


def _check(
    replicates: Replicates,
    drawn: Sample,
    final: Sample | None,
    recalibration: Recalibration | None,
) -> None:
    problems = []
    if drawn.auxiliary is not None:
        problems.append(
            Problem(
                say("The weights are calibrated already."),
                say("Give the sample before calibration, and the calibrated one as final."),
                field="drawn",
            )
        )
    if (final is None) != (recalibration is None):
        problems.append(
            Problem(
                say("Of the weights and their replicates, only one is calibrated."),
                say("Give the calibrated sample and its recalibration, or none of them."),
                field="recalibration" if recalibration is None else "final",
            )
        )
    lengths = {"replicates": len(replicates.factors)}
    if final is not None:
        lengths["final"] = final.size
    if recalibration is not None:
        lengths["recalibration"] = len(recalibration.group)
    problems += [
        Problem(
            say("The column has {a} values, but {b} answered.", a=length, b=drawn.size),
            say("Give one value for each respondent."),
            field=name,
        )
        for name, length in lengths.items()
        if length != drawn.size
    ]
    if problems:
        raise InputError(problems)


def _snippet(kind: str, scale: float) -> str:
    return f"""\
# answers: a data frame with a row for each respondent, in the order of {WEIGHTS}
library(survey)
weights <- read.csv("{WEIGHTS}")
design <- svrepdesign(
  data = answers, weights = weights$weight, repweights = weights[, -1], type = "{kind}",
  scale = {scale!r}, rscales = read.csv("{SCALES}")$rscales,
  combined.weights = TRUE, mse = TRUE)
"""
