"""Weights that meet 780 cells, three raked margins, and 461 columns; and the errors after them.

CPU seconds on one core, beside R's survey package on the same respondents.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import Row
from benchmarks._one_core import in_own_process
from benchmarks._survey import Survey, generated
from benchmarks.read_px import seconds
from benchmarks.survey_estimates import write
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import linear, poststratify, rake
from tryggve.stats.estimation import estimate

REPEATS = {"quick": 5, "full": 15}
RAKED = (("municipality",), ("sex", "age"), ("stratum",))
# 153 strata, 65 x 2, 20 x 6, 4 x 12 and the population's size 10: 461 columns
MANY = (("stratum",), ("municipality", "sex"), ("lpo", "age"), ("county", "sex", "age"))
REGISTER = 10  # classes of a register variable

IN_R = """
suppressPackageStartupMessages(library(survey))
data <- read.csv("data.csv")
names <- grep("^m", colnames(data), value = TRUE)
for (name in names) data[[name]] <- factor(data[[name]])
design <- svydesign(~1, strata = ~stratum, fpc = ~population, data = data)
totals <- function(name) {
  found <- read.csv(paste0(name, ".csv")); found[[name]] <- factor(found[[name]]); found }
spent <- function(work) sum(system.time(work)[1:2])
cells <- spent(postStratify(design, ~mcells, totals("mcells")))
raked <- spent(rake(design, list(~mraked0, ~mraked1, ~mraked2),
  lapply(c("mraked0", "mraked1", "mraked2"), totals),
  control = list(maxit = 200, epsilon = 1e-7, verbose = FALSE)))
cat(sprintf('{"cells": %.6f, "raked": %.6f}', cells, raked))
"""


def run(size: str) -> Iterator[Row]:
    yield from in_own_process("benchmarks.survey_calibration", size)


def measured(size: str) -> Iterator[Row]:
    survey, repeats = generated(), REPEATS[size]
    sample, cells = survey.sample, survey.margin
    raked = [consistent(survey, *names) for names in RAKED]
    many = [*(consistent(survey, *names) for names in MANY), register(survey)]
    columns = sum(margin.classes for margin in many)
    ours = {
        "cells": seconds(lambda: poststratify(sample, cells), repeats=repeats),
        "raked": seconds(lambda: rake(sample, raked), repeats=repeats),
    }
    of_many = seconds(lambda: linear(sample, many), repeats=repeats)
    theirs = in_r(survey, cells, raked)
    for name, what in (("cells", "poststratify 780 cells"), ("raked", "rake three margins")):
        beside = (
            f"; R {theirs[name]:.2f} s, {theirs[name] / ours[name]:.0f} times" if theirs else ""
        )
        yield Row(what, f"{ours[name]:.3f} s of CPU{beside}")
    yield Row(f"linear, {columns} columns", f"{of_many:.3f} s of CPU")

    calibrated = linear(sample, many).sample
    partitions = survey.partitions
    after = seconds(lambda: estimate(calibrated, survey.answers, partitions), repeats=1)
    number = sum(
        each.value.size for each in estimate(calibrated, survey.answers[:, :1], partitions)
    )
    yield Row(f"errors after it, {60 * number:,} estimates", f"{after:.2f} s of CPU")


def consistent(survey: Survey, *names: str) -> Margin:
    """A margin whose totals can be met together with the others': sums of the same weights."""
    margin = survey.crossed(*names)
    columns = survey.columns
    pull = 1 + 0.1 * np.sin(columns["age"] + 2.0 * columns["sex"])
    weight = survey.sample.weight * pull
    weight *= survey.sizes.sum() / weight.sum()
    return Margin(margin.name, margin.codes, np.bincount(margin.codes, weight))


def register(survey: Survey) -> Margin:
    """Ten classes of a register variable, spread over the respondents."""
    rng = np.random.default_rng(3)
    codes = rng.integers(0, REGISTER, survey.sample.size)
    weight = consistent(survey, "stratum").totals[survey.columns["stratum"]]
    totals = np.bincount(codes, weight)
    return Margin("register", codes, totals * survey.sizes.sum() / totals.sum())


def in_r(survey: Survey, cells: Margin, raked: list[Margin]) -> dict[str, float]:
    """What R takes; nothing where it is not there."""
    program = shutil.which("Rscript")
    if program is None:
        return {}
    margins = {"mcells": cells} | {f"mraked{i}": margin for i, margin in enumerate(raked)}
    with TemporaryDirectory() as folder:
        here = Path(folder)
        for name, margin in margins.items():
            write(here / f"{name}.csv", **{name: np.arange(margin.classes), "Freq": margin.totals})
        write(
            here / "data.csv",
            stratum=survey.sample.stratum,
            population=survey.sizes[survey.sample.stratum],
            **{name: margin.codes for name, margin in margins.items()},
        )
        result = subprocess.run(
            [program, "-e", IN_R], cwd=here, capture_output=True, text=True, check=False
        )
    found: dict[str, float] = json.loads(result.stdout) if result.returncode == 0 else {}
    return found


if __name__ == "__main__":
    for row in measured(sys.argv[1]):
        print(row.what, row.figure, sep="\t")
