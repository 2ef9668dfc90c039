"""Chi-square and t tests agree with R, and refuse what cannot be tested."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from tests.golden import values
from tests.stats.made_samples import Made, golden_sample, kinds, people
from tryggve.stats.association import group_test, rao_scott
from tryggve.stats.sample import stratified_sample
from tryggve.wording.problems import InputError

KINDS = ("plain", "raked", "clustered")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "other"), [("chi_square", "age"), ("chi_square_sex", "sex")])
def test_chi_square_as_in_r(kind: str, name: str, other: str) -> None:
    columns = people()
    found = rao_scott(
        golden_sample(kind), columns["unsafe"].astype(int), columns[other].astype(int)
    )
    expected = values("comparison")[kind][name]
    got = [found.statistic, *found.freedom, found.p_value]
    np.testing.assert_allclose(got, expected, rtol=1e-9)
    assert found.answers == 210
    assert np.isclose(found.shares.sum(), 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "answer"), [("t_test", "worry"), ("t_test_share", "unsafe")])
def test_t_test_as_in_r(kind: str, name: str, answer: str) -> None:
    columns = people()
    found = group_test(golden_sample(kind), columns[answer][:, None], columns["sex"].astype(int))
    difference, t, freedom, p_value, low, high = values("comparison")[kind][name]
    assert found.freedom == freedom
    got = [found.difference, found.t, found.p_value, found.low, found.high]
    np.testing.assert_allclose(np.ravel(got), [difference, t, p_value, low, high], rtol=1e-9)


def test_a_simple_random_sample_is_nearly_pearson() -> None:
    rng = np.random.default_rng(1)
    rows, columns = rng.integers(0, 3, 3000), rng.integers(0, 4, 3000)
    columns = np.where(rng.random(3000) < 0.05, rows, columns)
    sample = stratified_sample(stratum=np.zeros(3000, int), weight=np.ones(3000))
    found = rao_scott(sample, rows, columns)
    table = np.histogram2d(rows, columns, bins=[3, 4])[0]
    pearson = stats.chi2_contingency(table, correction=False)
    assert np.isclose(found.freedom[0], 6, rtol=0.01)
    assert np.isclose(found.statistic * 6, pearson.statistic, rtol=0.03)


@settings(max_examples=30, deadline=None)
@given(kinds)
def test_neither_order_nor_names_of_categories_matter(made: Made) -> None:
    rows = np.where(np.isnan(made.answers[:, 0]), -1, np.nan_to_num(made.answers[:, 0])).astype(int)
    found = rao_scott(made.sample, rows, made.domain)
    renamed = np.where(rows < 0, -1, 1 - rows), np.where(made.domain < 0, -1, 7 - 3 * made.domain)
    other = rao_scott(made.sample, *renamed)
    assert np.isclose(found.statistic, other.statistic, rtol=1e-8)
    assert np.isclose(found.p_value, other.p_value, rtol=1e-6, atol=1e-12)


def test_those_who_left_one_out_are_left_out() -> None:
    columns, sample = people(), golden_sample("plain")
    rows, other = columns["unsafe"].astype(int), columns["age"].astype(int)
    rows[::10] = -1
    assert rao_scott(sample, rows, other).answers == 189
    found = group_test(sample, columns["report"][:, None], columns["sex"].astype(int))
    assert np.isfinite(found.p_value).all()


def test_a_single_category_is_refused() -> None:
    columns, sample = people(), golden_sample("plain")
    with pytest.raises(InputError) as error:
        rao_scott(sample, columns["unsafe"].astype(int), np.zeros(210, int))
    assert [problem.field for problem in error.value.problems] == ["columns"]


def test_a_table_of_holes_is_refused() -> None:
    sample = golden_sample("plain")
    codes = np.arange(210) % 3
    with pytest.raises(InputError):
        rao_scott(sample, codes, codes)


def test_a_group_of_nobody_is_refused() -> None:
    columns, sample = people(), golden_sample("plain")
    with pytest.raises(InputError) as error:
        group_test(sample, columns["worry"][:, None], np.zeros(210, int))
    assert [problem.field for problem in error.value.problems] == ["group"]
