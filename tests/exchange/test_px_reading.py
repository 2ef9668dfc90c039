from pathlib import Path

import numpy as np
import pytest

from tryggve.exchange.cube import MAX_CELLS, Category, Note
from tryggve.exchange.px import read_px
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

FILES = Path(__file__).parent / "files"
TWO_LANGUAGES = (FILES / "two_languages.px").read_bytes()
KEYS = (FILES / "keys.px").read_bytes()
N = np.nan


def changed(old: str, new: str, content: bytes = TWO_LANGUAGES) -> bytes:
    text = content.decode()
    assert old in text
    return text.replace(old, new).encode()


def refused(content: bytes, **options: str) -> list[str]:
    with pytest.raises(InputError) as error:
        read_px(content, file="a.px", **options)
    with speaking("en"):
        return str(error.value).splitlines()


def test_everything_about_the_table_is_read():
    cube = read_px(TWO_LANGUAGES)
    assert cube.title == "Påhittade tal efter region, tabellinnehåll och år"
    assert (cube.contents, cube.unit) == ("Påhittade tal", "varierar")
    assert (cube.name, cube.subject_code, cube.subject) == ("MADEUP01", "BE", "Befolkning")
    assert cube.source == "Ingen: talen är påhittade"
    assert (cube.decimals, cube.show_decimals, cube.heading) == (1, 0, 2)
    assert (cube.language, cube.updated) == ("sv", "2024-03-01T08:00")


def test_the_dimensions_are_read_with_their_codes_texts_and_roles():
    region, sex, contents, year = read_px(TWO_LANGUAGES).dimensions
    assert (region.code, region.label, region.role) == ("Region", "region", "geo")
    assert (region.domain, region.map) == ("Kommun", "Sweden_municipality")
    assert (region.summable, region.total) == (True, "")
    assert region.categories == (Category("0761", "0761 Lessebo"), Category("0764", "0764 Alvesta"))
    assert (sex.code, sex.role, sex.total, sex.summable) == ("kön", "other", "1+2", False)
    assert contents.role == "metric"
    assert contents.categories == (
        Category("N1", "Folkmängd", "antal"),
        Category("N2", "Medelålder", "år", 1),
    )
    assert (year.role, year.codes) == ("time", ("2022", "2023"))


def test_figures_zeros_and_symbols_are_told_apart():
    cube = read_px(TWO_LANGUAGES)
    assert np.array_equal(
        cube.values.reshape(4, 4),
        [
            [8700, 8742, 41.5, 41.6],
            [4400, 4410, 0, N],
            [19900, N, 42, 42.1],
            [10000, 10050, N, 40.5],
        ],
        equal_nan=True,
    )
    statuses = [[cube.symbols[n] for n in row] for row in cube.status.reshape(4, 4)]
    assert statuses == [
        ["", "", "", ""],
        ["", "", "-", ".."],
        ["", "ej", "", ""],  # DATASYMBOL1 says how . is shown
        ["", "", "ej", "p"],
    ]


def test_notes_know_their_place():
    assert read_px(TWO_LANGUAGES).notes == (
        Note("Visas alltid.\n\nNytt stycke.", (), True),
        Note("Juridiskt kön.", (("kön", ""),)),
        Note("Lös not."),
        Note("Preliminära.", (("år", "2023"),)),
        Note("Osäker.", (("Region", "0764"), ("tabellinnehåll", "N2"), ("år", "2023"))),
    )


def test_another_language_of_the_file_has_its_own_texts_and_the_same_codes():
    cube = read_px(TWO_LANGUAGES, language="EN")
    assert (cube.language, cube.title[:7], cube.subject) == ("en", "Made-up", "Population")
    region, sex, contents, _ = cube.dimensions
    assert (region.code, region.labels) == ("Region", ("0761 Lessebo", "0764 Alvesta"))
    assert (sex.label, sex.codes, sex.labels, sex.total) == (
        "sex",
        ("1+2", "1"),
        ("total", "men"),
        "1+2",
    )
    assert contents.categories[0] == Category("N1", "Population", "number")
    assert np.array_equal(cube.values, read_px(TWO_LANGUAGES).values, equal_nan=True)


def test_a_language_that_is_not_there_is_refused():
    assert refused(TWO_LANGUAGES, language="fi") == [
        "a.px, field LANGUAGES: The file has no texts in the language fi. It has sv, en."
    ]


