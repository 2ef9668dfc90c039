"""Estimates and their errors: R's values, and what must hold for any sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden import data, values
from tests.stats.made_samples import Made, golden_sample, kinds, made
from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.sample import Floats, Integers, Lonely, Sample, stratified_sample

EXACT = 1e-9
PEOPLE = data("people")
STRATA = values("strata")


def codes(name: str) -> Integers:
    return PEOPLE[name].astype(np.int64)


def sizes(columns: dict[str, Floats]) -> Floats:
    first = np.unique(columns["stratum"], return_index=True)[1]
    return columns["population"][first]


def elements(*, corrected: bool = True) -> Sample:
    return stratified_sample(
        stratum=codes("stratum"),
        population=sizes(PEOPLE) if corrected else None,
        weight=PEOPLE["weight"],
    )


def columns(*names: str) -> Floats:
    return np.stack([PEOPLE[name] for name in names], axis=1)


def everybody(sample: Sample) -> Integers:
    return np.zeros(sample.size, dtype=np.int64)


def of(
    sample: Sample, answers: Floats, partition: Integers, quantity: Quantity = Quantity.MEAN
) -> Estimates:
    return estimate(sample, answers, [partition], quantity)[0]


def same(estimates: Estimates, expected: dict[str, Floats]) -> None:
    assert estimates.value.ravel() == pytest.approx(expected["estimate"], rel=EXACT)
    assert estimates.standard_error.ravel() == pytest.approx(expected["error"], rel=EXACT)


def test_means_and_totals_of_all() -> None:
    sample, answers = elements(), columns("unsafe", "worry", "income")
    same(of(sample, answers, everybody(sample)), STRATA["mean"])
    same(of(sample, answers, everybody(sample), Quantity.TOTAL), STRATA["total"])


def test_who_did_not_answer_a_question_is_outside_its_base() -> None:
    sample, answers = elements(), columns("report")
    same(of(sample, answers, everybody(sample)), STRATA["missing_mean"])
    same(of(sample, answers, everybody(sample), Quantity.TOTAL), STRATA["missing_total"])


def test_without_finite_population_correction() -> None:
    sample = elements(corrected=False)
    same(of(sample, columns("worry"), everybody(sample)), STRATA["without_correction"])


@pytest.mark.parametrize(
    ("name", "variable", "quantity"),
    [
        ("mean_by_area", "worry", Quantity.MEAN),
        ("share_by_area", "unsafe", Quantity.MEAN),
        ("total_by_area", "worry", Quantity.TOTAL),
    ],
)
def test_domains_within_strata(name: str, variable: str, quantity: Quantity) -> None:
    same(of(elements(), columns(variable), codes("area"), quantity), STRATA[name])


def test_domains_across_strata_with_holes() -> None:
    domain = codes("age") * 2 + codes("sex")
    same(of(elements(), columns("report"), domain), STRATA["missing_by_sex_age"])


def test_degrees_of_freedom_of_domains() -> None:
    areas, sexes = estimate(elements(), columns("worry"), [codes("area"), codes("sex")])
    assert areas.freedom.tolist() == STRATA["freedom_by_area"].tolist()
    assert sexes.freedom.tolist() == STRATA["freedom_by_sex"].tolist()


def test_design_effects() -> None:
    sample, answers = elements(), columns("unsafe", "worry")
    mean = of(sample, answers, everybody(sample))
    total = of(sample, answers, everybody(sample), Quantity.TOTAL)
    by_sex = of(sample, columns("unsafe"), codes("sex"))
    assert mean.design_effect[0] == pytest.approx(STRATA["design_effect"], rel=EXACT)
    assert total.design_effect[0] == pytest.approx(STRATA["design_effect_total"], rel=EXACT)
    assert by_sex.design_effect[:, 0] == pytest.approx(STRATA["design_effect_by_sex"], rel=EXACT)


@pytest.mark.parametrize("kind", ["plain", "raked", "clustered"])
def test_design_effects_and_degrees_of_freedom_of_every_kind(kind: str) -> None:
    sample, expected = golden_sample(kind), values("effects")[kind]
    both = columns("unsafe", "worry")
    mean, total = (of(sample, both, everybody(sample), quantity) for quantity in Quantity)
    by_sex = of(sample, columns("worry"), codes("sex"))
    report = of(sample, columns("report"), everybody(sample))
    assert mean.design_effect[0] == pytest.approx(expected["mean"], rel=EXACT)
    assert total.design_effect[0] == pytest.approx(expected["total"], rel=EXACT)
    assert by_sex.design_effect[:, 0] == pytest.approx(expected["by_sex"], rel=EXACT)
    assert report.design_effect[0] == pytest.approx(expected["report"], rel=EXACT)
    assert mean.freedom.tolist() == expected["freedom"].tolist()
    by_age = of(sample, both, codes("age"))
    assert by_age.freedom.tolist() == expected["freedom_by_age"].tolist()


def test_one_stage_clusters() -> None:
    rows, expected = data("clusters"), values("clusters")
    stratum, sex = rows["stratum"].astype(np.int64), rows["sex"].astype(np.int64)
    sample = stratified_sample(
        stratum=stratum, population=sizes(rows), weight=rows["weight"], cluster=rows["cluster"]
    )
    answers = np.stack([rows["worry"], rows["unsafe"]], axis=1)
    mean = of(sample, answers, everybody(sample))
    same(mean, expected["mean"])
    same(of(sample, answers, everybody(sample), Quantity.TOTAL), expected["total"])
    same(of(sample, answers[:, :1], sex), expected["by_sex"])
    assert mean.freedom.tolist() == expected["freedom"].tolist()
    assert mean.design_effect[0] == pytest.approx(expected["design_effect"], rel=EXACT)


def lonely_sample(lonely: Lonely) -> tuple[Sample, Floats, Integers]:
    rows = STRATA["few_rows"].astype(np.int64) - 1
    sample = stratified_sample(
        stratum=codes("stratum")[rows],
        population=sizes(PEOPLE),
        weight=PEOPLE["weight"][rows],
        lonely=lonely,
    )
    return sample, columns("worry", "unsafe")[rows], codes("sex")[rows]


def test_a_lonely_unit_adjusted_as_r_does() -> None:
    sample, answers, sex = lonely_sample(Lonely.ADJUST)
    expected = STRATA["lonely_adjust"]
    same(of(sample, answers[:, :1], everybody(sample)), expected["mean"])
    same(of(sample, answers[:, :1], sex), expected["domain"])


def test_a_lonely_unit_adjusted_for_a_total() -> None:
    """R measures a total's lonely unit from zero, so that one who says no adds nothing. Here it
    is measured from the mean of all units: (1 - 1 / 250) (250 y - sum(w y) / 191)^2 more."""
    sample, answers, _ = lonely_sample(Lonely.ADJUST)
    estimates = of(sample, answers[:, 1:], everybody(sample), Quantity.TOTAL)
    removed = STRATA["lonely_remove"]["total"]
    row = int(np.flatnonzero(sample.stratum == 3)[0])
    unit = sample.weight[row] * answers[row, 1]
    more = (1 - 1 / 250) * (unit - removed["estimate"][0] / 191) ** 2
    assert answers[row, 1] == 0
    assert estimates.value[0, 0] == pytest.approx(removed["estimate"][0], rel=EXACT)
    assert estimates.variance[0, 0] == pytest.approx(removed["error"][0] ** 2 + more, rel=EXACT)


def test_a_lonely_unit_merged_is_the_sample_with_the_strata_joined() -> None:
    """The stratum of one (250 people) joins the smallest by units: that of 15 (250 people)."""
    merged, answers, sex = lonely_sample(Lonely.MERGE)
    rows = STRATA["few_rows"].astype(np.int64) - 1
    stratum = codes("stratum")[rows]
    joined = stratified_sample(
        stratum=np.where(stratum == 5, 3, stratum),
        population=[900, 400, 1200, 500, 1000],
        weight=PEOPLE["weight"][rows],
    )
    ours = of(merged, answers, sex)
    by_hand = of(joined, answers, sex)
    assert ours.value == pytest.approx(by_hand.value, rel=EXACT)
    assert ours.variance == pytest.approx(by_hand.variance, rel=EXACT)


def test_a_lonely_unit_is_never_a_silent_zero() -> None:
    """Leaving the stratum out, as R's "remove" does, gives less than either choice."""
    removed = STRATA["lonely_remove"]["mean"]["error"][0]
    for lonely in (Lonely.ADJUST, Lonely.MERGE):
        sample, answers, _ = lonely_sample(lonely)
        ours = of(sample, answers[:, :1], everybody(sample)).standard_error[0, 0]
        assert ours > removed


