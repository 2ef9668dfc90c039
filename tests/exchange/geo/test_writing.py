"""What is written can be read again, and keeps to RFC 7946."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.geo.made import read, square
from tryggve.exchange.geo import Shape, UploadedArea, write_csv, write_geojson

RING = square(size=300).difference(square(1, 1))
AREAS = [
    UploadedArea("1", 'Centrum "gamla"', "0880", square(9), 2),
    UploadedArea("2", "Öster, norra", None, RING, 3),
    UploadedArea("3", "Öar", "0880", shapely.MultiPolygon([square(20), square(22)]), 4),
]
texts = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
places = st.builds(
    UploadedArea,
    code=texts,
    name=texts,
    municipality_code=st.sampled_from([None, "0880", "2584"]),
    geometry=st.builds(shapely.Point, st.floats(300_000, 600_000), st.floats(6_400_000, 7_400_000)),
    row=st.just(0),
)


def test_areas_come_back_as_geojson() -> None:
    back = read(write_geojson(AREAS))
    assert [(a.code, a.name, a.municipality_code) for a in back] == [
        (a.code, a.name, a.municipality_code) for a in AREAS
    ]
    for before, after in zip(AREAS, back, strict=True):
        assert shapely.hausdorff_distance(before.geometry, after.geometry) < 0.1


@pytest.mark.parametrize("write", [write_geojson, write_csv], ids=["GeoJSON", "CSV"])
@given(written=st.lists(places, min_size=1, max_size=5, unique_by=lambda place: place.code))
def test_places_come_back(write: object, written: list[UploadedArea]) -> None:
    assert callable(write)
    back = read(write(written), Shape.POINT)
    assert [(a.code, a.name, a.municipality_code) for a in back] == [
        (a.code, a.name, a.municipality_code) for a in written
    ]
    for before, after in zip(written, back, strict=True):
        assert shapely.distance(before.geometry, after.geometry) < 0.1


def test_geojson_keeps_to_the_standard() -> None:
    whole = json.loads(write_geojson(AREAS))
    assert list(whole) == ["type", "features"]
    outer, inner = whole["features"][1]["geometry"]["coordinates"]
    assert shapely.is_ccw(shapely.LinearRing(outer))
    assert not shapely.is_ccw(shapely.LinearRing(inner))
    numbers = [number for corner in outer + inner for number in corner]
    assert numbers == [round(number, 6) for number in numbers]
    assert all(11 < lon < 24 and 55 < lat < 69 for lon, lat in outer + inner)


def test_the_table() -> None:
    place = UploadedArea("1", "Torget, norra", None, shapely.Point(580_000, 6_280_000), 2)
    assert write_csv([place]).decode().split("\r\n") == [
        "code,name,municipality_code,lon,lat,x,y",
        '1,"Torget, norra",,16.304992,56.657297,580000.0,6280000.0',
        "",
    ]


def test_an_area_in_a_table_is_a_point_inside_it() -> None:
    rows = write_csv(AREAS).decode().splitlines()[1:]
    for area, row in zip(AREAS, rows, strict=True):
        x, y = row.split(",")[-2:]
        assert area.geometry.contains(shapely.Point(float(x), float(y)))


def test_nothing_is_written_as_nothing() -> None:
    assert json.loads(write_geojson([])) == {"type": "FeatureCollection", "features": []}
    assert write_csv([]) == b"code,name,municipality_code,lon,lat,x,y\r\n"
