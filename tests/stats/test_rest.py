"""Area against rest is the same as each area's contrast by itself, and much faster."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.contrasts import covariances, means
from tryggve.stats.rest import against_rest


@settings(max_examples=40, deadline=None)
@given(kinds)
def test_as_each_contrast_by_itself(given_sample: Made) -> None:
    sample, answers, area = given_sample.sample, given_sample.answers, given_sample.domain
    found = against_rest(sample, answers, area)
    for code in range(int(area.max()) + 1):
        pair = means(sample, answers, np.where(area == code, 0, 1))
        matrix = covariances(sample, pair)
        scale = max(matrix.max(), 1e-12)
        np.testing.assert_allclose(found.area.value[code], pair.value[:2])
        np.testing.assert_allclose(found.rest.value[code], pair.value[2:])
        for got, expected in (
            (found.area.variance[code], np.diag(matrix)[:2]),
            (found.rest.variance[code], np.diag(matrix)[2:]),
            (found.covariance[code], np.diag(matrix[:2, 2:])),
        ):
            np.testing.assert_allclose(got, expected, rtol=1e-8, atol=1e-9 * scale)
        assert found.area.freedom[code] == pair.freedom[0]
        assert found.rest.freedom[code] == pair.freedom[2]


@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
def test_within_regions(kind: str) -> None:
    """The rest is the rest of the own region, whatever the others answer."""
    columns, sample = people(), golden_sample(kind)
    area, answers = columns["area"].astype(int), columns["worry"][:, None]
    region = area // 4
    found = against_rest(sample, answers, area, region)
    assert found.region.tolist() == [code // 4 for code in range(12)]
    for code in range(12):
        others = np.where(region == code // 4, 1, -1)
        pair = means(sample, answers, np.where(area == code, 0, others))
        matrix = covariances(sample, pair)
        np.testing.assert_allclose(found.rest.value[code], pair.value[1])
        np.testing.assert_allclose(found.rest.variance[code], matrix[1, 1], rtol=1e-8)
        np.testing.assert_allclose(
            found.covariance[code], matrix[0, 1], rtol=1e-7, atol=1e-10 * matrix[1, 1]
        )


def test_calibration_ties_area_and_rest_together() -> None:
    columns = people()
    area, answers = columns["area"].astype(int), columns["worry"][:, None]
    of_plain = against_rest(golden_sample("plain"), answers, area)
    of_raked = against_rest(golden_sample("raked"), answers, area)
    assert np.abs(of_raked.covariance).max() > 100 * np.abs(of_plain.covariance).max()


def test_an_area_that_is_its_whole_region_has_no_rest() -> None:
    columns, sample = people(), golden_sample("plain")
    area = columns["area"].astype(int)
    found = against_rest(sample, columns["worry"][:, None], area, np.where(area == 3, 1, 0))
    assert np.flatnonzero(np.isnan(found.rest.value[:, 0])).tolist() == [3]
    assert np.flatnonzero(np.isnan(found.covariance[:, 0])).tolist() == [3]
    assert found.rest.answers[3, 0] == 0
    assert not np.isnan(found.area.value[3, 0])


def test_people_outside_every_region_count_nowhere() -> None:
    columns, sample = people(), golden_sample("plain")
    area, answers = columns["area"].astype(int), columns["worry"][:, None]
    inside = np.where(area >= 2, 0, -1)
    found = against_rest(sample, answers, area, inside)
    assert found.region.tolist() == [-1, -1] + [0] * 10
    assert np.isnan(found.area.value[:2]).all()
    assert np.isnan(found.rest.value[:2]).all()
    pair = means(sample, answers, np.where(area == 5, 0, np.where(area >= 2, 1, -1)))
    np.testing.assert_allclose(found.rest.value[5], pair.value[1])


def test_an_area_in_two_regions_is_refused() -> None:
    columns, sample = people(), golden_sample("plain")
    area = columns["area"].astype(int)
    with pytest.raises(ValueError, match=r"areas \[0, 1"):
        against_rest(sample, columns["worry"][:, None], area, columns["sex"].astype(int))
