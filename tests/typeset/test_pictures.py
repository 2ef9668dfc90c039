import pytest

from tests.typeset.pdf_ua import faults
from tests.typeset.reading import tree
from tryggve.typeset.compile import TypesetError, to_pdf
from tryggve.typeset.pictures import Transform, for_page

HOUSE = '#import "/typeset/templates/house.typ": *\n#show: house\n'


def svg(inside, box="0 0 400 100"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


def labels(inside):
    return for_page(svg(inside), description="D")["labels"]


def near(*numbers):
    return pytest.approx(numbers, abs=1e-9)


def test_latin_text_stays_in_the_picture():
    made = for_page(svg('<text x="1" y="2">Åäö</text>'), description="D")
    assert (made["labels"], made["width"], made["height"], made["description"]) == (
        [],
        400,
        100,
        "D",
    )
    assert made["svg"] == svg('<text x="1" y="2">Åäö</text>')


def test_arabic_text_is_lifted_out_with_its_place_and_style():
    inside = (
        '<g transform="translate(10,20)" fill="#333333"><g transform="scale(2)">'
        '<text x="5" y="6" text-anchor="middle" font-size="12px" font-weight="600">السكان</text>'
        "</g></g><text>Nybro</text>"
    )
    made = for_page(svg(inside), description="D")
    assert "السكان" not in made["svg"]
    assert "Nybro" in made["svg"]
    assert made["labels"] == [
        {
            "text": "السكان",
            "x": 20.0,
            "y": 32.0,
            "angle": 0.0,
            "size": 24.0,
            "bold": True,
            "anchor": "middle",
            "from_right": True,
            "fill": "#333333",
            "halo": None,
        }
    ]


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ('text-anchor="end"', "end"),
        ('text-anchor="end" direction="rtl"', "start"),
        ('text-anchor="start" direction="rtl"', "end"),
        ('direction="rtl"', "end"),
    ],
)
def test_the_anchor_becomes_a_side_of_the_page(written, anchor):
    assert labels(f"<text {written}>سكان</text>")[0]["anchor"] == anchor


def test_a_turned_text_keeps_its_angle():
    found = labels('<text transform="translate(20,60) rotate(-90)" x="3" y="0">سكان</text>')[0]
    assert (found["x"], found["y"], found["angle"]) == near(20, 57, -90)


def test_an_outline_becomes_a_halo():
    found = labels('<text stroke="#ffffff" stroke-width="3" transform="scale(2)">سكان</text>')[0]
    assert found["halo"] == {"colour": "#ffffff", "width": 6.0}


def test_each_line_of_a_text_is_lifted():
    found = labels(
        '<text x="4" y="10">سكان<tspan x="4" dy="12">بلد</tspan><tspan dy="12"> </tspan></text>'
    )
    assert [(label["text"], label["x"], label["y"]) for label in found] == [
        ("سكان", 4.0, 10.0),
        ("بلد", 4.0, 22.0),
    ]


def test_a_picture_that_does_not_begin_at_its_corner_is_refused():
    with pytest.raises(ValueError, match="not at 0 0"):
        for_page(svg("", box="5 5 10 10"), description="D")


@pytest.mark.parametrize(
    ("transform", "point"),
    [
        (Transform(e=3, f=4), (4, 6)),
        (Transform(a=2, d=3), (2, 6)),
        (Transform(0, 1, -1, 0), (-2, 1)),
        (Transform(e=3, f=4).after(Transform(a=2, d=3)), (5, 10)),
    ],
)
def test_transforms_move_points(transform, point):
    assert transform.point(1, 2) == near(*point)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_picture_stands_in_a_page_with_its_description(language):
    drawing = svg(
        '<rect width="400" height="100" fill="#eeeeee"/>'
        '<text x="200" y="50" text-anchor="middle" font-size="14" fill="#000000">السكان</text>'
    )
    data = {"picture": for_page(drawing, description="Bild av السكان")}
    body = "#picture(data.picture, caption: [Källa: SCB])"
    made = to_pdf(HOUSE + body, data, language=language, title="T")
    assert faults(made) == []
    found = tree(made)
    assert [(figure.description, figure.text) for figure in found.all("Figure")] == [
        ("Bild av السكان", "السكان")
    ]
    assert [caption.text for caption in found.all("Caption")] == ["Källa: SCB"]


def test_the_description_may_not_be_forgotten():
    data = {"picture": for_page(svg("<path d='M0 0h9'/>"), description="")}
    with pytest.raises(TypesetError, match="missing alt text"):
        to_pdf(HOUSE + "#picture(data.picture)", data, language="sv", title="T")
