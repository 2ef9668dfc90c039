"""Published figures from the rows of a table; docs/methodology/problem-index.md lists its columns.

Such tables are copied from press releases, so a cell may hold anything. What cannot be read is
told, and the rest is checked.
"""

import re
from collections.abc import Iterable, Mapping

from tryggve.stats.published.figures import Fieldwork, Figure, Kind, Measure, Published
from tryggve.stats.published.printed import Printed, printed
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

NEEDED = ("area", "period", "measure", "value")
INDEX_DECIMALS = 2
_YEAR = re.compile(r"(\d{4})(?:\s.*)?")

Row = Mapping[str, object]


def read_published(rows: Iterable[Row], measures: Mapping[str, Measure]) -> Published:
    """The figures in rows with the columns area, period, measure and value, and, where they are
    known, sent, net_sample, answered and rate.

    `measures`: what each word of the column measure means. InputError for a table without rows or
    without a column that is needed.
    """
    table = list(rows)
    _check(table)
    figures: list[Figure] = []
    fieldwork: dict[tuple[object, ...], Fieldwork] = {}
    unread: list[Problem] = []
    for number, row in enumerate(table, start=2):
        area, period = _text(row, "area"), _text(row, "period")
        measure, value = _value(row, number, measures, unread)
        if measure is not None and value is not None and measure.kind is not Kind.RESPONSE_RATE:
            figures.append(Figure(number, area, period, _year(period), measure, value))
        found = _fieldwork(row, number, area, period, unread)
        if found.rate is None and measure is not None and measure.kind is Kind.RESPONSE_RATE:
            found = Fieldwork(number, area, period, found.sent, found.net, found.answered, value)
        printed_of_it = (found.sent, found.net, found.answered, found.rate)
        if any(printed_of_it):
            fieldwork.setdefault((area, period, *printed_of_it), found)
    return Published(tuple(figures), tuple(fieldwork.values()), tuple(unread))


def _check(table: list[Row]) -> None:
    if not table:
        raise refuse(say("There are no rows."), say("Give a row for each figure."))
    problems = [
        Problem(say("The column is missing."), say("Name it in the heading."), field=name)
        for name in NEEDED
        if name not in table[0]
    ]
    if problems:
        raise InputError(problems)


def _value(
    row: Row, number: int, measures: Mapping[str, Measure], unread: list[Problem]
) -> tuple[Measure | None, Printed | None]:
    word = _text(row, "measure")
    measure = measures.get(word)
    if measure is None:
        unread.append(
            Problem(
                say("It is not said what {measure} means.", measure=word),
                say("Add it to the measures, or leave the row out."),
                row=number,
                field="measure",
            )
        )
        return None, None
    is_exact = measure.kind is Kind.TOTAL_INDEX and not measure.rounded
    decimals = INDEX_DECIMALS if is_exact else 0
    most = None if measure.kind.is_index else 100.0
    if measure.kind is Kind.RESPONSE_RATE and not _text(row, "value") and _text(row, "rate"):
        return measure, None  # it stands in its own column
    return measure, _cell(row, number, "value", unread, decimals=decimals, most=most)


def _fieldwork(row: Row, number: int, area: str, period: str, unread: list[Problem]) -> Fieldwork:
    sent, net, answered = (
        _cell(row, number, name, unread, is_count=True)
        for name in ("sent", "net_sample", "answered")
    )
    rate = _cell(row, number, "rate", unread, most=100)
    return Fieldwork(number, area, period, sent, net, answered, rate)


def _cell(
    row: Row,
    number: int,
    field: str,
    unread: list[Problem],
    *,
    decimals: int = 0,
    most: float | None = None,
    is_count: bool = False,
) -> Printed | None:
    text = _text(row, field)
    found = printed(text, decimals=decimals, is_count=is_count)
    if found is not None and (most is None or found.value <= most):
        return found
    if text or field == "value":
        unread.append(
            Problem(
                say("The value {value} cannot be read as one number.", value=text)
                if found is None
                else say("The percentage {value} is above 100.", value=text),
                say("Write it as it is printed: 61,5 or ~60 or >60."),
                row=number,
                field=field,
            )
        )
    return None


def _text(row: Row, field: str) -> str:
    value = row.get(field)
    return "" if value is None else str(value).strip()


def _year(period: str) -> int | None:
    found = _YEAR.fullmatch(period)
    return int(found[1]) if found else None
