"""Estimates, calibration and replicates against R survey 4.1.1 on its own example data.

Regression, chi-square and contrasts are in test_regression_comparison.py. R raking stops early by
default, and its residuals are those of one margin after the other: both are done here as R does.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.stats.calibration.raked_in_r import error_in_r
from tryggve.stats.calibration.margins import Margin, Margins, NumberTotal
from tryggve.stats.calibration.methods import exponential, linear, poststratify, rake
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.quantiles import quantiles
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.replicates import delete_one, replicate_variances
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample

FOLDER = Path(os.environ["TRYGGVE_SHARED"]) / "validation" / "statistics"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
TYPES = ("E", "H", "M")
TYPE_COUNTS = np.array([4421.0, 755.0, 1018.0])
EXACT = 1e-9


def schools(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / f"{name}.csv", null_values="NA", infer_schema_length=None)


STRATIFIED = schools("apistrat")


def numbers(*names: str, table: pl.DataFrame = STRATIFIED) -> Floats:
    return table.select(pl.col(names).cast(pl.Float64)).to_numpy()


def is_yes(name: str) -> Integers:
    return (STRATIFIED[name] == "Yes").to_numpy().astype(np.int64)


def types() -> Integers:
    return np.array([TYPES.index(name) for name in STRATIFIED["stype"]])


def stratified() -> Sample:
    sizes = [STRATIFIED.filter(pl.col("stype") == name)["fpc"][0] for name in TYPES]
    return stratified_sample(stratum=types(), population=sizes, weight=STRATIFIED["pw"].to_numpy())


def all_of(sample: Sample, answers: Floats, quantity: Quantity = Quantity.MEAN) -> Estimates:
    return estimate(sample, answers, [np.zeros(sample.size, dtype=np.int64)], quantity)[0]


def same(name: str, value: Floats, error: Floats) -> None:
    expected = EXPECTED[name]
    np.testing.assert_allclose(np.ravel(value), np.ravel(expected["estimate"]), rtol=EXACT)
    np.testing.assert_allclose(np.ravel(error), np.ravel(expected["se"]), rtol=EXACT, atol=1e-10)


def same_estimates(name: str, found: Estimates) -> None:
    same(name, found.value, found.standard_error)


def test_every_record_is_validated() -> None:
    here = Path(__file__)
    tests = here.read_text() + here.with_name("test_regression_comparison.py").read_text()
    assert {name for name in EXPECTED if f'"{name}"' not in tests and name != "meta"} == set()


def test_means_totals_and_shares() -> None:
    sample = stratified()
    same_estimates("st_mean", all_of(sample, numbers("api00", "api99")))
    same_estimates("st_total", all_of(sample, numbers("enroll"), Quantity.TOTAL))
    awards = is_yes("awards")
    shares = np.column_stack([np.eye(3)[types()], 1 - awards, awards])
    found = all_of(sample, shares)
    same_estimates("st_prop", found)
    np.testing.assert_allclose(
        found.design_effect[0, 3:], EXPECTED["st_deff"]["estimate"], rtol=EXACT
    )
    interval = share_interval(all_of(sample, shares[:, 4:]))
    expected = EXPECTED["st_ci_logit"]
    np.testing.assert_allclose(found.value[0, 4], expected["estimate"], rtol=EXACT)
    np.testing.assert_allclose(
        [interval.low[0, 0], interval.high[0, 0]], expected["ci"], rtol=EXACT
    )


def test_domains() -> None:
    by_type, by_goal = estimate(stratified(), numbers("api00"), [types(), is_yes("sch.wide")])
    same_estimates("st_by_stype", by_type)
    same_estimates("st_by_cross", by_goal)


def test_ratio() -> None:
    sample = stratified()
    everybody = np.zeros(sample.size, dtype=np.int64)
    same_estimates(
        "st_ratio",
        ratio_estimates(sample, numbers("api.stu"), numbers("enroll"), [everybody])[0],
    )


def test_quantiles() -> None:
    sample = stratified()
    everybody = np.zeros(sample.size, dtype=np.int64)
    found = quantiles(sample, numbers("api00"), [everybody], [0.25, 0.5, 0.75])[0]
    same("st_q", found.value, found.standard_error)


def test_poststratified() -> None:
    sample = poststratify(stratified(), Margin("stype", types(), TYPE_COUNTS)).sample
    same_estimates("st_ps", all_of(sample, numbers("enroll"), Quantity.TOTAL))


@pytest.mark.parametrize("name", ["st_cal_linear", "st_cal_raking"])
def test_calibrated(name: str) -> None:
    """To the types and the total of api99. R stops when margins are met to 1e-7: two steps."""
    margins: Margins = [
        Margin("stype", types(), TYPE_COUNTS),
        NumberTotal("api99", numbers("api99")[:, 0], 3914069.0),
    ]
    if name == "st_cal_linear":
        calibrated = linear(stratified(), margins)
    else:
        calibrated = exponential(stratified(), margins, tolerance=1e-7)
    expected = EXPECTED[name]
    same_estimates(name, all_of(calibrated.sample, numbers("enroll", "api00"), Quantity.TOTAL))
    np.testing.assert_allclose(
        calibrated.sample.weight[:10], expected["weights_first10"], rtol=EXACT
    )
    factors = calibrated.factor.min(), calibrated.factor.max()
    np.testing.assert_allclose(factors, expected["g_range"], rtol=EXACT)


def test_raked() -> None:
    before, goal = stratified(), is_yes("sch.wide")
    margins = [
        Margin("stype", types(), TYPE_COUNTS),
        Margin("sch.wide", goal, np.array([1072.0, 5122.0])),
    ]
    raked = rake(before, margins, tolerance=1e-3)
    api = numbers("api00")
    mean = all_of(raked.sample, api).value[0, 0]
    z = (api[:, 0] - mean) / raked.sample.weight.sum()
    same("st_rake", mean, np.array(error_in_r(before, raked, margins, z)))


def test_jackknife() -> None:
    sample, api = stratified(), numbers("api00")
    everybody = np.zeros(sample.size, dtype=np.int64)
    value = all_of(sample, api).value
    (variance,) = replicate_variances(
        delete_one(sample),
        weight=sample.weight,
        answers=api,
        partitions=[everybody],
        values=[value],
    )
    same("st_jkn", value, np.sqrt(variance))


def test_clusters() -> None:
    table = schools("apiclus1")
    sample = stratified_sample(
        stratum=np.zeros(len(table), dtype=np.int64),
        population=[table["fpc"][0]],
        weight=table["pw"].to_numpy(),
        cluster=table["dnum"].to_numpy(),
    )
    same_estimates("c1_mean", all_of(sample, numbers("api00", table=table)))


def test_simple_random() -> None:
    table = schools("apisrs")
    sample = stratified_sample(
        stratum=np.zeros(len(table), dtype=np.int64), population=[table["fpc"][0]]
    )
    same_estimates("srs_mean", all_of(sample, numbers("api00", table=table)))
