import io
from itertools import pairwise

import pytest
import shapely
import vl_convert
from PIL import Image
from shapely.geometry import LineString, Point

from tests.charts.shapes import CENTRE, island, neighbours, survey_areas
from tests.charts.strict import SVG, faults, parsed, texts
from tryggve.charts import house, map_style
from tryggve.charts.area_map import area_map
from tryggve.charts.mapped import MapArea
from tryggve.wording.text import LANGUAGES

NYBRO = MapArea("0881", "Nybro", island())
SQUARE = MapArea("P1", "Stortorget", Point(CENTRE))


def local_police_area():
    """Six municipalities that together are the area."""
    parts, whole = survey_areas(6, seed=4)
    return parts, MapArea("LPO-1", "Lokalpolisområde Nybro", whole.geometry)


def pictures(language="sv"):
    five, municipality = survey_areas(5, origin="uploaded")
    thirty, large = survey_areas(30, seed=3)
    six, lpo = local_police_area()
    around = neighbours(municipality.geometry)
    return {
        "five": area_map(five, marked=municipality, background=around, language=language),
        "thirty": area_map(thirty, marked=large, language=language),
        "place": area_map([SQUARE], marked=NYBRO, background=around, language=language),
        "place alone": area_map([SQUARE], language=language),
        "six": area_map(six, marked=lpo, language=language),
        "alone": area_map([NYBRO], background=around, language=language),
        "only marked": area_map([], marked=NYBRO, language=language),
        "empty": area_map([], language=language),
    }


PICTURES = pictures()


