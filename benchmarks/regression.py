"""Weighted logistic regression with the errors of the design: 40,000 rows, 16 coefficients.

Beside svy and R's survey package, on the same generated data, in CPU seconds on one core; how far
their coefficients and errors lie from ours is told. A peer that is not there is not compared.
"""

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import Row
from benchmarks._one_core import in_own_process
from benchmarks.read_px import seconds
from tryggve.stats.drivers.effects import average_marginal_effects
from tryggve.stats.drivers.predictors import Category, Number, Predictor
from tryggve.stats.drivers.regression import Family, fit
from tryggve.stats.sample import Floats, Sample, stratified_sample

ROWS, STRATA, POPULATION = 40_000, 153, 1_650_000
GROUPS = {"age": 7, "home": 5, "origin": 3}
NUMBERS = ("years", "children", "distance")
REPEATS = {"quick": 5, "full": 15}

IN_R = """
suppressPackageStartupMessages(library(survey))
data <- read.csv("data.csv")
for (name in c("age", "home", "origin")) data[[name]] <- factor(data[[name]])
design <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = data)
times <- replicate(REPEATS, sum(system.time(model <<- svyglm(
  answer ~ years + children + distance + age + home + origin, design,
  family = quasibinomial()))[1:2]))
cat(sprintf('{"seconds": %.6f, "coefficient": [%s], "error": [%s]}', median(times),
  paste(sprintf("%.17g", coef(model)), collapse = ","),
  paste(sprintf("%.17g", SE(model)), collapse = ",")))
"""


@dataclass(frozen=True)
class Data:
    """The columns of a generated survey, and the sample that they are."""

    columns: dict[str, np.ndarray]
    sample: Sample

    @property
    def predictors(self) -> list[Predictor]:
        groups = [
            Category(name, self.columns[name], tuple(str(code) for code in range(labels)))
            for name, labels in GROUPS.items()
        ]
        return [*(Number(name, self.columns[name]) for name in NUMBERS), *groups]


def run(size: str) -> Iterator[Row]:
    """In a process of its own, so that each library is held to one core."""
    yield from in_own_process("benchmarks.regression", size)


def measured(size: str) -> Iterator[Row]:
    data, repeats = generated(), REPEATS[size]
    answer, sample, predictors = data.columns["answer"], data.sample, data.predictors
    ours = fit(sample, answer, predictors, Family.LOGISTIC)
    yield Row("data", f"{ROWS:,} rows, {len(ours.columns)} coefficients, {STRATA} strata")

    def logistic() -> object:
        return fit(sample, answer, predictors, Family.LOGISTIC)

    mine = seconds(logistic, repeats=repeats)
    yield Row("tryggve, logistic", f"{mine:.3f} s of CPU")
    linear = seconds(lambda: fit(sample, answer, predictors, Family.LINEAR), repeats=repeats)
    yield Row("tryggve, linear", f"{linear:.3f} s of CPU")
    effects = seconds(lambda: average_marginal_effects(sample, ours), repeats=repeats)
    yield Row("tryggve, marginal effects after it", f"{effects:.3f} s of CPU")
    yield from with_svy(data, ours.coefficient, ours.standard_error, mine, repeats)
    yield from with_r(data, ours.coefficient, ours.standard_error, mine, repeats)


def with_svy(
    data: Data, coefficient: Floats, error: Floats, mine: float, repeats: int
) -> Iterator[Row]:
    if importlib.util.find_spec("svy") is None:
        yield Row("svy", "not installed, so not compared")
        return
    import polars as pl
    import svy

    design = svy.Design(stratum="stratum", wgt="weight", pop_size="population")
    sample = svy.Sample(pl.DataFrame(data.columns), design)
    x = [*NUMBERS, *(svy.Cat(name, ref=0) for name in GROUPS)]

    def logistic() -> object:
        return sample.glm.fit(y="answer", x=x, family="binomial")

    found = logistic().fitted.coefs
    away = distance([c.est for c in found], [c.se for c in found], coefficient, error)
    time = seconds(logistic, repeats=repeats)
    yield Row(f"svy {svy_version()}", f"{time:.3f} s of CPU, {time / mine:.1f} times; {away}")


def svy_version() -> str:
    from importlib.metadata import version

    return version("svy")


def with_r(
    data: Data, coefficient: Floats, error: Floats, mine: float, repeats: int
) -> Iterator[Row]:
    program = shutil.which("Rscript")
    if program is None:
        yield Row("R survey", "no Rscript here, so not compared")
        return
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "data.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(data.columns)
            writer.writerows(zip(*(c.tolist() for c in data.columns.values()), strict=True))
        script = IN_R.replace("REPEATS", str(min(repeats, 5)))
        result = subprocess.run(
            [program, "-e", script], cwd=folder, capture_output=True, text=True, check=False
        )
    if result.returncode:
        yield Row("R survey", "the package is not installed, so not compared")
        return
    found = json.loads(result.stdout)
    away = distance(found["coefficient"], found["error"], coefficient, error)
    time = found["seconds"]
    yield Row("R survey, svyglm", f"{time:.3f} s of CPU, {time / mine:.1f} times; {away}")


def distance(
    their: list[float], their_error: list[float], coefficient: Floats, error: Floats
) -> str:
    """How far a peer's answers lie from ours, relatively."""
    slope = np.abs(np.array(their) / coefficient - 1).max()
    spread = np.abs(np.array(their_error) / error - 1).max()
    return f"coefficients within {slope:.0e}, errors within {spread:.0e}"


def generated() -> Data:
    """A made-up survey whose answers hang together with some of the predictors."""
    rng = np.random.default_rng(20250812)
    stratum = np.sort(rng.integers(0, STRATA, ROWS))
    sizes = rng.dirichlet(np.full(STRATA, 5.0)) * (POPULATION - 10 * ROWS // STRATA * STRATA)
    sizes = np.round(sizes) + 10 * np.bincount(stratum, minlength=STRATA)
    columns: dict[str, np.ndarray] = {name: rng.normal(size=ROWS) for name in NUMBERS}
    columns |= {name: rng.integers(0, labels, ROWS) for name, labels in GROUPS.items()}
    eta = -0.8 + 0.3 * columns["years"] - 0.2 * columns["age"] + 0.1 * columns["home"]
    columns["answer"] = (rng.random(ROWS) < 1 / (1 + np.exp(-eta))).astype(float)
    sample = stratified_sample(stratum=stratum, population=sizes)
    columns |= {"stratum": stratum, "weight": sample.weight, "population": sizes[stratum]}
    return Data(columns, sample)


if __name__ == "__main__":
    for row in measured(sys.argv[1]):
        print(row.what, row.figure, sep="\t")
