"""Calibrated weights: R's, and what must hold for any margins."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden import data, values
from tests.stats.calibration.raked_in_r import error_in_r
from tryggve.stats.calibration.margins import Margin, Margins, NumberTotal
from tryggve.stats.calibration.methods import (
    Calibrated,
    exponential,
    linear,
    logit,
    poststratify,
    rake,
)
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.sample import Auxiliary, Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

EXACT = 1e-9
PEOPLE = data("people")
KNOWN = values("calibration")
METHODS: dict[str, Callable[[Sample, Margins], Calibrated]] = {
    "rake": rake,
    "linear": linear,
    "exponential": exponential,
    "logit": lambda sample, margins: logit(sample, margins, bounds=(0.1, 5)),
    "bounded": lambda sample, margins: linear(sample, margins, bounds=(0.05, 6)),
}


def codes(name: str) -> Integers:
    return PEOPLE[name].astype(np.int64)


def people() -> Sample:
    first = np.unique(PEOPLE["stratum"], return_index=True)[1]
    return stratified_sample(
        stratum=codes("stratum"),
        population=PEOPLE["population"][first],
        weight=PEOPLE["weight"],
    )


def margins() -> list[Margin]:
    return [
        Margin("stratum", codes("stratum"), KNOWN["strata"]),
        Margin("sex", codes("sex"), KNOWN["sexes"]),
        Margin("age", codes("age"), KNOWN["ages"]),
    ]


def with_income() -> list[Margin | NumberTotal]:
    return [*margins(), NumberTotal("income", PEOPLE["income"], float(KNOWN["income"][0]))]


def columns(*names: str) -> Floats:
    return np.stack([PEOPLE[name] for name in names], axis=1)


def same(estimates: Estimates, expected: dict[str, Floats], tolerance: float) -> None:
    assert estimates.value.ravel() == pytest.approx(expected["estimate"], rel=tolerance)
    assert estimates.standard_error.ravel() == pytest.approx(expected["error"], rel=tolerance)


def as_r_gives(calibrated: Calibrated, name: str, *, tolerance: float = EXACT) -> None:
    """Weights, and the errors of totals, means, areas' shares and an item with holes."""
    expected, sample = KNOWN[name], calibrated.sample
    assert sample.weight == pytest.approx(expected["weight"], rel=tolerance)
    everybody = np.zeros(sample.size, dtype=np.int64)
    both = columns("unsafe", "worry")
    same(estimate(sample, both, [everybody], Quantity.TOTAL)[0], expected["total"], tolerance)
    same(estimate(sample, both, [everybody])[0], expected["mean"], tolerance)
    same(estimate(sample, both[:, :1], [codes("area")])[0], expected["by_area"], tolerance)
    same(estimate(sample, columns("report"), [everybody])[0], expected["report"], tolerance)


def test_poststratified_as_r_does() -> None:
    margin = Margin("sex by age", codes("age") * 2 + codes("sex"), KNOWN["sex_age"])
    as_r_gives(poststratify(people(), margin), "poststratified")


def test_linear_as_r_does() -> None:
    as_r_gives(linear(people(), with_income()), "linear")


def test_exponential_as_r_does() -> None:
    as_r_gives(exponential(people(), with_income(), tolerance=1e-13), "exponential")


def test_logit_as_r_does() -> None:
    calibrated = logit(people(), with_income(), bounds=(0.5, 1.4))
    as_r_gives(calibrated, "logit", tolerance=1e-8)
    assert calibrated.factor.min() > 0.5
    assert calibrated.factor.max() < 1.4


def test_linear_within_bounds_as_r_does() -> None:
    calibrated = linear(people(), with_income(), bounds=(0.65, 1.3))
    as_r_gives(calibrated, "bounded")
    assert calibrated.factor.min() == pytest.approx(0.65)
    assert calibrated.factor.max() == pytest.approx(1.3)