def test_a_domain_without_answers_is_not_a_number() -> None:
    sample, answers = elements(), columns("unsafe", "report")
    answers[codes("sex") == 1, 1] = np.nan
    estimates = of(sample, answers, codes("sex") * 2)  # the domain 1 holds nobody
    assert np.isnan(estimates.value).tolist() == [[False, False], [True, True], [False, True]]
    assert np.isnan(estimates.variance).tolist() == np.isnan(estimates.value).tolist()
    assert estimates.answers[1].tolist() == [0, 0]
    assert estimates.freedom[1] == 0


def test_all_missing() -> None:
    sample = elements()
    estimates = of(sample, np.full((sample.size, 1), np.nan), everybody(sample))
    assert np.isnan(estimates.value[0, 0])
    assert np.isnan(estimates.variance[0, 0])
    assert estimates.size[0, 0] == 0


def test_who_is_in_no_domain_counts_in_none() -> None:
    sample, answers = elements(), columns("worry")
    outside = np.where(codes("sex") == 1, 0, -1)
    same_domain = of(sample, answers, codes("sex"))
    alone = of(sample, answers, outside)
    assert alone.value[0, 0] == same_domain.value[1, 0]
    assert alone.variance[0, 0] == pytest.approx(same_domain.variance[1, 0], rel=1e-12)


