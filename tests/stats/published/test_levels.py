import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.published.made import table, told
from tryggve.stats.indices.reading import published_definitions
from tryggve.stats.published.levels import check_levels, fits
from tryggve.stats.published.printed import printed
from tryggve.stats.published.report import Checked

KNOWN = published_definitions()


def checked(*rows: str) -> Checked:
    return check_levels(table(*rows).figures, KNOWN)


def value(text: str):
    found = printed(text, decimals=2)
    assert found is not None
    return found


@given(st.integers(1, 60), st.data())
def test_every_mean_of_levels_fits(indicators: int, data) -> None:
    mean = data.draw(st.integers(0, 6 * indicators)) / indicators
    assert fits(value(f"{mean:.2f}"), indicators, truncated=False)
    cut = int(mean * 100 + 1e-9) / 100
    assert fits(value(f"{cut:.2f}"), indicators, truncated=True)


def test_of_a_hundred_values_37_pass_by_chance() -> None:
    texts = [f"{number / 100:.2f}" for number in range(100)]
    passed = {
        (number, truncated): sum(fits(value(text), number, truncated=truncated) for text in texts)
        for number, truncated in ((37, False), (32, False), (32, True))
    }
    assert passed == {(37, False): 37, (32, False): 36, (32, True): 48}


def test_halves_are_rounded_up_down_or_cut_off() -> None:
    """76/32 = 2.375; 62/32 = 1.9375 is 1.94, and 1.93 only where decimals are cut off."""
    assert fits(value("2.37"), 32, truncated=False)
    assert fits(value("2.38"), 32, truncated=False)
    assert fits(value("1.93"), 32, truncated=True)
    assert not fits(value("1.93"), 32, truncated=False)


def test_no_mean_is_above_6() -> None:
    assert fits(value("6"), 37, truncated=False)
    assert not fits(value("6.01"), 37, truncated=False)
    assert not fits(value("6.01"), 32, truncated=True)
    found = checked("A; 2021; index; 12,7")
    assert told(found) == [("A", "2021", (2,), "contradiction")]
    assert found.findings[0].what.message == "{value} is above 6."


def test_each_year_by_its_definition() -> None:
    """1.76 = 65/37 and no k/32; 1.53 = 49/32 and no k/37."""
    found = checked(
        "A; 2021; index; 1.76",
        "A; 2020; index; 1.76",
        "A; 2020; index; 1.53",
        "A; 2021; index; 1.53",
    )
    assert found.number == 4
    assert told(found) == [("A", "2020", (3,), "suspect"), ("A", "2021", (5,), "suspect")]
    assert [each.what.values["versions"] for each in found.findings] == [
        "published-37",
        "published-32",
    ]


def test_what_no_definition_fits_is_a_contradiction_and_its_neighbours_are_told() -> None:
    found = checked("A; 2023; index; 1,55")
    assert told(found) == [("A", "2023", (2,), "contradiction")]
    what = found.findings[0].what.values
    assert (what["below"], what["above"]) == (round(57 / 37, 3), round(58 / 37, 3))


def test_a_value_that_is_about_or_rounded_is_not_held_to_two_decimals() -> None:
    assert checked("A; 2023; index; ~1,5", "A; 2023; index, rounded; 2").findings == ()


def test_groups_by_their_number_of_indicators_and_with_less_certainty() -> None:
    found = checked(
        "A; 2018; worry index; 2.3",
        "A; 2018; worry index; 1.6",
        "A; 2018; other index; 2.3",
        "A; 2021; worry index; 2.3",
    )
    assert (found.number, told(found)) == (2, [("A", "2018", (2,), "suspect")])


def test_years_without_a_definition_are_not_compared() -> None:
    assert (
        checked("A; 2006; index; 2.7", "A; okänt; index; 1.55", "A; 2023; safe; 1.55").number == 0
    )


@pytest.mark.parametrize("text", ["1,16", "2,05", "0,57", "1.7", "1.78"])
def test_published_values(text: str) -> None:
    assert checked(f"A; 2023; index; {text}").findings == ()
