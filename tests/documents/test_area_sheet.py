import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from tests.charts.shapes import neighbours, survey_areas
from tests.typeset.pdf_ua import TITLE, faults
from tests.typeset.reading import tree
from tryggve.charts.area_map import area_map
from tryggve.documents.area_sheet import (
    AgeGroup,
    AreaSheet,
    Part,
    Population,
    Responsible,
    area_sheet,
    picture_width,
)
from tryggve.wording.text import LANGUAGES, say

AGES = tuple(
    AgeGroup(age, age + 9 if age < 80 else None, 400 + age, 410) for age in range(0, 90, 10)
)
PEOPLE = Population(
    total=sum(group.women + group.men for group in AGES),
    source="SCB",
    on=date(2024, 12, 31),
    groups=AGES,
)
KIND = {"sv": "Kommun", "en": "Municipality", "ar": "بلدية"}


def sheet(language="sv", parts=5, **others):
    areas, whole = survey_areas(parts, origin="uploaded")
    picture = area_map(
        areas,
        marked=whole,
        background=neighbours(whole.geometry),
        language=language,
        width=picture_width(parts),
    )
    usual = AreaSheet(
        name="Nybro",
        kind=KIND[language],
        code="0881",
        valid_from=date(1974, 1, 1),
        valid_to=None,
        path=("Polisregion Syd", "Kalmar län", "Lokalpolisområde Nybro"),
        responsible=(Responsible("Samordnar", "Nybro kommun", "0481-450 00", "t@nybro.example"),),
        picture=picture,
        population=PEOPLE,
        parts=tuple(Part("Mätområde", 1000 + at) for at in range(parts)),
        border_source="SCB",
        borders_are_generalised=True,
        made=date(2026, 3, 5),
    )
    return replace(usual, **others)


def pages(made):
    with pikepdf.open(io.BytesIO(made)) as document:
        return len(document.pages)


def facts(made):
    found = tree(made)
    labels = [label.text for label in found.all("Lbl")]
    return dict(zip(labels, [body.text for body in found.all("LBody")], strict=True))


