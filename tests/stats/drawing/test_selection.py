"""Every set has the same chance, and the order of the frame has no say."""

from collections import Counter
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tryggve.stats.drawing.allocation import Allocation, fixed
from tryggve.stats.drawing.selection import draw
from tryggve.stats.drawing.strata import strata_of
from tryggve.wording.problems import InputError

FRAME = pl.DataFrame(
    {
        "id": [f"p{number:02}" for number in range(12)],
        "area": ["north"] * 5 + ["south"] * 7,
    }
)
TWO_AND_THREE = fixed(strata_of([5, 7], names=["north", "south"]), [2, 3])


def drawn_ids(frame: pl.DataFrame, seed: int, allocation: Allocation = TWO_AND_THREE) -> list[str]:
    found = draw(
        stratum=frame["area"],
        identity=frame["id"],
        allocation=allocation,
        rng=np.random.default_rng(seed),
    )
    return found.of(frame)["id"].to_list()


def test_so_many_of_each_stratum_with_their_weights() -> None:
    found = draw(
        stratum=FRAME["area"],
        identity=FRAME["id"],
        allocation=TWO_AND_THREE,
        rng=np.random.default_rng(1),
    )
    assert found.stratum.tolist() == [0, 0, 1, 1, 1]
    np.testing.assert_allclose(found.weight, [5 / 2] * 2 + [7 / 3] * 3)
    table = found.of(FRAME)
    assert table.columns == ["id", "area", "weight"]
    assert table["area"].to_list() == ["north"] * 2 + ["south"] * 3
    assert table["id"].n_unique() == 5
    assert table["weight"].to_list() == found.weight.tolist()


def test_arrays_will_do() -> None:
    found = draw(
        stratum=np.repeat(["a", "b"], [5, 7]),
        identity=np.arange(12),
        allocation=fixed(strata_of([5, 7], names=["a", "b"]), 7),
        rng=np.random.default_rng(1),
    )
    assert found.rows.tolist() == list(range(12))


@given(st.permutations(range(12)), st.integers(0, 1000))
def test_the_order_of_the_frame_does_not_matter(order: list[int], seed: int) -> None:
    assert drawn_ids(FRAME[order], seed) == drawn_ids(FRAME, seed)


@given(st.integers(0, 1000), st.integers(2, 5))
def test_more_of_one_stratum_are_some_more_and_others_stay(seed: int, north: int) -> None:
    some = drawn_ids(FRAME, seed)
    more = drawn_ids(FRAME, seed, fixed(strata_of([5, 7], names=["north", "south"]), [north, 3]))
    assert set(some) <= set(more)
    assert some[2:] == more[-3:]


def test_every_set_has_the_same_chance() -> None:
    rng = np.random.default_rng(20070101)
    times = Counter(
        tuple(
            draw(
                stratum=["a"] * 6, identity=range(6), allocation=THREE_OF_SIX, rng=rng
            ).rows.tolist()
        )
        for _ in range(4000)
    )
    assert set(times) == set(combinations(range(6), 3))
    assert stats.chisquare(list(times.values())).pvalue > 0.001


THREE_OF_SIX = fixed(strata_of([6], names=["a"]), 3)


def test_what_is_wrong_with_a_frame_is_told_without_a_name() -> None:
    frame = FRAME.with_columns(
        area=pl.Series(["north"] * 4 + [None, "west"] + ["south"] * 6),
    )
    with pytest.raises(InputError) as caught:
        drawn_ids(frame, 1)
    assert [(p.row, p.field) for p in caught.value.problems] == [(6, "stratum"), (7, "stratum")]

    frame = FRAME.with_columns(
        id=pl.Series(["p00", "secret", *["p02", "secret"], None, *"abcdefg"])
    )
    with pytest.raises(InputError) as caught:
        drawn_ids(frame, 1)
    assert [p.row for p in caught.value.problems] == [6, 3, 5]
    assert "secret" not in str(caught.value)


def test_the_allocation_must_be_of_the_frame() -> None:
    with pytest.raises(InputError) as caught:
        drawn_ids(FRAME, 1, fixed(strata_of([6, 6], names=["north", "south"]), 2))
    assert [problem.what.values for problem in caught.value.problems] == [
        {"stratum": "north", "people": 5, "population": 6},
        {"stratum": "south", "people": 7, "population": 6},
    ]


def test_columns_of_two_lengths() -> None:
    with pytest.raises(InputError) as caught:
        draw(
            stratum=FRAME["area"],
            identity=[1, 2],
            allocation=TWO_AND_THREE,
            rng=np.random.default_rng(1),
        )
    assert [problem.field for problem in caught.value.problems] == ["identity"]


@pytest.mark.parametrize(
    "identity",
    [
        [float("nan"), *map(float, range(11))],
        [" ", *"abcdefghijk"],
    ],
)
def test_an_identity_that_is_none(identity: list[object]) -> None:
    with pytest.raises(InputError) as caught:
        drawn_ids(FRAME.with_columns(id=pl.Series(identity)), 1)
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "identity")]


@pytest.mark.parametrize(
    "identity",
    [pl.Series([[number] for number in range(12)]), pl.Series([object()] * 12, dtype=pl.Object)],
)
def test_identities_that_cannot_be_sorted(identity: pl.Series) -> None:
    with pytest.raises(InputError) as caught:
        draw(
            stratum=FRAME["area"],
            identity=identity,
            allocation=TWO_AND_THREE,
            rng=np.random.default_rng(1),
        )
    assert [problem.field for problem in caught.value.problems] == ["identity"]


def test_spaces_around_the_name_of_a_stratum_do_not_matter() -> None:
    frame = FRAME.with_columns(area=" " + pl.col("area") + " ")
    assert drawn_ids(frame, 1) == drawn_ids(FRAME, 1)
