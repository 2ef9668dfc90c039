"""How many have answered, day by day: so far, as planned, in the round before, and in the end."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tryggve.charts import house
from tryggve.charts.picture import Column, Picture, Table
from tryggve.charts.svg import to_svg
from tryggve.wording import formats
from tryggve.wording.text import Text, say

HEIGHT, MARGIN = 300, 150  # px; the margin is for the axis and the names of the lines
NAME = 0.06  # of the height, that a name takes
DATE = 60  # px, that a date takes on the axis
EVERY = 7  # days between the rows of the table
UNKNOWN = ".."

Style = dict[str, Any]
Layer = dict[str, Any]
SO_FAR: Style = {"color": house.CATEGORIES[0], "strokeWidth": 3}
PLANNED: Style = {"color": house.INK, "strokeWidth": 1.5, "strokeDash": [6, 4]}
EARLIER: Style = {"color": house.CATEGORIES[1], "strokeWidth": 1.5}


@dataclass(frozen=True)
class Day:
    """Shares of those drawn, from 0 to 1, by the end of a day; None where there is none."""

    day: date
    so_far: float | None
    planned: float
    earlier: float | None = None


@dataclass(frozen=True)
class End:
    """The share expected on the last day, with the ends of its interval."""

    share: float
    low: float
    high: float


def response_curve(days: Sequence[Day], end: End, *, language: str, width: int = 640) -> Picture:
    """Draw it, with the table that says the same a row a week. `days`: at least one, in order."""
    title = say("Share who have answered, day by day").spoken_in(language)
    description = _description(days, end, language).spoken_in(language)
    lines = [
        _Line(say("so far"), [each.so_far for each in days], SO_FAR),
        _Line(say("planned"), [each.planned for each in days], PLANNED),
        _Line(say("the round before"), [each.earlier for each in days], EARLIER),
    ]
    at = _axes(days, language, width - MARGIN)
    layers = _interval(len(days) - 1, end, at, language)
    for line, place in _places(lines, end.high):
        layers += _drawn(line, place, at, language)
    chart = {"width": width - MARGIN, "height": HEIGHT, "layer": layers}
    svg = to_svg(chart, title=title, description=description, language=language)
    return Picture(svg, title, description, _table(days, language))


@dataclass(frozen=True)
class _Line:
    name: Text
    shares: Sequence[float | None]
    style: Style


def _places(lines: Sequence[_Line], top: float) -> list[tuple[_Line, float | None]]:
    """At what share each line's name stands at the right edge, so that none lies on another; None
    for a line that does not go so far."""
    most = max(top, *(share or 0 for line in lines for share in line.shares))
    free, places = most + 1, []
    for line in sorted(lines, key=lambda line: -(line.shares[-1] or 0)):
        last = line.shares[-1]
        place = None if last is None else min(last, free - NAME * most)
        places.append((line, place))
        free = free if place is None else place
    return places


def _drawn(line: _Line, place: float | None, at: Style, language: str) -> list[Layer]:
    """A line with its name at its end; nothing where there is no share."""
    rows = [_row(number, share) for number, share in enumerate(line.shares) if share is not None]
    if not rows:
        return []
    end = rows[-1] if place is None else _row(len(line.shares) - 1, place)
    name = {"text": line.name.spoken_in(language), "color": line.style["color"]}
    text = {"type": "text", "align": "left", "dx": 8, "dy": 14 if place is None else 0, **name}
    return [
        {"data": {"values": rows}, "mark": {"type": "line", **line.style}, "encoding": at},
        {"data": {"values": [end]}, "mark": text, "encoding": at},
    ]


def _interval(last: int, end: End, at: Style, language: str) -> list[Layer]:
    """What is expected in the end, as a bar from low to high with the middle."""
    row = _row(last, end.share) | {"low": 100 * end.low, "high": 100 * end.high}
    expected = say("expected").spoken_in(language)
    name = {"type": "text", "align": "right", "dx": -10, "dy": 14, "text": expected}
    bar = {"x": at["x"], "y": at["y"] | {"field": "low"}, "y2": {"field": "high"}}
    point = {"type": "point", "size": 90, "opacity": 1, "color": house.INK}
    return [
        {"data": {"values": [row]}, "mark": {"type": "rule", "strokeWidth": 3}, "encoding": bar},
        {"data": {"values": [row]}, "mark": point, "encoding": at},
        {"data": {"values": [row]}, "mark": name, "encoding": at},
    ]


def _axes(days: Sequence[Day], language: str, width: int) -> Style:
    """Days by their number from the first, whole weeks with their date as there is room for them,
    and the year below; shares in per cent."""
    labels = max(width // DATE, 1)
    weeks = max(math.ceil((len(days) - 1) / EVERY / labels), 1)
    shown = range(0, len(days), weeks * EVERY)
    names = {str(number): formats.short_day(days[number].day, language) for number in shown}
    years = "–".join(dict.fromkeys(str(each.day.year) for each in (days[0], days[-1])))
    x = {"title": years, "values": list(shown), "labelExpr": f"{json.dumps(names)}[datum.value]"}
    scale = {"domain": [0, len(days) - 1], "nice": False}
    return {
        "x": {"field": "number", "type": "quantitative", "scale": scale, "axis": x},
        "y": {
            "field": "share",
            "type": "quantitative",
            "scale": {"domainMin": 0},
            "axis": {"title": "%", "tickCount": 6},
        },
    }


def _row(number: int, share: float) -> dict[str, float]:
    return {"number": number, "share": 100 * share}


def _description(days: Sequence[Day], end: End, language: str) -> Text:
    known = [each for each in days if each.so_far is not None]
    latest = known[-1] if known else days[0]
    return say(
        "By {day}, {so_far} % of those drawn have answered; {planned} % were planned by then. On "
        "{last}, {share} % are expected to have, between {low} and {high} %.",
        day=latest.day,
        so_far=_percent(latest.so_far or 0.0, language),
        planned=_percent(latest.planned, language),
        last=days[-1].day,
        share=_percent(end.share, language),
        low=_percent(end.low, language),
        high=_percent(end.high, language),
    )


def _table(days: Sequence[Day], language: str) -> Table:
    headings = (
        (say("Day"), False),
        (say("Have answered, %"), True),
        (say("Planned, %"), True),
        (say("The round before, %"), True),
    )
    shown = [each for place, each in enumerate(days) if place % EVERY == 0 or each is days[-1]]
    return Table(
        [Column(heading.spoken_in(language), numeric) for heading, numeric in headings],
        [
            (
                formats.day(each.day, language),
                *(_percent(share, language) for share in (each.so_far, each.planned, each.earlier)),
            )
            for each in shown
        ],
    )


def _percent(share: float | None, language: str) -> str:
    return UNKNOWN if share is None else formats.number(100 * share, language, decimals=1)