def strokes(svg, style):
    """The outlines that are drawn in a style."""
    dash = ",".join(str(step) for step in style.get("strokeDash", [])) or None
    return [
        path
        for path in parsed(svg).iter(f"{SVG}path")
        if path.get("stroke") == style["stroke"]
        and path.get("stroke-dasharray") == dash
        and path.get("stroke-width") == str(style["strokeWidth"])
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_a_strict_page_may_hold_it(name):
    assert faults(PICTURES[name].svg) == []


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_small(name):
    assert len(PICTURES[name].svg.encode()) < 40_000


def test_outlines_of_very_many_corners_are_small_too():
    thirty, large = survey_areas(30, seed=3, corners=30_000)
    picture = area_map(thirty, marked=large, background=neighbours(large.geometry), language="sv")
    assert len(picture.svg.encode()) < 40_000


@pytest.mark.parametrize("name", PICTURES)
def test_title_and_description_are_in_the_picture(name):
    picture = PICTURES[name]
    root = parsed(picture.svg)
    assert root.find(f"{SVG}title").text == picture.title
    assert root.find(f"{SVG}desc").text == picture.description


def test_what_is_on_the_map_is_in_its_table():
    """Every name or number on the map leads to one row, and every row to the map."""
    thirty, _ = survey_areas(30, seed=3)
    picture = PICTURES["thirty"]
    written = " ".join(texts(picture.svg))
    for number, name, code, _where, _border in picture.table.rows:
        assert (number in texts(picture.svg)) != (name in written)
        assert thirty[int(number) - 1].code == code
    assert [row[1] for row in picture.table.rows] == [area.name for area in thirty]


def test_the_table_says_where_areas_lie():
    x, y = CENTRE
    at = {"mitt": (0, 0), "norr": (0, 9_000), "öst": (9_000, 0), "sydväst": (-7_000, -7_000)}
    places = [MapArea(name, name, Point(x + dx, y + dy)) for name, (dx, dy) in at.items()]
    picture = area_map(places, marked=NYBRO, language="sv")
    assert [column.heading for column in picture.table.columns] == [
        "Nr",
        "Namn",
        "Kod",
        "Läge",
        "Gräns",
    ]
    assert [row[3] for row in picture.table.rows] == ["i mitten", "i norr", "i öster", "i sydväst"]


def test_the_description_tells_what_the_map_shows():
    assert PICTURES["five"].title == "Karta över Nybro"
    assert PICTURES["five"].description == (
        "Kartan visar Nybro. På kartan finns 5 områden. De heter Mätområde 01, Mätområde 02, "
        "Norra Åstaden 03, Mätområde 04, Mätområde 05. Runt om ligger Granne 0, Granne 1, "
        "Granne 2, Granne 3, Granne 4, Granne 5. "
        "Bilden är 37 km från väster till öster och har norr uppåt."
    )


def test_uploaded_borders_are_dashed_and_explained():
    svg = PICTURES["five"].svg
    assert len(strokes(svg, map_style.BORDERS["uploaded"])) > 0
    assert strokes(svg, map_style.BORDERS["official"]) == []
    assert "uppladdad gräns" in texts(svg)
    assert {row[4] for row in PICTURES["five"].table.rows} == {"uppladdad"}


def test_official_borders_are_whole_and_need_no_explaining():
    svg = PICTURES["six"].svg
    assert len(strokes(svg, map_style.BORDERS["official"])) > 0
    assert strokes(svg, map_style.BORDERS["uploaded"]) == []
    assert "officiell gräns" not in texts(svg)


def test_made_up_borders_are_dashed_otherwise_and_named():
    parts, whole = survey_areas(5, origin="simulated")
    picture = area_map(parts, marked=whole, language="sv")
    assert len(strokes(picture.svg, map_style.BORDERS["simulated"])) > 0
    assert "simulerad gräns" in texts(picture.svg)
    assert {row[-1] for row in picture.table.rows} == {"simulerat"}


def test_no_dashed_border_is_drawn_twice():
    """Two neighbours' dashes over each other would look like a whole line."""
    five, municipality = survey_areas(5, origin="uploaded")
    inner = sum(area.geometry.length for area in five)
    drawn = strokes(area_map(five, language="sv").svg, map_style.BORDERS["uploaded"])
    once = shapely.union_all([shapely.boundary(area.geometry) for area in five]).length
    scale = 640 / (1.12 * (municipality.geometry.bounds[2] - municipality.geometry.bounds[0]))
    length = sum(length_of(path.get("d")) for path in drawn[:-1])  # the last is in the key
    assert length < 1.02 * once * scale < 0.9 * inner * scale


def length_of(path):
    total = 0.0
    for line in path.removeprefix("M").split("M"):
        points = [tuple(map(float, pair.split(","))) for pair in line.removesuffix("Z").split("L")]
        total += LineString(points).length if len(points) > 1 else 0
    return total


def test_a_border_that_is_official_for_one_is_not_dashed_for_the_other():
    first, *rest = survey_areas(5)[0]
    others = [MapArea(area.code, area.name, area.geometry, "uploaded") for area in rest]
    svg = area_map([first, *others], language="sv").svg
    assert {"officiell gräns", "uppladdad gräns"} <= set(texts(svg))
    [own, *_sample] = strokes(svg, map_style.BORDERS["official"])
    dashed = strokes(svg, map_style.BORDERS["uploaded"])[:-1]  # the last is in the key
    assert len(pieces_of(own)) > 10
    assert [pieces_of(own) & pieces_of(path) for path in dashed] == [set()] * len(dashed)


def pieces_of(path):
    """Every straight piece of a line, whichever way it is drawn."""
    lines = [line.removesuffix("Z").split("L") for line in path.get("d").split("M") if line]
    return {frozenset(piece) for line in lines for piece in pairwise(line)}


@pytest.mark.parametrize(
    ("kind", "said"), [("uncertain", "osäkert område"), ("too few", "för få svar")]
)
def test_doubtful_areas_are_hatched_and_told(kind, said):
    parts, whole = survey_areas(5)
    doubtful = [MapArea(parts[0].code, parts[0].name, parts[0].geometry, kind=kind), *parts[1:]]
    picture = area_map(doubtful, marked=whole, language="sv")
    hatches = strokes(picture.svg, {"stroke": map_style.HATCH, "strokeWidth": 0.8})
    assert len(hatches) == 2  # the area, and its sample below the map
    assert said in texts(picture.svg)
    assert [column.heading for column in picture.table.columns][-1] == "Anmärkning"
    assert [row[-1] for row in picture.table.rows] == [said, "", "", "", ""]


def test_a_place_is_a_point_with_its_name():
    picture = PICTURES["place"]
    assert {"Stortorget"} <= set(texts(picture.svg))
    assert picture.table.rows == (("1", "Stortorget", "P1", "i mitten", "plats, utan gräns"),)


def test_uploaded_places_are_rings():
    official = area_map([SQUARE], language="sv").svg
    uploaded = area_map([MapArea("P1", "Stortorget", Point(CENTRE), "uploaded")], language="sv").svg
    found = []
    for svg in (official, uploaded):
        circles = [p for p in parsed(svg).iter(f"{SVG}path") if "A" in (p.get("d") or "")]
        found.append([circle.get("fill") for circle in circles])
    assert found == [[house.BRAND], [house.PAPER]]


def test_an_area_without_a_border_is_in_the_table_only():
    lost = MapArea("0881-9", "Utan gräns", None)
    picture = area_map([lost, NYBRO], language="sv")
    assert "Utan gräns" not in texts(picture.svg)
    assert picture.table.rows[0] == ("1", "Utan gräns", "0881-9", "inte på kartan", "inte känd")


def test_nothing_to_show_is_said():
    picture = PICTURES["empty"]
    assert texts(picture.svg) == ["Det finns inget område med gräns att visa än."]
    assert (picture.table.rows, picture.title) == ((), "Karta över 0 områden")


def test_a_marked_area_alone_is_drawn():
    assert len(strokes(PICTURES["only marked"].svg, map_style.OUTLINE)) == 1


def test_neighbours_are_named_but_muted():
    svg = PICTURES["alone"].svg
    inks = {e.text: e.get("fill") for e in parsed(svg).iter(f"{SVG}text")}
    assert inks["Nybro"] == house.INK
    named = {name: ink for name, ink in inks.items() if name.startswith("Granne")}
    assert set(named.values()) == {map_style.GROUND_INK}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(language):
    parts, whole = survey_areas(5, origin="uploaded")
    picture = area_map(parts, marked=whole, language=language)
    north = {"sv": "Norr är uppåt", "en": "North is up", "ar": "الشمال في الأعلى"}[language]
    scale = {"sv": "5 km", "en": "5 km", "ar": "5 كم"}[language]
    assert {north, scale, "Mätområde 01"} <= set(texts(picture.svg))
    assert faults(picture.svg) == []
    assert parsed(picture.svg).get("lang") == language


def test_names_with_signs_are_names():
    area = MapArea("A&B", 'Åsa <b> & "Ö"', island())
    picture = area_map([area], language="sv")
    assert area.name in texts(picture.svg)
    assert picture.table.rows[0][1] == area.name


def test_the_same_areas_give_the_same_picture():
    assert pictures() == PICTURES


def test_it_can_be_drawn_at_any_width():
    for width in (280, 440, 900):
        svg = area_map([NYBRO], language="sv", width=width).svg
        assert parsed(svg).get("viewBox").split()[2] == str(width)
        assert faults(svg) == []


def test_the_picture_shows_land_and_sea_where_they_are():
    """Drawn by another program: the area's tint in its middle, paper in the corners."""
    png = vl_convert.svg_to_png(area_map([NYBRO], language="sv").svg)
    seen = Image.open(io.BytesIO(png)).convert("RGB")
    tint = tuple(int(map_style.AREA[at : at + 2], 16) for at in (1, 3, 5))
    assert seen.getpixel((seen.width // 2, seen.height // 3)) == tint
    assert seen.getpixel((4, 4)) == (255, 255, 255)


def test_a_line_is_no_area():
    with pytest.raises(ValueError, match="no area and no place"):
        MapArea("1", "En väg", LineString([(0, 0), (1, 1)]))


def test_longitude_and_latitude_are_refused():
    with pytest.raises(ValueError, match="SWEREF 99 TM"):
        area_map([MapArea("1", "A", Point(15.9, 56.7))], language="sv")


def test_the_table_tells_uploaded_places_from_official():
    places = [SQUARE, MapArea("P2", "Badhuset", Point(CENTRE[0] + 4_000, CENTRE[1]), "uploaded")]
    table = area_map(places, marked=NYBRO, language="sv").table
    assert [row[4] for row in table.rows] == ["plats, utan gräns", "uppladdad plats, utan gräns"]
