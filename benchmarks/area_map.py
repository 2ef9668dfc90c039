"""The map of an area, CPU beside the limit: vl-convert drawing an empty chart, in the same run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry import MultiPoint

from benchmarks import Row
from tryggve.charts.area_map import area_map
from tryggve.charts.map_marks import picture_of, texts
from tryggve.charts.mapped import MapArea
from tryggve.charts.picture import Picture
from tryggve.charts.svg import to_svg
from tryggve.geography import reference
from tryggve.geography.boundaries import municipality_borders

TIMES = {"quick": 15, "full": 100}
NYBRO = ("0760", "0761", "0765", "0834", "0862", "0881")  # neighbours, with a coast among them
COLD = """
import time
from tryggve.charts.area_map import area_map
from tryggve.charts.mapped import MapArea
import shapely
area = MapArea("1", "A", shapely.box(500_000, 6_300_000, 510_000, 6_310_000))
area_map([area], language="sv")
print(time.process_time())
"""


def run(size: str) -> Iterator[Row]:
    yield Row("a process that starts, imports and draws one map", f"{cold():.2f} s CPU")
    municipalities = {code: municipality(code) for code in reference.municipalities()}
    one = municipalities["0881"]
    around = [other for other in municipalities.values() if near(other, one)]
    six = [municipalities[code] for code in NYBRO]
    whole = MapArea("LPO", "Six municipalities", shapely.union_all([area.shape for area in six]))
    limit = median_ms(empty_chart, TIMES[size])
    yield Row("the limit: vl-convert and our attributes, an empty chart", f"{limit:.1f} ms CPU")
    for name, draw in {
        "a municipality and its neighbours": lambda: of([one], around),
        "a municipality of 5 survey areas": lambda: of(parts(one, 5), around, one),
        "a municipality of 30 survey areas": lambda: of(parts(one, 30), around, one),
        "six municipalities and their neighbours": lambda: of(six, around, whole),
    }.items():
        took = median_ms(draw, TIMES[size])
        kilobytes = len(draw().svg.encode()) / 1000
        yield Row(
            name, f"{took:.1f} ms CPU, {took / limit:.1f} times the limit, {kilobytes:.0f} kB"
        )


def municipality(code: str) -> MapArea:
    named = reference.municipalities()[code]
    return MapArea(code, named.name, municipality_borders().geometry(code))


def near(other: MapArea, one: MapArea) -> bool:
    return other != one and shapely.dwithin(other.shape, one.shape, 60_000)


def of(
    areas: Sequence[MapArea], around: Sequence[MapArea], marked: MapArea | None = None
) -> Picture:
    inside = {area.code for area in areas}
    others = [area for area in around if area.code not in inside]
    return area_map(areas, background=others, marked=marked, language="sv")


def parts(one: MapArea, number: int) -> list[MapArea]:
    """Made-up survey areas from a fixed seed, half of them crowded as in a town."""
    rng = np.random.default_rng(20_261_122)
    middle = one.shape.representative_point()
    points: list[shapely.Point] = []
    west, south, east, north = one.shape.bounds
    while len(points) < number:
        crowded = len(points) < number / 2
        x = rng.normal(middle.x, 3_000) if crowded else rng.uniform(west, east)
        y = rng.normal(middle.y, 3_000) if crowded else rng.uniform(south, north)
        if shapely.contains_xy(one.shape, x, y):
            points.append(shapely.Point(x, y))
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=one.shape))
    shapes = [shapely.intersection(cell, one.shape) for cell in cells]
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in shapes]
    return [
        MapArea(f"{one.code}-{at}", f"Survey area {at}", shape, "uploaded")
        for at, shape in enumerate(largest, start=1)
    ]


def empty_chart() -> str:
    chart = picture_of([texts([], ink="#000000", size=12)], width=640, height=480)
    return to_svg(chart, title="Empty", description="Nothing", language="sv")


def median_ms(draw: Callable[[], object], times: int) -> float:
    draw()
    taken = []
    for _ in range(times):
        started = time.process_time()
        draw()
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)


def cold() -> float:
    found = subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True, text=True)
    return float(found.stdout)
