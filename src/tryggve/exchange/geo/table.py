"""Reading CSV: places as points, in lon and lat or in x (east) and y (north)."""

import csv
import io
import math

import numpy as np
import shapely

from tryggve.exchange.geo import columns
from tryggve.exchange.geo.model import Content, Feature
from tryggve.geography.coordinates import SWEREF99TM, WGS84, System, systems
from tryggve.wording.problems import Problem, refuse
from tryggve.wording.text import say

DELIMITERS = ";\t,"
PAIRS = ((columns.LON, columns.LAT), (columns.X, columns.Y))
Row = dict[str | None, str]


def read_csv(text: str, *, file: str) -> Content:
    """What a table of places holds. InputError where the whole of it cannot be used."""
    heading, rows, problems = _table(text, file)
    fields, doubled = columns.find(heading, file=file)
    pair = next((pair for pair in PAIRS if set(pair) <= set(fields)), None)
    if pair is None:
        raise refuse(
            say("The columns of coordinates are missing: lon and lat, or x and y."),
            say("Add them, or give the columns that hold them those names."),
            file=file,
            row=1,
        )
    content = Content([], WGS84, fields, problems + doubled)
    points = {row: _point(content, row, values, pair, file) for row, values in rows.items()}
    content.features.extend(
        Feature(
            row=row,
            geometry=points[row],
            **{meaning: values.get(fields.get(meaning), "").strip() for meaning in columns.TEXTS},
        )
        for row, values in rows.items()
    )
    in_metres = pair == PAIRS[1] and not _look_like_degrees(content)
    crs = SWEREF99TM if in_metres else WGS84
    return Content(content.features, crs, fields, content.problems, content.told)


def _table(text: str, file: str) -> tuple[list[str], dict[int, Row], list[Problem]]:
    """The heading, the rows that are not blank by their number, and rows of the wrong length."""
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    problems = []
    rows: dict[int, Row] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heading = [name.strip() for name in next(reader, [])]
        for row, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heading):
                problems.append(_wrong_length(len(cells), len(heading), row, file))
            rows[row] = dict(zip(heading, cells, strict=False))
    except csv.Error:
        raise refuse(
            say("The table cannot be read from line {line}.", line=str(reader.line_num)),
            say('Look for a quotation mark (") that is not closed.'),
            file=file,
        ) from None
    return heading, rows, problems


def _wrong_length(found: int, expected: int, row: int, file: str) -> Problem:
    return Problem(
        say(
            "The row has {found} cells, but the heading has {expected}.",
            found=found,
            expected=expected,
        ),
        say('Put quotation marks (") around a text that holds the character between columns.'),
        file=file,
        row=row,
    )


def _point(
    content: Content, row: int, values: Row, pair: tuple[str, str], file: str
) -> shapely.Point | None:
    numbers = []
    for meaning in pair:
        name = content.fields[meaning]
        written = values.get(name, "").strip()
        number = _number(written)
        if number is None:
            content.told.add(row)
            content.problems.append(
                Problem(
                    say("{written} is not a coordinate.", written=written)
                    if written
                    else say("The coordinate is missing."),
                    say("Write a number without spaces, such as 16.3562 or 6281542."),
                    file=file,
                    row=row,
                    field=name,
                )
            )
        else:
            numbers.append(number)
    return shapely.Point(numbers) if len(numbers) == 2 else None


def _number(written: str) -> float | None:
    """A number with a decimal point or a decimal comma; None for what is not one."""
    if "_" in written:
        return None
    try:
        number = float(written.replace(",", ".", 1))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _look_like_degrees(content: Content) -> bool:
    points = [feature.geometry for feature in content.features if feature.geometry is not None]
    if not points:
        return False
    looks = systems(shapely.get_x(points), shapely.get_y(points))
    return bool(np.isin(looks, (System.WGS84, System.WGS84_SWAPPED)).mean() > 0.5)