def test_rows_with_keys_may_come_in_any_order_and_absent_rows_are_zero():
    cube = read_px(KEYS)
    assert np.array_equal(
        cube.values.reshape(6, 2),
        [[1, 2], [0, 0], [0, 0], [5, 0], [0, N], [0, 0]],
        equal_nan=True,
    )
    assert [cube.symbol(2, 0, 0), cube.symbol(2, 0, 1), cube.symbol(1, 0, 0)] == ["-", "..", ""]


def test_all_delimiters_and_one_long_line_are_read():
    content = changed("1 2 \n3 4", "1,2;3\t4", small("1 2 \n3 4"))
    assert np.array_equal(read_px(content).values, [[1, 2], [3, 4]])


def small(data: str, *, extra: str = "") -> bytes:
    """A made-up table of 2 x 2 cells."""
    return (
        'CHARSET="ANSI";DECIMALS=0;MATRIX="M";SUBJECT-CODE="S";SUBJECT-AREA="A";TITLE="T";\n'
        'CONTENTS="C";UNITS="U";STUB="a";HEADING="b";\n'
        f'VALUES("a")="x","y";VALUES("b")="1","2";{extra}\nDATA=\n{data};\n'
    ).encode()


@pytest.mark.parametrize("symbol", ["-", ".", "..", "...", "....", ".....", "......", "......."])
@pytest.mark.parametrize("quote", ['"', ""])
def test_every_symbol_is_read_quoted_or_not(symbol, quote):
    cube = read_px(small(f"1 {quote}{symbol}{quote} 3 4"))
    assert cube.symbol(0, 1) == symbol
    assert np.array_equal(cube.values[0], [1, 0 if symbol == "-" else N], equal_nan=True)


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.5", 1.5), ("-2", -2), ("+3", 3), ("1e3", 1000), (".5", 0.5), ("7.", 7), ("0", 0)],
)
def test_numbers(written, value):
    assert read_px(small(f"{written} 0 0 0")).values[0, 0] == value


def test_missing_figures_are_never_shown_as_the_sign_of_zero():
    cube = read_px(small('".." 1 1 1', extra='DATASYMBOL2="-";'))
    assert (cube.symbol(0, 0), np.isnan(cube.values[0, 0])) == ("..", True)


def test_periods_alone_make_the_values_of_time():
    content = changed(
        'VALUES("b")="1","2";', 'TIMEVAL("b")=TLIST(M1,"202301"-"202302");', small("1 2 3 4")
    )
    dimension = read_px(content).dimensions[1]
    assert (dimension.role, dimension.codes) == ("time", ("2023M01", "2023M02"))


def test_a_table_may_be_all_stub_or_all_heading():
    as_stub = small("1 2 3 4").replace(b'STUB="a";HEADING="b";', b'STUB="a","b";')
    as_heading = small("1 2 3 4").replace(b'STUB="a";HEADING="b";', b'HEADING="a","b";')
    assert [read_px(content).heading for content in (as_stub, as_heading)] == [0, 2]
    for content in (as_stub, as_heading):
        assert np.array_equal(read_px(content).values, [[1, 2], [3, 4]])


def test_a_description_may_stand_for_the_title():
    assert read_px(small("1 2 3 4").replace(b"TITLE=", b"DESCRIPTION=")).title == "T"


