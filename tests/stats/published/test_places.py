import pytest

from tests.stats.published.made import table, told
from tryggve.stats.published.places import check_beside_region, check_parts
from tryggve.wording.problems import InputError

WITHIN = {"north": "town", "south": "town", "town": "police area", "police area": "region"}


def test_a_total_usually_lies_among_those_of_its_parts() -> None:
    rows = ["town; 2021; index; 1,70", "north; 2021; index; 2,05", "south; 2021; index; 1,46"]
    found = check_parts(table(*rows).figures, WITHIN)
    assert (found.number, told(found)) == (1, [])
    found = check_parts(table("town; 2021; index; 2,08", *rows[1:]).figures, WITHIN)
    assert told(found) == [("town", "2021", (2, 3, 4), "suspect")]
    found = check_parts(table("town; 2021; index; 1,43", *rows[1:]).figures, WITHIN)
    assert told(found) == [("town", "2021", (2, 3, 4), "suspect")]


def test_one_part_or_another_period_is_not_compared() -> None:
    rows = ["town; 2021; index; 2,08", "north; 2021; index; 2,05", "south; 2022; index; 1,46"]
    assert check_parts(table(*rows).figures, WITHIN).number == 0
    twice = [*rows[:2], "north; 2021; index; 2,05"]
    assert check_parts(table(*twice).figures, WITHIN).number == 0
    assert check_parts(table(*rows).figures, {}).number == 0


@pytest.mark.parametrize(
    ("measure", "share", "regional", "is_told"),
    [
        ("victims", "8", "24,4", False),
        ("victims", "7", "24,4", True),
        ("victims", "73", "24,4", False),
        ("victims", "75", "24,4", True),
        ("not victims", "91", "75,6", False),  # 9 and 24.4 victims
        ("not victims", "93", "75,6", True),
        ("safe", "20", "61,5", False),
        ("safe", "19", "61,5", True),
        ("litter", "2", "7", False),  # 2.5 of 6.5
        ("litter", "2", "8", False),
        ("litter", "2,0", "8,0", True),
    ],
)
def test_far_from_the_region(measure: str, share: str, regional: str, is_told: bool) -> None:
    published = table(f"region; 2022; {measure}; {regional}", f"north; 2022; {measure}; {share}")
    found = check_beside_region(published.figures, WITHIN)
    assert found.number == 1
    assert told(found) == ([("north", "2022", (2, 3), "suspect")] if is_told else [])


def test_victims_are_compared_with_those_who_were_not() -> None:
    """As printed of Karlshamn: 1.7 percent victims, where the region has 75.6 percent who were
    not, a year later."""
    published = table("region; 2020; not victims; 75.6", "town; 2019; victims; 1.7")
    found = check_beside_region(published.figures, WITHIN)
    assert told(found) == [("town", "2019", (2, 3), "suspect")]
    what = found.findings[0].what.values
    assert (what["share"], what["regional"], what["period"]) == (1.7, 24.4, "2020")


def test_the_same_period_then_the_same_year_then_the_nearest_of_two_years() -> None:
    def compared(period: str, *regional: str) -> list[object]:
        rows = [f"region; {each}; victims; 20" for each in regional]
        published = table(f"town; {period}; victims; 2", *rows)
        found = check_beside_region(published.figures, WITHIN).findings
        return [each.what.values["period"] for each in found]

    assert compared("2020 vår", "2021", "2020", "2020 vår") == ["2020 vår"]
    assert compared("2020 vår", "2021", "2020") == ["2020"]
    assert compared("2020", "2023", "2022") == ["2022"]
    assert compared("2020", "2023") == []
    assert compared("okänt", "2020") == []


def test_only_shares_of_areas_within_a_region_are_compared() -> None:
    published = table(
        "region; 2022; victims; 20",
        "elsewhere; 2022; victims; 1",
        "region; 2022; index; 1,70",
        "town; 2022; index; 0,05",
        "town; 2022; litter; 1",
    )
    assert check_beside_region(published.figures, WITHIN).number == 0


def test_areas_that_lie_in_each_other_are_refused() -> None:
    published = table("a; 2022; victims; 20")
    with pytest.raises(InputError) as caught:
        check_beside_region(published.figures, {"a": "b", "b": "c", "c": "b"})
    (problem,) = caught.value.problems
    assert problem.field == "within"
    assert problem.what.values == {"areas": "a, b, c, b"}