def test_answers_that_are_all_alike_have_no_variance() -> None:
    sample = elements()
    estimates = of(sample, np.full((sample.size, 1), 3.0), codes("area"))
    assert estimates.value[:, 0] == pytest.approx(np.full(12, 3.0), rel=1e-12)
    assert estimates.variance[:, 0] == pytest.approx(np.zeros(12), abs=1e-14)


def test_a_stratum_where_all_answered_adds_nothing() -> None:
    sample = stratified_sample(stratum=[0, 0, 1, 1], population=[2, 8])
    answers = np.array([[0.0], [100.0], [1.0], [1.0]])
    estimates = of(sample, answers, everybody(sample), Quantity.TOTAL)
    assert estimates.value[0, 0] == pytest.approx(108.0)
    assert estimates.variance[0, 0] == pytest.approx(0.0, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(kinds)
def test_cells_and_rows_give_the_same_numbers(made: Made) -> None:
    """A partition in which everybody is alone makes each cell one respondent."""
    rows = np.arange(made.sample.size)
    for quantity in Quantity:
        cells = estimate(made.sample, made.answers, [made.domain, made.sex], quantity)
        alone = estimate(made.sample, made.answers, [made.domain, made.sex, rows], quantity)
        for ours, other in zip(cells, alone[:2], strict=True):
            scale = np.nanmax(ours.variance)
            assert ours.value == pytest.approx(other.value, rel=1e-10)
            assert ours.variance == pytest.approx(other.variance, rel=1e-9, abs=1e-12 * scale)
            assert ours.freedom.tolist() == other.freedom.tolist()
            assert ours.answers.tolist() == other.answers.tolist()


@settings(deadline=None, max_examples=40)
@given(kinds, st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(made: Made, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(made.sample.size)
    sample = made.sample
    turned = Sample(
        weight=sample.weight[order],
        stratum=sample.stratum[order],
        fraction=sample.fraction,
        cluster=None if sample.cluster is None else sample.cluster[order],
        auxiliary=None,
        lonely=sample.lonely,
    )
    before = of(sample.with_weights(sample.weight, None), made.answers, made.domain)
    after = of(turned, made.answers[order], made.domain[order])
    assert after.value == pytest.approx(before.value, rel=1e-10)
    assert after.variance == pytest.approx(before.variance, rel=1e-8, abs=1e-15)


@settings(deadline=None, max_examples=40)
@given(kinds, st.floats(0.01, 100))
def test_scaling_answers_scales_estimates_and_errors(made: Made, factor: float) -> None:
    before = of(made.sample, made.answers, made.sex)
    after = of(made.sample, made.answers * factor, made.sex)
    assert after.value == pytest.approx(before.value * factor, rel=1e-9)
    assert after.variance == pytest.approx(before.variance * factor**2, rel=1e-7, abs=1e-14)


@settings(deadline=None, max_examples=40)
@given(kinds, st.floats(0.01, 100))
def test_scaling_weights_leaves_means_alone(made: Made, factor: float) -> None:
    sample = made.sample.with_weights(made.sample.weight, None)
    scaled = sample.with_weights(sample.weight * factor, None)
    for quantity, power in ((Quantity.MEAN, 0), (Quantity.TOTAL, 1)):
        before = of(sample, made.answers, made.sex, quantity)
        after = of(scaled, made.answers, made.sex, quantity)
        assert after.value == pytest.approx(before.value * factor**power, rel=1e-9)
        assert after.variance == pytest.approx(
            before.variance * factor ** (2 * power), rel=1e-7, abs=1e-14
        )


@settings(deadline=None, max_examples=40)
@given(kinds)
def test_domains_add_up(made: Made) -> None:
    whole, parts = estimate(
        made.sample, made.answers, [everybody(made.sample), made.sex], Quantity.TOTAL
    )
    assert parts.value.sum(axis=0) == pytest.approx(whole.value[0], rel=1e-10)
    assert parts.size.sum(axis=0) == pytest.approx(whole.size[0], rel=1e-10)
    assert parts.answers.sum(axis=0).tolist() == whole.answers[0].tolist()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_variables_do_not_touch_one_another(seed: int) -> None:
    sample = made(seed, clustered=False, calibrated=True)
    both = of(sample.sample, sample.answers, sample.domain)
    first = of(sample.sample, sample.answers[:, :1], sample.domain)
    assert first.variance[:, 0] == pytest.approx(both.variance[:, 0], rel=1e-9, abs=1e-15)
