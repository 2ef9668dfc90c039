"""The examples of docs/reference/tabulate.md as told there, and the page against the code."""

import csv
import json
import re
import tomllib

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from tests.docs.pages import text
from tryggve.cli.stats import app
from tryggve.stats.sample import stratified_sample
from tryggve.stats.tabulation.design import Design, Item, MarginFile
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

PAGE = text("docs/reference/tabulate.md")
FILES = dict(
    re.findall(
        r"^`(\S+\.(?:toml|csv))`[^\n]*:\n\n```\w*\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL
    )
)
PEOPLE = 900


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    answers(seed=1).write_parquet(tmp_path / "answers.parquet")
    return tmp_path


def answers(seed, *, worried=0.3, respondents=PEOPLE):
    """Simulated answers of the page's first example."""
    rng = np.random.default_rng(seed)
    area = rng.choice(["A1", "A2", "B1"], respondents)
    share = np.array([worried / 2, worried / 2, 0.5 - worried / 2, 0.45 - worried / 2, 0.05])
    return pl.DataFrame(
        {
            "municipality": [code[0] for code in area],
            "survey_area": area,
            "sex": rng.choice(["man", "woman"], respondents),
            "age": rng.choice(["16-44", "45-85"], respondents),
            "worry": rng.choice([1, 2, 3, 4, 9], respondents, p=share),
        }
    )


def pupils(seed):
    """Simulated pupils of the page's second example: eight schools in each municipality."""
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(16), 20)
    return pl.DataFrame(
        {
            "municipality": np.where(school < 8, "A", "B"),
            "school": school,
            "sex": rng.choice(["man", "woman"], len(school)),
            "trust": rng.choice([1, 2, 3], len(school)),
            "age_in_years": rng.integers(13, 16, len(school)),
        }
    )


def run(folder, file, *, design="stratified.toml", out="tables", options=()):
    words = ["tabulate", folder / file, "--design", folder / design, "--out", folder / out]
    return CliRunner().invoke(app, [str(word) for word in (*words, *options)])


def problems(folder, file="answers.parquet", **given):
    """Where and what, once it is sure that nothing was written."""
    result = run(folder, file, **given)
    assert isinstance(result.exception, InputError), (result.output, result.exception)
    assert not (folder / given.get("out", "tables")).exists()
    return [(each.file, each.row, each.field, str(each.what)) for each in result.exception.problems]


def rows(folder, name="estimates", out="tables"):
    return pl.read_parquet(folder / out / f"{name}.parquet")


