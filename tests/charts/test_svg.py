import io
import re
import subprocess
import sys

import altair as alt
import pytest
import vl_convert
from PIL import Image

from tests.charts.strict import SVG, faults, parsed, texts
from tryggve.charts import house
from tryggve.charts.svg import accessible, to_svg

ROWS = alt.Data(
    values=[
        {"year": year, "share": 0.2 + 0.01 * (year - 2015) + 0.1 * (who == "Kvinnor"), "who": who}
        | {"low": 0.15, "high": 0.4, "count": 1234.5 * (year - 2010)}
        for year in range(2018, 2026)
        for who in ("Kvinnor", "Män")
    ]
)
GROUND = alt.Data(
    values=[
        {"type": "Feature", "properties": {}, "geometry": shape}
        for shape in (
            {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]]]},
            {"type": "LineString", "coordinates": [[0, 0], [9, 9]]},
        )
    ]
)
base = alt.Chart(ROWS)
CHARTS = {
    "bars": base.mark_bar().encode(x="sum(count):Q", y="who:N"),
    "stacked": base.mark_bar().encode(x="count:Q", y="year:O", color="who:N"),
    "lines": base.mark_line(point=True).encode(x="year:O", y="share:Q", color="who:N"),
    "band": base.mark_area(opacity=0.3).encode(x="year:O", y="low:Q", y2="high:Q")
    + base.mark_line(clip=True).encode(x="year:O", y="share:Q"),
    "interval": base.mark_errorbar().encode(x="low:Q", x2="high:Q", y="who:N"),
    "points": base.mark_point(shape="triangle").encode(x="share:Q", y="count:Q"),
    "heat": base.mark_rect().encode(x="year:O", y="who:N", color="count:Q"),
    "arc": base.mark_arc().encode(theta="sum(count):Q", color="who:N"),
    "gradient": base.mark_area(
        color=alt.Gradient(
            gradient="linear",
            stops=[
                alt.GradientStop(color="#fff", offset=0),
                alt.GradientStop(color="#000", offset=1),
            ],
        )
    ).encode(x="year:O", y="count:Q"),
    "map": alt.Chart(GROUND).mark_geoshape().project("identity"),
    "halo": base.mark_text(stroke="white", strokeWidth=3).encode(text="who:N", x="year:O"),
    "facet": base.mark_line().encode(x="year:O", y="share:Q").facet("who:N"),
    "titled": base.mark_tick().encode(x="share:Q").properties(title=alt.Title("T", subtitle="S")),
    "empty": alt.Chart(alt.Data(values=[])).mark_point().encode(x="a:Q"),
}


def draw(chart, **others):
    return to_svg(chart, **{"title": "Titel", "description": "Beskrivning"} | others)


@pytest.mark.parametrize("name", CHARTS)
def test_a_strict_page_may_hold_it(name):
    assert faults(draw(CHARTS[name])) == []


@pytest.mark.parametrize("name", CHARTS)
def test_it_can_be_drawn(name):
    """By another program than browsers: something else than paper is seen."""
    png = vl_convert.svg_to_png(draw(CHARTS[name]))
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 20)
    assert len(colours) > 1


def test_title_and_description_are_told_first():
    root = parsed(draw(CHARTS["bars"], title="Å < ä & ö", description='"Så här"'))
    told = [(element.tag.removeprefix(SVG), element.text) for element in root][:2]
    assert told == [("title", "Å < ä & ö"), ("desc", '"Så här"')]
    assert root.get("lang") == "sv"


@pytest.mark.parametrize("missing", [{"title": " "}, {"description": ""}])
def test_a_picture_without_words_is_refused(missing):
    with pytest.raises(ValueError, match="needs a title and a description"):
        draw(CHARTS["bars"], **missing)


def test_two_pictures_can_share_a_page():
    one, other = (parsed(draw(CHARTS["band"], title=title)) for title in ("Ett", "Två"))
    names = [{e.get("id") for e in root.iter() if e.get("id")} for root in (one, other)]
    assert len(names[0]) == len(names[1]) == 3  # title, description, what clips
    assert names[0] & names[1] == set()


def test_the_same_chart_gives_the_same_picture():
    assert draw(CHARTS["lines"]) == draw(CHARTS["lines"])