def rows(made, table):
    found = tree(made).all("Table")[table]
    return [[cell.text for cell in row.all("TD")] for row in found.all("TR")[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("parts", [1, 5, 30])
def test_it_is_pdf_ua_in_every_language(language, parts):
    assert faults(area_sheet(sheet(language, parts), language=language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_with_a_handful_of_parts_takes_two_pages(language):
    assert pages(area_sheet(sheet(language), language=language)) == 2
    assert pages(area_sheet(sheet(language, 30), language=language)) == 3


def test_what_is_known_of_the_area():
    made = area_sheet(sheet(), language="sv")
    assert [heading.text for heading in tree(made).all("H1")] == ["Nybro"]
    assert facts(made) == {
        "Kod": "0881",
        "Gäller": "från 1 januari 1974",
        "Ligger i": "Polisregion Syd › Kalmar län › Lokalpolisområde Nybro",
        "Befolkning": "7\N{NO-BREAK SPACE}650",
        "Samordnar": "Nybro kommun · 0481-450 00 · t@nybro.example",
    }


def test_arabic_says_the_same_in_the_order_of_reading():
    made = area_sheet(sheet("ar"), language="ar")
    assert facts(made) == {
        "الرمز": "0881",
        "سارية": "من 1 يناير 1974",
        "تقع في": "Polisregion Syd › Kalmar län › Lokalpolisområde Nybro",
        "السكان": "7,650",
        "Samordnar": "Nybro kommun · 0481-450 00 · t@nybro.example",
    }
    assert [heading.text for heading in tree(made).all("H2")] == [
        "المسؤولون عن المنطقة",
        "السكان",
        "خريطة",
        "كيف أُعدت هذه الصحيفة",
    ]


def test_an_area_that_has_ended():
    ended = sheet(valid_to=date(2025, 12, 31))
    assert facts(area_sheet(ended, language="sv"))["Gäller"] == (
        "från 1 januari 1974 till och med 31 december 2025"
    )


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "så länge det är känt"),
        (None, date(2025, 12, 31), "till och med 31 december 2025"),
    ],
)
def test_an_area_whose_beginning_nobody_knows(start, end, said):
    made = area_sheet(sheet(valid_from=start, valid_to=end), language="sv")
    assert facts(made)["Gäller"] == said


def test_the_table_of_ages_sums_up():
    table = rows(area_sheet(sheet(), language="sv"), 0)
    assert table[0] == ["0–9", "400", "410", "810"]
    assert table[8] == ["80 eller äldre", "480", "410", "890"]
    assert table[9] == ["Alla"] + [
        f"{n // 1000}\N{NO-BREAK SPACE}{n % 1000}" for n in (3960, 3690, 7650)
    ]


def test_the_table_of_parts_is_that_of_the_map_with_kind_and_population():
    five = sheet()
    table = rows(area_sheet(five, language="sv"), 1)
    assert [row[:5] for row in table] == [list(row) for row in five.picture.table.rows]
    assert [row[5:] for row in table] == [
        ["Mätområde", f"1\N{NO-BREAK SPACE}00{at}"] for at in range(5)
    ]


def test_a_part_whose_population_nobody_knows():
    five = sheet()
    unknown = replace(five, parts=(Part(say("Women")), *five.parts[1:]))
    assert rows(area_sheet(unknown, language="sv"), 1)[0][5:] == ["Kvinnor", ".."]


def test_the_map_is_described():
    five = sheet()
    [figure] = tree(area_sheet(five, language="sv")).all("Figure")
    assert figure.description == five.picture.description


def test_modelled_figures_are_called_so():
    how = say("{count} m", count=3)  # any text that waits to be said
    modelled = sheet(population=replace(PEOPLE, modelled=how))
    made = area_sheet(modelled, language="sv")
    assert facts(made)["Befolkning"] == "7\N{NO-BREAK SPACE}650 Modellerade siffror"
    assert "3 m" in [paragraph.text for paragraph in tree(made).all("P")]
    assert "Modellerade" not in tree(area_sheet(sheet(), language="sv")).text


def test_made_up_data_are_called_so():
    made = area_sheet(sheet(simulated=True), language="sv")
    assert [p.text for p in tree(made).all("P")][:2] == ["Kommun", "Simulerade uppgifter"]
    assert "Simulerade" not in tree(area_sheet(sheet(), language="sv")).text


def test_sources_and_what_generalised_borders_are_good_for():
    last = tree(area_sheet(sheet(), language="sv")).all("P")[-1].text
    assert last == (
        "Gränser: SCB. Gränserna är förenklade och duger bara till bilder. Vilket område en "
        "adress hör till avgörs av dess kod, inte av linjen på kartan. "
        "Befolkning: SCB, 31 december 2024. Bladet gjordes 5 mars 2026."
    )
    exact = tree(area_sheet(sheet(borders_are_generalised=False), language="sv")).all("P")[-1].text
    assert "förenklade" not in exact


def test_what_is_missing_is_said():
    bare = sheet(parts=1, path=(), responsible=(), population=None)
    said = tree(area_sheet(bare, language="sv")).text
    assert "Ingen är utsedd än." in said
    assert "Befolkningen i området är inte känd än." in said
    assert "Ligger i" not in said


def test_a_total_alone_is_told():
    total = sheet(population=Population(9_000, "SCB", date(2024, 12, 31), modelled="Räknat så."))
    made = area_sheet(total, language="sv")
    assert len(tree(made).all("Table")) == 1
    assert "9\N{NO-BREAK SPACE}000 Räknat så." in [p.text for p in tree(made).all("P")]


def test_the_title_and_the_day_stand_in_the_file():
    made = area_sheet(sheet(), language="sv")
    with pikepdf.open(io.BytesIO(made)) as document, document.open_metadata() as metadata:
        assert metadata[TITLE] == "Områdesblad: Nybro"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260305")
    assert made == area_sheet(sheet(), language="sv")


def test_names_with_signs_stay_names():
    odd = sheet(name='#panic("x") *Åsa* $1$', path=("<a>", "@b"))
    made = area_sheet(odd, language="sv")
    assert [heading.text for heading in tree(made).all("H1")] == ['#panic("x") *Åsa* $1$']
    assert facts(made)["Ligger i"] == "<a> › @b"


def test_figures_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="sum to 7650 people, the total says 9000"):
        replace(PEOPLE, total=9_000)


def test_a_part_for_each_row_of_the_map():
    with pytest.raises(ValueError, match="as many parts"):
        replace(sheet(), parts=(Part("Mätområde"),))
