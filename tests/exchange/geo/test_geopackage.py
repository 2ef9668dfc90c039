"""GeoPackage: one layer, any system with a code, damage."""

import sqlite3
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import CRS

from tests.exchange.geo.made import degrees, geopackage, read, square, told
from tryggve.exchange.geo import Shape, UploadedArea
from tryggve.geography.coordinates import SWEREF99TM, moved

DAMAGED = (
    "The GeoPackage is damaged and cannot be read. Export the file again from the map program."
)
NO_GEOPACKAGE = (
    "The file is a database, but not a GeoPackage. "
    "Export areas from the map program as GeoPackage or GeoJSON."
)
UNKNOWN = "Export the file in SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326)."


def test_areas_in_sweref(tmp_path: Path) -> None:
    content = geopackage(
        tmp_path, [square(), square(1)], kod=["1", "2"], namn=["Centrum", "Öster"],
        kommunkod=["0880", ""],
    )  # fmt: skip
    assert read(content) == (
        UploadedArea("1", "Centrum", "0880", square(), 1),
        UploadedArea("2", "Öster", None, square(1), 2),
    )


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4619", "EPSG:3010", "EPSG:3021", "EPSG:3857"])
def test_other_systems_are_turned_into_ours(tmp_path: Path, crs: str) -> None:
    there = moved(np.array([square()]), source=SWEREF99TM, target=CRS.from_user_input(crs))[0]
    content = geopackage(tmp_path, [there], crs=crs, kod=["1"], namn=["Centrum"])
    assert shapely.equals_exact(read(content)[0].geometry, square(), tolerance=0.01)


def test_whole_numbers_as_codes_and_other_columns(tmp_path: Path) -> None:
    content = geopackage(
        tmp_path, [square()], code=np.array([7]), name=["Sju"], share=np.array([0.5])
    )  # fmt: skip
    assert read(content) == (UploadedArea("7", "Sju", None, square(), 1),)


def test_places(tmp_path: Path) -> None:
    points = [shapely.Point(580_000, 6_280_000), shapely.Point(580_001, 6_280_000)]
    content = geopackage(tmp_path, points, kind="Point", kod=["1", "2"], namn=["A", "B"])
    assert [place.geometry for place in read(content, Shape.POINT)] == points


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_no_system(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [square()], crs=None, kod=["1"], namn=["A"])
    assert told(content) == [f"field crs: The file does not say its coordinate system. {UNKNOWN}"]


def test_another_system_than_stated(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [degrees(square())], kod=["1"], namn=["A"])
    assert told(content) == [
        "row 1: The coordinates are degrees, but the file says metres: 16.306622, 56.65728. "
        "Name the right coordinate system, or export the file again."
    ]


def test_several_layers(tmp_path: Path) -> None:
    geopackage(tmp_path, [square()], kod=["1"], namn=["A"], layer="north")
    content = geopackage(tmp_path, [square()], kod=["1"], namn=["A"], layer="south")
    assert told(content) == [
        "The GeoPackage has several layers: north, south. Export one layer to a file of its own."
    ]


def test_a_table_of_styles_is_no_layer(tmp_path: Path) -> None:
    geopackage(tmp_path, [square()], kod=["1"], namn=["A"])
    with sqlite3.connect(tmp_path / "made.gpkg") as database:
        database.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, style TEXT)")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )
    database.close()
    assert len(read((tmp_path / "made.gpkg").read_bytes())) == 1


def test_no_layer_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plain.gpkg"
    pyogrio.raw.write(path, None, field_data=[np.array(["1"])], fields=["kod"])
    assert told(path.read_bytes()) == [
        "The GeoPackage has no layer with geometries. Export one layer to a file of its own."
    ]


def test_nothing_in_the_layer(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [], kod=np.array([], str), namn=np.array([], str))
    assert told(content) == ["There is nothing in the file. Choose another file."]


def test_a_row_without_geometry(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [square(), None], kod=["1", "2"], namn=["A", "B"])
    assert told(content) == [
        "row 2, field geometry: The geometry is missing or empty. Draw it, or take the row out."
    ]


def test_a_row_without_a_code(tmp_path: Path) -> None:
    codes = np.array(["1", None], dtype=object)
    content = geopackage(tmp_path, [square(), square(1)], kod=codes, namn=["A", "B"])
    assert told(content) == ["row 2, field kod: The code is missing. Fill it in."]


@pytest.mark.parametrize("length", [100, 5_000, 50_000])
def test_a_file_that_was_cut_off(tmp_path: Path, length: int) -> None:
    content = geopackage(tmp_path, [square()], kod=["1"], namn=["A"])
    assert told(content[:length]) == [DAMAGED]


@pytest.mark.parametrize("length", [0, 40, 4_000])
def test_rubbish_with_the_right_beginning(length: int) -> None:
    rubbish = np.random.default_rng(2).bytes(length)
    assert told(b"SQLite format 3\x00" + rubbish) == [NO_GEOPACKAGE]


def test_another_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as database:
        database.execute("CREATE TABLE people (name TEXT)")
    database.close()
    assert told((tmp_path / "other.db").read_bytes()) == [NO_GEOPACKAGE]


def test_letters_that_are_not_utf_8(tmp_path: Path) -> None:
    """Only a broken program writes such a GeoPackage; it is refused like other damage."""
    content = geopackage(tmp_path, [square()], kod=["1"], namn=["Centrum"])
    assert told(content.replace(b"Centrum", b"\xd6ster m")) == [DAMAGED]
