"""The sample that every estimator takes, and what it refuses."""

from typing import Any

import numpy as np
import pytest

from tryggve.stats.sample import Lonely, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def refused(**columns: Any) -> list[tuple[str, int | None, str]]:
    """What, row and field of each problem, in English."""
    with pytest.raises(InputError) as raised:
        stratified_sample(**columns)
    with speaking("en"):
        return [(str(p.what), p.row, p.field) for p in raised.value.problems]


def test_weights_are_population_by_respondents_unless_given() -> None:
    sample = stratified_sample(stratum=[0, 0, 1, 1, 1], population=[10, 60])
    assert sample.weight.tolist() == [5, 5, 20, 20, 20]
    assert sample.fraction.tolist() == [0.2, 0.05]
    assert sample.units.tolist() == [2, 3]
    assert (sample.size, sample.strata) == (5, 2)


def test_given_weights_stay_beside_the_finite_population_correction() -> None:
    sample = stratified_sample(stratum=[0, 0, 0], population=[12], weight=[1.0, 2.0, 3.0])
    assert sample.weight.tolist() == [1, 2, 3]
    assert sample.fraction.tolist() == [0.25]


def test_no_population_no_correction() -> None:
    sample = stratified_sample(stratum=[0, 0, 1, 1])
    assert sample.fraction.tolist() == [0, 0]
    assert sample.weight.tolist() == [1, 1, 1, 1]


def test_the_units_of_a_clustered_sample_are_clusters() -> None:
    sample = stratified_sample(
        stratum=[1, 1, 0, 0, 1, 0], population=[8, 10], cluster=["b", "b", "a", "z", "c", "a"]
    )
    assert sample.units.tolist() == [2, 2]
    assert sample.unit_stratum.tolist() == [0, 1, 1, 0]  # a, b, c, z
    assert sample.weight.tolist() == [5, 5, 4, 4, 5, 4]
    assert sample.fraction.tolist() == [0.25, 0.2]


def test_a_population_below_the_sample_names_stratum_and_numbers() -> None:
    assert refused(stratum=[0, 0, 1, 1], population=[1, np.nan]) == [
        ("Stratum 0 has 1 units in the population but 2 answered.", None, "population"),
        ("Stratum 1 has NaN units in the population but 2 answered.", None, "population"),
    ]


def test_sizes_that_are_not_one_for_each_stratum() -> None:
    assert refused(stratum=[0, 0], population=[5, 6, 7]) == [
        ("There are 1 strata but 3 sizes.", None, "population")
    ]


def test_a_stratum_that_is_unknown_names_value_and_row() -> None:
    assert refused(stratum=[0, 2, 1, 7, 0], population=[5, 6]) == [
        ("The stratum 2 has no population.", 3, "stratum"),
        ("The stratum 7 has no population.", 5, "stratum"),
    ]


@pytest.mark.parametrize("weight", [0.0, -1.0, np.nan, np.inf])
def test_a_weight_that_is_not_above_zero_names_the_row(weight: float) -> None:
    """Row 3 of a spreadsheet whose heading is row 1."""
    assert refused(stratum=[0, 0, 0], weight=[1.0, weight, 2.0]) == [
        (f"The weight {weight} is not above zero.", 3, "weight")
    ]


def test_every_problem_at_once() -> None:
    found = refused(
        stratum=[0, 0, 1, 1, 2],
        population=[1, 5, 5],
        weight=[0.0, 1.0, 1.0, 1.0, 1.0],
        cluster=[1, 2, 2, 3, 4],
    )
    assert [field for _, _, field in found] == ["cluster", "population", "weight"]


@pytest.mark.parametrize("missing", [-1, np.nan, 0.5])
def test_a_stratum_that_is_none_names_the_row(missing: float) -> None:
    assert refused(stratum=[0, 0, missing], population=[5]) == [
        ("The stratum is missing.", 4, "stratum")
    ]


def test_an_empty_stratum_of_the_frame_is_no_problem() -> None:
    sample = stratified_sample(stratum=[0, 0, 2, 2], population=[10, 0, 10])
    assert sample.fraction.tolist() == [0.2, 0, 0.2]
    assert sample.weight.tolist() == [5, 5, 5, 5]