def test_raked_to_the_end_has_the_weights_of_r() -> None:
    raked = rake(people(), margins(), tolerance=1e-13)
    expected = KNOWN["raked"]
    assert raked.sample.weight == pytest.approx(expected["weight"], rel=1e-8)
    everybody = np.zeros(raked.sample.size, dtype=np.int64)
    estimates = estimate(raked.sample, columns("unsafe", "worry"), [everybody])[0]
    assert estimates.value[0] == pytest.approx(expected["mean"]["estimate"], rel=1e-8)
    assert estimates.standard_error[0] == pytest.approx(expected["mean"]["error"], rel=0.02)


def test_raking_by_rs_default_stops_early_and_by_its_residuals_gives_its_error() -> None:
    sample, known = people(), margins()[:2]
    raked = rake(sample, known, tolerance=1e-3)
    expected = KNOWN["raked_by_default"]
    assert raked.sample.weight == pytest.approx(expected["weight"], rel=EXACT)

    worry = PEOPLE["worry"]
    mean = float(raked.sample.weight @ worry / raked.sample.weight.sum())
    error = error_in_r(sample, raked, known, (worry - mean) / raked.sample.weight.sum())
    assert error == pytest.approx(expected["mean"]["error"][1], rel=EXACT)


@pytest.mark.parametrize("name", ["poststratified", "linear"])
def test_calibrated_clusters_as_r_does(name: str) -> None:
    rows, expected = data("clusters"), values("clusters")
    stratum, sex = rows["stratum"].astype(np.int64), rows["sex"].astype(np.int64)
    sample = stratified_sample(
        stratum=stratum,
        population=rows["population"][np.unique(stratum, return_index=True)[1]],
        weight=rows["weight"],
        cluster=rows["cluster"],
    )
    sexes = Margin("sex", sex, expected["sexes"])
    answers = np.stack([rows["worry"], rows["unsafe"]], axis=1)
    everybody = np.zeros(sample.size, dtype=np.int64)
    if name == "poststratified":
        made, quantity = poststratify(sample, sexes).sample, Quantity.MEAN
    else:
        strata = Margin("stratum", stratum, expected["strata"])
        made, quantity = linear(sample, [strata, sexes]).sample, Quantity.TOTAL
    same(estimate(made, answers, [everybody], quantity)[0], expected[name], EXACT)
    same(estimate(made, answers[:, :1], [sex])[0], expected[f"{name}_by_sex"], EXACT)


@pytest.mark.parametrize("name", METHODS)
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 100_000))
def test_weights_meet_the_margins(name: str, seed: int) -> None:
    sample, known = made(seed)
    calibrated = METHODS[name](sample, known)
    for margin in known:
        met = np.bincount(margin.codes, calibrated.sample.weight)
        assert met == pytest.approx(margin.totals, rel=1e-6)
    assert calibrated.sample.weight == pytest.approx(sample.weight * calibrated.factor)


def made(seed: int) -> tuple[Sample, list[Margin]]:
    """A sample of 120 in three strata, and two margins some percent from what it stands for."""
    rng = np.random.default_rng(seed)
    sample = stratified_sample(
        stratum=np.arange(120) % 3, population=[400, 700, 900], weight=rng.uniform(3, 20, 120)
    )
    sex, age = rng.integers(0, 2, 120), rng.integers(0, 4, 120)
    sex[:8], age[:8] = np.arange(8) % 2, np.arange(8) // 2  # nobody lacks anywhere
    table = np.zeros((2, 4))
    np.add.at(table, (sex, age), sample.weight)
    table *= rng.uniform(0.8, 1.25, (2, 4))
    return sample, [Margin("sex", sex, table.sum(axis=1)), Margin("age", age, table.sum(axis=0))]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 100_000))
def test_raking_and_the_exponential_function_are_the_same(seed: int) -> None:
    sample, known = made(seed)
    raked, newton = rake(sample, known), exponential(sample, known)
    assert newton.sample.weight == pytest.approx(raked.sample.weight, rel=1e-7)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 100_000))
def test_one_margin_is_poststratification_whatever_the_method(seed: int) -> None:
    sample, (_, age) = made(seed)
    by_hand = poststratify(sample, age).sample.weight
    for method in METHODS.values():
        assert method(sample, [age]).sample.weight == pytest.approx(by_hand, rel=1e-7)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 100_000), st.permutations(range(2)))
