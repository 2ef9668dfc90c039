"""The problem index: how large the problems are on a scale from 0 (none) to 6 (alarming).

Each indicator's share becomes a whole level by cut-points; groups and the total are plain means of
levels. Low is good. The police's cut-points are not public: a definition says whose they are, and
values of different definitions are never put in one line. A level is a step function of a share,
so the index has no honest interval: shown instead are how many indicators' intervals cross a
cut-point, and the values that the intervals allow. Changes are tested on the smooth companion.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tryggve.stats.estimation import Estimates, Quantity, estimate
from tryggve.stats.intervals import Interval
from tryggve.stats.sample import Floats, Integers, Sample

LEVELS = 7  # 0 to 6


@dataclass(frozen=True)
class Indicator:
    """`cut_points`: the six shares, rising, at which the level goes up by one.

    `high_is_good`: the share counts what is good (those who feel safe): it is turned round.
    """

    name: str
    group: str
    cut_points: tuple[float, ...]
    high_is_good: bool = False

    def __post_init__(self) -> None:
        if len(self.cut_points) != LEVELS - 1 or list(self.cut_points) != sorted(
            set(self.cut_points)
        ):
            raise ValueError(f"{self.name}: six rising cut-points are needed")


@dataclass(frozen=True)
class IndexDefinition:
    """A version of the index: its indicators, and the first and last year that it holds for."""

    version: str
    indicators: tuple[Indicator, ...]
    first_year: int
    last_year: int | None = None
    is_official: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(indicator.group for indicator in self.indicators))

    def comparable_with(self, other: "IndexDefinition") -> bool:
        """Whether values of the two may stand in one line: only if nothing but the years differ."""
        return self.indicators == other.indicators and self.is_official == other.is_official

    def in_group(self, group: str) -> NDArray[np.bool_]:
        return np.array([indicator.group == group for indicator in self.indicators])


@dataclass(frozen=True)
class IndexValues:
    """D domains. `levels` (D, J), -1 where a share is unknown; `total` (D,), NaN where any is;
    `groups`: (D,) for each group, by its name."""

    levels: Integers
    total: Floats
    groups: Mapping[str, Floats]


@dataclass(frozen=True)
class IndexRange:
    """The index values (D,) that the indicators' intervals allow, and how many indicators have an
    interval that crosses a cut-point."""

    low: Floats
    high: Floats
    crossing: Integers


def index_values(shares: Floats, definition: IndexDefinition) -> IndexValues:
    """Levels and means of the shares (D, J), in the order of the definition's indicators."""
    levels = _levels(shares, definition)
    return IndexValues(
        levels=levels,
        total=_mean(levels),
        groups={g: _mean(levels[:, definition.in_group(g)]) for g in definition.groups},
    )


def index_range(interval: Interval, definition: IndexDefinition) -> IndexRange:
    """What the intervals (D, J) of the shares leave possible."""
    ends = np.stack([_levels(interval.low, definition), _levels(interval.high, definition)])
    known = (ends >= 0).all(axis=0)
    low, high = np.where(known, ends.min(axis=0), -1), np.where(known, ends.max(axis=0), -1)
    return IndexRange(_mean(low), _mean(high), ((low != high) & known).sum(axis=1))


def smooth_index(
    sample: Sample, answers: Floats, partition: Integers, definition: IndexDefinition
) -> Estimates:
    """The smooth companion (D, 1): the mean of logit(p_j) over the indicators, with its variance.

    `answers` (n, J) 0/1 with NaN; `partition` (n,) domain codes. A share is drawn towards one half
    by half an answer, so that 0 and 1 have a logit. The variance is that of the linearized sum
    over indicators, so the covariance between answers of the same person is in it.
    """
    turned = [indicator.high_is_good for indicator in definition.indicators]
    bad = np.where(turned, 1 - answers, answers)
    (found,) = estimate(sample, bad, [partition])
    pull = 1 / (found.answers + 1)
    drawn = (1 - pull) * found.value + pull / 2
    slope = (1 - pull) / (drawn * (1 - drawn)) / len(turned)

    inside = np.flatnonzero(partition >= 0)
    domain = partition[inside]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = slope[domain] * (bad[inside] - found.value[domain]) / found.size[domain]
    linearized = np.zeros((sample.size, 1))
    linearized[inside, 0] = np.nansum(parts, axis=1)
    (total,) = estimate(sample, linearized, [partition], Quantity.TOTAL)
    value = special.logit(drawn).mean(axis=1, keepdims=True)
    return Estimates(
        value=value,
        variance=np.where(np.isnan(value), np.nan, total.variance),
        answers=found.answers.min(axis=1, keepdims=True),
        size=total.size,
        freedom=total.freedom,
        simple=np.full_like(value, np.nan),
    )


def _levels(shares: Floats, definition: IndexDefinition) -> Integers:
    """How many cut-points a share has reached."""
    columns = []
    for column, indicator in zip(shares.T, definition.indicators, strict=True):
        share = 1 - column if indicator.high_is_good else column
        level = np.searchsorted(indicator.cut_points, share, side="right")
        columns.append(np.where(np.isnan(share), -1, level))
    return np.column_stack(columns).astype(np.int64)


def _mean(levels: Integers) -> Floats:
    unknown = (levels < 0).any(axis=1)
    return np.where(unknown, np.nan, levels.mean(axis=1))
