"""A PX file of population read at nearly the speed of splitting its text and parsing the numbers.

The file is generated: 290 municipalities x 101 ages x 2 sexes x 5 years (full: 40 years). The peer
is the least that any reader must do with the DATA part: decode it, split it, parse each number.
"""

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks import Row
from tryggve.exchange.cube import Category, Cube, Dimension
from tryggve.exchange.px import read_px, write_px
from tryggve.sources.scb import read_population

YEARS = {"quick": 5, "full": 40}
REPEATS = 9


def run(size: str) -> Iterator[Row]:
    content = generated(YEARS[size])
    data = content[content.index(b"DATA=") + 5 :].rstrip().rstrip(b";")
    cube = read_px(content)
    assert np.array_equal(cube.values.ravel(), limit(data))
    megabytes = len(content) / 1e6
    reader = seconds(lambda: read_px(content))
    peer = seconds(lambda: limit(data))
    whole = seconds(lambda: read_population(content, "generated.px"), repeats=3)
    yield Row("file", f"{megabytes:.2f} MB, {cube.values.size:,} cells")
    yield Row("read_px", f"{reader:.3f} s of CPU, {megabytes / reader:.0f} MB/s")
    yield Row("split and parse alone", f"{peer:.3f} s of CPU, {len(data) / 1e6 / peer:.0f} MB/s")
    yield Row("read_px / split and parse", f"{reader / peer:.2f}")
    yield Row("read_population, checked", f"{whole:.3f} s of CPU, {megabytes / whole:.1f} MB/s")


def limit(data: bytes) -> np.ndarray:
    """Nothing but the numbers: no header, no checks, no symbols."""
    return np.fromiter(map(float, data.decode("utf-8").split()), np.float64)


def seconds(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """The median CPU time of several runs."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times)


def generated(years: int) -> bytes:
    """A PX file of made-up counts in the shape of SCB's."""
    rng = np.random.default_rng(20240221)
    regions = tuple(Category(f"{code}", f"{code} Kommun {code}") for code in range(1000, 1290))
    ages = (*(Category(f"{n}", f"{n} år") for n in range(100)), Category("100+", "100+ år"))
    sexes = (Category("1", "män"), Category("2", "kvinnor"))
    times = tuple(Category(f"{year}", f"{year}") for year in range(2024 - years, 2024))
    dimensions = (
        Dimension("Region", "region", regions),
        Dimension("Alder", "ålder", ages),
        Dimension("Kon", "kön", sexes),
        Dimension("Tid", "år", times, "time"),
    )
    counts = rng.poisson(rng.gamma(1.0, 150.0, (290, 1, 1, 1)), (290, 101, 2, years))
    cube = Cube(dimensions, counts.astype(np.float64), contents="Folkmängd", unit="antal")
    return write_px(cube)
