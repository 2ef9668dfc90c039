import pytest

from tryggve.exchange.px import periods


@pytest.mark.parametrize(
    ("raw", "labels"),
    [
        ('TLIST(A1),"1994","1995"', ["1994", "1995"]),
        ('TLIST(A1,"1994"-"1996")', ["1994", "1995", "1996"]),
        ('\nTLIST(A1, "1994"-"1995") ', ["1994", "1995"]),
        ('TLIST(H1,"19942"-"19952")', ["1994H2", "1995H1", "1995H2"]),
        ('TLIST(Q1,"19943"-"19951")', ["1994Q3", "1994Q4", "1995Q1"]),
        ('TLIST(M1,"199411"-"199502")', ["1994M11", "1994M12", "1995M01", "1995M02"]),
        ('TLIST(W1,"202052"-"202101")', ["2020W52", "2020W53", "2021W01"]),
        ('TLIST(W1,"202152"-"202201")', ["2021W52", "2022W01"]),
        ('TLIST(M1),\n"199411"', ["1994M11"]),
    ],
)
def test_timeval_names_its_periods(raw, labels):
    assert periods.labels(raw) == labels


@pytest.mark.parametrize(
    "raw",
    [
        "TLIST(A1)",
        'TLIST(A1),"94"',
        'TLIST(A1),"199401"',
        'TLIST(M1),"199413"',
        'TLIST(M1,"199411"-"1995")',
        'TLIST(A1,"1995"-"1994")',
        'TLIST(X1),"1994"',
        '"1994","1995"',
        "",
    ],
)
def test_what_is_no_timeval_names_none(raw):
    assert periods.labels(raw) is None


@pytest.mark.parametrize(
    ("codes", "statement"),
    [
        (("2022", "2023"), 'TLIST(A1),"2022","2023"'),
        (("2023H1", "2023H2"), 'TLIST(H1),"20231","20232"'),
        (("2023K4", "2024K1"), 'TLIST(Q1),"20234","20241"'),
        (("2023M09",), 'TLIST(M1),"202309"'),
        (("2023V01", "2023V52"), 'TLIST(W1),"202301","202352"'),
        (("2023", "2023M01"), ""),
        (("våren 2023",), ""),
    ],
)
def test_codes_of_periods_become_a_timeval(codes, statement):
    assert periods.statement(codes) == statement
