"""A whole register checked and loaded, and a sample drawn: beside reading the file alone.

The people are made up. The limit is the same file read row by row by Python's csv and hashed, in
the same run; for the draw it is a sort of as many numbers. Times are wall-clock in one process.
"""

import csv
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import Row
from benchmarks._whole_register import DAY, strata
from tryggve.demo.register import as_csv, people
from tryggve.stats.drawing.allocation import fixed
from tryggve.stats.drawing.permanent import draw_permanent
from tryggve.stats.drawing.strata import strata_of

SIZES = {"quick": (165_000, 30, 8_700), "full": (1_650_000, 290, 87_000)}


def run(size: str) -> Iterator[Row]:
    number, areas, drawn = SIZES[size]
    sizes = strata(number, areas)
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "register.csv"
        with file.open("wb") as out:
            out.writelines(as_csv(people(sizes, seed=1, on=DAY)))
        limit = read_alone(file)
        words = [str(folder), str(number), str(areas), str(drawn)]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks._whole_register", *words],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    told = json.loads(done.stdout)
    yield Row(f"the limit: {number:,} rows read and hashed", f"{limit:.1f} s")
    yield Row(
        f"{number:,} rows checked, sealed and stored",
        f"{told['load']:.1f} s ({told['load_cpu']:.1f} s CPU), {told['load'] / limit:.1f} times "
        f"the limit, {told['memory']:.2f} GB",
    )
    sort, draw = drawn_alone(sizes, drawn)
    yield Row(f"the limit: {number:,} numbers sorted", f"{sort:.2f} s")
    yield Row(
        f"{drawn:,} drawn from {number:,}", f"{draw:.2f} s, {draw / sort:.1f} times the limit"
    )
    yield Row(
        f"{told['people']:,.0f} drawn, opened, checked, sealed and stored",
        f"{told['draw']:.1f} s ({told['draw_cpu']:.1f} s CPU)",
    )
    yield Row("approved, weighed, and the register erased", f"{told['approve']:.1f} s")


def read_alone(file: Path) -> float:
    begun = time.perf_counter()
    with file.open("rb") as raw:
        hashlib.file_digest(raw, "sha256")
    with file.open(newline="", encoding="utf-8") as text:
        for _row in csv.reader(text, delimiter=";"):
            pass
    return time.perf_counter() - begun


def drawn_alone(sizes: dict[str, int], drawn: int) -> tuple[float, float]:
    """Seconds to sort the numbers, and to draw by them."""
    rng = np.random.default_rng(1)
    allocation = fixed(strata_of(list(sizes.values()), names=sizes), drawn // len(sizes))
    stratum = np.repeat(list(sizes), list(sizes.values()))
    number = rng.random(len(stratum))
    begun = time.perf_counter()
    np.argsort(number)
    sort = time.perf_counter() - begun
    begun = time.perf_counter()
    draw_permanent(stratum=stratum, number=number, allocation=allocation)
    return sort, time.perf_counter() - begun
