"""Tables as the reader gets them: caption, headings with units, numbers, what is withheld."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from tryggve.web.tables import Column, Link, Status, Table, Withheld


@dataclass
class Row:
    name: object
    share: object
    n: object = 1


COLUMNS = [
    Column("Area", "name"),
    Column("Feel safe", "share", unit="per cent", is_number=True, decimals=1),
    Column("Answers", lambda row: row.n, is_number=True),
]


def table(*rows: Row, **values: object) -> Table:
    return Table(caption="Safety", columns=COLUMNS, rows=rows, empty="Nothing yet.", **values)


def flat(html: object) -> str:
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", re.sub(r"\s+", " ", str(html)))).replace(
        " >", ">"
    )


def texts(made: Table) -> list[list[str]]:
    return [[str(cell.text) for cell in line] for line in made.lines]


@pytest.mark.parametrize(
    ("language", "expected"), [("sv", "1\xa0234"), ("en", "1,234"), ("ar", "1,234")]
)
def test_numbers_are_written_the_reader_s_way(language, expected):
    with override(language):
        assert texts(table(Row("Öster", 71.5, 1234)))[0][2] == expected


def test_values_of_every_kind_become_text():
    moment = datetime(2026, 3, 5, 13, 30, tzinfo=UTC)
    with override("sv"):
        made = table(Row(date(2026, 3, 5), None, moment), Row(True, 64, 0))
        assert texts(made) == [
            ["5 mars 2026", "..", "5 mars 2026 14:30"],
            ["True", "64,0", "0"],
        ]


def test_the_first_column_is_the_heading_of_its_row_and_numbers_are_numbers():
    with override("en"):
        html = flat(table(Row("Öster", 71.5, 1234)))
    assert (
        '<tr><th scope="row">Öster</th><td class="number">71.5</td>'
        '<td class="number">1,234</td></tr>'
    ) in html


def test_headings_have_a_scope_and_their_unit():
    with override("en"):
        html = flat(table(Row("Öster", 71.5)))
    assert '<th scope="col">Area</th>' in html
    assert '<th scope="col" class="number">Feel safe<span class="unit">per cent</span></th>' in html


def test_a_wide_table_can_be_reached_and_scrolled_with_the_keyboard():
    html = flat(table(Row("Öster", 1), id="safety"))
    assert '<div class="table" role="region" aria-labelledby="safety" tabindex="0">' in html
    assert '<caption id="safety"><span class="caption">Safety</span></caption>' in html


def test_what_is_withheld_is_two_points_with_its_reason_once_below():
    few = Withheld("too few answers")
    with override("en"):
        made = table(Row("Öster", few), Row("Väster", few), Row("Norr", Withheld("not asked")))
        html = flat(made)
    assert made.reasons == ["too few answers", "not asked"]
    assert '<td class="number">..<span class="only-heard">too few answers</span></td>' in html
    assert html.count('<p class="table-note caption">.. too few answers</p>') == 1


def test_links_and_statuses_are_written_as_such():
    with override("en"):
        html = flat(table(Row(Link("Öster", "/o/x/"), Status("Late", "care"))))
    assert '<a href="/o/x/">Öster</a>' in html
    assert '<span class="tag care">Late</span>' in html


def test_simulated_figures_are_labelled_in_the_caption():
    with override("en"):
        assert "Simulated data" in flat(table(Row("Öster", 1), is_simulated=True))
        assert "Simulated data" not in flat(table(Row("Öster", 1)))


def test_an_empty_table_says_what_would_stand_there():
    html = flat(table())
    assert "<table" not in html
    assert "<p>Nothing yet.</p>" in html


def test_values_are_never_taken_for_markup():
    html = flat(table(Row("<script>", Withheld("<b>")), note="<i>"))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_rows_are_read_once():
    rows = (row for row in [Row("Öster", 1), Row("Väster", 2)])
    made = Table(caption="x", columns=COLUMNS, rows=rows, empty="")
    assert str(made) == str(made)
    assert len(made.lines) == 2
