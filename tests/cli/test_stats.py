"""Raking from files: the fitted table, every wrong row named, and no Django anywhere."""

import csv
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tryggve.cli.stats import app
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

TABLE = "sex,age,count\nF,16-44,30\nF,45-85,20\nM,16-44,25\nM,45-85,25\n"
BY_SEX = "sex,count\nF,60\nM,40\n"
BY_AGE = "age,count\n16-44,45\n45-85,55\n"


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    for name, content in {"table": TABLE, "sex": BY_SEX, "age": BY_AGE}.items():
        (tmp_path / f"{name}.csv").write_text(content)
    return tmp_path


def rake(folder, *margins, **files):
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
    options = [word for name in margins for word in ("--margin", str(folder / f"{name}.csv"))]
    arguments = ["rake", str(folder / "table.csv"), *options, "--out", str(folder / "out.csv")]
    return CliRunner().invoke(app, arguments)


def problems(folder, *margins, **files):
    result = rake(folder, *margins, **files)
    assert isinstance(result.exception, InputError), result.output
    assert not (folder / "out.csv").exists()
    return [(each.file.rsplit("/")[-1], each.row, str(each.what)) for each in _of(result)]


def _of(result):
    return result.exception.problems


def fitted(folder):
    with (folder / "out.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], {tuple(row[:-1]): float(row[-1]) for row in rows[1:]}


def test_the_fitted_table_meets_both_margins_and_keeps_its_odds_ratio(folder):
    assert rake(folder, "sex", "age").exit_code == 0
    heading, cells = fitted(folder)
    assert heading == ["sex", "age", "count"]
    assert list(cells) == [("F", "16-44"), ("F", "45-85"), ("M", "16-44"), ("M", "45-85")]
    f_young, f_old, m_young, m_old = cells.values()
    assert f_young + f_old == pytest.approx(60)
    assert m_young + m_old == pytest.approx(40)
    assert f_young + m_young == pytest.approx(45)
    assert f_young * m_old / (f_old * m_young) == pytest.approx(30 * 25 / (20 * 25))


def test_a_table_as_a_swedish_spreadsheet_writes_it(folder):
    table = "\ufeffkön;ålder;count\r\nK;16-44;30,5\r\nK;45-85;1 020\r\n\r\nM;16-44;25\r\n"
    margin = "kön;count\r\nM;50\r\nK;2101\r\n"
    assert rake(folder, "margin", table=table, margin=margin).exit_code == 0
    _, cells = fitted(folder)
    assert cells == pytest.approx({("K", "16-44"): 61, ("K", "45-85"): 2040, ("M", "16-44"): 50})


def test_a_margin_may_name_the_columns_in_another_order(folder):
    margin = "age,sex,count\n45-85,M,4\n45-85,F,3\n16-44,M,2\n16-44,F,1\n"
    rake(folder, "margin", margin=margin)
    assert fitted(folder)[1] == pytest.approx(
        {("F", "16-44"): 1, ("F", "45-85"): 3, ("M", "16-44"): 2, ("M", "45-85"): 4}
    )


def test_every_wrong_row_is_named(folder):
    table = "sex,age,count\nF,16-44,many\nF,45-85\nM,16-44,-1\nM,45-85,25\nM,45-85,26\nM,1,nan\n"
    assert problems(folder, "sex", table=table) == [
        ("table.csv", 2, "This is no count: many."),
        ("table.csv", 3, "The row has another number of columns than the heading."),
        ("table.csv", 4, "This is no count: -1."),
        ("table.csv", 6, "The same cell stands in row 5."),
        ("table.csv", 7, "This is no count: nan."),
    ]


@pytest.mark.parametrize("heading", ["", "count", "sex,age", "sex,sex,count", "count,sex"])
def test_a_heading_that_does_not_fit_is_named(folder, heading):
    table = TABLE.replace("sex,age,count", heading)
    assert problems(folder, "sex", table=table) == [("table.csv", 1, "The heading does not fit.")]


def test_a_margin_over_an_unknown_column_is_named(folder):
    assert problems(folder, "margin", margin="area,count\nA,1\n") == [
        ("margin.csv", 1, "The table has no column area.")
    ]


def test_a_margin_with_an_unknown_code_is_named(folder):
    assert problems(folder, "margin", margin="sex,count\nF,1\nX,1\nM,1\n") == [
        ("margin.csv", 3, "The table has no X here.")
    ]


def test_a_margin_must_tell_every_total(folder):
    assert problems(folder, "margin", margin="sex,count\nF,1\n") == [
        ("margin.csv", None, "There is no row for M.")
    ]


def test_margins_that_disagree_are_told_by_how_much(folder):
    other = BY_AGE.replace("55", "56")
    ((file, row, what),) = problems(folder, "sex", "age", age=other)
    assert (file, row) == ("sex.csv", None)
    assert what.endswith("do not agree: they differ by −1.")


def test_a_total_where_the_table_has_nobody_is_told_with_its_row(folder):
    table = TABLE.replace("M,16-44,25", "M,16-44,0").replace("M,45-85,25", "M,45-85,0")
    margin = "age,sex,count\n16-44,F,30\n45-85,F,30\n16-44,M,0\n45-85,M,40\n"
    assert problems(folder, "margin", table=table, margin=margin) == [
        ("margin.csv", 5, "The margin says 40, but the table has only zeros there.")
    ]


def test_a_file_in_another_encoding_is_told(folder):
    assert problems(folder, "sex", table="kön,count\nK,1\n".encode("latin-1")) == [
        ("table.csv", None, "The file is not in UTF-8.")
    ]


def test_a_missing_file_is_told(folder):
    (folder / "sex.csv").unlink()
    assert problems(folder, "sex") == [
        ("sex.csv", None, "The file cannot be read: No such file or directory.")
    ]


def test_a_table_without_rows_is_told(folder):
    assert problems(folder, "sex", table="sex,age,count\n") == [
        ("table.csv", None, "The table is empty or too large.")
    ]


def test_a_folder_that_is_not_there_is_told(folder):
    arguments = ["rake", str(folder / "table.csv"), "--margin", str(folder / "sex.csv"), "--out"]
    result = CliRunner().invoke(app, [*arguments, str(folder / "no" / "out.csv")])
    assert str(_of(result)[0].what) == "Cannot write here: No such file or directory."


def test_it_never_loads_django(folder):
    """In a process of its own, through the real command."""
    looks = (
        "import sys\n"
        "from tryggve.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit as end:\n"
        "    loaded = [name for name in sys.modules if name.split('.')[0] == 'django']\n"
        "    print(end.code, loaded)\n"
    )
    arguments = ["stats", "rake", folder / "table.csv", "--margin", folder / "sex.csv"]
    done = subprocess.run(
        [sys.executable, "-c", looks, *arguments, "--out", folder / "out.csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"