class TestExamples:
    def test_a_sample_in_strata_raked_to_sex_and_age(self, folder):
        result = run(folder, "answers.parquet")
        assert result.exit_code == 0, result.exception
        table = rows(folder)
        assert f"{len(table)} estimates from 900 respondents" in result.output
        assert table["level"].unique(maintain_order=True).to_list() == [
            "total",
            "municipality",
            "survey_area",
        ]
        assert len(table) == (1 + 2 + 3) * (1 + 2 + 4)
        by_sex = table.filter(pl.col("age").is_null(), level="total").drop_nulls("sex")
        asked = table["population"][0]
        assert by_sex["population"].sum() == pytest.approx(asked)
        weights = json.loads((folder / "tables/quality.json").read_text())["weights"]
        assert weights["final"]["sum"] == pytest.approx(25_000)

    def test_clusters(self, folder):
        pupils(seed=2).write_csv(folder / "pupils.csv")
        result = run(folder, "pupils.csv", design="clustered.toml")
        assert result.exit_code == 0, result.exception
        whole = rows(folder).filter(pl.col("sex").is_null())
        assert whole.select("item", "category").rows() == [
            ("trust", "1"),
            ("trust", "2"),
            ("trust", "3"),
            ("age_in_years", ""),
        ]
        assert whole.filter(item="trust")["value"].sum() == pytest.approx(1)
        assert set(whole["degrees_of_freedom"]) == {14}  # 16 schools less 2 strata

    def test_two_rounds_compared(self, folder):
        for year, worried in (2025, 0.2), (2026, 0.5):
            answers(year, worried=worried).write_csv(folder / f"answers-{year}.csv")
        assert run(folder, "answers-2025.csv", out="tables-2025").exit_code == 0
        earlier = ("--compare", folder / "tables-2025")
        result = run(folder, "answers-2026.csv", out="tables-2026", options=earlier)
        assert result.exit_code == 0, result.exception
        changes = rows(folder, "changes", "tables-2026")
        whole = changes.row(0, named=True)
        assert (whole["level"], whole["outcome"]) == ("total", "increased")
        assert whole["difference"] == pytest.approx(whole["after"] - whole["before"])
        assert len(changes) == len(rows(folder, out="tables-2026"))

    def test_replicates_leave_the_estimates_and_come_near_the_errors(self, folder):
        run(folder, "answers.parquet")
        result = run(folder, "answers.parquet", out="other", options=("--replicates", "400"))
        assert result.exit_code == 0, result.exception
        plain, other = rows(folder), rows(folder, out="other")
        assert other["value"].equals(plain["value"])
        large = plain["answers"] > 200
        ratio = (other["standard_error"] / plain["standard_error"]).filter(large)
        assert ratio.is_between(0.85, 1.15).all()

    def test_csv_and_parquet_hold_the_same(self, folder):
        run(folder, "answers.parquet")
        with (folder / "tables/estimates.csv").open(newline="") as file:
            found = list(csv.DictReader(file))
        assert [float(row["value"]) for row in found] == rows(folder)["value"].to_list()

    def test_an_spss_file_gives_the_same(self, folder):
        import pyreadstat

        run(folder, "answers.parquet")
        pyreadstat.write_sav(answers(seed=1), str(folder / "answers.sav"))
        assert run(folder, "answers.sav", out="other").exit_code == 0
        assert rows(folder).equals(rows(folder, out="other"))


def test_flags_follow_the_limits(folder):
    run(folder, "answers.parquet")
    for row in rows(folder).iter_rows(named=True):
        if row["answers"] < 30:
            expected = "withhold"
        elif row["answers"] < 100 or (row["high"] - row["low"]) / 2 > 0.1:
            expected = "care"
        else:
            expected = "publish"
        assert row["flag"] == expected, row
    assert set(rows(folder)["flag"]) >= {"care", "publish"}


class TestPage:
    def test_every_key_of_the_design_stands_there(self):
        parts = {"margin": MarginFile, "item": Item}

        def keys(model, before=""):
            for name, field in model.model_fields.items():
                inner = parts.get(name) or field.annotation
                is_part = hasattr(inner, "model_fields")
                yield from keys(inner, f"{before}{name}.") if is_part else [before + name]

        told = re.findall(r"^\| `([a-z_.]+)` \|", PAGE.split("## The ")[1], re.MULTILINE)
        assert sorted(told) == sorted(keys(Design))

    def test_every_column_stands_there(self, folder):
        run(folder, "answers.parquet")
        run(folder, "answers.parquet", out="next", options=("--compare", folder / "tables"))
        of_estimates, of_changes = PAGE.split("## The columns of the ")[1:]
        slices = {"sex", "age"}
        told = set(re.findall(r"`([a-z_]+)`", first_cells(of_estimates))) - {"slices"}
        assert told | slices == set(rows(folder).columns)
        told |= set(re.findall(r"`([a-z_]+)`", first_cells(of_changes)))
        assert set(rows(folder, "changes", "next").columns) - told - slices == set()

    def test_the_design_is_kept_with_the_hashes_of_every_file(self, folder):
        run(folder, "answers.parquet")
        log = json.loads((folder / "tables/log.json").read_text())
        assert set(log["files"]) == {
            "answers.parquet",
            "stratified.toml",
            "strata.csv",
            "sex.csv",
            "age.csv",
        }
        item = tomllib.loads(FILES["stratified.toml"])["item"][0]
        assert item.items() <= log["design"]["item"][0].items()


def first_cells(section):
    return "\n".join(re.findall(r"^\| (.*?) \|", section.split("\n## ")[0], re.MULTILINE))


