import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.published.made import MEASURES, fieldwork, table
from tryggve.stats.published.figures import Fieldwork
from tryggve.stats.published.printed import printed
from tryggve.stats.published.reading import read_published
from tryggve.wording.problems import InputError


def test_a_row_is_a_figure() -> None:
    first, second = table("A; 2021; index; 1,7", "A; 2020 vår; safe; 61").figures
    assert (first.row, first.area, first.period, first.year) == (2, "A", "2021", 2021)
    assert (first.measure, first.value) == (MEASURES["index"], printed("1,7", decimals=2))
    assert (second.row, second.period, second.year) == (3, "2020 vår", 2020)
    assert second.value == printed("61")


def test_a_rounded_index_has_no_decimals_that_are_not_printed() -> None:
    (figure,) = table("A; 2021; index, rounded; 2").figures
    assert figure.value == printed("2")


@pytest.mark.parametrize("period", ["okänt (ca 2019-21)", "2020/21", "2018->2019", ""])
def test_a_period_may_tell_no_year(period: str) -> None:
    (figure,) = table(f"A; {period}; index; 1,7").figures
    assert figure.year is None


def test_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    found = table("A; 2021; mood; 3", "A; 2021; safe; many", "A; 2021; safe; 576", "A; 2021; safe;")
    assert found.figures == ()
    assert [(each.row, each.field) for each in found.unread] == [
        (2, "measure"),
        (3, "value"),
        (4, "value"),
        (5, "value"),
    ]


def test_an_index_may_be_anything_until_it_is_checked() -> None:
    assert len(table("A; 2021; index; 127").figures) == 1


def test_the_fieldwork_of_a_row() -> None:
    found = fieldwork(value="61,7", sent=2700, net_sample="2679", answered="1 653")
    assert found.figures == ()
    assert found.fieldwork == (
        Fieldwork(
            2,
            "A",
            "2023",
            printed("2700", is_count=True),
            printed("2679", is_count=True),
            printed("1 653", is_count=True),
            printed("61,7"),
        ),
    )


def test_a_rate_stands_in_its_own_column_or_is_the_value() -> None:
    for cells in ({"rate": "56.1"}, {"value": "56.1"}, {"value": "56", "rate": "56.1"}):
        found = fieldwork(**cells)
        assert found.unread == ()
        assert [each.rate for each in found.fieldwork] == [printed("56.1")]
    assert [(each.row, each.field) for each in fieldwork().unread] == [(2, "value")]


def test_fieldwork_repeated_beside_several_figures_is_one() -> None:
    row = {"area": "A", "period": "2019", "sent": "1200", "rate": "61,5", "answered": None}
    rows = [
        row | {"measure": measure, "value": value}
        for measure, value in (("safe", "64"), ("unsafe", "24"))
    ]
    found = read_published([*rows, rows[0] | {"sent": "", "rate": None}], MEASURES)
    assert [each.row for each in found.fieldwork] == [2]


def test_a_cell_of_the_fieldwork_that_cannot_be_read_is_told() -> None:
    found = fieldwork(value="56", sent="many", answered="-1", rate="560")
    assert [(each.row, each.field) for each in found.unread] == [
        (2, "sent"),
        (2, "answered"),
        (2, "rate"),
    ]


def test_a_table_without_rows_or_columns_is_refused() -> None:
    with pytest.raises(InputError):
        read_published([], MEASURES)
    with pytest.raises(InputError) as caught:
        read_published([{"area": "A", "measure": "safe"}], MEASURES)
    assert [each.field for each in caught.value.problems] == ["period", "value"]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                name: st.none() | st.text(max_size=8) | st.floats() | st.integers()
                for name in ("area", "period", "value", "sent", "answered", "rate")
            }
            | {"measure": st.sampled_from(sorted(MEASURES))}
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_stands_in_the_cells_no_row_is_lost(rows: list[dict[str, object]]) -> None:
    found = read_published(rows, MEASURES)
    told = {each.row for each in found.unread} | {each.row for each in found.figures}
    others = {number for number, row in enumerate(rows, start=2) if row["measure"] == "rate"}
    assert told | others == set(range(2, len(rows) + 2))
