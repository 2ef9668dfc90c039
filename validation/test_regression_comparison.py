"""Regression, chi-square and contrasts against R survey 4.1.1 on its own example data."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tryggve.stats.association import rao_scott
from tryggve.stats.contrasts import contrasts, means
from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.drivers.regression import Family, fit
from tryggve.stats.sample import Sample, stratified_sample

FOLDER = Path(os.environ["TRYGGVE_SHARED"]) / "validation" / "statistics"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
TYPES = ("E", "H", "M")


@pytest.fixture(scope="module")
def schools() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "apistrat.csv", null_values="NA")


def types(schools: pl.DataFrame) -> np.ndarray:
    return np.array([TYPES.index(name) for name in schools["stype"]])


def sample_of(schools: pl.DataFrame) -> Sample:
    sizes = [schools.filter(pl.col("stype") == name)["fpc"][0] for name in TYPES]
    return stratified_sample(
        stratum=types(schools), population=sizes, weight=schools["pw"].to_numpy()
    )


def numbers(schools: pl.DataFrame, *names: str) -> list[Number]:
    return [Number(name, schools[name].to_numpy().astype(float)) for name in names]


def test_linear(schools: pl.DataFrame) -> None:
    found = fit(
        sample_of(schools),
        schools["api00"].to_numpy().astype(float),
        numbers(schools, "ell", "meals", "mobility"),
        Family.LINEAR,
    )
    expected = EXPECTED["st_lm"]
    np.testing.assert_allclose(found.coefficient, expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.standard_error, expected["se"], rtol=1e-9)


def test_logistic(schools: pl.DataFrame) -> None:
    found = fit(
        sample_of(schools),
        (schools["awards"] == "Yes").to_numpy().astype(float),
        [*numbers(schools, "ell", "meals", "mobility"), Category("stype", types(schools), TYPES)],
        Family.LOGISTIC,
    )
    expected = EXPECTED["st_logit"]
    names = ["(Intercept)", "ell", "meals", "mobility", "stypeH", "stypeM"]
    assert expected["names"] == names
    assert [str(column) for column in found.columns[4:]] == ["stype: H", "stype: M"]
    np.testing.assert_allclose(found.coefficient, expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.standard_error, expected["se"], rtol=1e-9)


def test_chi_square(schools: pl.DataFrame) -> None:
    codes = [(schools[name] == "Yes").to_numpy().astype(int) for name in ("awards", "sch.wide")]
    found = rao_scott(sample_of(schools), *codes)
    expected = EXPECTED["st_chisq"]
    np.testing.assert_allclose(found.statistic, expected["statistic"], rtol=1e-9)
    np.testing.assert_allclose(found.freedom, expected["df"], rtol=1e-9)
    np.testing.assert_allclose(found.p_value, expected["p"], rtol=1e-9)


def test_contrast(schools: pl.DataFrame) -> None:
    sample = sample_of(schools)
    figures = means(sample, schools["api00"].to_numpy().astype(float)[:, None], types(schools))
    found = contrasts(sample, figures, [1, -1, 0])
    expected = EXPECTED["st_contrast"]
    np.testing.assert_allclose(found.value, expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.standard_error, expected["se"], rtol=1e-9)
