"""Invented areas in SWEREF 99 TM, as uneven as real ones."""

from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Point, Polygon

from tryggve.charts.mapped import MapArea

CENTRE = (500_000.0, 6_290_000.0)


def island(seed=1, *, radius=15_000, corners=400, centre=CENTRE):
    """An area with a coast: so many corners at uneven distances from the centre."""
    rng = np.random.default_rng(seed)
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    waves = sum(rng.normal() / k * np.cos(k * angles + rng.uniform(0, 6)) for k in range(1, 12))
    far = radius * (1 + 0.18 * waves + 0.01 * (400 / corners) ** 0.7 * rng.normal(size=corners))
    return shapely.make_valid(
        Polygon(
            np.column_stack((centre[0] + far * np.cos(angles), centre[1] + far * np.sin(angles)))
        )
    ).buffer(0)


def split(area, number, seed=1, *, dense=0.6):
    """An area in parts; `dense` of them crowd in the middle, as districts of a town do."""
    rng = np.random.default_rng(seed)
    west, south, east, north = area.bounds
    middle = area.representative_point()
    points = []
    while len(points) < number:
        if len(points) < dense * number:
            spread = (east - west) / 12
            point = Point(rng.normal(middle.x, spread), rng.normal(middle.y, spread))
        else:
            point = Point(rng.uniform(west, east), rng.uniform(south, north))
        if area.contains(point):
            points.append(point)
    cells = shapely.voronoi_polygons(MultiPoint(points), extend_to=area.envelope)
    parts = [shapely.intersection(cell, area) for cell in shapely.get_parts(cells)]
    return [max(shapely.get_parts(part), key=shapely.area) for part in parts]


def survey_areas(number, *, seed=1, corners=400, **others):
    """A municipality's survey areas with codes and names, and the municipality itself."""
    whole = island(seed, corners=corners)
    names = [
        f"Mätområde {at:02}" if at % 3 else f"Norra Åstaden {at:02}" for at in range(1, number + 1)
    ]
    parts = [
        MapArea(f"0881-{at}", names[at - 1], shape, **others)
        for at, shape in enumerate(split(whole, number, seed), start=1)
    ]
    return parts, MapArea("0881", "Nybro", whole)


def neighbours(whole, number=6):
    """Areas all around, as a pie with the area cut out of its middle."""
    reach = 90_000
    x, y = whole.centroid.x, whole.centroid.y
    angles = np.linspace(0, 2 * np.pi, number + 1)
    slices = [
        Polygon([(x, y), *((x + reach * np.cos(a), y + reach * np.sin(a)) for a in pair)])
        for pair in pairwise(angles)
    ]
    return [
        MapArea(f"07{at:02}", f"Granne {at}", shapely.difference(piece, whole))
        for at, piece in enumerate(slices)
    ]
