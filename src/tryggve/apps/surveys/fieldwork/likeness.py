"""How like those drawn those are who have answered, by sex and age."""

from dataclasses import dataclass

import polars as pl

from tryggve.apps.surveys.fieldwork.monitor import ELIGIBLE, Monitor, gross_of
from tryggve.stats.drivers.predictors import Category
from tryggve.stats.nonresponse.propensity import propensities
from tryggve.stats.nonresponse.representativity import partial, representativity

ENOUGH = 100  # answers, and as many who have not answered, before anything is said
KNOWN_OF_ALL = ("sex", "age_group")


@dataclass(frozen=True)
class Likeness:
    """R with its standard error; `largest_error`: the most that a share of those who answered can
    be off by (a share, from 0 to 1); `parts`: how much of the unlikeness lies in each variable."""

    r: float
    standard_error: float
    largest_error: float
    parts: dict[str, float]


def likeness_of(monitor: Monitor) -> Likeness | None:
    """None where too few have answered, or too few have not."""
    if min(monitor.answered, monitor.drawn - monitor.answered) < ENOUGH:
        return None
    variables = {name: _category(monitor.people[name]) for name in KNOWN_OF_ALL}
    usable = [each for each in variables.values() if len(each.labels) > 1]
    found = propensities(gross_of(monitor), usable, eligible=ELIGIBLE)
    whole = representativity(found)
    return Likeness(
        r=whole.value,
        standard_error=whole.standard_error,
        largest_error=whole.maximal_bias(),
        parts={each.name: partial(found, each).value for each in usable},
    )


def _category(values: pl.Series) -> Category:
    labels = tuple(sorted(values.unique()))
    codes = values.replace_strict(labels, range(len(labels)), return_dtype=pl.Int64)
    return Category(values.name, codes.to_numpy(), labels)