def test_the_order_of_margins_does_not_matter(seed: int, order: list[int]) -> None:
    sample, known = made(seed)
    turned = rake(sample, [known[i] for i in order], tolerance=1e-12)
    assert turned.sample.weight == pytest.approx(
        rake(sample, known, tolerance=1e-12).sample.weight, rel=1e-8
    )


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 100_000))
def test_margins_that_are_met_change_nothing(seed: int) -> None:
    sample, known = made(seed)
    met = rake(sample, known, tolerance=1e-13).sample
    for method in METHODS.values():
        assert method(met, known).factor == pytest.approx(np.ones(120), rel=1e-8)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 100_000))
def test_what_was_calibrated_to_is_known_without_error(seed: int) -> None:
    sample, known = made(seed)
    everybody = np.zeros(120, dtype=np.int64)
    for method in METHODS.values():
        calibrated = method(sample, known).sample
        totals = estimate(calibrated, np.eye(4)[known[1].codes], [everybody], Quantity.TOTAL)[0]
        assert totals.value[0] == pytest.approx(known[1].totals, rel=1e-6)
        assert totals.standard_error[0] == pytest.approx(np.zeros(4), abs=1e-3)


def test_the_auxiliary_regression_takes_the_weights_before() -> None:
    sample, known = made(1)
    auxiliary = exponential(sample, known).sample.auxiliary
    assert isinstance(auxiliary, Auxiliary)
    assert auxiliary.weight.tolist() == sample.weight.tolist()


def refused(calibrate: Callable[[], Calibrated]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        calibrate()
    with speaking("en"):
        return [(str(p.what), p.field) for p in raised.value.problems]


def test_bounds_that_leave_no_room_say_which_margin_and_by_how_much() -> None:
    sample = stratified_sample(stratum=np.zeros(10, int), population=[100])
    sex = np.array([0] * 5 + [1] * 5)
    known = [Margin("sex", sex, np.array([80.0, 20.0]), ("women", "men"))]
    for calibrate in (
        lambda: linear(sample, known, bounds=(0.8, 1.2)),
        lambda: logit(sample, known, bounds=(0.8, 1.2)),
    ):
        (problem,) = refused(calibrate)
        assert problem == (
            "Calibration does not meet the margin sex men: 100 percent off.",
            "sex men",
        )


def test_margins_that_no_weights_meet() -> None:
    """Everybody in class 0 of one is in class 0 of the other, and the counts differ."""
    sample = stratified_sample(stratum=np.zeros(10, int), population=[100])
    first = np.array([0] * 5 + [1] * 5)
    known = [
        Margin("first", first, np.array([60.0, 40.0])),
        Margin("second", first, np.array([50.0, 50.0])),
    ]
    for method in METHODS.values():
        (problem,) = refused(lambda method=method: method(sample, known))
        assert problem[0].startswith("Calibration does not meet the margin ")


def test_a_number_that_no_weights_reach() -> None:
    """The total is above what the largest value times the population can give."""
    sample = stratified_sample(stratum=np.zeros(10, int), population=[100])
    known: Margins = [
        Margin("all", np.zeros(10, dtype=np.int64), np.array([100.0])),
        NumberTotal("income", np.arange(10.0), 5_000.0),
    ]
    assert len(refused(lambda: exponential(sample, known))) == 1
    assert len(refused(lambda: logit(sample, known, bounds=(0.1, 10)))) == 1


def test_raking_takes_classes_only() -> None:
    (problem,) = refused(lambda: rake(people(), with_income()))
    assert problem == ("Raking takes counts by class, not the total of a number.", "income")


@pytest.mark.parametrize("bounds", [(1.0, 2.0), (0.5, 1.0), (2.0, 3.0), (1.2, 0.8)])
def test_bounds_lie_on_either_side_of_one(bounds: tuple[float, float]) -> None:
    sample, known = made(1)
    for calibrate in (
        lambda: linear(sample, known, bounds=bounds),
        lambda: logit(sample, known, bounds=bounds),
    ):
        (problem,) = refused(calibrate)
        assert problem[0] == "The bounds are not below and above 1."
