import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.indices.made import definition
from tryggve.stats.indices.reading import published_definitions
from tryggve.stats.indices.series import Point, stretches
from tryggve.wording.problems import InputError

OLD, NEW = published_definitions()


def years(found) -> list[list[int]]:
    return [[point.year for point in stretch.points] for stretch in found]


def test_the_line_breaks_where_five_indicators_were_added() -> None:
    """LPO Kävlinge's published totals."""
    found = stretches(
        [
            Point(2023, 1.54, NEW),
            Point(2019, 1.66, OLD),
            Point(2020, 1.69, OLD),
            Point(2022, 1.57, NEW),
        ]
    )
    assert years(found) == [[2019, 2020], [2022, 2023]]
    assert [stretch.definition for stretch in found] == [OLD, NEW]


def test_a_restated_value_stands_with_those_of_its_definition() -> None:
    found = stretches([Point(2019, 1.76, NEW, restated=True), Point(2023, 1.16, NEW)])
    assert years(found) == [[2019, 2023]]


def test_rounds_of_a_year_keep_their_order() -> None:
    found = stretches([Point(2020, 1.88, OLD, "spring"), Point(2020, 2.03, OLD)])
    assert [point.part for point in found[0].points] == ["spring", ""]


def test_own_definitions_with_other_indicators_break_it_too() -> None:
    first, second = definition("a", "b"), definition("a")
    points = [Point(2021, 1, first), Point(2022, 1, second), Point(2023, 1, second)]
    assert years(stretches(points)) == [[2021], [2022, 2023]]
    assert stretches([]) == ()


def test_what_cannot_be_is_named_with_its_row() -> None:
    with pytest.raises(InputError):
        stretches([Point(2021, 1.5, NEW), Point(2022, 1.5, definition("a"))])
    with pytest.raises(InputError) as caught:
        stretches(
            [
                Point(2019, 1.5, NEW),
                Point(2021, 6.1, NEW),
                Point(2021, 1.0, NEW),
                Point(2022, float("nan"), NEW),
            ]
        )
    assert [(each.row, each.field) for each in caught.value.problems] == [
        (2, "definition"),
        (3, "value"),
        (5, "value"),
        (4, "year"),
    ]


@given(st.lists(st.integers(2015, 2030), unique=True))
def test_every_point_stands_once_and_in_order(chosen: list[int]) -> None:
    points = [Point(year, 1.0, OLD if year <= 2020 else NEW) for year in chosen]
    found = stretches(points)
    assert [year for part in years(found) for year in part] == sorted(chosen)
    assert len(found) == len({year <= 2020 for year in chosen})