class TestBadInput:
    def test_a_code_outside_its_list(self, folder):
        wrong = (
            answers(seed=1)
            .with_row_index()
            .with_columns(worry=pl.when(pl.col("index") == 6).then(7).otherwise("worry"))
        )
        wrong.write_parquet(folder / "answers.parquet")
        what = "The code 7 is not in the list of the item worried about burglary."
        assert problems(folder) == [("answers.parquet", 8, "worry", what)]

    def test_a_stratum_without_population(self, folder):
        (folder / "strata.csv").write_text("survey_area,population\nA1,5000\nA2,8000\n")
        found = problems(folder)
        assert {(each[0], each[2], each[3]) for each in found} == {
            ("answers.parquet", "survey_area", "The stratum B1 has no population.")
        }
        first = answers(seed=1)["survey_area"].to_list().index("B1") + 2
        assert found[0][1] == first

    def test_a_population_below_the_sample(self, folder):
        (folder / "strata.csv").write_text("survey_area,population\nA1,5\nA2,8000\nB1,12000\n")
        assert len(problems(folder)) >= 1

    def test_margins_that_disagree_in_total(self, folder):
        (folder / "sex.csv").write_text("sex,population\nman,10000\nwoman,10000\n")
        assert len(problems(folder)) >= 1

    def test_a_class_that_is_not_in_the_margin(self, folder):
        (folder / "sex.csv").write_text("sex,population\nman,25000\n")
        assert problems(folder)[0][3] == "The class woman is not in the margin."

    @pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), None])
    def test_weights_that_are_none(self, folder, weight):
        wrong = answers(seed=1).with_columns(
            weight=pl.when(pl.int_range(pl.len()) == 3).then(weight).otherwise(10.0)
        )
        wrong.write_parquet(folder / "answers.parquet")
        (folder / "weights.toml").write_text(
            '[sample]\nweight = "weight"\n[[item]]\nname = "worry"\nyes = [1, 2]\nno = [3, 4, 9]\n'
        )
        [(_, row, field, _)] = problems(folder, design="weights.toml")
        assert (row, field) == (5, "weight")

    def test_a_missing_column_names_those_there_are(self, folder):
        answers(seed=1).drop("age").write_parquet(folder / "answers.parquet")
        assert problems(folder)[0][2] == "age"

    def test_a_wrong_key(self, folder):
        (folder / "stratified.toml").write_text(FILES["stratified.toml"] + "\ncolour = 3\n")
        assert problems(folder) == [
            ("stratified.toml", None, "item.1.colour", "There is no such key.")
        ]

    @pytest.mark.parametrize("content", ["levels = [", "levels = 3\n"])
    def test_a_broken_design_file(self, folder, content):
        (folder / "stratified.toml").write_text(content)
        assert problems(folder)[0][0] == "stratified.toml"

    def test_a_file_that_is_not_there(self, folder):
        assert problems(folder, file="none.parquet")[0][0] == "none.parquet"

    def test_an_earlier_round_that_is_not_there(self, folder):
        found = problems(folder, options=("--compare", folder))
        assert found[0][2:] == ("--compare", "There are no estimates in the folder.")

    def test_an_earlier_round_of_other_slices(self, folder):
        pupils(seed=2).write_csv(folder / "pupils.csv")
        run(folder, "pupils.csv", design="clustered.toml", out="pupils")
        found = problems(folder, options=("--compare", folder / "pupils"))
        assert found[0][3] == "The earlier estimates lack: age."


def test_the_table_says_what_the_library_says(folder):
    """The whole of the country by hand: the library's sample with the same strata."""
    (folder / "stratified.toml").write_text(
        FILES["stratified.toml"].replace('method = "rake"', 'method = "none"')
    )
    run(folder, "answers.parquet")
    found = rows(folder).row(0, named=True)
    table = answers(seed=1)
    stratum = table["survey_area"].replace_strict({"A1": 0, "A2": 1, "B1": 2}).to_numpy()
    sample = stratified_sample(stratum=stratum, population=np.array([5000.0, 8000.0, 12000.0]))
    worry = table["worry"].to_numpy()
    inside = worry != 9
    weight, yes = sample.weight[inside], (worry <= 2)[inside]
    assert found["value"] == pytest.approx((weight * yes).sum() / weight.sum())
    assert found["population"] == pytest.approx(weight.sum())
    assert found["answers"] == inside.sum()