def test_every_missing_keyword_is_named():
    content = b'CHARSET="ANSI";\nVALUES("a")="x";\nDATA=\n1;'
    mend = "PX files must have it. Fetch the file again from where it was published."
    assert refused(content) == [
        f"a.px, field {keyword}: {keyword} is missing. {mend}"
        for keyword in (
            "CONTENTS",
            "DECIMALS",
            "MATRIX",
            "SUBJECT-AREA",
            "SUBJECT-CODE",
            "UNITS",
            "TITLE",
            "STUB",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "DECIMALS=1;",
            "DECIMALS=16;",
            "a.px, row 7, field DECIMALS: DECIMALS is not a number from 0 to 15. "
            "Correct it in the file, or fetch the file again.",
        ),
        (
            'VALUES("kön")="totalt","män";',
            "",
            'a.px, field VALUES("kön"): VALUES("kön") is missing. PX files must have it. '
            "Fetch the file again from where it was published.",
        ),
        (
            'CODES("kön")="1+2","1";',
            'CODES("kön")="1+2","1","2";',
            'a.px, row 36, field CODES("kön"): The number of values is 2, but that of codes is 3. '
            "There must be one code for each value, in the same order.",
        ),
        (
            'CODES("kön")="1+2","1";',
            'CODES("kön")="1","1";',
            'a.px, row 36, field CODES("kön"): 1 comes twice. Each value needs a code of its own.',
        ),
        (
            'VALUES("år")="2022","2023";\n',
            'VALUES("år")="2022","2023";\nVALUES("år")="2022";\n',
            'a.px, row 33, field VALUES("år"): VALUES("år") comes twice. '
            "Keep the right one, or fetch the file again.",
        ),
        (
            'STUB="region","kön";',
            'STUB="region","år";',
            "a.px, field STUB: The variable år comes twice in STUB and HEADING. "
            "Correct it in the file, or fetch the file again.",
        ),
        (
            "8700 8742.0",
            "8742.0",
            "a.px, row 58, field DATA: The number of cells is 16 by the variables, but 15 in DATA. "
            "Compare the values of each variable with DATA, or fetch the file again.",
        ),
        (
            "10000 10050",
            "10000 10o50",
            "a.px, row 62, field DATA: 10o50 is neither a number nor a symbol for a missing one. "
            'Write a number with a full stop for decimals, or ".." where there is none.',
        ),
        (
            "10000 10050",
            "10000 nan",
            "a.px, row 62, field DATA: nan is neither a number nor a symbol for a missing one. "
            'Write a number with a full stop for decimals, or ".." where there is none.',
        ),
        (
            "10000 10050",
            "10000 1e400",
            "a.px, row 62, field DATA: 1e400 is neither a number nor a symbol for a missing one. "
            'Write a number with a full stop for decimals, or ".." where there is none.',
        ),
        (
            '10050 "." 40.5 \n;',
            "10050",
            "a.px, row 62, field DATA: DATA is not ended by a semicolon. "
            "The file is cut off. Fetch it again.",
        ),
    ],
)
def test_what_is_wrong_is_told_by_keyword_and_row(old, new, said):
    assert refused(changed(old, new)) == [said]


def test_several_wrong_figures_are_all_told():
    lines = refused(small("1 x\ny 4"))
    assert [line.partition(" is neither")[0] for line in lines] == [
        "a.px, row 5, field DATA: x",
        "a.px, row 6, field DATA: y",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"0767","men"',
            '"0799","men"',
            'a.px, row 18, field DATA: "0799" is not a value of the variable. '
            "Correct the row in DATA, or fetch the file again.",
        ),
        (
            '"0764","women"',
            '"0761","men"',
            'a.px, row 19, field DATA: The keys "0761", "men" come twice. '
            "Correct the row in DATA, or fetch the file again.",
        ),
        (
            "5 0\n;",
            "5\n;",
            "a.px, row 16, field DATA: DATA ends within a row: each has keys and figures (2 + 2). "
            "A key or a figure is missing, or the file is cut off. Fetch it again.",
        ),
        (
            'KEYS("sex")=VALUES;',
            "",
            'a.px, field KEYS("sex"): KEYS("sex") is missing. PX files must have it. '
            "Fetch the file again from where it was published.",
        ),
        (
            'KEYS("sex")=VALUES;',
            'KEYS("sex")=NAMES;',
            'a.px, row 15, field KEYS("sex"): KEYS must say CODES or VALUES. '
            "Correct it in the file, or fetch the file again.",
        ),
    ],
)
def test_what_is_wrong_with_keys_is_told(old, new, said):
    assert refused(changed(old, new, KEYS)) == [said]


def test_an_absurd_size_is_refused_before_memory_is_asked_for():
    many = ",".join(f'"{n}"' for n in range(1000))
    content = changed(
        'VALUES("region")="Lessebo","Alvesta","Markaryd";', f'VALUES("region")={many};', KEYS
    )
    content = changed('CODES("region")="0761","0764","0767";', f'CODES("region")={many};', content)
    content = changed('VALUES("sex")="men","women";', f'VALUES("sex")={many};', content)
    content = changed('VALUES("year")="2022","2023";', f'VALUES("year")={many};', content)
    assert MAX_CELLS < 1000**3
    assert refused(content) == [
        "a.px, field VALUES: The table has more than 20,000,000 cells. "
        "Choose fewer values when you fetch the table."
    ]


def test_too_many_variables_are_refused():
    names = ",".join(f'"v{n}"' for n in range(40))
    content = changed('STUB="a";', f"STUB={names};", small("1 2 3 4"))
    assert refused(content) == [
        "a.px, field STUB: The table has 41 variables. At most 32 can be read."
    ]
