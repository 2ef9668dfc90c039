"""Fay-Herriot by REML on the milk data: every digit that is given."""

import json
import os
from pathlib import Path

import numpy as np
import polars as pl

from tryggve.stats.drivers.predictors import Category
from tryggve.stats.small_area.between import Method
from tryggve.stats.small_area.model import fay_herriot

FOLDER = Path(os.environ["TRYGGVE_SHARED"]) / "validation" / "statistics"


def test_milk() -> None:
    expected = json.loads((FOLDER / "expected_fh_milk.json").read_text())
    milk = pl.read_csv(FOLDER / "milk.csv")
    groups = Category("MajorArea", milk["MajorArea"].to_numpy() - 1, ("1", "2", "3", "4"))
    model = fay_herriot(milk["yi"].to_numpy(), milk["SD"].to_numpy() ** 2, [groups])
    assert model.method is Method.REML
    np.testing.assert_allclose(model.between, expected["refvar"], rtol=1e-11)
    np.testing.assert_allclose(model.slope, expected["beta"], rtol=1e-11)
    np.testing.assert_allclose(model.value[:5], expected["eblup_first5"], rtol=1e-11)
    np.testing.assert_allclose(model.mse[:5], expected["mse_PR_first5"], rtol=1e-11)
