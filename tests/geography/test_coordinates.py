"""From one coordinate system to the other, and telling them apart."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import CRS

from tryggve.geography import coordinates
from tryggve.geography.coordinates import System

longitudes = st.floats(11.0, 24.1)
latitudes = st.floats(55.4, 69.0)


def test_a_known_point() -> None:
    """On the middle meridian, 15 degrees east, x is 500 000 by the definition of the system."""
    x, y = coordinates.to_sweref99tm([15.0], [60.0])
    assert x[0] == pytest.approx(500_000, abs=0.001)
    assert y[0] == pytest.approx(6_651_411.190, abs=0.001)


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [(16.3562, 56.6634, 583_125.566, 6_280_740.178), (24.0, 66.0, 907_351.981, 7_349_217.668)],
)
def test_points_computed_apart(lon: float, lat: float, x: float, y: float) -> None:
    """Values worked out by hand with Lantmäteriet's formulas of the Gauss conformal projection."""
    assert coordinates.to_sweref99tm(lon, lat) == pytest.approx((x, y), abs=0.001)


@given(longitudes, latitudes)
def test_there_and_back(lon: float, lat: float) -> None:
    back = coordinates.to_wgs84(*coordinates.to_sweref99tm(lon, lat))
    assert back[0] == pytest.approx(lon, abs=1e-8)
    assert back[1] == pytest.approx(lat, abs=1e-8)


def test_shapes_are_kept() -> None:
    x, y = coordinates.to_sweref99tm(np.full((3, 2), 15.0), np.full((3, 2), 60.0))
    assert x.shape == y.shape == (3, 2)


@given(longitudes, latitudes)
def test_each_system_is_recognised(lon: float, lat: float) -> None:
    x, y = coordinates.to_sweref99tm(lon, lat)
    assume(260_000 < x < 920_000)  # the corners of the box lie far out at sea
    assert coordinates.system_of([lon], [lat]) == System.WGS84
    assert coordinates.system_of([lat], [lon]) == System.WGS84_SWAPPED
    assert coordinates.system_of([x], [y]) == System.SWEREF99TM
    assert coordinates.system_of([y], [x]) == System.SWEREF99TM_SWAPPED


@pytest.mark.parametrize(
    ("east", "north", "system"),
    [
        (118_000, 6_163_000, System.LOCAL_SWEREF99),  # Malmö in SWEREF 99 13 30
        (6_163_000, 118_000, System.LOCAL_SWEREF99_SWAPPED),
        (1_628_000, 6_580_000, System.RT90),  # Stockholm in RT 90 2.5 gon V
        (6_580_000, 1_628_000, System.RT90_SWAPPED),
        (0, 0, System.UNKNOWN),
        (2.35, 48.86, System.UNKNOWN),  # Paris
        (2_011_000, 8_250_000, System.UNKNOWN),  # Stockholm in web Mercator
        (np.nan, 60.0, System.UNKNOWN),
        (np.inf, 60.0, System.UNKNOWN),
    ],
)
def test_other_systems(east: float, north: float, system: System) -> None:
    assert coordinates.system_of([east], [north]) == system


def test_local_systems_look_as_they_are() -> None:
    """Places along each local meridian, changed by PROJ, are seen as local."""
    for code, middle in zip(
        range(3007, 3019),
        [12, 13.5, 15, 16.5, 18, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25],
        strict=True,
    ):
        point = np.array([shapely.Point(middle, 58.0)], dtype=object)
        there = coordinates.moved(point, source=coordinates.WGS84, target=CRS.from_epsg(code))
        assert coordinates.system_of(shapely.get_x(there), shapely.get_y(there)) == (
            System.LOCAL_SWEREF99
        )


def test_a_column_of_two_systems_is_no_system() -> None:
    assert coordinates.system_of([15.0, 500_000], [60.0, 6_650_000]) == System.UNKNOWN
    assert coordinates.systems([15.0, 500_000], [60.0, 6_650_000]).tolist() == [
        System.WGS84,
        System.SWEREF99TM,
    ]


def test_no_rows_are_no_system() -> None:
    assert coordinates.system_of([], []) == System.UNKNOWN


def test_in_sweden() -> None:
    assert coordinates.in_sweden(
        [500_000, 6_650_000, 0, np.nan], [6_650_000, 500_000, 0, 6_650_000]
    ).tolist() == [True, False, False, False]


def test_geometries_move_and_lose_their_height() -> None:
    polygon = shapely.from_wkt("POLYGON Z ((15 60 7, 15.1 60 7, 15.1 60.1 7, 15 60 7))")
    moved = coordinates.moved(np.array([polygon], dtype=object), source=coordinates.WGS84)[0]
    x, y = coordinates.to_sweref99tm([15, 15.1, 15.1, 15], [60, 60, 60.1, 60])
    assert np.array_equal(shapely.get_coordinates(moved), np.column_stack([x, y]))
    assert not moved.has_z


def test_a_system_whose_first_axis_is_north_still_has_x_east() -> None:
    """RT 90 and WGS 84 are defined with north first; we always give east first."""
    point = np.array([shapely.Point(1_628_000, 6_580_000)], dtype=object)
    moved = coordinates.moved(point, source=CRS.from_epsg(3021))
    assert coordinates.in_sweden(shapely.get_x(moved), shapely.get_y(moved)).tolist() == [True]
