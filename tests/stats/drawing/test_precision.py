"""Expected errors are those of the books, and so many drawn are enough but no more than enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.drawing.precision import (
    deviations_of_shares,
    enough_for_each,
    error_of,
    error_of_whole,
    errors,
    half_width_of,
)
from tryggve.stats.drawing.strata import strata_of
from tryggve.wording.problems import InputError


@pytest.mark.parametrize(
    ("answers", "share", "points"),
    [(165, 0.5, 7.6), (165, 0.25, 6.6), (165, 0.02, 2.1), (330, 0.25, 4.7), (740, 0.02, 1.0)],
)
def test_half_widths_in_a_large_population(answers: int, share: float, points: float) -> None:
    width = half_width_of(errors(strata_of([10**7]), [answers], share=share))
    assert round(100 * float(width[0]), 1) == points


def test_the_error_is_that_of_all_samples() -> None:
    """Every sample of 3 of 7, of whom 2 have the property, by hand: mean of squared deviations."""
    from itertools import combinations

    values = [1, 1, 0, 0, 0, 0, 0]
    shares = np.array([sum(values[i] for i in chosen) / 3 for chosen in combinations(range(7), 3)])
    error = errors(strata_of([7]), [3], share=2 / 7)
    np.testing.assert_allclose(error, [np.sqrt(((shares - 2 / 7) ** 2).mean())])


def test_cochrans_example() -> None:
    """Cochran 1977, 4.4: 4,000 people, share 0.4 or so, error 5 points at t = 2: 400 without and
    364 with the finite population, when p is 0.5."""
    drawn = enough_for_each(strata_of([4000, 10**9]), standard_error=0.025, share=0.5)
    assert drawn.tolist() == [364, 400]


def test_response_is_made_up_for() -> None:
    strata = strata_of([8000, 8000], response=[1, 0.5])
    drawn = enough_for_each(strata, standard_error=error_of(0.05))
    assert drawn.tolist() == [367, 734]
    np.testing.assert_array_equal(np.diff(errors(strata, drawn)), [0])


def test_a_few_people_cannot_be_sure_at_half_response() -> None:
    strata = strata_of([8000, 300], names=["centre", "village"], response=0.5)
    with pytest.raises(InputError) as caught:
        enough_for_each(strata, standard_error=error_of(0.05))
    (problem,) = caught.value.problems
    assert (problem.row, problem.field) == (3, "standard_error")
    assert problem.what.values == {"stratum": "village", "drawn": 338, "most": 300}
    width = problem.mend.values["width"]
    assert enough_for_each(strata, standard_error=error_of(width / 100))[1] <= 300


def test_errors_of_the_whole() -> None:
    strata = strata_of([1000, 3000])
    each = errors(strata, [100, 200], share=[0.2, 0.4])
    whole = error_of_whole(strata, [100, 200], share=[0.2, 0.4])
    np.testing.assert_allclose(whole**2, (each[0] / 4) ** 2 + (3 * each[1] / 4) ** 2)
    assert np.isnan(error_of_whole(strata, [100, 0]))
    assert error_of_whole(strata, [1000, 3000]) == 0


def test_one_person_is_a_stratum_too() -> None:
    np.testing.assert_array_equal(deviations_of_shares(strata_of([1]), 0.5), [0.5])
    np.testing.assert_array_equal(errors(strata_of([1]), [1]), [0])


@pytest.mark.parametrize("wrong", [0, -0.1, np.nan])
def test_an_error_that_cannot_be_wanted(wrong: float) -> None:
    with pytest.raises(InputError) as caught:
        enough_for_each(strata_of([10, 10]), standard_error=[0.1, wrong])
    assert [problem.row for problem in caught.value.problems] == [3]


@pytest.mark.parametrize("wrong", [-0.1, 1.1, np.nan])
def test_a_share_that_cannot_be(wrong: float) -> None:
    with pytest.raises(InputError) as caught:
        deviations_of_shares(strata_of([10, 10]), [wrong, 0.5])
    assert [problem.row for problem in caught.value.problems] == [2]


@given(
    st.lists(st.integers(50, 10**6), min_size=1, max_size=5),
    st.floats(0.3, 1),
    st.floats(0.05, 0.95),
    st.floats(0.08, 0.3),
)
def test_enough_and_no_more(
    population: list[int], response: float, share: float, wanted: float
) -> None:
    strata = strata_of(population, response=response, least=1)
    drawn = enough_for_each(strata, standard_error=wanted, share=share)
    assert (errors(strata, drawn, share=share) <= wanted + 1e-9).all()
    fewer = np.nan_to_num(errors(strata, drawn - 1, share=share), nan=np.inf)
    assert (fewer > wanted).all()


@pytest.mark.parametrize("level", [0, 1, 95, np.nan])
def test_a_level_that_cannot_be(level: float) -> None:
    for half in (error_of, half_width_of):
        with pytest.raises(InputError) as caught:
            half(0.05, level=level)
        assert [problem.field for problem in caught.value.problems] == ["level"]


def test_as_many_values_as_strata() -> None:
    strata = strata_of([10, 10, 10])
    for wrong in ([0.1, 0.2], ["a", "b", "c"]):
        with pytest.raises(InputError) as caught:
            enough_for_each(strata, standard_error=wrong)
        assert [problem.field for problem in caught.value.problems] == ["standard_error"]
        with pytest.raises(InputError) as caught:
            errors(strata, 2, share=wrong)
        assert [problem.field for problem in caught.value.problems] == ["share"]
