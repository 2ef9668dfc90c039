"""A made-up population with areas and birth dates, and samples of it."""

from datetime import date

import numpy as np
import polars as pl

from tryggve.stats.drawing.allocation import Allocation, fixed
from tryggve.stats.drawing.checks.ages import Ages
from tryggve.stats.drawing.checks.drawn import check_drawn
from tryggve.stats.drawing.checks.known import Known, known_from_counts, known_from_frame
from tryggve.stats.drawing.checks.report import Report
from tryggve.stats.drawing.selection import draw
from tryggve.stats.drawing.strata import strata_of

AGES = Ages(on=date(2007, 1, 1))
SIZES = [900, 1500, 2500, 4000, 6000, 9000]
NAMES = tuple(f"S{h}" for h in range(len(SIZES)))


def frame_of(sizes: list[int], seed: int = 1) -> pl.DataFrame:
    """People of 16 to 85 years; each stratum has three areas of its own.

    Elderly people are more often women, and strata differ in how old they are.
    """
    rng = np.random.default_rng(seed)
    size = sum(sizes)
    stratum = np.repeat(np.arange(len(sizes)), sizes)
    area = 3 * stratum + rng.integers(0, 3, size)
    younger = 70 * rng.beta(1.2, 1.2 + 0.1 * stratum)
    days = (365.24 * np.clip(16.01 + younger, 16.01, 85.98)).astype(int)
    born = np.datetime64(AGES.on) - days.astype("timedelta64[D]")
    is_woman = rng.random(size) < 0.49 + 0.1 * (younger > 50)
    return pl.DataFrame(
        {
            "who": [f"w{number:06}" for number in rng.permutation(size).tolist()],
            "stratum": [f"S{h}" for h in stratum.tolist()],
            "sex": np.where(is_woman, "woman", "man"),
            "birth_date": pl.Series(born).cast(pl.Date),
            "area": [f"A{a:02}" for a in area.tolist()],
        }
    )


def counts_of(frame: pl.DataFrame) -> pl.DataFrame:
    years = AGES.years_of(pl.col("birth_date"))
    return frame.group_by("stratum", "sex", "area", age=years).agg(people=pl.len())


def allocation_of(frame: pl.DataFrame, each: int = 300) -> Allocation:
    sizes = [frame.filter(pl.col("stratum") == name).height for name in NAMES]
    return fixed(strata_of(sizes, names=NAMES, least=0), each)


FRAME = frame_of(SIZES)
ALLOCATION = allocation_of(FRAME)
KNOWN_COUNTS = known_from_counts(counts_of(FRAME), NAMES, AGES)
KNOWN_FRAME = known_from_frame(FRAME, NAMES, AGES)


def sample_of(frame: pl.DataFrame = FRAME, seed: int = 1, each: int = 300) -> pl.DataFrame:
    """So many of each stratum, drawn from a frame that may lack some people."""
    found = draw(
        stratum=frame["stratum"],
        identity=frame["who"],
        allocation=allocation_of(frame, each),
        rng=np.random.default_rng(seed),
    )
    return found.of(frame).drop("weight")


def first_of(frame: pl.DataFrame) -> pl.DataFrame:
    """The first 300 of each stratum, as the frame is sorted."""
    return frame.group_by("stratum", maintain_order=True).head(300).select(frame.columns)


def report_on(sample: pl.DataFrame, known: Known = KNOWN_COUNTS) -> Report:
    return check_drawn(sample, allocation=ALLOCATION, known=known)
