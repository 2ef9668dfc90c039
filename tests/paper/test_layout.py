"""A layout as a file is read again, and one that was changed is found out."""

import json

import pytest

from tryggve.paper.layout import Box, Layout, Rectangle, read_layout


@pytest.fixture
def layout():
    return Layout(
        questionnaire={"name": "trygghet", "version": "1", "content_hash": "ab"},
        language="sv",
        pages=4,
        boxes=(Box(1, "litter", "tick", 2, Rectangle(20.5, 30.25, 4, 4)),
               Box(2, "age", "digit", 0, Rectangle(20, 40, 6, 8), decimals=1)),
    )  # fmt: skip


def test_it_is_read_again_as_it_was_written(layout):
    assert read_layout(layout.as_json()) == layout
    assert layout.sheets == 2


def test_the_file_says_where_marks_and_codes_are(layout):
    kept = json.loads(layout.as_json())
    assert kept["paper"] == {"width": 210.0, "height": 297.0}
    assert len(kept["marks"]) == 4
    assert len(kept["codes"]) == 2
    assert kept["id"] == layout.id


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"pages": 6}, {"language": "sv-simple"}, {"id": "0000"}]
)
def test_one_that_was_changed_is_found_out(layout, change):
    kept = json.loads(layout.as_json()) | change
    with pytest.raises(ValueError, match="a layout"):
        read_layout(json.dumps(kept))


def test_another_box_is_another_layout(layout):
    moved = Layout(layout.questionnaire, "sv", 4, layout.boxes[:1])
    assert moved.id != layout.id
