"""TIMEVAL: the time scale of a PX file and the periods on it."""

import re
from collections.abc import Iterator
from datetime import date

TIMEVAL = re.compile(
    r'\s*TLIST\s*\(\s*([AHQMW])1\s*(?:,\s*"(\d{4,6})"\s*-\s*"(\d{4,6})"\s*)?\)\s*(?:,(.*))?',
    re.DOTALL,
)
PERIOD = {
    "A": re.compile(r"(\d{4})()"),
    "H": re.compile(r"(\d{4})([12])"),
    "Q": re.compile(r"(\d{4})([1-4])"),
    "M": re.compile(r"(\d{4})(0[1-9]|1[0-2])"),
    "W": re.compile(r"(\d{4})(0[1-9]|[1-4]\d|5[0-3])"),
}
# The codes that publishers give the same periods: 2023, 2023H1, 2023K2 (Swedish) or 2023Q2,
# 2023M05, 2023V07 (Swedish) or 2023W07.
CODE = {
    "A": re.compile(r"(\d{4})()"),
    "H": re.compile(r"(\d{4})H([12])"),
    "Q": re.compile(r"(\d{4})[KQ]([1-4])"),
    "M": re.compile(r"(\d{4})M(0[1-9]|1[0-2])"),
    "W": re.compile(r"(\d{4})[VW](0[1-9]|[1-4]\d|5[0-3])"),
}


def labels(raw: str) -> list[str] | None:
    """The periods of a TIMEVAL as VALUES would show them: 1995, 1995H1, 1995M01.

    `raw` is what follows the equals sign: `TLIST(A1,"1994"-"1996")` or `TLIST(A1),"1994","1995"`.
    None where it cannot be read.
    """
    found = TIMEVAL.fullmatch(raw.strip())
    if found is None:
        return None
    scale, first, last, listed = found[1], found[2], found[3], found[4]
    named = re.findall(r'"(\d{4,6})"', listed or "")
    periods = _between(scale, first, last) if first else named
    shown = [_shown(scale, period) for period in periods]
    return None if not shown or "" in shown else shown


def statement(codes: tuple[str, ...]) -> str:
    """What to write after `TIMEVAL("time")=` for these codes, or "" where they are no periods."""
    for scale, pattern in CODE.items():
        matches = [pattern.fullmatch(code) for code in codes]
        if all(matches):
            periods = ",".join(f'"{match[1]}{match[2]}"' for match in matches if match)
            return f"TLIST({scale}1),{periods}"
    return ""


def _shown(scale: str, period: str) -> str:
    match = PERIOD[scale].fullmatch(period)
    if match is None:
        return ""
    return match[1] if scale == "A" else f"{match[1]}{scale}{match[2]}"


def _between(scale: str, first: str, last: str) -> list[str]:
    if not PERIOD[scale].fullmatch(first) or not PERIOD[scale].fullmatch(last):
        return []
    years = range(int(first[:4]), int(last[:4]) + 1)
    return [p for year in years for p in _of_year(scale, year) if first <= p <= last]


def _of_year(scale: str, year: int) -> Iterator[str]:
    if scale == "A":
        yield f"{year:04}"
        return
    parts = {"H": 2, "Q": 4, "M": 12}.get(scale) or _weeks(year)
    width = 2 if scale in "MW" else 1
    for part in range(1, parts + 1):
        yield f"{year:04}{part:0{width}}"


def _weeks(year: int) -> int:
    """52 or 53, by ISO 8601: 28 December is always in the year's last week."""
    return date(max(year, 1), 12, 28).isocalendar().week
