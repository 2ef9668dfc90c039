"""Classes with too few respondents are joined by the stated rule, and it is reported."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.stats.calibration.collapse import Collapsed, Joined, collapse, nearest
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import poststratify, rake
from tryggve.stats.sample import Integers, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

# Two strata, two sexes, three ages: the order of a margin of all three.
KEYS = [(h, sex, age) for h in ("north", "south") for sex in ("f", "m") for age in "123"]
LABELS = tuple(" ".join(key) for key in KEYS)


def collapsed(
    answered: list[int],
    totals: list[float],
    *,
    least: int,
    keys: list[tuple[str, ...]] | None = None,
) -> Collapsed:
    """Of classes with so many respondents and people each."""
    labels = LABELS if keys is None and len(answered) == len(LABELS) else ()
    codes = np.repeat(np.arange(len(answered)), answered)
    margin = Margin("cells", codes, np.array(totals, dtype=float), labels)
    return collapse(margin, keys or [()] * len(answered), least=least)


def cells(answered: list[int], *, least: int) -> tuple[tuple[str, ...], ...]:
    """What is joined of the cells of stratum, sex and age with 100 people each."""
    codes = np.repeat(np.arange(12), answered)
    margin = Margin("cells", codes, np.full(12, 100.0), LABELS)
    return tuple(each.labels for each in collapse(margin, KEYS, least=least).joined)


def test_enough_everywhere_joins_nothing() -> None:
    found = collapsed([5, 6, 7], [100, 200, 300], least=5)
    assert found.joined == ()
    assert found.margin.totals.tolist() == [100, 200, 300]
    assert found.margin.codes.tolist() == [0] * 5 + [1] * 6 + [2] * 7


def test_a_tiny_class_joins_its_neighbour_and_is_reported() -> None:
    found = collapsed([9, 8, 2, 7], [100, 200, 30, 400], least=5)
    assert found.joined == (Joined(("1", "2"), 10),)
    assert found.margin.totals.tolist() == [100, 230, 400]
    assert found.margin.labels == ("0", "1 + 2", "3")
    assert np.bincount(found.margin.codes).tolist() == [9, 10, 7]


def test_an_empty_class_joins_with_its_people() -> None:
    """Least 1: only what weights cannot stand for is joined."""
    found = collapsed([1, 0, 4], [100, 20, 300], least=1)
    assert found.joined == (Joined(("0", "1"), 1),)
    assert found.margin.totals.tolist() == [120, 300]


def test_ages_are_joined_first_then_sexes_then_strata() -> None:
    assert cells([9, 9, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9], least=5) == (
        ("north f 2", "north f 3"),  # though the next in order, north m 1, is as near
    )
    assert cells([1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9], least=5) == (
        ("north f 1", "north f 2", "north f 3", "north m 1"),
    )
    assert cells([1, 1, 1, 1, 0, 0, 9, 9, 9, 9, 9, 9], least=5) == ((*LABELS[:6], "south f 1"),)


def test_of_two_neighbours_the_earlier() -> None:
    found = collapsed([9, 2, 5], [100, 100, 100], least=5)
    assert found.joined == (Joined(("0", "1"), 11),)


def test_the_smallest_goes_first() -> None:
    """The class of 1 joins that of 4; with 5 they are enough, and that of 4 stays no more."""
    found = collapsed([9, 4, 1, 9], [1, 1, 1, 1], least=5)
    assert found.joined == (Joined(("1", "2"), 5),)


def test_a_joined_class_stands_where_its_first_stood() -> None:
    """0, 1 and 2 became one at place 0: to 3, which is too small, 4 is nearer."""
    found = collapsed([1, 1, 4, 3, 9], [1, 1, 1, 1, 1], least=5)
    assert found.joined == (Joined(("0", "1", "2"), 6), Joined(("3", "4"), 12))


def test_too_few_of_all_are_one_class() -> None:
    found = collapsed([1, 1, 1], [10, 20, 30], least=100)
    assert found.joined == (Joined(("0", "1", "2"), 3),)
    assert found.margin.totals.tolist() == [60]


def test_a_class_with_nobody_at_all_is_left_alone() -> None:
    found = collapsed([0, 2, 9], [0, 50, 100], least=5)
    assert found.joined == (Joined(("1", "2"), 11),)
    assert found.margin.totals.tolist() == [0, 150]
    assert found.margin.labels == ("0", "1 + 2")


def test_keys_of_joined_classes_are_those_of_the_first() -> None:
    codes = np.repeat(np.arange(12), [9, 1, *[9] * 10])
    found = collapse(Margin("cells", codes, np.full(12, 1.0), LABELS), KEYS, least=5)
    assert found.margin.keys == (KEYS[0], *KEYS[2:])


@pytest.mark.parametrize(
    ("of", "first"),
    [(0, [1, 2, 3, 4, 5, 6]), (5, [4, 3, 2, 1, 0, 6]), (7, [6, 8, 9, 10, 11, 5])],
)
def test_the_nearest_share_the_most_leading_variables(of: int, first: list[int]) -> None:
    assert nearest(of, KEYS)[:6].tolist() == first


margins = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 500)), min_size=1, max_size=30
).filter(lambda classes: any(answered for answered, _ in classes))


@settings(deadline=None, max_examples=200)
@given(margins, st.integers(1, 12), st.integers(1, 4))
def test_every_class_has_enough_and_nobody_is_lost(
    classes: list[tuple[int, int]], least: int, width: int
) -> None:
    answered, people = (list(column) for column in zip(*classes, strict=True))
    keys = [(str(c // width), str(c % width)) for c in range(len(classes))]
    found = collapsed(answered, people, least=least, keys=keys)
    now = np.bincount(found.margin.codes, minlength=found.margin.classes)
    is_empty = (now == 0) & (found.margin.totals == 0)
    assert (now[~is_empty] >= least).all() or (~is_empty).sum() == 1
    assert found.margin.totals.sum() == sum(people)
    assert len(found.margin.codes) == sum(answered)
    assert [name for label in found.margin.labels for name in label.split(" + ")] == sorted(
        map(str, range(len(classes))), key=lambda name: found_in(name, found)
    )
    assert all(len(each.labels) > 1 for each in found.joined)
    assert [each.respondents for each in found.joined] == [
        now[c] for c, label in enumerate(found.margin.labels) if " + " in label
    ]


def found_in(name: str, found: Collapsed) -> tuple[int, int]:
    place = next(c for c, label in enumerate(found.margin.labels) if name in label.split(" + "))
    return place, int(name)


@settings(deadline=None, max_examples=60)
@given(margins, st.integers(1, 12))
def test_collapsing_again_changes_nothing(classes: list[tuple[int, int]], least: int) -> None:
    answered, people = (list(column) for column in zip(*classes, strict=True))
    first = collapsed(answered, people, least=least).margin
    again = collapse(first, list(first.keys), least=least)
    assert again.joined == ()
    assert again.margin.codes.tolist() == first.codes.tolist()
    assert again.margin.totals.tolist() == first.totals.tolist()


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.integers(1, 8))
def test_weights_can_be_calibrated_to_what_is_left(seed: int, least: int) -> None:
    """However empty the cells: poststratified weights meet them, and raked ones a second margin."""
    rng = np.random.default_rng(seed)
    size = 40
    sample = stratified_sample(stratum=np.zeros(size, dtype=np.int64), population=[20 * size])
    codes: Integers = rng.choice(12, size, p=rng.dirichlet(np.full(12, 0.4)))
    people = rng.integers(1, 500, 12).astype(float)
    found = collapse(Margin("cells", codes, people, LABELS), KEYS, least=least).margin
    weight = poststratify(sample, found).sample.weight
    np.testing.assert_allclose(np.bincount(found.codes, weight), found.totals, rtol=1e-9)
    everybody = Margin("all", np.zeros(size, dtype=np.int64), np.array([people.sum()]))
    weight = rake(sample, [everybody, found]).sample.weight
    np.testing.assert_allclose(np.bincount(found.codes, weight), found.totals, rtol=1e-6)


def refused(margin: Margin, keys: list[tuple[str, ...]]) -> list[tuple[str, int | None, str]]:
    with pytest.raises(InputError) as raised:
        collapse(margin, keys, least=5)
    with speaking("en"):
        return [(str(p.what), p.row, p.field) for p in raised.value.problems]


def test_codes_and_counts_that_cannot_be() -> None:
    margin = Margin("age", np.array([0, 3, -1]), np.array([5.0, -1.0, np.nan]))
    assert refused(margin, [()] * 3) == [
        ("The class is not among those of the margin.", 3, "age"),
        ("The class is not among those of the margin.", 4, "age"),
        ("The population count of class 1 is negative or missing.", None, "age"),
        ("The population count of class 2 is negative or missing.", None, "age"),
    ]


@pytest.mark.parametrize("keys", [[("a",)], [("a",), ("b", "c")], [("a",), ("b",), ("c",)]])
def test_keys_of_other_classes(keys: list[tuple[str, ...]]) -> None:
    margin = Margin("age", np.array([0, 1]), np.array([5.0, 1.0]))
    assert refused(margin, keys) == [
        ("The keys do not belong to the classes of the margin.", None, "age")
    ]
