from datetime import date

import pytest

from tryggve.sources.scb import words


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("0", (0, 0)),
        ("16 år", (16, 16)),
        ("16 years", (16, 16)),
        ("016", (16, 16)),
        ("15-19 år", (15, 19)),
        ("15–19", (15, 19)),
        ("16 - 24 år", (16, 24)),
        ("16 - 16 år", (16, 16)),
        ("15-19 - 15-19 år", (15, 19)),
        ("100+", (100, None)),
        ("100+ år", (100, None)),
        ("100+ - 100+ år", (100, None)),
        ("80-", (80, None)),
        ("80- år", (80, None)),
        ("95-w år", (95, None)),
        ("85 år och äldre", (85, None)),
        ("85 years or older", (85, None)),
        ("-4", (0, 4)),
        ("–4 år", (0, 4)),
        ("tot", (0, None)),
        ("totalt ålder", (0, None)),
        ("Total age", (0, None)),
        ("tot - totalt ålder", (0, None)),
    ],
)
def test_ages(text, age):
    assert words.age(text) == age


@pytest.mark.parametrize("text", ["", "barn", "19-15 år", "131", "0+", "16 månader", "1 6 år", "²"])
def test_what_is_no_age(text):
    assert words.age(text) is None


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("1", "men"),
        ("män", "men"),
        ("MEN", "men"),
        ("1 - män", "men"),
        ("2", "women"),
        ("kvinnor", "women"),
        ("females", "women"),
        ("1+2", "all"),
        ("totalt", "all"),
        ("1+2 - totalt", "all"),
        ("båda  könen", "all"),
        ("3", None),
        ("", None),
    ],
)
def test_sexes(text, sex):
    assert words.sex(text) == sex


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("00 Riket", "00", "Riket"),
        ("07 Kronobergs län", "07", "Kronobergs län"),
        ("0761 Lessebo", "0761", "Lessebo"),
        ("0761", "0761", ""),
        ("0761 - Lessebo", "0761", "Lessebo"),
        ("0114A0010", "0114A0010", ""),
        ("0114A0010_DeSO2025", "0114A0010_DeSO2025", ""),
        ("0114R001_RegSO2025 Upplands Väsby (Bollstanäs)", "0114R001_RegSO2025",
         "Upplands Väsby (Bollstanäs)"),
        ("0114TB103 Löwenströmska", "0114TB103", "Löwenströmska"),
        ("Lessebo", None, "Lessebo"),
        ("076", None, "076"),
        ("07611", None, "07611"),
        ("0761Lessebo", None, "0761Lessebo"),
    ],
)  # fmt: skip
def test_areas(text, code, name):
    assert (words.area_code(text), words.area_name(text)) == (code, name)


def test_the_version_of_a_division_can_be_left_out():
    assert words.without_version("0114A0010_DeSO2025") == "0114A0010"
    assert words.without_version("0761") == "0761"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", date(2023, 12, 31)),
        ("31 december 2023", date(2023, 12, 31)),
        ("2024M02", date(2024, 2, 29)),
        ("2024m12", date(2024, 12, 31)),
        ("2024M13", None),
        ("9999", None),
        ("23", None),
        ("våren 2023", None),
    ],
)
def test_days(text, day):
    assert words.day(text) == day


@pytest.mark.parametrize(
    ("heading", "contents", "day"),
    [
        ("Folkmängd 2023", "Folkmängd", date(2023, 12, 31)),
        ("2023", "", date(2023, 12, 31)),
        ("BE0101N1 2023", "BE0101N1", date(2023, 12, 31)),
        ("Population 2024M01", "Population", date(2024, 1, 31)),
        ("Folkmängd", "Folkmängd", None),
        ("Folkmängd 9999", "Folkmängd 9999", None),
    ],
)
def test_columns_of_figures(heading, contents, day):
    assert words.contents_and_day(heading) == (contents, day)


@pytest.mark.parametrize(
    ("contents", "counts"),
    [
        ("", True),
        ("Folkmängd", True),
        ("Folkmängden den 31 december", True),
        ("Folkmängden per region", True),
        ("Population", True),
        ("Antal personer", True),
        ("Number of persons", True),
        ("BE0101N1", True),
        ("Folkökning", False),
        ("Population growth", False),
        ("Folkmängd, andel i procent", False),
        ("Population density per sq. km", False),
        ("Antal födda", False),
        ("Antal hushåll", False),
        ("Medelålder", False),
        ("000000AB", False),
    ],
)
def test_what_counts_people(contents, counts):
    assert words.counts_people(contents) is counts


@pytest.mark.parametrize(
    ("heading", "variable"),
    [
        ("region", "area"),
        ("Region - region", "area"),
        ("Kön", "sex"),
        ("Alder", "age"),
        ("civilstånd", "civil"),
        ("år", "day"),
        ("månad", "day"),
        ("ContentsCode", "contents"),
        ("Folkmängd 2023", None),
        ("bakgrund", None),
    ],
)
def test_headings(heading, variable):
    assert words.variable(heading) == variable


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("OG", "unmarried"),
        ("ogifta", "unmarried"),
        ("G - gifta", "married"),
        ("skilda", "divorced"),
        ("änkor/änklingar", "widowed"),
        ("widowers/widows", "widowed"),
        ("totalt", "all"),
        ("okänt", None),
    ],
)
def test_civil_statuses(text, status):
    assert words.civil_status(text) == status