def test_a_specification_is_drawn_as_its_chart():
    with alt.theme.enable("none"):
        assert draw(CHARTS["bars"].to_dict()) == draw(CHARTS["bars"])


def test_it_looks_as_the_house_whatever_theme_is_on():
    plain = draw(CHARTS["bars"])
    with alt.theme.enable("dark"):
        assert draw(CHARTS["bars"]) == plain
    assert house.CATEGORIES[0] in plain


def test_a_chart_may_differ_from_the_house():
    chart = CHARTS["bars"].configure_bar(color="#123456")
    assert "#123456" in draw(chart)


@pytest.mark.parametrize(
    ("language", "written"),
    [("sv", "1\N{NO-BREAK SPACE}234,5"), ("en", "1,234.5"), ("ar", "1,234.5")],
)
def test_numbers_are_written_as_the_language_does(language, written):
    one = alt.Chart(alt.Data(values=[{"n": 1234.5}])).mark_text()
    chart = one.encode(text=alt.Text("n:Q", format=",.1f"))
    assert texts(draw(chart, language=language)) == [written]


def test_text_stays_text_in_the_systems_font():
    svg = draw(CHARTS["bars"])
    assert {"Kvinnor", "Män"} <= set(texts(svg))
    fonts = [
        element.get("font-family") for element in parsed(svg).iter() if element.get("font-family")
    ]
    assert fonts == [house.FONT]


def test_an_outline_stands_behind_its_letters():
    found = list(parsed(draw(CHARTS["halo"])).iter(f"{SVG}text"))
    outlined = [e.get("paint-order") for e in found if e.get("stroke")]
    assert outlined == ["stroke"] * 16
    assert {e.get("paint-order") for e in found if not e.get("stroke")} == {None}


def test_arabic_is_written_from_the_right_at_the_same_place():
    values = alt.Data(values=[{"who": "نساء", "n": 1}, {"who": "Män", "n": 2}])
    chart = alt.Chart(values).mark_bar().encode(x="n:Q", y=alt.Y("who:N", title=None))
    root = parsed(draw(chart, language="ar"))
    sides = {
        e.text: (e.get("direction"), e.get("text-anchor"))
        for e in root.iter(f"{SVG}text")
        if e.text in {"نساء", "Män"}
    }
    assert sides == {"نساء": ("rtl", "start"), "Män": (None, "end")}
    assert (root.get("direction"), root.get("lang")) == ("ltr", "ar")


def test_numbers_are_short():
    svg = draw(CHARTS["lines"])
    assert re.findall(r"\d\.\d{3,}|\d\.\d*0\b", svg) == []


@pytest.mark.parametrize(
    "chart",
    [
        base.mark_image(url="https://example.org/a.png").encode(x="year:O"),
        base.mark_point(href="https://example.org").encode(x="year:O"),
    ],
)
def test_what_fetches_or_leads_away_is_refused(chart):
    with pytest.raises(ValueError, match=r"must not (hold|fetch)"):
        draw(chart)


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<style>a{}</style>", "must not hold <style>"),
        ("<script>x</script>", "must not hold <script>"),
        ('<image href="a.png"/>', "must not hold <image>"),
        ('<path onclick="x()"/>', "must not hold the attribute onclick"),
        ('<path style="cursor-style: x"/>', "must not hold the attribute cursor-style"),
        ('<path fill="url(https://example.org/#a)"/>', "must not fetch anything"),
    ],
)
def test_what_a_strict_page_must_not_hold_is_refused(inside, fault):
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(ValueError, match=fault):
        accessible(drawn, title="T", description="D", language="sv")


def test_styles_become_attributes():
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" height="1">'
        '<path style="fill: #ff0000; stroke-width: 2" d="M0 0h1"/></svg>'
    )
    svg = accessible(drawn, title="T", description="D", language="sv")
    path = parsed(svg).find(f"{SVG}path")
    assert dict(path.attrib) == {"fill": "#ff0000", "stroke-width": "2", "d": "M0 0h1"}
    assert faults(svg) == []


def test_a_page_without_pictures_pays_nothing():
    """Neither Altair nor vl-convert is imported until something is drawn."""
    code = (
        "import sys, tryggve.charts.area_map, tryggve.charts.svg, tryggve.typeset.compile\n"
        "print(sorted({'altair', 'vl_convert', 'typst', 'pikepdf'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "[]"
