"""Permanent random numbers: even chances, and an overlap as wanted from round to round."""

import hashlib
import hmac
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tryggve.stats.drawing.allocation import Allocation, fixed
from tryggve.stats.drawing.permanent import Arcs, draw_permanent, free_start, permanent_numbers
from tryggve.stats.drawing.strata import strata_of
from tryggve.stats.sample import Floats
from tryggve.wording.problems import InputError

KEY = bytes(range(32))
NUMBERS = ["191212121212", "200001010017", "195502702398"]


def everybody(size: int, seed: int = 1) -> list[str]:
    """Made-up numbers of twelve digits, each once."""
    chosen = np.random.default_rng(seed).choice(10**6, size, replace=False)
    return [f"1980{number:08}" for number in chosen.tolist()]


def of_one(population: int, drawn: int) -> Allocation:
    return fixed(strata_of([population], names=["a"], least=0), drawn)


def drawn_from(numbers: Floats, drawn: int, start: float | Floats) -> tuple[set[int], Arcs]:
    found, arcs = draw_permanent(
        stratum=["a"] * len(numbers),
        number=numbers,
        allocation=of_one(len(numbers), drawn),
        start=start,
    )
    return set(found.rows.tolist()), arcs


def test_the_number_is_the_keyed_hash() -> None:
    message = b"tryggve permanent random number\n" + NUMBERS[0].encode()
    digest = hmac.new(KEY, message, hashlib.sha256).digest()
    expected = (int.from_bytes(digest[:8], "big") >> 11) / 2**53
    assert permanent_numbers(NUMBERS, KEY)[0] == expected


def test_ways_of_writing_and_order_do_not_matter() -> None:
    written = ["19121212-1212", " 200001010017", "19550270-2398 "]
    found = permanent_numbers(written[::-1], KEY)[::-1]
    np.testing.assert_array_equal(found, permanent_numbers(NUMBERS, KEY))


def test_another_key_gives_numbers_that_have_nothing_to_do_with_these() -> None:
    people = everybody(20_000)
    one, two = permanent_numbers(people, KEY), permanent_numbers(people, bytes(32))
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(len(people))


