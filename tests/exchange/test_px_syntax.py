from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.exchange.px.syntax import decode, items, parse
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as error, speaking("en"):
        parse(content, "a.px")
    with speaking("en"):
        return str(error.value)


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ('"a","b"', ["a", "b"]),
        ('"a, b";'.rstrip(";"), ["a, b"]),
        ('"a long "\r\n"text",\r\n"b"', ["a long text", "b"]),
        ("YES", ["YES"]),
        (" 0 ", ["0"]),
        ("19990318 18:12", ["19990318 18:12"]),
        ('TLIST(A1),"1994"', ["TLIST(A1)", "1994"]),
        ('""', [""]),
        ("", [""]),
        ('"a",', ["a", ""]),
    ],
)
def test_values_are_quoted_or_bare_and_may_go_on_over_lines(raw, values):
    assert items(raw) == values


def test_a_statement_has_a_keyword_a_language_subkeys_and_a_row():
    parsed = parse(
        b'CHARSET="ANSI";\r\nTITLE="One; two\r\n(three)";\r\n'
        b'VALUES[sv]("k\xf6n","b (c)")="m\xe4n",\r\n"kvinnor";\r\n\r\nDATA=\r\n1 2;',
        "a.px",
    )
    assert list(parsed.statements) == ["CHARSET", "TITLE", "VALUES"]
    values = parsed.statements["VALUES"][0]
    assert (values.keyword, values.language, values.row) == ("VALUES", "sv", 4)
    assert values.subkeys == ("kön", "b (c)")
    assert values.items == ["män", "kvinnor"]
    assert values.name == 'VALUES[sv]("kön","b (c)")'
    assert parsed.statements["TITLE"][0].text == "One; two(three)"
    assert (parsed.data, parsed.data_row) == ("\r\n1 2;", 7)


def test_spaces_and_small_letters_in_keywords_are_read():
    parsed = parse(b' decimals =\t0 ;values ( "a" ) = "1";DATA=1;', "")
    assert parsed.statements["DECIMALS"][0].text == "0"
    assert parsed.statements["VALUES"][0].subkeys == ("a",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"",
            "a.px, row 1, field DATA: The file has no DATA, so it holds no figures. "
            "The file is perhaps cut off. Fetch it again.",
        ),
        (
            b'CHARSET="ANSI";\nTITLE="a',
            "a.px, row 2, field TITLE: TITLE has no end. A quotation mark or a semicolon is "
            "missing, or the file is cut off. Fetch it again.",
        ),
        (
            b'TITLE="a;\nUNITS="b";\nDATA=1;',
            "a.px, row 1, field TITLE: TITLE has no end. A quotation mark or a semicolon is "
            "missing, or the file is cut off. Fetch it again.",
        ),
        (
            b'TITLE="a";\n"b";\nDATA=1;',
            "a.px, row 2: No PX keyword could be read here. Each statement is written "
            "KEYWORD=value; with a semicolon at the end.",
        ),
        (
            b'CODEPAGE="klingon";\nDATA=1;',
            "a.px, field CODEPAGE: CODEPAGE is klingon, an encoding not known here. "
            'Save the file as UTF-8 and write CODEPAGE="utf-8";',
        ),
        (
            'CODEPAGE="iso-8859-1";\nTITLE="Åre";DATA=1;'.encode(),
            "a.px, field CODEPAGE: CODEPAGE is iso-8859-1, but the file is written in UTF-8. "
            'Write CODEPAGE="utf-8"; in the file, or fetch it again.',
        ),
        (
            'CODEPAGE="utf-8";\nTITLE="Åre";DATA=1;'.encode("latin-1"),
            "a.px, row 2, field CODEPAGE: The text cannot be read as utf-8. "
            "Correct CODEPAGE in the file, or fetch it again.",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(content, said):
    assert refused(content) == said


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('CODEPAGE="utf-8";', "utf-8"),
        ('CODEPAGE="utf-8";', "utf-8-sig"),
        ("", "utf-8-sig"),
        ("", "utf-8"),
        ('CHARSET="ANSI";', "utf-8"),
        ('CHARSET="ANSI";', "windows-1252"),
        ('CHARSET="ANSI";CODEPAGE="iso-8859-1";', "windows-1252"),
        ('CODEPAGE="windows-1252";', "windows-1252"),
        ('CODEPAGE="iso-8859-15";', "iso-8859-15"),
        ("", "cp850"),
    ],
)
def test_the_encoding_is_what_the_file_says_it_is(head, codec):
    text = f'{head}\nTITLE="Åsele, Älvdalen och Örebro";'
    assert decode(text.encode(codec), "") == text


@given(st.text(alphabet='ab";,()[]=\n\r \x1aKEYWORD', max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(InputError):
        parse(text.encode(), "")


def test_a_text_of_nothing_but_line_breaks_is_read():
    # Once a search for CODEPAGE took the square of their number in steps: 40 seconds.
    parsed = parse(b'TITLE="' + b"\n" * 1_000_000 + b'";DATA=1;', "")
    assert (parsed.statements["TITLE"][0].text, parsed.data_row) == ("", 1_000_001)
