"""Diagnostics agree with leaving an area out, and find the one that does not belong."""

import numpy as np

from tests.stats.small_area.test_model import made
from tryggve.stats.drivers.predictors import Number
from tryggve.stats.small_area.between import generalised
from tryggve.stats.small_area.diagnostics import diagnose
from tryggve.stats.small_area.model import fay_herriot


def test_influence_is_that_of_leaving_out() -> None:
    direct, variance, x, _ = made(6, areas=30)
    model = fay_herriot(direct, variance, [x])
    found = diagnose(model)
    inverse = np.linalg.inv(model.covariance)
    for area in range(30):
        kept = np.arange(30) != area
        slope, _ = generalised(direct[kept], variance[kept], model.x[kept], model.between)
        moved = model.slope - slope
        assert np.isclose(found.influence[area], moved @ inverse @ moved / 2, rtol=1e-8)


def test_residuals_are_standard_where_the_model_holds() -> None:
    direct, variance, x, _ = made(7, areas=400)
    found = diagnose(fay_herriot(direct, variance, [x]))
    assert abs(found.residual.std() - 1) < 0.1
    assert found.normality > 0.001
    assert np.isclose(found.leverage.sum(), 2)
    assert (found.gain > 0).all()


def test_an_area_that_does_not_belong_is_told() -> None:
    direct, variance, x, _ = made(8)
    direct[17] += 3
    found = diagnose(fay_herriot(direct, variance, [x]))
    assert found.apart == (17,)
    assert found.residual.argmax() == 17
    assert found.normality < 0.01


def test_leaning_out_is_leverage() -> None:
    direct, variance, _, _ = made(9)
    x = np.linspace(0, 1, 60)
    x[0] = 10.0
    found = diagnose(fay_herriot(direct, variance, [Number("x", x)]))
    assert found.leverage.argmax() == 0
