import pytest

from tests.stats.published.made import table, told
from tryggve.stats.published.shares import check_one_crime, check_safe_and_unsafe, check_victims


@pytest.mark.parametrize(
    ("safe", "unsafe", "gravity"),
    [
        ("61,5", "25,5", None),
        ("62", "38", None),
        ("62", "39", None),  # 61.5 and 38.5 are rounded so
        ("62", "39,1", "contradiction"),
        ("62,5", "37,6", None),  # 62.45 and 37.55
        ("62,5", "37,7", "contradiction"),
        (">70", "30", None),
        (">70", "40", "suspect"),
    ],
)
def test_safe_and_unsafe(safe: str, unsafe: str, gravity: str | None) -> None:
    published = table(f"A; 2023; safe; {safe}", f"A; 2023; unsafe; {unsafe}")
    found = check_safe_and_unsafe(published.figures)
    assert found.number == 1
    assert told(found) == ([] if gravity is None else [("A", "2023", (2, 3), gravity)])


def test_only_the_same_question_area_and_period_are_compared() -> None:
    rows = [
        "A; 2023; safe; 80",
        "B; 2023; unsafe; 80",
        "A; 2022; unsafe; 80",
        "A; 2023 vår; unsafe; 80",
        "A; 2023; unsafe by day; 80",
    ]
    assert check_safe_and_unsafe(table(*rows).figures).number == 0
    found = check_safe_and_unsafe(table(*rows, "A; 2023; unsafe; 80").figures)
    assert (found.number, told(found)) == (1, [("A", "2023", (2, 7), "contradiction")])


def test_a_figure_printed_twice_is_compared_twice() -> None:
    published = table("A; 2023; safe; 80", "A; 2023; unsafe; 30", "A; 2023; unsafe; 10")
    found = check_safe_and_unsafe(published.figures)
    assert (found.number, told(found)) == (2, [("A", "2023", (2, 3), "contradiction")])


@pytest.mark.parametrize(
    ("victims", "others", "gravity"),
    [
        ("21,9", "78,1", None),
        ("22", "79", None),  # 21.5 and 78.5
        ("22", "77", None),
        ("22", "80", "contradiction"),
        ("22", "76", "contradiction"),
        ("1,7", "76", "contradiction"),
        ("22", "~90", "suspect"),
        ("22", "~80", None),  # 75 to 85
    ],
)
def test_victims_and_not(victims: str, others: str, gravity: str | None) -> None:
    published = table(f"A; 2023; victims; {victims}", f"A; 2023; not victims; {others}")
    found = check_victims(published.figures)
    assert found.number == 1
    assert told(found) == ([] if gravity is None else [("A", "2023", (2, 3), gravity)])


@pytest.mark.parametrize(
    ("one", "measure", "whole", "is_told"),
    [
        ("14,2", "not victims", "75,6", False),
        ("24,5", "not victims", "75,6", False),  # 24.45 of at most 24.45
        ("24,6", "not victims", "75,6", True),
        ("22", "victims", "22", False),
        ("23", "victims", "22", False),
        ("24", "victims", "22", True),
    ],
)
def test_one_crime(one: str, measure: str, whole: str, is_told: bool) -> None:
    published = table(f"A; 2023; theft; {one}", f"A; 2023; {measure}; {whole}")
    found = check_one_crime(published.figures)
    assert found.number == 1
    assert told(found) == ([("A", "2023", (2, 3), "contradiction")] if is_told else [])
