"""What may be wrong with a file of population: everything is told, and nothing is kept."""

from dataclasses import replace

import numpy as np
import pytest

from tests.sources.tables import Counts, as_cube, as_long_csv, as_wide_csv
from tryggve.exchange.cube import Category, Cube, Dimension, no_status
from tryggve.exchange.jsonstat import write_jsonstat
from tryggve.exchange.px import write_px
from tryggve.sources.scb import read_population
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

COUNTS: Counts = {
    (area, sex, age, 2023): 100 * n + m
    for n, area in enumerate(["0761", "0764"])
    for m, (sex, age) in enumerate(
        [(s, a) for s in ("men", "women") for a in ((16, 17), (18, None))]
    )
}
LONG = as_long_csv(COUNTS)
WIDE = as_wide_csv(COUNTS)
FETCH = "Fetch the table again, or choose areas that have figures."
ONLY = "Fetch a table divided by area, sex and age only."


def refused(content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(InputError) as error:
        read_population(raw, "a")
    with speaking("en"):
        return str(error.value).splitlines()


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_the_tables_are_right_before_they_are_changed():
    assert read_population(LONG.encode(), "a").rows == read_population(WIDE.encode(), "a").rows
    assert len(read_population(LONG.encode(), "a").rows) == 8


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ('"103"', '"-5"', [f"row 9, field Folkmängd: The count -5 is less than zero. {FETCH}"]),
        (
            '"103"',
            '"12,5"',
            [f"row 9, field Folkmängd: The count 12.5 is not a possible number of people. {FETCH}"],
        ),
        (
            '"103"',
            '"10000000000"',
            ["row 9, field Folkmängd: The count 1e+10 is not a possible number of people. "
             f"{FETCH}"],
        ),
        ('"103"', '".."', [f"row 9, field Folkmängd: There is .. instead of a count. {FETCH}"]),
        ('"103"', '""', [f"row 9, field Folkmängd: The count is missing. {FETCH}"]),
        (
            '"103"',
            '"många"',
            ["row 9, field Folkmängd: många is not a number. "
             "Write the number of people in digits."],
        ),
        (
            '"kvinnor","18+ år","2023","103"',
            '"kvinnor","16-17 år","2023","103"',
            ["row 9, field Folkmängd: A count for the same area, sex, age and day has come "
             "before. Keep one of them."],
        ),
        (
            '"0764 Påhittad","kvinnor","18+ år","2023","103"\r\n',
            "",
            ["row 6, field region: 0764 has 3 of 4 counts on 31 December 2023. "
             "Every area needs all sexes and ages. Fetch the table again."],
        ),
        (
            '"0761 Påhittad","män","16-17',
            '"Lessebo","män","16-17',
            ["row 2, field region: Lessebo was not understood. Areas need SCB's codes, as in "
             "0761 Lessebo. Choose both code and text when you fetch the table."],
        ),
        (
            '"kvinnor","18+ år","2023","103"',
            '"okänt","ung","i fjol","103"',
            [
                "row 9, field kön: okänt was not understood. "
                "SCB writes men and women, or the codes 1 and 2.",
                "row 9, field ålder: ung was not understood. "
                "SCB writes 16 years, 15-19 years or 100+ years.",
                "row 9, field år: i fjol was not understood. "
                "SCB writes a year, 2023, or a month, 2023M05.",
            ],
        ),
        (
            '"18+ år"',
            '"17-20 år"',
            ["field ålder: The ages 16-17 and 17-20 overlap. Choose either single ages or one "
             "set of classes when you fetch the table."],
        ),
        (
            '"16-17 år"',
            '"16+ år"',
            ["field ålder: The ages 16+ and 18+ overlap. Choose either single ages or one set "
             "of classes when you fetch the table."],
        ),
        (
            '"18+ år"',
            '"20+ år"',
            ["field ålder: Ages between 16-17 and 20+ are missing. "
             "Choose all the ages between the first and the last."],
        ),
        (
            '"2023","103"',
            '"2023"',
            ["row 9: The number of cells is 4 in the row, but 5 in the heading. "
             "Fetch the file again, or mend the row."],
        ),
        (
            '"Folkmängd"',
            '"Folkökning"',
            ["row 1, field Folkökning: It cannot be told which figures are the number of "
             "people. Choose only the number of people (Folkmängd) and at least one year."],
        ),
        ('"kön"', '"bakgrund"', [f"field bakgrund: The table is also divided by bakgrund. {ONLY}"]),
        (
            '"kön"',
            '"ålder"',
            [f"row 1, field ålder, ålder: The table has two variables of the same kind. {ONLY}"],
        ),
        (
            '"år"',
            '"Folkmängd"',
            ["row 1, field Folkmängd, Folkmängd: It cannot be told which figures are the number "
             "of people. Choose only the number of people (Folkmängd) and at least one year."],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_csv_is_told_by_row_and_column(old, new, problems):
    assert refused(changed(LONG, old, new)) == [f"a, {problem}" for problem in problems]


def test_a_column_of_several_years_is_named():
    assert refused(changed(WIDE, '"103"', '"x"')) == [
        "a, row 11, field Folkmängd 2023: x is not a number. Write the number of people in digits."
    ]


def test_one_sex_alone_is_refused():
    only_men = {key: count for key, count in COUNTS.items() if key[1] == "men"}
    assert refused(as_long_csv(only_men)) == [
        "a, field kön: The file holds only one of the sexes. "
        "Choose both women and men when you fetch the table."
    ]


def test_some_civil_statuses_are_not_all_people():
    text = as_long_csv(COUNTS).replace('"kön"', '"kön","civilstånd"')
    text = text.replace('"män"', '"män","gifta"').replace('"kvinnor"', '"kvinnor","gifta"')
    assert refused(text) == [
        "a, field civilstånd: The file holds only some of the civil statuses. "
        "Choose all of them, or none, when you fetch the table."
    ]
    total = read_population(text.replace('"gifta"', '"totalt"').encode(), "a")
    assert total.rows == read_population(LONG.encode(), "a").rows


def test_another_division_is_passed_over_when_its_total_is_there():
    text = LONG.replace('"kön"', '"kön","bakgrund"')
    both = text.replace('"män"', '"män","totalt"').replace('"kvinnor"', '"kvinnor","totalt"')
    part = '"0761 Påhittad","män","svensk bakgrund","16-17 år","2023","1"\r\n'
    assert read_population((both + part).encode(), "a").rows == (
        read_population(LONG.encode(), "a").rows
    )


def test_only_the_whole_country_is_no_use():
    text = LONG.replace("0761 Påhittad", "00 Riket").replace("0764 Påhittad", "00 Riket")
    lines = text.splitlines(keepends=True)
    assert refused("".join(lines[:5])) == [
        "a: There are no counts of municipalities or smaller areas in the file. "
        "Choose areas, ages and sexes when you fetch the table."
    ]


def test_a_heading_without_rows_is_refused():
    assert refused(LONG.splitlines()[0]) == [
        "a, row 1: There are no rows under the heading. Fetch the file again."
    ]


def test_an_open_quotation_mark_is_told():
    assert refused(changed(LONG, '"103"', '"103')) == [
        "a, row 9: The file cannot be read as CSV from here on. "
        "A quotation mark is perhaps missing. Fetch the file again."
    ]


def test_all_problems_are_counted_and_a_hundred_told():
    counts: Counts = {
        (f"{code:04}", sex, (0, None), 2023): -1
        for code in range(1000, 1200)
        for sex in ("men", "women")
    }
    lines = refused(as_long_csv(counts))
    assert len(lines) == 101
    assert lines[-1] == "a: 300 more problems were found. Mend those above first."


def cube(**changes: object) -> Cube:
    return replace(as_cube(COUNTS), **changes)


@pytest.mark.parametrize("write", [write_px, write_jsonstat])
def test_a_wrong_figure_in_px_or_json_stat_is_told_by_its_place(write):
    values = as_cube(COUNTS).values.copy()
    values[1, 1, 1, 0] = -5
    values[0, 0, 0, 0] = np.nan
    content = write(cube(values=values).with_symbols({(0, 0, 0, 0): ".."}))
    place = "region=0761 Påhittad, kön=män, ålder=16-17 år, år=2023"
    other = "region=0764 Påhittad, kön=kvinnor, ålder=18+ år, år=2023"
    assert refused(content) == [
        f"a, field {place}: There is .. instead of a count. {FETCH}",
        f"a, field {other}: The count -5 is less than zero. {FETCH}",
    ]


def with_dimension(number: int, dimension: Dimension) -> Cube:
    dimensions = list(as_cube(COUNTS).dimensions)
    dimensions[number] = dimension
    return cube(dimensions=tuple(dimensions))


TWO = (Category("a", "a"), Category("b", "b"))


@pytest.mark.parametrize(
    ("number", "dimension", "problems"),
    [
        (
            0,
            Dimension("Region", "region", TWO),
            [
                f"field region: {code} was not understood. Areas need SCB's codes, as in 0761 "
                "Lessebo. Choose both code and text when you fetch the table."
                for code in "ab"
            ],
        ),
        (
            1,
            Dimension("Bakgrund", "bakgrund", TWO),
            [f"field bakgrund: The table is also divided by bakgrund. {ONLY}"],
        ),
        (
            1,
            Dimension("C", "tabellinnehåll", TWO, "metric"),
            ["field tabellinnehåll: It cannot be told which figures are the number of people. "
             "Choose only the number of people (Folkmängd) when you fetch the table."],
        ),
        (
            1,
            Dimension("Alder2", "ålder", TWO),
            [f"field ålder, ålder: The table has two variables of the same kind. {ONLY}"],
        ),
        (
            0,
            Dimension("Kon2", "sex", (Category("1+2", ""), Category("x", ""))),
            [
                f"field sex, kön: The table has two variables of the same kind. {ONLY}",
                "field region: The table has no areas. "
                "Fetch a table that is divided by region.",
            ],
        ),
        (
            1,
            Dimension("Kon", "kön", (Category("1", "män"), Category("M", "men"))),
            ["field kön: The file holds only one of the sexes. "
             "Choose both women and men when you fetch the table."],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_variable_is_told(number, dimension, problems):
    assert sorted(refused(write_jsonstat(with_dimension(number, dimension)))) == sorted(
        f"a, {problem}" for problem in problems
    )


def test_px_that_counts_something_else_is_refused():
    assert refused(write_px(cube(contents="Medelålder"))) == [
        "a, field CONTENTS: The table holds Medelålder, not the number of people. "
        "Choose only the number of people (Folkmängd) when you fetch the table."
    ]


def test_a_table_without_a_year_is_refused():
    dimensions = as_cube(COUNTS).dimensions[:3]
    values = as_cube(COUNTS).values[..., 0]
    content = write_px(cube(dimensions=dimensions, values=values, status=no_status()))
    assert refused(content) == [
        "a, field år: The table does not say which year it counts. "
        "Choose at least one year when you fetch the table."
    ]
