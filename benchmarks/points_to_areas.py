"""100,000 points to municipalities in 1 s of CPU; agreement on the localities, told by method."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks import Row
from tryggve.geography import membership, reference
from tryggve.geography.boundaries import Borders, municipality_borders
from tryggve.geography.coordinates import SWEREF99TM
from tryggve.geography.membership import AreaSet, Membership

POINTS = {"quick": 100_000, "full": 1_000_000}
REPEATS = 5
Floats = NDArray[np.float64]


def run(size: str) -> Iterator[Row]:
    started = time.process_time()
    areas = membership.municipality_set()
    membership.find(areas, x=[574_000], y=[6_285_000])
    yield Row("reading the tables and borders, once", f"{time.process_time() - started:.2f} s CPU")
    x, y = generated(POINTS[size])
    yield from speed(areas, x, y)
    yield from agreement(areas)


def generated(count: int) -> tuple[Floats, Floats]:
    """Made-up points, as many in each municipality as by area, from a fixed seed."""
    rng = np.random.default_rng(20_261_122)
    borders = municipality_borders()
    low_x, low_y, high_x, high_y = shapely.total_bounds(borders.geometries)
    x = rng.uniform(low_x, high_x, 4 * count)
    y = rng.uniform(low_y, high_y, 4 * count)
    inside = np.unique(borders.polygons.query(shapely.points(x, y), predicate="intersects")[0])
    chosen = rng.permutation(inside)[:count]
    assert len(chosen) == count
    return x[chosen], y[chosen]


def speed(areas: AreaSet, x: Floats, y: Floats) -> Iterator[Row]:
    borders = municipality_borders()
    frame = geopandas.GeoDataFrame(
        {"code": borders.codes}, geometry=borders.geometries, crs=SWEREF99TM
    )
    ours, found = least_cpu(lambda: membership.find(areas, x=x, y=y))
    peer, joined = least_cpu(lambda: joined_by_geopandas(frame, x, y))
    floor, _ = least_cpu(lambda: looked_up_by_shapely(borders, x, y))
    alike = (found.codes == joined).mean()
    yield Row(f"{len(x):,} points by tryggve, with how sure it is", f"{ours:.3f} s CPU")
    yield Row("the same by geopandas.sjoin, without", f"{peer:.3f} s CPU")
    yield Row("the same by a bare shapely tree, without: the floor", f"{floor:.3f} s CPU")
    yield Row("tryggve to geopandas", f"{ours / peer:.2f} times the CPU")
    yield Row("same answer as geopandas", f"{alike:.4%} of the points")


def joined_by_geopandas(frame: geopandas.GeoDataFrame, x: Floats, y: Floats) -> NDArray[np.str_]:
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y, crs=SWEREF99TM))
    joined = geopandas.sjoin(points, frame, how="left", predicate="intersects")
    codes = joined[~joined.index.duplicated()]["code"]
    return np.asarray(codes, dtype=np.str_)


def looked_up_by_shapely(borders: Borders, x: Floats, y: Floats) -> NDArray[np.intp]:
    return np.asarray(borders.polygons.query(shapely.points(x, y), predicate="intersects"))


def agreement(areas: AreaSet) -> Iterator[Row]:
    """How often each method names the municipality that a locality is listed under."""
    places = reference.localities()
    true = np.array([place.municipality_code for place in places])
    x, y = [place.x for place in places], [place.y for place in places]
    by_code = membership.find(areas, codes=true, x=x, y=y)
    told = f"{(by_code.codes == true).mean():.1%}: the code is the answer"
    yield Row(f"{len(places):,} localities by code: right", told)
    yield Row("localities whose code a certain point denies", f"{by_code.conflict.sum()}")
    yield Row("localities by postal code", "not available: the table of localities has none")
    found = membership.find(areas, x=x, y=y)
    yield from by_border(found, found.codes == true)


def by_border(found: Membership, right: NDArray[np.bool_]) -> Iterator[Row]:
    sure = found.certain
    kind = "localities by generalised border"
    yield Row(f"{kind}: right", f"{right.mean():.1%}")
    yield Row(f"{kind}: no answer", f"{(found.codes == '').mean():.1%}")
    yield Row(f"{kind}: told as uncertain", f"{(~sure).mean():.1%}")
    yield Row(f"{kind}: right among the certain", f"{right[sure].mean():.2%} of {sure.sum():,}")
    yield Row(f"{kind}: right among the uncertain", f"{right[~sure].mean():.1%} of {(~sure).sum()}")


def least_cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least CPU seconds of some runs, and the answer."""
    least = float("inf")
    for _ in range(REPEATS):
        started = time.process_time()
        answer = work()
        least = min(least, time.process_time() - started)
    return least, answer
