from datetime import date, datetime

import pytest

from tryggve.wording import formats

NBSP = "\N{NO-BREAK SPACE}"


def test_a_short_date_has_its_month_cut_short():
    assert formats.short_day(date(2026, 8, 9), "sv") == "9 aug."


@pytest.mark.parametrize(
    ("value", "decimals", "language", "written"),
    [
        (1234.5, None, "sv", f"1{NBSP}234,5"),
        (1234.5, None, "en", "1,234.5"),
        (-0.25, None, "sv", "\N{MINUS SIGN}0,25"),
        (2, 2, "sv", "2,00"),
        (1.005, 0, "en", "1"),
        (-3, None, "ar", "\N{LEFT-TO-RIGHT MARK}\N{MINUS SIGN}3"),
        (1650000, None, "sv", f"1{NBSP}650{NBSP}000"),
        (5, None, "de", "5"),
    ],
)
def test_numbers(value, decimals, language, written):
    assert formats.number(value, language, decimals=decimals) == written


def test_numbers_in_arabic_have_the_digits_of_the_tables():
    assert formats.number(1234.5, "ar") == "1,234.5"


@pytest.mark.parametrize(
    ("share", "decimals", "language", "written"),
    [(0.31, 0, "sv", f"31{NBSP}%"), (0.314, 1, "sv", f"31,4{NBSP}%"), (0.31, 0, "en", "31%")],
)
def test_percentages(share, decimals, language, written):
    assert formats.percent(share, language, decimals=decimals) == written


@pytest.mark.parametrize(
    ("language", "written"), [("sv", "5 mars 2026"), ("en", "5 March 2026"), ("ar", "5 مارس 2026")]
)
def test_dates(language, written):
    assert formats.day(date(2026, 3, 5), language) == written


def test_moments():
    assert formats.moment(datetime(2026, 3, 5, 14, 3), "sv") == "5 mars 2026 14:03"  # noqa: DTZ001
