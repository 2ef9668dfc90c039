"""Margins: weights meet them by every method, and what cannot be met is told and by how much."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.stats.calibration.again import (
    Recalibration,
    exponential_again,
    linear_again,
    logit_again,
    poststratify_again,
    rake_again,
)
from tryggve.stats.calibration.margins import Margin, Margins, NumberTotal, groups_of
from tryggve.stats.calibration.methods import (
    Calibrated,
    exponential,
    linear,
    logit,
    percent_up,
    poststratify,
    rake,
)
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import speaking

BOUNDS = (0.6, 1.5)
LEAST, MOST = 0.7, 1.4  # true factors: within the bounds, so that every method can meet them
MET = 1e-6

Method = Callable[[Sample, Margins], Calibrated]
OF_CLASSES: dict[str, Method] = {
    "rake": rake,
    "linear": linear,
    "bounded": lambda sample, margins: linear(sample, margins, bounds=BOUNDS),
    "exponential": exponential,
    "logit": lambda sample, margins: logit(sample, margins, bounds=BOUNDS),
}
OF_NUMBERS = {name: method for name, method in OF_CLASSES.items() if name != "rake"}
AGAIN: dict[str, Callable[[Sample, Margins], Recalibration]] = {
    "rake": rake_again,
    "linear": linear_again,
    "bounded": lambda sample, margins: linear_again(sample, margins, bounds=BOUNDS),
    "exponential": exponential_again,
    "logit": lambda sample, margins: logit_again(sample, margins, bounds=BOUNDS),
}


@dataclass(frozen=True)
class Made:
    """A sample, margins of classes and a number, which the weights `true` (n,) would meet."""

    sample: Sample
    classes: list[Margin]
    number: NumberTotal
    true: Floats


def make(seed: int, size: int, widths: list[int], order: float, spread: float) -> Made:
    rng = np.random.default_rng(seed)
    stratum = np.arange(size) % 3
    weight = rng.uniform(3, 30, size)
    sample = stratified_sample(stratum=stratum, population=[size * 20] * 3, weight=weight)
    true = weight * rng.uniform(LEAST, MOST, size)
    classes = []
    for place, width in enumerate(widths):
        codes = rng.integers(0, width, size)
        codes[:width] = np.arange(width)  # nobody lacks anywhere
        classes.append(Margin(f"m{place}", codes, np.bincount(codes, true)))
    values = rng.choice([-1, 1]) * np.exp(rng.normal(order, spread, size))
    return Made(sample, classes, NumberTotal("number", values, float(values @ true)), true)


margins_that_can_be = st.builds(
    make,
    st.integers(0, 1_000_000),
    st.integers(40, 150),
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
    st.floats(-8, 12),
    st.floats(0.1, 1),
)


def meets(weight: Floats, margins: Margins) -> None:
    for margin in margins:
        if isinstance(margin, Margin):
            found = np.bincount(margin.codes, weight, margin.classes)
            np.testing.assert_allclose(found, margin.totals, rtol=MET)
        else:
            np.testing.assert_allclose(margin.values @ weight, margin.total, rtol=MET)


@settings(deadline=None, max_examples=50)
@given(margins_that_can_be)
def test_weights_meet_the_classes_by_every_method(made: Made) -> None:
    for method in OF_CLASSES.values():
        meets(method(made.sample, made.classes).sample.weight, made.classes)
    for margin in made.classes:
        meets(poststratify(made.sample, margin).sample.weight, [margin])


@settings(deadline=None, max_examples=50)
@given(margins_that_can_be)
def test_weights_meet_numbers_of_any_size_by_every_method_that_takes_them(made: Made) -> None:
    margins = [*made.classes, made.number]
    for method in OF_NUMBERS.values():
        meets(method(made.sample, margins).sample.weight, margins)


@settings(deadline=None, max_examples=50)
@given(margins_that_can_be)
def test_factors_are_what_the_method_says(made: Made) -> None:
    """Above zero, or within the bounds; people with the same classes have the same factor."""
    together = groups_of(made.sample, made.classes).group
    for name, method in OF_CLASSES.items():
        calibrated = method(made.sample, made.classes)
        factor = calibrated.factor
        assert (factor * made.sample.weight).tolist() == calibrated.sample.weight.tolist()
        first = np.unique(together, return_index=True)[1]
        assert factor.tolist() == factor[first][together].tolist()
        assert calibrated.deviation <= MET
        if name in ("bounded", "logit"):
            assert factor.min() >= BOUNDS[0]
            assert factor.max() <= BOUNDS[1]
        elif name != "linear":
            assert factor.min() > 0


@settings(deadline=None, max_examples=25)
@given(margins_that_can_be, st.integers(0, 1000))
def test_weights_meet_the_margins_in_replicates(made: Made, seed: int) -> None:
    """In a replicate with every class filled, as far as the method can: all but the bounded can."""
    thinned = np.random.default_rng(seed).choice([0.5, 1.0, 1.5], (made.sample.size, 4))
    weights = made.sample.weight[:, None] * thinned
    for name in ("rake", "linear", "exponential"):
        recalibration = AGAIN[name](made.sample, made.classes)
        if recalibration.joins(weights):
            continue
        factor = recalibration.factors(weights)[recalibration.group]
        for replicate in (weights * factor).T:
            meets(replicate, made.classes)
    one = poststratify_again(made.sample, made.classes[0])
    for replicate in (weights * one.factors(weights)[one.group]).T:
        meets(replicate, made.classes[:1])


@settings(deadline=None, max_examples=25)
@given(margins_that_can_be, st.floats(-9e-7, 9e-7))
def test_margins_that_differ_by_rounding_are_met(made: Made, apart: float) -> None:
    """Modelled counts seldom add up to the last digit: less than a millionth is no disagreement."""
    first, *others = made.classes
    rounded = [first, *(Margin(m.name, m.codes, m.totals * (1 + apart)) for m in others)]
    for method in OF_CLASSES.values():
        weight = method(made.sample, rounded).sample.weight
        for margin in rounded:
            found = np.bincount(margin.codes, weight, margin.classes)
            np.testing.assert_allclose(found, margin.totals, rtol=1.1e-6)


def refused(calibrate: Callable[[], object]) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        calibrate()
    return list(raised.value.problems)


def told(calibrate: Callable[[], object]) -> list[tuple[str, str]]:
    problems = refused(calibrate)
    with speaking("en"):
        return [(str(problem.what), problem.field) for problem in problems]


def simple(*codes: Integers) -> Sample:
    size = len(codes[0])
    return stratified_sample(stratum=np.zeros(size, dtype=np.int64), population=[10 * size])


SEX, AGE = np.array([0, 1] * 5), np.array([0, 0, 1, 1, 2, 2, 0, 1, 2, 0])


@pytest.mark.parametrize("name", OF_CLASSES)
def test_margins_that_disagree_in_total(name: str) -> None:
    """Each that differs from the first is told, with both totals."""
    margins = [
        Margin("sex", SEX, np.array([50.0, 50.0])),
        Margin("age", AGE, np.array([30.0, 30.0, 41.0])),
        Margin("area", SEX, np.array([60.0, 40.0])),
        Margin("born", AGE, np.array([30.0, 30.0, 39.0])),
    ]
    expected = [
        ("The margins disagree: sex adds up to 100, age to 101.", "age"),
        ("The margins disagree: sex adds up to 100, born to 99.", "born"),
    ]
    assert told(lambda: OF_CLASSES[name](simple(SEX), margins)) == expected
    assert told(lambda: AGAIN[name](simple(SEX), margins)) == expected


@settings(deadline=None, max_examples=25)
@given(margins_that_can_be, st.floats(1.1e-6, 0.5), st.sampled_from([-1, 1]))
def test_more_than_a_millionth_is_a_disagreement(made: Made, apart: float, sign: int) -> None:
    first = made.classes[0]
    other = Margin("other", first.codes, first.totals * (1 + sign * apart))
    for method in OF_CLASSES.values():
        problems = refused(lambda method=method: method(made.sample, [first, other]))
        assert [problem.field for problem in problems] == ["other"]


@pytest.mark.parametrize("name", OF_CLASSES)
def test_what_no_weights_meet_is_told_with_the_margin_and_by_how_much(name: str) -> None:
    """The two margins divide people alike. One of 60 and 40, the other of 50 and 50."""
    margins = [
        Margin("first", SEX, np.array([60.0, 40.0]), ("women", "men")),
        Margin("second", SEX, np.array([50.0, 50.0]), ("women", "men")),
    ]
    (problem,) = refused(lambda: OF_CLASSES[name](simple(SEX), margins))
    assert problem.field in {f"{m} {sex}" for m in ("first", "second") for sex in ("women", "men")}
    with speaking("en"):
        words = str(problem.what).removeprefix("Calibration does not meet the margin ")
    label, percent = words.removesuffix(" percent off.").split(": ")
    assert label == problem.field
    margin, sex = label.split()
    wanted = {"first": [60, 40], "second": [50, 50]}[margin][["women", "men"].index(sex)]
    # Weights between the two are 50 to 60 of one sex: 10 apart at most, and some at least.
    assert 0 < float(percent) <= 100 * 10 / wanted + 1e-9


def test_raking_that_never_gets_there_says_how_far_it_is() -> None:
    """Old women must weigh nothing, for which raking takes rounds without end.

    Let b be their weight by that of old men. A round makes b / (1 + 2 b) of b, so that after k
    rounds from b = 1 it is 1 / (2 k + 1); the old are then b above their 50, the young as near.
    """
    age, sex = np.array([0, 1, 1]), np.array([0, 0, 1])
    fifty = np.array([50.0, 50.0])
    sample = stratified_sample(stratum=np.zeros(3, dtype=np.int64), weight=np.ones(3))
    ((what, field),) = told(
        lambda: rake(sample, [Margin("age", age, fifty), Margin("sex", sex, fifty)])
    )
    assert field in ("age 0", "age 1")
    percent = percent_up(1 / (2 * 500 + 1))
    assert what == f"Calibration does not meet the margin {field}: {percent} percent off."


@pytest.mark.parametrize(
    ("share", "percent"),
    [(1.1e-6, 0.001), (0.2, 20), (0.2 + 1e-15, 20), (0.123451, 12.346), (3, 300)],
)
def test_what_is_off_is_never_told_as_nothing(share: float, percent: float) -> None:
    assert percent_up(share) == percent


@pytest.mark.parametrize(
    ("bounds", "label", "percent"),
    [
        ((0.9, 1.1), "men", 20),  # at least 0.9 x 50 = 45, and 37.5 are wanted
        ((0.5, 1.2), "women", 4),  # at most 1.2 x 50 = 60, and 62.5 are wanted
    ],
)
def test_bounds_that_leave_too_little_room(
    bounds: tuple[float, float], label: str, percent: int
) -> None:
    margins = [Margin("sex", SEX, np.array([62.5, 37.5]), ("women", "men"))]
    expected = f"Calibration does not meet the margin sex {label}: {percent} percent off."
    assert told(lambda: linear(simple(SEX), margins, bounds=bounds)) == [(expected, f"sex {label}")]


def test_nobody_in_a_class_and_a_class_without_anybody() -> None:
    margins = [
        Margin("sex", SEX, np.array([50.0, 50.0, 3.0]), ("women", "men", "other")),
        Margin("age", AGE, np.array([53.0, 50.0, 0.0]), ("young", "old", "oldest")),
    ]
    assert told(lambda: linear(simple(SEX), margins)) == [
        ("Nobody answered in class other, which holds 3 in the population.", "sex"),
        ("There are answers in class oldest, which is empty in the population.", "age"),
    ]


def test_a_class_that_is_empty_in_both_is_no_problem() -> None:
    margins = [Margin("sex", SEX, np.array([60.0, 40.0, 0.0]))]
    for method in OF_CLASSES.values():
        meets(method(simple(SEX), margins).sample.weight, margins)


def test_every_problem_of_every_margin_is_told_at_once() -> None:
    wrong = np.where(np.arange(10) == 4, 7, SEX)
    margins: Margins = [
        Margin("sex", wrong, np.array([50.0, 50.0])),
        Margin("age", AGE, np.array([30.0, -5.0, np.nan])),
        Margin("short", SEX[:3], np.array([50.0, 50.0])),
        NumberTotal("income", np.where(np.arange(10) == 2, np.nan, 1.0), np.inf),
    ]
    problems = refused(lambda: exponential(simple(SEX), margins))
    with speaking("en"):
        found = [(str(p.what), p.row, p.field) for p in problems]
    assert found == [
        ("The class is not among those of the margin.", 6, "sex"),
        ("The population count of class 1 is negative or missing.", None, "age"),
        ("The population count of class 2 is negative or missing.", None, "age"),
        ("The column has 3 values, but 10 answered.", None, "short"),
        ("The total in the population is missing.", None, "income"),
        ("The auxiliary value is missing.", 4, "income"),
    ]


@pytest.mark.parametrize("name", OF_CLASSES)
def test_no_margin_at_all(name: str) -> None:
    assert told(lambda: OF_CLASSES[name](simple(SEX), [])) == [("There is no margin.", "margins")]
    assert told(lambda: AGAIN[name](simple(SEX), [])) == [("There is no margin.", "margins")]
