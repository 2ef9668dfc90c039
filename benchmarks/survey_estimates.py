"""All 367,920 shares of a survey with calibrated errors: in the core, and as a process.

CPU seconds on one core. svy and R's survey package estimate one item in four counties, after the
same poststratification; what all would take is that time by the number of estimates.
"""

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from benchmarks import Row
from benchmarks._one_core import cpu_and_memory, in_own_process
from benchmarks._survey import COUNTIES, ITEMS, LEVELS, Survey, generated
from benchmarks.read_px import seconds
from tryggve.stats.calibration.methods import poststratify
from tryggve.stats.estimation import Estimates, estimate

REPEATS = {"quick": 3, "full": 9}
ROWS, LOCALITIES = (10_000, 40_000, 160_000, 640_000), (202, 404, 808, 1_616)
BINARY = Path(sys.executable).with_name("tryggve")

DESIGN = """
levels = ["county", "lpo", "municipality", "locality"]
slices = [["sex"], ["age"], ["sex", "age"]]
[sample]
stratum = "stratum"
population = "strata.csv"
[calibration]
method = "poststratify"
[[calibration.margin]]
columns = ["municipality", "sex", "age"]
file = "margin.csv"
"""
AN_ITEM = '[[item]]\nname = "item{number}"\nyes = [1]\nno = [0]\n'

IN_R = """
suppressPackageStartupMessages(library(survey))
data <- read.csv("data.csv")
totals <- read.csv("cells.csv")
design <- svydesign(~1, strata = ~stratum, fpc = ~population, data = data)
design <- postStratify(design, ~cell, data.frame(cell = totals$cell, Freq = totals$total))
time <- sum(system.time(found <- svyby(~item, ~county, design, svymean, na.rm = TRUE))[1:2])
cat(sprintf('{"seconds": %.6f, "value": [%s], "error": [%s]}', time,
  paste(sprintf("%.17g", coef(found)), collapse = ","),
  paste(sprintf("%.17g", SE(found)), collapse = ",")))
"""


def run(size: str) -> Iterator[Row]:
    yield from in_own_process("benchmarks.survey_estimates", size)


def measured(size: str) -> Iterator[Row]:
    survey = generated()
    found, core = in_the_core(survey, REPEATS[size])
    number = sum(each.value.size for each in found)
    yield Row("data", f"{survey.sample.size:,} respondents, {ITEMS} items, {number:,} estimates")
    yield Row("tryggve, core: calibration and all estimates", f"{core:.2f} s of CPU")
    yield as_a_process(survey)
    counties = found[4 * LEVELS.index("county")]
    yield with_svy(survey, counties, core, number)
    yield with_r(survey, counties, core, number)
    if size == "full":
        yield from growth()


def in_the_core(survey: Survey, repeats: int) -> tuple[list[Estimates], float]:
    margin, partitions = survey.margin, survey.partitions

    def work() -> list[Estimates]:
        calibrated = poststratify(survey.sample, margin).sample
        return estimate(calibrated, survey.answers, partitions)

    return work(), seconds(work, repeats=repeats)


def as_a_process(survey: Survey) -> Row:
    """From Parquet to a folder of tables, imports and all."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        columns = survey.columns | {f"item{j}": survey.answers[:, j] for j in range(ITEMS)}
        table = pl.DataFrame(columns).fill_nan(None)
        table.write_parquet(here / "answers.parquet")
        sizes = {"stratum": np.arange(len(survey.sizes)), "population": survey.sizes}
        pl.DataFrame(sizes).write_csv(here / "strata.csv")
        margin = survey.margin
        table.select("municipality", "sex", "age").with_columns(
            population=pl.Series(margin.totals[margin.codes])
        ).unique().write_csv(here / "margin.csv")
        items = "".join(AN_ITEM.format(number=j) for j in range(ITEMS))
        (here / "design.toml").write_text(DESIGN + items)
        words = ["stats", "tabulate", "answers.parquet", "--design", "design.toml", "--out", "out"]
        used, memory = cpu_and_memory([BINARY, *words], cwd=here)
    return Row("tryggve, a process from Parquet", f"{used:.1f} s of CPU, {memory:.2f} GB at most")


def with_svy(survey: Survey, counties: Estimates, core: float, number: int) -> Row:
    if importlib.util.find_spec("svy") is None:
        return Row("svy", "not installed, so not compared")
    import svy

    margin, sample = survey.margin, survey.sample
    table = pl.DataFrame(
        {
            "stratum": sample.stratum,
            "weight": sample.weight,
            "population": survey.sizes[sample.stratum],
            "cell": margin.codes,
            "county": survey.columns["county"],
            "item": survey.answers[:, 0],
        }
    ).fill_nan(None)
    design = svy.Design(stratum="stratum", wgt="weight", pop_size="population")
    totals = dict(enumerate(margin.totals.tolist()))
    weighted = svy.Sample(table, design).weighting.poststratify(totals, cells="cell")

    def four() -> object:
        return weighted.estimation.mean("item", by="county", drop_nulls=True)

    found = four()
    errors = np.array([each.se for each in found.estimates])
    time_of_four = seconds(four, repeats=1)
    return told("svy", time_of_four, errors, counties, core, number)


def with_r(survey: Survey, counties: Estimates, core: float, number: int) -> Row:
    program = shutil.which("Rscript")
    if program is None:
        return Row("R survey", "no Rscript here, so not compared")
    margin, sample = survey.margin, survey.sample
    with TemporaryDirectory() as folder:
        here = Path(folder)
        write(here / "cells.csv", cell=np.arange(margin.classes), total=margin.totals)
        write(
            here / "data.csv",
            stratum=sample.stratum,
            population=survey.sizes[sample.stratum],
            cell=margin.codes,
            county=survey.columns["county"],
            item=survey.answers[:, 0],
        )
        result = subprocess.run(
            [program, "-e", IN_R], cwd=here, capture_output=True, text=True, check=False
        )
    if result.returncode:
        return Row("R survey", "the package is not installed, so not compared")
    found = json.loads(result.stdout)
    return told("R survey", found["seconds"], np.array(found["error"]), counties, core, number)


def told(
    peer: str, four: float, errors: np.ndarray, counties: Estimates, core: float, number: int
) -> Row:
    """A peer's time for one item in four counties, and what it would be for all."""
    away = np.abs(errors / counties.standard_error[:, 0] - 1).max()
    every = four * number / COUNTIES
    figure = f"{four:.2f} s for {COUNTIES} of them, so {every:,.0f} s for all (extrapolated)"
    return Row(peer, f"{figure}, {every / core:,.0f} times ours; errors within {away:.0e}")


def write(path: Path, **columns: np.ndarray) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in zip(*(column.tolist() for column in columns.values()), strict=True):
            writer.writerow("NA" if cell != cell else cell for cell in row)


def growth() -> Iterator[Row]:
    """Linear in rows, nearly flat in domains."""
    for rows in ROWS:
        survey = generated(respondents=rows)
        _, core = in_the_core(survey, 3)
        yield Row(f"growth: {rows:,} rows, all domains", f"{core:.2f} s of CPU")
    for localities in LOCALITIES:
        survey = generated(localities=localities)
        found, core = in_the_core(survey, 3)
        domains = sum(len(each.value) for each in found)
        yield Row(f"growth: 40,000 rows, {domains:,} domains", f"{core:.2f} s of CPU")


if __name__ == "__main__":
    for row in measured(sys.argv[1]):
        print(row.what, row.figure, sep="\t")
