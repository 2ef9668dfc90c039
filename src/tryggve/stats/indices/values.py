"""Levels, groups and total from shares; and what the intervals of the shares leave possible.

A level is a step function of a share, so the index has no honest interval: shown instead are how
many indicators' intervals cross a cut-point, and the values that the intervals allow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tryggve.stats.indices.definition import IndexDefinition
from tryggve.stats.intervals import Interval
from tryggve.stats.sample import Floats, Integers
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


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
    """Levels and means of the shares (D, J), in the order of the definition's indicators.

    InputError names other columns, and each value that is no share.
    """
    levels = _levels(shares, definition)
    return IndexValues(
        levels=levels,
        total=_mean(levels),
        groups={g: _mean(levels[:, definition.in_group(g)]) for g in definition.groups},
    )


def index_range(interval: Interval, definition: IndexDefinition) -> IndexRange:
    """What the intervals (D, J) of the shares leave possible.

    If each of J intervals has the level 1 - a / J, the range holds the true total with at least
    1 - a, whatever the dependence (Bonferroni). Of intervals at 95 percent it is what they allow
    one by one, and may miss more often where many shares lie just above a cut-point. InputError
    for columns that are not one for each indicator.
    """
    ends = np.stack([_levels(interval.low, definition), _levels(interval.high, definition)])
    known = (ends >= 0).all(axis=0)
    low, high = np.where(known, ends.min(axis=0), -1), np.where(known, ends.max(axis=0), -1)
    return IndexRange(_mean(low), _mean(high), ((low != high) & known).sum(axis=1))


def check_columns(values: Floats, definition: IndexDefinition) -> None:
    """InputError for values (D, J) without a column for each indicator of the definition."""
    if values.ndim != 2 or values.shape[1] != definition.number:
        raise refuse(
            say(
                "The definition {version} has {a} indicators, but there are {b} columns.",
                version=definition.version,
                a=definition.number,
                b=values.shape[-1],
            ),
            say("Give one column for each indicator, in the order of the definition."),
            field="indicators",
        )


def _levels(shares: Floats, definition: IndexDefinition) -> Integers:
    """How many cut-points a share has reached."""
    check_columns(shares, definition)
    wrong = (shares < 0) | (shares > 1)
    if wrong.any():
        raise InputError(
            Problem(
                say("The share {share} is not between 0 and 1.", share=str(shares[d, j])),
                say("Give it as a share: 0.55 for 55 percent."),
                row=int(d) + 2,
                field=definition.indicators[j].name,
            )
            for d, j in np.argwhere(wrong)[:100]
        )
    columns = []
    for column, indicator in zip(shares.T, definition.indicators, strict=True):
        share = 1 - column if indicator.high_is_good else column
        level = np.searchsorted(indicator.cut_points, share, side="right")
        columns.append(np.where(np.isnan(share), -1, level))
    return np.column_stack(columns).astype(np.int64)


def _mean(levels: Integers) -> Floats:
    unknown = (levels < 0).any(axis=1)
    return np.where(unknown, np.nan, levels.mean(axis=1))
