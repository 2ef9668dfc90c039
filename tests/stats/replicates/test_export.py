"""Replicate weights for R: what R makes of them are our estimates and errors."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.golden import values
from tests.golden.exports import Replicated, codes, replicated
from tests.stats.made_samples import golden_sample, people
from tryggve.stats.calibration.again import rake_again
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import rake
from tryggve.stats.estimation import Quantity, estimate
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.replicates import (
    bootstrap,
    delete_one,
    export_for_r,
    replicate_quantiles,
    replicate_ratio_variances,
    replicate_variances,
    write_for_r,
)
from tryggve.stats.sample import Floats, Integers, Sample, stratified_sample
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

EXACT = 1e-9
IN_R = values("export")
REPLICATED = replicated()
WHOLE = np.zeros(210, dtype=np.int64)
EACH = pytest.mark.parametrize("name", REPLICATED)


def columns(*names: str) -> Floats:
    return np.stack([people()[name] for name in names], axis=1)


def same(value: Floats, variance: Floats, expected: dict[str, Floats]) -> None:
    np.testing.assert_allclose(value.ravel(), expected["estimate"], rtol=EXACT)
    np.testing.assert_allclose(np.sqrt(variance.ravel()), expected["error"], rtol=EXACT)


def estimated(
    it: Replicated, answers: Floats, partition: Integers, quantity: Quantity = Quantity.MEAN
) -> tuple[Floats, Floats]:
    found = estimate(it.sample, answers, [partition], quantity)[0]
    variance = replicate_variances(
        it.replicates,
        weight=it.drawn.weight,
        answers=answers,
        partitions=[partition],
        values=[found.value],
        recalibration=it.recalibration,
        quantity=quantity,
    )[0]
    return found.value, variance


@EACH
def test_means_and_totals_of_all_as_r_has_them(name: str) -> None:
    it, expected = REPLICATED[name], IN_R[name]
    both = columns("unsafe", "worry")
    same(*estimated(it, both, WHOLE), expected["mean"])
    same(*estimated(it, both, WHOLE, Quantity.TOTAL), expected["total"])
    same(*estimated(it, columns("report"), WHOLE), expected["missing_mean"])


@EACH
def test_domains_as_r_has_them(name: str) -> None:
    it, expected = REPLICATED[name], IN_R[name]
    same(*estimated(it, columns("worry"), codes("area")), expected["mean_by_area"])
    sex_age = codes("age") * 2 + codes("sex")
    found = estimated(it, columns("unsafe"), sex_age, Quantity.TOTAL)
    same(*found, expected["total_by_sex_age"])


@EACH
def test_ratios_as_r_has_them(name: str) -> None:
    it, expected = REPLICATED[name], IN_R[name]
    above, below = columns("worry"), columns("income")
    for partition, key in ((WHOLE, "ratio"), (codes("sex"), "ratio_by_sex")):
        found = ratio_estimates(it.sample, above, below, [partition])[0]
        variance = replicate_ratio_variances(
            it.replicates,
            weight=it.drawn.weight,
            above=above,
            below=below,
            partitions=[partition],
            values=[found.value],
            recalibration=it.recalibration,
        )[0]
        same(found.value, variance, expected[key])


@EACH
def test_medians_as_r_has_them(name: str) -> None:
    it = REPLICATED[name]
    found = replicate_quantiles(
        it.replicates,
        sample=it.sample,
        weight=it.drawn.weight,
        answers=columns("worry"),
        partitions=[WHOLE],
        orders=0.5,
        recalibration=it.recalibration,
    )[0]
    ours = [found.value, found.low, found.high, found.standard_error]
    np.testing.assert_allclose(np.ravel(ours), IN_R[name]["median"], rtol=EXACT)


@EACH
def test_a_row_for_each_respondent_and_a_column_for_each_replicate(name: str) -> None:
    it = REPLICATED[name]
    export = it.export()
    number = it.replicates.number
    assert export.weights.columns == ["weight", *(f"replicate_{b + 1}" for b in range(number))]
    assert export.weights["weight"].to_list() == it.sample.weight.tolist()
    each = it.replicates.weights(it.drawn.weight, it.recalibration)
    assert export.weights[:, 1:].to_numpy().tolist() == each.tolist()
    assert (export.scale * export.rscales).tolist() == it.replicates.scale.tolist()


def test_files_hold_every_number_in_full(tmp_path: Path) -> None:
    """Made of text again they are the same numbers, to the last bit."""
    export = REPLICATED["one_poststratified"].export()
    write_for_r(export, tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert sorted(path.name for path in folder.iterdir()) == [
        "design.R",
        "rscales.csv",
        "weights.csv",
    ]
    assert pl.read_csv(folder / "weights.csv").equals(export.weights)
    assert pl.read_csv(folder / "rscales.csv")["rscales"].to_list() == export.rscales.tolist()
    assert (folder / "design.R").read_text(encoding="utf-8") == export.snippet


def test_the_lines_of_r_say_kind_and_scale() -> None:
    found = {name: it.export() for name, it in REPLICATED.items()}
    assert {name: export.type for name, export in found.items()} == {
        "bootstrap": "bootstrap",
        "bootstrap_raked": "bootstrap",
        "bootstrap_clustered": "bootstrap",
        "groups": "JK1",
        "groups_linear": "JK1",
        "one": "JKn",
        "one_poststratified": "JKn",
    }
    assert found["bootstrap"].snippet == (
        "# answers: a data frame with a row for each respondent, in the order of weights.csv\n"
        "library(survey)\n"
        'weights <- read.csv("weights.csv")\n'
        "design <- svrepdesign(\n"
        "  data = answers, weights = weights$weight, repweights = weights[, -1],"
        ' type = "bootstrap",\n'
        '  scale = 0.025, rscales = read.csv("rscales.csv")$rscales,\n'
        "  combined.weights = TRUE, mse = TRUE)\n"
    )


def test_a_census_has_scales_of_zero() -> None:
    census = stratified_sample(stratum=np.zeros(5, dtype=np.int64), population=[5])
    export = export_for_r(delete_one(census), drawn=census)
    assert (export.scale, export.rscales.tolist()) == (0, [1, 1, 1, 1, 1])


def raked() -> tuple[Sample, list[Margin]]:
    plain = golden_sample("plain")
    margins = [Margin("sex", codes("sex"), np.bincount(codes("sex"), plain.weight))]
    return rake(plain, margins).sample, margins


def refused(**given: object) -> list[tuple[str, str]]:
    plain = golden_sample("plain")
    replicates = bootstrap(plain, number=3, rng=np.random.default_rng(1))
    with pytest.raises(InputError) as raised:
        export_for_r(replicates, **({"drawn": plain} | given))  # type: ignore[arg-type]
    with speaking("en"):
        return [(str(p.what), p.field) for p in raised.value.problems]


def test_weights_and_replicates_are_both_calibrated_or_neither() -> None:
    final, margins = raked()
    one = "Of the weights and their replicates, only one is calibrated."
    assert refused(final=final) == [(one, "recalibration")]
    again = rake_again(golden_sample("plain"), margins)
    assert refused(recalibration=again) == [(one, "final")]


def test_the_sample_drawn_is_the_one_before_calibration() -> None:
    final, _ = raked()
    assert refused(drawn=final) == [("The weights are calibrated already.", "drawn")]


def test_samples_of_other_sizes() -> None:
    other = stratified_sample(stratum=[0, 0, 0], population=[9])
    again = rake_again(other, [Margin("all", np.zeros(3, dtype=np.int64), np.array([9.0]))])
    assert refused(drawn=other) == [
        ("The column has 210 values, but 3 answered.", "replicates"),
    ]
    assert refused(final=other, recalibration=again) == [
        ("The column has 3 values, but 210 answered.", "final"),
        ("The column has 3 values, but 210 answered.", "recalibration"),
    ]
