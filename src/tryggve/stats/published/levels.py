"""Check 1: an index is a plain mean of whole levels, so only some values are possible.

A total of J indicators with levels 0 to 6 is k / J, k = 0 to 6 J. That J is 32 to 2020 and 37 from
2021, and the sizes of the groups, are inferred from published values, not stated by the police. A
wrong value with two decimals passes by chance: 37 of 100 do for 37 indicators.
"""

from collections.abc import Sequence
from math import ceil, floor

from tryggve.stats.indices.definition import LEVELS, PublishedDefinition, definition_for
from tryggve.stats.published.figures import Figure, Kind
from tryggve.stats.published.printed import Printed
from tryggve.stats.published.report import Check, Checked, Finding, Gravity, gravity_of
from tryggve.wording.text import Text, say

MOST = LEVELS - 1


def check_levels(figures: Sequence[Figure], definitions: Sequence[PublishedDefinition]) -> Checked:
    """Totals and group indices of years that a definition holds for.

    A total that only another definition fits may have been computed by that one; the sizes of
    groups are less sure than the number of indicators. Both are suspect, no contradiction.
    InputError where two definitions hold for the same year.
    """
    findings, number = [], 0
    for figure in figures:
        definition = _definition(figure, definitions)
        size = None if definition is None else _size(figure, definition)
        if definition is None or size is None:
            continue
        number += 1
        if not fits(figure.value, size, truncated=definition.truncated):
            gravity, what = _told(figure, size, definition, definitions)
            findings.append(
                Finding(Check.INDEX, gravity, figure.area, figure.period, (figure.row,), what)
            )
    return Checked(number, tuple(findings))


def fits(value: Printed, indicators: int, *, truncated: bool) -> bool:
    """Whether some mean of so many levels is printed so, rounded, or `truncated`: cut off."""
    high = max(value.high, value.cut) if truncated else value.high
    least, most = ceil(indicators * value.low), floor(indicators * high)
    return max(least, 0) <= min(most, MOST * indicators)


def _definition(
    figure: Figure, definitions: Sequence[PublishedDefinition]
) -> PublishedDefinition | None:
    found = None if figure.year is None else definition_for(figure.year, definitions)
    return found if isinstance(found, PublishedDefinition) else None


def _size(figure: Figure, definition: PublishedDefinition) -> int | None:
    """How many indicators the figure is a mean of, where that is known."""
    if figure.measure.kind is Kind.TOTAL_INDEX:
        return definition.number
    if figure.measure.kind is Kind.GROUP_INDEX:
        return dict(definition.group_sizes).get(figure.measure.name)
    return None


def _told(
    figure: Figure,
    size: int,
    definition: PublishedDefinition,
    definitions: Sequence[PublishedDefinition],
) -> tuple[Gravity, Text]:
    value = figure.value
    if value.low > MOST:
        return gravity_of(value), say("{value} is above 6.", value=value.text)
    below, above = floor(size * value.value) / size, ceil(size * value.value) / size
    near = {
        "value": value.text, "size": size, "below": _rounded(below), "above": _rounded(above)
    }  # fmt: skip
    if figure.measure.kind is Kind.GROUP_INDEX:
        return Gravity.SUSPECT, say(
            "{value} is no mean of the levels of {size} indicators, which the group is thought to "
            "have; nearest are {below} and {above}.",
            **near,
        )
    others = [
        each.version
        for each in definitions
        if each is not definition and fits(value, each.number, truncated=each.truncated)
    ]
    if others:
        return Gravity.SUSPECT, say(
            "{value} is no mean of the levels of {size} indicators; nearest are {below} and "
            "{above}. It may have been computed by another definition: {versions}.",
            **near,
            versions=", ".join(others),
        )
    return gravity_of(value), say(
        "{value} is no mean of the levels of {size} indicators; nearest are {below} and {above}.",
        **near,
    )


def _rounded(value: float) -> float:
    return round(value, 3)