def test_numbers_are_uniform_also_for_neighbours() -> None:
    people = [f"{number:012}" for number in range(195_001_010_000, 195_001_060_000)]
    numbers = permanent_numbers(people, KEY)
    assert ((numbers >= 0) & (numbers < 1)).all()
    assert stats.kstest(numbers, "uniform").pvalue > 0.001
    pairs = np.histogram2d(numbers[:-1:2], numbers[1::2], bins=10, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(pairs.ravel()).pvalue > 0.001


def test_nobody_is_named_in_an_error() -> None:
    wrong = ["191212121212", "1212121212", None, "19121212-1212", "1912121212121", "åäö", "x"]
    with pytest.raises(InputError) as caught:
        permanent_numbers(wrong, KEY)
    assert [problem.row for problem in caught.value.problems] == [3, 4, 6, 7, 8, 2, 5]
    told = str(caught.value) + repr(caught.value)
    assert [number for number in wrong if number and len(number) > 1 and number in told] == []


def test_a_short_key_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        permanent_numbers(NUMBERS, b"secret")
    assert [problem.field for problem in caught.value.problems] == ["key"]
    assert "b'secret'" not in repr(caught.value)


def test_the_next_after_the_start_around_the_circle() -> None:
    numbers = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    found, arcs = draw_permanent(
        stratum=["a"] * 5, number=numbers, allocation=of_one(5, 3), start=0.5
    )
    assert found.rows.tolist() == [3, 4, 0]  # a number at the start comes last
    np.testing.assert_allclose(found.weight, [5 / 3] * 3)
    np.testing.assert_allclose(arcs.length, [0.7])
    np.testing.assert_allclose(arcs.end, [0.2])


def test_nobody_and_everybody() -> None:
    numbers = np.array([0.1, 0.3, 0.5])
    nobody, arcs = drawn_from(numbers, 0, 0.2)
    assert (nobody, arcs.length.tolist()) == (set(), [0.0])
    all_of_them, arcs = drawn_from(numbers, 3, 0.2)
    assert (all_of_them, arcs.length.tolist()) == ({0, 1, 2}, [1.0])


@given(
    st.lists(st.integers(0, 10**6 - 1), min_size=2, max_size=40, unique=True),
    st.floats(0, 0.999),
    st.data(),
)
def test_no_one_twice_until_all_were_drawn(
    places: list[int], start: float, data: st.DataObject
) -> None:
    numbers = np.array(places) / 10**6
    people = len(numbers)
    first, second = (data.draw(st.integers(1, people - 1)) for _ in range(2))
    one, arcs = drawn_from(numbers, first, start)
    other, _ = drawn_from(numbers, second, arcs.next_start())
    assert len(one & other) == max(0, first + second - people)
    same, _ = drawn_from(numbers, second, arcs.next_start(overlap=1))
    assert len(one & same) == min(first, second)


@given(st.permutations(range(20)))
def test_the_order_of_the_frame_does_not_matter(order: list[int]) -> None:
    numbers = permanent_numbers(everybody(20), KEY)
    found, arcs = drawn_from(numbers, 7, 0.4)
    moved, same = drawn_from(numbers[order], 7, 0.4)
    assert {order[row] for row in moved} == found
    np.testing.assert_array_equal(arcs.length, same.length)


def test_every_set_has_the_same_chance_in_both_of_two_rounds() -> None:
    """Over keys; the second round starts where the first said, half of it drawn again."""
    sets = {each: place for place, each in enumerate(combinations(range(6), 2))}
    times = np.zeros((2, len(sets)))
    people = everybody(6)
    for key in range(1500):
        numbers = permanent_numbers(people, key.to_bytes(32, "big"))
        one, arcs = drawn_from(numbers, 2, 0.3)
        two, _ = drawn_from(numbers, 2, arcs.next_start(overlap=0.5))
        for kind, drawn in enumerate((one, two)):
            times[kind, sets[tuple(sorted(drawn))]] += 1
    assert (stats.chisquare(times, axis=1).pvalue > 0.001).all()


@pytest.mark.parametrize("overlap", [0.2, 0.5, 0.8])
def test_the_overlap_is_as_wanted(overlap: float) -> None:
    """Of 300 drawn again by binomial chance: within four standard errors over 60 keys."""
    people, found = everybody(3000), []
    for key in range(60):
        numbers = permanent_numbers(people, key.to_bytes(32, "big"))
        one, arcs = drawn_from(numbers, 300, 0.9)
        two, _ = drawn_from(numbers, 300, arcs.next_start(overlap=overlap))
        found.append(len(one & two) / 300)
    error = np.sqrt(overlap * (1 - overlap) / 300 / 60)
    assert abs(np.mean(found) - overlap) < 4 * error + 1 / 300


def test_each_stratum_has_its_own_piece() -> None:
    numbers = np.array([0.1, 0.4, 0.6, 0.9, 0.2, 0.5, 0.8])
    found, arcs = draw_permanent(
        stratum=["a"] * 4 + ["b"] * 3,
        number=numbers,
        allocation=fixed(strata_of([4, 3], names=["a", "b"], least=1), [2, 1]),
        start=[0.3, 0.7],
    )
    assert found.rows.tolist() == [1, 2, 6]
    assert found.stratum.tolist() == [0, 0, 1]
    np.testing.assert_allclose(arcs.end, [0.75, 0.0], atol=1e-12)


def test_a_free_start_where_strata_were_redrawn() -> None:
    one = Arcs(("a", "b"), np.array([0.0, 0.0]), np.array([0.1, 0.25]))
    two = Arcs(("c", "d"), np.array([0.9, 0.3]), np.array([0.15, 0.1]))
    assert free_start([]) == 0
    assert free_start([one]) == pytest.approx(0.25)
    assert free_start([one, two]) == pytest.approx(0.4)
    wrapped = Arcs(("e",), np.array([0.8]), np.array([0.7]))
    assert free_start([wrapped, Arcs(("f",), np.array([0.1]), np.array([0.1]))]) == pytest.approx(
        0.5
    )
    with pytest.raises(InputError):
        free_start([wrapped, Arcs(("g",), np.array([0.4]), np.array([0.5]))])


@given(st.lists(st.tuples(st.floats(0, 0.999), st.floats(0.001, 0.5)), min_size=1, max_size=6))
def test_a_free_start_is_free(pieces: list[tuple[float, float]]) -> None:
    starts, lengths = np.array(pieces).T
    arcs = Arcs(tuple("abcdef")[: len(pieces)], starts, lengths)
    fine = np.arange(0, 1, 1e-3)
    covered = (((fine[:, None] - starts) % 1) < lengths).any(axis=1)
    if covered.all():
        return
    start = free_start([arcs])
    assert not (((start + 1e-9 - starts) % 1) < lengths - 1e-6).any()


@pytest.mark.parametrize("start", [1.0, -0.1, np.nan])
def test_a_start_off_the_circle(start: float) -> None:
    with pytest.raises(InputError) as caught:
        drawn_from(np.array([0.1, 0.2]), 1, start)
    assert [problem.field for problem in caught.value.problems] == ["start"]


def test_numbers_that_cannot_be() -> None:
    for wrong in (np.array([0.1, np.nan]), np.array([0.1, 1.0]), np.array([0.1])):
        with pytest.raises(InputError) as caught:
            draw_permanent(stratum=["a", "a"], number=wrong, allocation=of_one(2, 1))
        assert [problem.field for problem in caught.value.problems] == ["number"]
    arcs = Arcs(("a",), np.array([0.2]), np.array([0.1]))
    with pytest.raises(InputError) as caught:
        arcs.next_start(overlap=1.5)
    assert [problem.field for problem in caught.value.problems] == ["overlap"]


def test_digits_of_other_scripts_are_not_another_number() -> None:
    """They would hash to another number for the same person."""
    with pytest.raises(InputError) as caught:
        permanent_numbers(["١٩١٢١٢١٢١٢١٢"], KEY)
    assert [problem.row for problem in caught.value.problems] == [2]


def test_numbers_that_were_rounded() -> None:
    """The order of the frame would choose between people of the same number."""
    numbers = permanent_numbers(everybody(500), KEY)
    with pytest.raises(InputError) as caught:
        drawn_from(numbers.round(3), 5, 0.5)
    assert [problem.field for problem in caught.value.problems] == ["number"]
    numbers[:2] = numbers[0]  # once in thousands of frames, by chance
    assert len(drawn_from(numbers, 5, 0.5)[0]) == 5


def test_a_start_or_an_overlap_for_other_strata() -> None:
    with pytest.raises(InputError) as caught:
        drawn_from(np.array([0.1, 0.2]), 1, np.array([0.1, 0.2, 0.3]))
    assert [problem.field for problem in caught.value.problems] == ["start"]
    with pytest.raises(InputError) as caught:
        Arcs(("a",), np.array([0.2]), np.array([0.1])).next_start(overlap=[0.1, 0.2])
    assert [problem.field for problem in caught.value.problems] == ["overlap"]
