"""Several answers, ratios, quantiles, trimmed weights and replicates for R, from the command."""

import json

import numpy as np
import polars as pl
import pytest

from tests.cli.test_tabulate import FILES, english, problems, rows, run  # noqa: F401 - a fixture
from tryggve.stats.quantiles import quantiles
from tryggve.stats.ratios import ratio_estimates
from tryggve.stats.sample import stratified_sample

DESIGN = FILES["items.toml"]
ITEMS = DESIGN[DESIGN.index("[[item]]") :]


def people(seed=3, respondents=400):
    """Simulated answers of the page's example: an option that is not ticked has no code."""
    rng = np.random.default_rng(seed)
    homes = rng.integers(1, 4, respondents)
    minutes = rng.integers(0, 90, respondents).astype(float)
    minutes[rng.random(respondents) < 0.1] = -1
    return pl.DataFrame(
        {
            "municipality": rng.choice(["A", "B"], respondents),
            "weight": rng.choice([10.0, 12.0, 100.0], respondents, p=[0.6, 0.37, 0.03]),
            "lock": pl.Series(rng.choice([1, 0], respondents)).replace(0, None),
            "alarm": pl.Series(rng.choice([1, 0], respondents)).replace(0, None),
            "neighbour": pl.Series(rng.choice([1, 0], respondents, p=[0.1, 0.9])).replace(0, None),
            "homes": homes,
            "break_ins": rng.binomial(homes, 0.2),
            "minutes": minutes,
        }
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "items.toml").write_text(DESIGN)
    (tmp_path / "plain.toml").write_text(
        'levels = ["municipality"]\n[sample]\nweight = "weight"\n' + ITEMS
    )
    people().write_parquet(tmp_path / "answers.parquet")
    return tmp_path


def whole(folder, **chosen):
    return rows(folder).filter(level="total", **chosen)


def test_the_example_of_the_page(folder):
    assert run(folder, "answers.parquet", design="items.toml").exit_code == 0
    assert whole(folder).select("item", "category", "quantity").rows() == [
        ("protection", "lock", "mean"),
        ("protection", "alarm", "mean"),
        ("protection", "neighbour", "mean"),
        ("break-ins per home", "", "ratio"),
        ("minutes walked", "0.25", "quantile"),
        ("minutes walked", "0.5", "quantile"),
    ]
    assert len(rows(folder)) == 3 * 6


class TestSeveralAnswers:
    @pytest.mark.parametrize("base", ["answered", "ticked"])
    def test_the_base_is_whoever_ticked_an_option(self, folder, base):
        """Here the two are the same: what was not ticked has no code."""
        design = DESIGN.replace("yes = [1]", f'yes = [1]\nbase = "{base}"').replace("trim", "#")
        (folder / "items.toml").write_text(design)
        run(folder, "answers.parquet", design="items.toml")
        table = people()
        ticked = table.select((pl.col("lock", "alarm", "neighbour") == 1).fill_null(False))
        inside = ticked.select(pl.any_horizontal(pl.all())).to_series()
        weight = table["weight"].filter(inside)
        found = whole(folder, item="protection")
        assert found["answers"].to_list() == [inside.sum()] * 3
        for option, value in zip(ticked.columns, found["value"], strict=True):
            yes = ticked[option].filter(inside).cast(pl.Float64)
            assert value == pytest.approx((weight * yes).sum() / weight.sum())

    def test_who_ticked_nothing_is_in_the_base_of_all_who_answered(self, folder):
        table = people().with_columns(pl.col("lock", "alarm", "neighbour").fill_null(0))
        table.write_parquet(folder / "answers.parquet")
        bases = {}
        for base in ("answered", "ticked"):
            keys = f'yes = [1]\nno = [0]\nbase = "{base}"'
            (folder / "items.toml").write_text(DESIGN.replace("yes = [1]", keys))
            run(folder, "answers.parquet", design="items.toml")
            bases[base] = whole(folder, item="protection")["answers"][0]
        nothing = (table.select(pl.sum_horizontal("lock", "alarm", "neighbour")) == 0).sum().item()
        assert bases == {"answered": 400, "ticked": 400 - nothing}

    def test_who_did_not_want_to_answer_is_outside_though_an_option_is_ticked(self, folder):
        table = people().with_columns(pl.lit(1).alias("lock"))
        first = pl.int_range(pl.len()) < 7
        table = table.with_columns(alarm=pl.when(first).then(9).otherwise(pl.col("alarm")))
        table.write_parquet(folder / "answers.parquet")
        keys = "yes = [1]\noutside = [9]"
        (folder / "items.toml").write_text(DESIGN.replace("yes = [1]", keys))
        run(folder, "answers.parquet", design="items.toml")
        assert set(whole(folder, item="protection")["answers"]) == {393}

    def test_a_code_outside_the_list_is_told_with_its_option(self, folder):
        table = people().with_columns(
            alarm=pl.when(pl.int_range(pl.len()) == 4).then(7).otherwise("alarm")
        )
        table.write_parquet(folder / "answers.parquet")
        what = "The code 7 is not in the list of the item protection."
        found = problems(folder, design="items.toml")
        assert found == [("answers.parquet", 6, "alarm", what)]


