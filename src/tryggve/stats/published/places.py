"""Checks 6 and 7: figures of an area beside those of its parts, and beside the region's."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tryggve.stats.published.figures import Figure, Kind
from tryggve.stats.published.report import Check, Checked, Finding, Gravity
from tryggve.wording.problems import refuse
from tryggve.wording.text import Text, say

FAR = 3  # times the region's share, or one over it
YEARS = 2  # that the region's year may be away, where it has no figure of the same


def check_parts(figures: Sequence[Figure], within: Mapping[str, str]) -> Checked:
    """The total index of a whole usually lies among those of its parts.

    A warning only: a mean of whole levels need not. `within`: the area that an area lies in. Two
    parts of the same period are needed; some may be missing from the table.
    """
    totals: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure.kind is Kind.TOTAL_INDEX:
            totals[figure.area, figure.period].append(figure)
    parts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for (area, period), found in totals.items():
        if area in within:
            parts[within[area], period] += found
    findings, number = [], 0
    for place, some in parts.items():
        if len({each.area for each in some}) < 2:
            continue
        low = min(some, key=lambda each: each.value.low)
        high = max(some, key=lambda each: each.value.high)
        for whole in totals[place]:
            number += 1
            if whole.value.high < low.value.low or whole.value.low > high.value.high:
                rows = tuple(sorted({whole.row, low.row, high.row}))
                what = say(
                    "The total {whole} is outside those of its parts, {low} to {high}.",
                    whole=whole.value.text,
                    low=low.value.text,
                    high=high.value.text,
                )
                findings.append(Finding(Check.PARTS, Gravity.SUSPECT, *place, rows, what))
    return Checked(number, tuple(findings))


def check_beside_region(figures: Sequence[Figure], within: Mapping[str, str]) -> Checked:
    """A share below a third of the region's, or above three times it, is suspect.

    The region is the outermost area that an area lies in. Its figure is that of the same period or
    year, or else of the nearest year, at most two away. Those who were not victims are turned into
    victims, for 98 percent is not near 76. InputError for areas that lie in one another in a ring.
    """
    region = _outermost(within)
    by_measure: dict[tuple[str, Kind, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_measure[figure.area, *_question(figure)].append(figure)
    findings, number = [], 0
    for figure in figures:
        if figure.measure.kind.is_index or figure.area not in region:
            continue
        nearest = _nearest(figure, by_measure[region[figure.area], *_question(figure)])
        if nearest is None:
            continue
        number += 1
        what = _apart(figure, nearest)
        if what is not None:
            rows = tuple(sorted({figure.row, nearest.row}))
            findings.append(
                Finding(Check.REGION, Gravity.SUSPECT, figure.area, figure.period, rows, what)
            )
    return Checked(number, tuple(findings))


def _outermost(within: Mapping[str, str]) -> Mapping[str, str]:
    """Of each area that lies in another: the outermost. InputError for a ring of areas."""
    found = {}
    for area in within:
        way = [area]
        while way[-1] in within:
            way.append(within[way[-1]])
            if way[-1] in way[:-1]:
                raise refuse(
                    say("Areas lie in each other: {areas}.", areas=", ".join(way)),
                    say("Say of each area which larger one it lies in."),
                    field="within",
                )
        found[area] = way[-1]
    return found


def _question(figure: Figure) -> tuple[Kind, str]:
    kind = figure.measure.kind
    return (Kind.VICTIM if kind is Kind.NOT_VICTIM else kind), figure.measure.name


def _nearest(figure: Figure, regional: Sequence[Figure]) -> Figure | None:
    def away(other: Figure) -> Iterator[int]:
        yield abs((other.year or 0) - (figure.year or 0))
        yield other.period != figure.period
        yield other.row

    if figure.year is None:
        return None
    near = [each for each in regional if each.year and abs(each.year - figure.year) <= YEARS]
    return min(near, key=lambda each: tuple(away(each)), default=None)


def _bounds(figure: Figure) -> tuple[float, float]:
    value = figure.value
    return value.complement if figure.measure.kind is Kind.NOT_VICTIM else (value.low, value.high)


def _share(figure: Figure) -> float:
    is_turned = figure.measure.kind is Kind.NOT_VICTIM
    return round(100 - figure.value.value, 6) if is_turned else figure.value.value


def _apart(figure: Figure, regional: Figure) -> Text | None:
    (low, high), (least, most) = _bounds(figure), _bounds(regional)
    told = {
        "share": _share(figure),
        "regional": _share(regional),
        "region": regional.area,
        "period": regional.period,
    }
    if high < least / FAR:
        return say(
            "{share} percent is less than a third of {region}'s {regional} percent ({period}).",
            **told,
        )
    if low > FAR * most:
        return say(
            "{share} percent is more than three times {region}'s {regional} percent ({period}).",
            **told,
        )
    return None
