"""GeoJSON: RFC 7946, the older crs member, and everything that can be wrong with a file."""

import contextlib
import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.geo.made import collection, degrees, feature, read, square, told
from tryggve.exchange.geo import Shape, UploadedArea
from tryggve.wording.problems import InputError

CENTRE = feature(degrees(square()), kod="1", namn="Centrum", kommunkod="0880")
WORDS = st.sampled_from(
    ["type", "features", "properties", "geometry", "coordinates", "crs", "kod", "geometries"]
) | st.text(max_size=5)
AGAIN = "Export the file again from the map program."


def test_areas_in_wgs84() -> None:
    areas = read(collection(CENTRE, feature(degrees(square(1)), kod="2", namn="Öster")))
    assert [(a.code, a.name, a.municipality_code, a.row) for a in areas] == [
        ("1", "Centrum", "0880", 1),
        ("2", "Öster", None, 2),
    ]
    assert shapely.equals_exact(areas[0].geometry, square(), tolerance=1e-6)
    assert shapely.equals_exact(areas[1].geometry, square(1), tolerance=1e-6)


def test_an_attribute_without_a_name_is_none_of_the_missing_ones() -> None:
    (area,) = read(collection(feature(degrees(square()), **{"": 7, "kod": "1", "namn": "A"})))
    assert (area.municipality_code, area.postal_code) == (None, None)


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:EPSG::3006", "EPSG:3006", "urn:x-ogc:def:crs:EPSG:3006", "epsg:3006"],
)
def test_the_older_form_names_its_system(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert read(collection(feature(square(), kod="1", namn="Centrum"), crs=crs)) == (
        UploadedArea("1", "Centrum", None, square(), 1),
    )


def test_the_older_form_may_name_wgs84() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read(collection(CENTRE, crs=crs)) == read(collection(CENTRE))


def test_a_local_system_is_read() -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:3011"}}  # SWEREF 99 18 00, Stockholm
    point = feature(shapely.Point(153_000, 6_580_000), kod="1", namn="Stortorget")
    place = read(collection(point, crs=crs), Shape.POINT)[0].geometry
    assert (round(place.x), round(place.y)) == (673_639, 6_581_347)


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "EPSG:9999"}},
        {"type": "name", "properties": {"name": "my own"}},
        {"type": "link", "properties": {"href": "http://example.com"}},
        {"type": "name"},
        "EPSG:3006",
    ],
)
def test_an_unknown_system_is_refused(crs: object) -> None:
    (problem,) = told(collection(CENTRE, crs=crs))
    assert problem.startswith("field crs: ")
    assert problem.endswith("Export the file in SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326).")


def test_broken_json_says_where() -> None:
    text = '{"type": "FeatureCollection",\n "features": [\n  {"type": }]}'
    assert told(text.encode()) == [
        f"The file is not sound JSON: it breaks at line 3, column 12. {AGAIN}"
    ]


@pytest.mark.parametrize("length", [30, 100, 200])
def test_a_file_that_was_cut_off(length: int) -> None:
    (problem,) = told(collection(CENTRE)[:length])
    assert problem.startswith("The file is not sound JSON: it breaks at line 1, column ")


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', "[" * 100_000, '{"a": ' + "1" * 5_000 + "}"], ids=["NaN", "deep", "long"]
)
def test_json_that_python_reads_and_others_do_not(text: str) -> None:
    assert told(text.encode()) == [
        "The file holds what JSON does not allow: NaN, or too long or too deep a value. " + AGAIN
    ]


@pytest.mark.parametrize(
    ("whole", "problem"),
    [
        ([], f"The file is not a GeoJSON FeatureCollection. {AGAIN}"),
        ({"type": "Topology"}, f"The file is not a GeoJSON FeatureCollection. {AGAIN}"),
        (
            {"type": "FeatureCollection"},
            f"field features: The list of features is missing. {AGAIN}",
        ),
        (
            {"type": "FeatureCollection", "features": []},
            "There is nothing in the file. Choose another file.",
        ),
    ],
)
def test_another_kind_of_json(whole: object, problem: str) -> None:
    assert told(json.dumps(whole).encode()) == [problem]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[16, 56], [16.1, 56], [16.1, 56.1]]]},  # not closed
        {"type": "Polygon", "coordinates": [[["16", 56], [16.1, 56], [16.1, 56.1], ["16", 56]]]},
        {"type": "Circle", "coordinates": [16, 56]},
        {"type": "Polygon"},
        "POINT (16 56)",
        [16, 56],
    ],
)
def test_a_geometry_that_cannot_be_read(geometry: object) -> None:
    broken = {"type": "Feature", "properties": {"kod": "2", "namn": "B"}, "geometry": geometry}
    assert told(collection(CENTRE, broken)) == [
        "row 2, field geometry: The geometry cannot be read. A border must end where it began. "
        + AGAIN
    ]


@pytest.mark.parametrize("empty", [None, {"type": "Polygon", "coordinates": []}])
def test_a_geometry_that_is_empty(empty: object) -> None:
    broken = {"type": "Feature", "properties": {"kod": "2", "namn": "B"}, "geometry": empty}
    assert told(collection(CENTRE, broken)) == [
        "row 2, field geometry: The geometry is missing or empty. Draw it, or take the row out."
    ]


def test_a_feature_that_is_none() -> None:
    assert told(collection(CENTRE, 7)) == [
        "row 2, field kod: The code is missing. Fill it in.",
        "row 2, field namn: The name is missing. Fill it in.",
        "row 2, field geometry: The geometry is missing or empty. Draw it, or take the row out.",
    ]


def test_codes_may_be_numbers() -> None:
    assert read(collection(feature(degrees(square()), kod=12, namn="Tolv")))[0].code == "12"
    assert read(collection(feature(degrees(square()), kod=12.0, namn="Tolv")))[0].code == "12"


@pytest.mark.parametrize("code", [True, None, 1.5, [1], {"a": 1}, " "])
def test_codes_may_not_be_just_anything(code: object) -> None:
    assert told(collection(feature(degrees(square()), kod=code, namn="Tolv"))) == [
        "row 1, field kod: The code is missing. Fill it in."
    ]


def test_heights_go() -> None:
    high = shapely.force_3d(degrees(square()), 12.0)
    assert not read(collection(feature(high, kod="1", namn="Hög")))[0].geometry.has_z


values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(values, values, values)
def test_whatever_stands_in_it_the_answer_is_a_sentence(
    features: object, first: object, geometry: object
) -> None:
    """Any JSON at all: either it is taken or the problem is told."""
    nearly = {"type": "Feature", "properties": {"kod": "1", "namn": "A"}, "geometry": geometry}
    for whole in (features, collection_of(features), collection_of([first, nearly])):
        for shape in Shape:
            with contextlib.suppress(InputError):
                read(json.dumps(whole).encode(), shape)


def collection_of(features: object) -> object:
    return {"type": "FeatureCollection", "features": features}