def test_columns_of_different_lengths() -> None:
    assert refused(stratum=[0, 0, 0], weight=[1.0, 1.0], cluster=[1, 2, 3, 4]) == [
        ("The column has 2 values, the strata 3.", None, "weight"),
        ("The column has 4 values, the strata 3.", None, "cluster"),
    ]


def test_nobody_answered() -> None:
    assert refused(stratum=[], population=[]) == [("There are no answers.", None, "stratum")]


def test_a_stratum_of_the_frame_in_which_nobody_answered() -> None:
    """Its people are stood for by nobody: the frame's total cannot be reached."""
    assert refused(stratum=[0, 0, 2, 2], population=[10, 20, 10]) == [
        ("Nobody answered in stratum 1.", None, "stratum")
    ]
    weighed = stratified_sample(
        stratum=[0, 0, 2, 2], population=[10, 20, 10], weight=[5.0, 5.0, 15.0, 15.0]
    )
    assert weighed.fraction.tolist() == [0.2, 0, 0.2]
    assert refused(stratum=[0, 0], population=[10, 20]) == [
        ("There are 1 strata but 2 sizes.", None, "population")
    ]


def test_a_lonely_unit_is_refused_until_something_is_chosen() -> None:
    lonely = [0, 0, 1]
    assert refused(stratum=lonely, population=[10, 20]) == [
        ("Only one unit answered in stratum 1.", None, "stratum")
    ]
    adjusted = stratified_sample(stratum=lonely, population=[10, 20], lonely=Lonely.ADJUST)
    assert adjusted.units.tolist() == [2, 1]


def test_a_lonely_unit_that_is_the_whole_stratum_is_no_problem() -> None:
    sample = stratified_sample(stratum=[0, 0, 1], population=[10, 1])
    assert sample.fraction.tolist() == [0.2, 1.0]


def test_a_cluster_lies_in_one_stratum() -> None:
    assert refused(stratum=[0, 1, 0, 1], cluster=["a", "a", "b", "c"]) == [
        ("The cluster a lies in several strata.", None, "cluster"),
    ]


def test_merging_joins_a_lonely_stratum_to_the_one_with_fewest_units() -> None:
    stratum = [0, 0, 0, 1, 2, 2]
    sample = stratified_sample(stratum=stratum, population=[30, 8, 12], lonely=Lonely.MERGE)
    assert sample.stratum.tolist() == [0, 0, 0, 1, 1, 1]
    assert sample.fraction == pytest.approx(np.array([0.1, 0.15]))
    assert sample.weight.tolist() == [10, 10, 10, 8, 6, 6]


def test_two_lonely_strata_make_one() -> None:
    sample = stratified_sample(stratum=[0, 1, 2, 2, 2], population=[4, 6, 30], lonely=Lonely.MERGE)
    assert sample.stratum.tolist() == [0, 0, 1, 1, 1]
    assert sample.fraction == pytest.approx(np.array([0.2, 0.1]))


def test_merging_without_population_has_no_correction() -> None:
    sample = stratified_sample(stratum=[0, 1, 1], lonely=Lonely.MERGE)
    assert sample.stratum.tolist() == [0, 0, 0]
    assert sample.fraction.tolist() == [0]


def test_a_single_respondent_cannot_be_merged_with_anybody() -> None:
    assert refused(stratum=[0], population=[10], lonely=Lonely.MERGE) == [
        ("Only one unit answered in the whole sample.", None, "stratum")
    ]
    assert refused(stratum=[0], population=[10], lonely=Lonely.ADJUST) == [
        ("Only one unit answered in the whole sample.", None, "stratum")
    ]


def test_a_lonely_stratum_is_not_merged_with_an_empty_one() -> None:
    sample = stratified_sample(
        stratum=[0, 2, 2], population=[10, 5, 20], weight=[10, 10, 10], lonely=Lonely.MERGE
    )
    assert sample.units.tolist() == [3]
    assert sample.fraction == pytest.approx(np.array([0.1]))
