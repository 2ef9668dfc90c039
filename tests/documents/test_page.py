from datetime import date, datetime
from pathlib import Path

import pytest

from tests.typeset.pdf_ua import faults
from tests.typeset.reading import tree
from tryggve.documents.page import page, spoken
from tryggve.wording.text import say

PARTS = {
    "parts": [say("Women"), {"men": say("Men")}],
    "day": date(2026, 3, 5),
    "n": 3,
    "none": None,
}


@pytest.mark.parametrize(
    ("language", "women", "men", "day"),
    [
        ("sv", "Kvinnor", "Män", "5 mars 2026"),
        ("en", "Women", "Men", "5 March 2026"),
        ("ar", "نساء", "رجال", "5 مارس 2026"),
    ],
)
def test_texts_and_days_are_said_in_the_language(language, women, men, day):
    assert spoken(PARTS, language) == {
        "parts": [women, {"men": men}],
        "day": day,
        "n": 3,
        "none": None,
    }


@pytest.mark.parametrize("value", [object(), {1, 2}, Path("x"), b"x"])
def test_what_nobody_can_say_is_refused(value):
    with pytest.raises(TypeError, match="cannot be put on a page"):
        spoken({"value": value}, "sv")


def test_a_day_with_a_clock_is_a_day():
    assert spoken({"at": datetime(2026, 3, 5, 14, 30)}, "sv") == {"at": "5 mars 2026"}  # noqa: DTZ001


def test_a_page_in_its_language(tmp_path):
    template = tmp_path / "blad.typ"
    template.write_text(
        '#import "/typeset/templates/house.typ": *\n#show: house\n= #data.who\n', encoding="utf-8"
    )
    made = page(
        template, {"who": say("Women")}, language="sv", title=say("Men"), made=date(2026, 3, 5)
    )
    assert faults(made) == []
    assert [heading.text for heading in tree(made).all("H1")] == ["Kvinnor"]