def test_ratios_and_quantiles_are_those_of_the_library(folder):
    run(folder, "answers.parquet", design="plain.toml")
    table = people()
    sample = stratified_sample(stratum=np.zeros(400, dtype=int), weight=table["weight"].to_numpy())
    codes = [np.zeros(400, dtype=np.int64)]
    above, below = (table[[name]].cast(pl.Float64).to_numpy() for name in ("break_ins", "homes"))
    [ratio] = ratio_estimates(sample, above, below, codes)
    told = whole(folder, item="break-ins per home").row(0, named=True)
    assert told["value"] == pytest.approx(ratio.value.item())
    assert told["standard_error"] == pytest.approx(ratio.standard_error.item())

    minutes = table[["minutes"]].to_numpy()
    [expected] = quantiles(sample, np.where(minutes == -1, np.nan, minutes), codes, [0.25, 0.5])
    told = whole(folder, item="minutes walked")
    assert told["value"].to_list() == expected.value.ravel().tolist()
    assert told["low"].to_list() == expected.low.ravel().tolist()
    assert told["high"].to_list() == expected.high.ravel().tolist()
    assert set(told["answers"]) == {int((minutes != -1).sum())}


def test_who_lacks_what_is_divided_by_is_in_no_base(folder):
    table = people().with_columns(
        homes=pl.when(pl.int_range(pl.len()) < 5).then(None).otherwise("homes")
    )
    table.write_parquet(folder / "answers.parquet")
    run(folder, "answers.parquet", design="plain.toml")
    assert whole(folder, item="break-ins per home")["answers"].item() == 395
    told = json.loads((folder / "tables/quality.json").read_text())["items"]
    assert told["break-ins per home"] == {"in_base": 395, "not_in_base": 5}


class TestTrimming:
    def test_no_weight_is_above_the_limit_and_the_total_stays(self, folder):
        run(folder, "answers.parquet", design="items.toml")
        told = json.loads((folder / "tables/quality.json").read_text())
        table = people()
        assert told["trimming"]["respondents"] == (table["weight"] == 100).sum()
        assert told["weights"]["drawn"]["greatest"] == 100
        assert told["weights"]["final"]["greatest"] == pytest.approx(30)  # 3 x the median 10
        assert told["weights"]["final"]["sum"] == pytest.approx(table["weight"].sum())
        effects = told["trimming"]
        assert effects["kish_design_effect_before"] > effects["kish_design_effect_after"]

    def test_with_a_calibration_limit_and_margins_are_both_met(self, folder):
        margin = '[[calibration.margin]]\ncolumns = ["municipality"]\nfile = "margin.csv"\n'
        (folder / "margin.csv").write_text("municipality,population\nA,3000\nB,3200\n")
        design = DESIGN.replace("trim = 3", 'method = "poststratify"\ntrim = 4')
        design = design.replace("[[item]]", margin + "[[item]]", 1)
        (folder / "items.toml").write_text(design)
        assert run(folder, "answers.parquet", design="items.toml").exit_code == 0
        told = json.loads((folder / "tables/quality.json").read_text())
        assert told["weights"]["final"]["sum"] == pytest.approx(6_200)
        assert told["trimming"]["respondents"] > 0
        assert told["calibration"]["largest_relative_deviation"] < 1e-9

    def test_a_limit_below_the_mean_weight_is_refused(self, folder):
        (folder / "items.toml").write_text(DESIGN.replace("trim = 3", "trim = 1.0001"))
        assert "has no place" in problems(folder, design="items.toml")[0][3]

    def test_replicates_of_trimmed_weights_are_refused(self, folder):
        [(_, _, field, _)] = problems(folder, design="items.toml", options=("--replicates", "20"))
        assert field == "calibration.trim"


class TestReplicates:
    def test_errors_of_every_kind_come_near_those_of_linearization(self, folder):
        run(folder, "answers.parquet", design="plain.toml")
        options = ("--replicates", "300")
        run(folder, "answers.parquet", design="plain.toml", out="other", options=options)
        plain, other = whole(folder), rows(folder, out="other").filter(level="total")
        assert other["value"].equals(plain["value"])
        ratio = other["standard_error"] / plain["standard_error"]
        assert ratio.is_between(0.8, 1.25).all()

    def test_their_weights_are_written_for_r(self, folder):
        options = ("--replicates", "20", "--replicate-weights")
        run(folder, "answers.parquet", design="plain.toml", options=options)
        weights = pl.read_csv(folder / "tables/weights.csv")
        assert weights.shape == (400, 21)
        assert weights["weight"].to_list() == people()["weight"].to_list()
        assert "svrepdesign" in (folder / "tables/design.R").read_text()
        assert len(pl.read_csv(folder / "tables/rscales.csv")) == 20

    def test_weights_without_replicates_are_refused(self, folder):
        [(_, _, field, _)] = problems(folder, design="plain.toml", options=("--replicate-weights",))
        assert field == "--replicate-weights"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('columns = ["lock", "alarm", "neighbour"]\n', "", "needs columns"),
        ('below = "homes"\n', "", "needs below"),
        ("orders = [0.25, 0.5]\n", "", "needs orders"),
        ("orders = [0.25, 0.5]\n", "orders = [0.5, 0.5]\n", "named twice"),
        ("orders = [0.25, 0.5]\n", "orders = [1.5]\n", "less than 1"),
        ("orders = [0.25, 0.5]\n", "orders = [0.5]\nyes = [1]\n", "has no yes"),
        ('trim_within = "municipality"\n', 'trim_within = "region"\n', "no such column"),
        ("trim = 3\n", "", "trim_within needs trim"),
        ("trim = 3\n", "trim = 0.5\n", "greater than 1"),
    ],
)
def test_keys_that_do_not_fit_are_refused(folder, old, new, told):
    (folder / "items.toml").write_text(DESIGN.replace(old, new))
    found = problems(folder, design="items.toml")
    assert any(told in what for *_, what in found), found


def test_a_number_that_is_none_is_told_with_its_column(folder):
    table = people().with_columns(
        homes=pl.when(pl.int_range(pl.len()) == 2).then(pl.lit("two")).otherwise("homes")
    )
    table.write_parquet(folder / "answers.parquet")
    assert problems(folder, design="items.toml") == [
        ("answers.parquet", 4, "homes", "two is not a number.")
    ]
