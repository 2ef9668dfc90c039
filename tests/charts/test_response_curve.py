from datetime import date, timedelta

from tests.charts.strict import faults, parsed, texts
from tryggve.charts.response_curve import Day, End, response_curve

FIRST = date(2027, 8, 9)
EXPECTED = End(0.5, 0.45, 0.55)


def days_of(known: int, *, earlier: bool = True) -> list[Day]:
    return [
        Day(
            FIRST + timedelta(number),
            so_far=0.005 * number if number < known else None,
            planned=0.53 * number / 56,
            earlier=0.54 * number / 56 if earlier else None,
        )
        for number in range(57)
    ]


def test_every_line_carries_its_name_and_every_second_week_its_date():
    picture = response_curve(days_of(20), EXPECTED, language="en")
    assert faults(picture.svg) == []
    said = texts(picture.svg)
    assert {"so far", "planned", "the round before", "expected"} <= set(said)
    assert {"9 Aug", "6 Sept", "4 Oct", "2027"} <= set(said)


def test_a_round_without_an_earlier_one_has_no_line_of_it():
    picture = response_curve(days_of(20, earlier=False), EXPECTED, language="en")
    assert "the round before" not in texts(picture.svg)
    assert picture.table.rows[0][-1] == ".."


def test_names_at_the_same_height_do_not_lie_on_each_other():
    svg = parsed(response_curve(days_of(57), EXPECTED, language="en").svg)
    heights = [
        float(each.get("transform").rpartition(",")[2].rstrip(")"))
        for each in svg.iter("{http://www.w3.org/2000/svg}text")
        if each.text in {"planned", "the round before", "so far"}
    ]
    assert len(heights) == 3
    assert min(b - a for a, b in zip(sorted(heights), sorted(heights)[1:], strict=False)) > 12


def test_a_narrow_picture_has_fewer_dates():
    said = texts(response_curve(days_of(20), EXPECTED, language="en", width=300).svg)
    assert [each for each in said if each.partition(" ")[0].isdigit() and " " in each] == [
        "9 Aug",
        "6 Sept",
        "4 Oct",
    ]


def test_the_table_has_a_row_a_week_and_the_description_says_the_same():
    picture = response_curve(days_of(20), EXPECTED, language="en")
    assert len(picture.table.rows) == 9
    assert picture.table.rows[1] == ("16 August 2027", "3.5", "6.6", "6.8")
    assert "By 28 August 2027, 9.5 % of those drawn have answered" in picture.description
    assert "50.0 % are expected to have, between 45.0 and 55.0 %" in picture.description


def test_before_anything_has_come_there_is_the_plan():
    picture = response_curve(days_of(0), EXPECTED, language="en")
    assert "so far" not in texts(picture.svg)
    assert "planned" in texts(picture.svg)
