"""Counts of people in a CSV file, as SCB's database exports it."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from tryggve.sources.complaints import Complaints
from tryggve.sources.scb import words
from tryggve.sources.scb.cells import Axis, Cells, Place, meanings, mends, single
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

DELIMITERS = ";\t,"
HEADING_WITHIN = 20  # a title, and perhaps an empty row, come before the heading
LOOKED_AT = 200  # rows that show whether a column holds figures
FIGURE = re.compile(r"[-−]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?", re.ASCII)
SYMBOLS = {"", "-", "–", ".", "..", "...", "...."}
ZERO = {"-", "–"}
GAPS = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "−": "-", ",": "."})

Rows = list[tuple[int, list[str]]]  # row number in the file, cells


def decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text and the encoding that it is in.

    A byte order mark decides. Else the file is in UTF-8 if it can be read so, which a text with
    Swedish letters in another encoding never can; else in Windows-1252, as SCB's own exports are.
    """
    marked = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for encoding in (marked, "windows-1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding.removesuffix("-sig")
    raise refuse(
        say("The file is not a text in UTF-8 or Windows-1252."),
        say("Fetch it again as CSV, PX or JSON-stat 2."),
        file=file,
    )


def csv_cells(text: str, complaints: Complaints) -> Cells:
    """The cells of a CSV table, with one count a row or one column of counts for each year."""
    delimiter, heading_row, title = _layout(text, complaints.file)
    rows = _rows(text, delimiter, complaints.file)
    heading = next(cells for number, cells in rows if number == heading_row)
    body = [(number, cells) for number, cells in rows if number > heading_row and any(cells)]
    for number, cells in body:
        if len(cells) != len(heading):
            complaints.add(
                say(
                    "The number of cells is {found} in the row, but {expected} in the heading.",
                    found=len(cells),
                    expected=len(heading),
                ),
                say("Fetch the file again, or mend the row."),
                row=number,
            )
    if not body:
        complaints.add(
            say("There are no rows under the heading."),
            say("Fetch the file again."),
            row=heading_row,
        )
    complaints.stop_if_any()
    variables = {column: words.variable(name) for column, name in enumerate(heading)}
    figures, others = _figures(heading, variables, body)
    body = _without_parts(heading, others, body, complaints)
    contents = [column for column, variable in variables.items() if variable == "contents"]
    if contents:
        body = [(n, cells) for n, cells in body if words.counts_people(cells[contents[0]])]
    days = _columns(heading, variables, figures, heading_row, complaints)
    complaints.stop_if_any()
    return _cells(heading, variables, days, body, title, complaints)


def _layout(text: str, file: str) -> tuple[str, int, str]:
    """The delimiter, the heading's row and the title above it, where the heading names most."""
    best = (0, "", 0, "")
    for delimiter in DELIMITERS:
        title = ""
        for number, cells in _rows(text, delimiter, file, most=HEADING_WITHIN):
            known = {words.variable(cell) for cell in cells} - {None}
            if "area" in known and len(known) > best[0] and len(cells) > 1:
                best = (len(known), delimiter, number, title)
            title = title or " ".join(filter(None, cells))
    if not best[0]:
        raise refuse(
            say("There is no heading that names the areas and what is counted."),
            say(
                "The first rows must have a heading with region, ålder, kön and a year, as "
                "SCB's exports have."
            ),
            file=file,
            row=1,
        )
    return best[1:]


def _rows(text: str, delimiter: str, file: str, *, most: int | None = None) -> Rows:
    rows: Rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=most is None)
    try:
        for number, cells in enumerate(reader, 1):
            rows.append((number, [cell.strip() for cell in cells]))
            if number == most:
                break
    except csv.Error:
        raise refuse(
            say("The file cannot be read as CSV from here on."),
            say("A quotation mark is perhaps missing. Fetch the file again."),
            file=file,
            row=len(rows) + 1,
        ) from None
    return rows


def _figures(
    heading: Sequence[str], variables: dict[int, words.Variable | None], body: Rows
) -> tuple[list[int], list[int]]:
    """The columns of figures, and the columns that divide the table by something else."""
    figures: list[int] = []
    others: list[int] = []
    for column, variable in variables.items():
        if variable is None:
            looked_at = [_is_figure(cells[column]) for _, cells in body[:LOOKED_AT]]
            dated = words.contents_and_day(heading[column])[1] is not None
            mostly = 2 * sum(looked_at) > len(looked_at)  # a wrong cell is told later
            (figures if dated or mostly else others).append(column)
    return figures, others


def _without_parts(
    heading: Sequence[str], others: Sequence[int], body: Rows, complaints: Complaints
) -> Rows:
    """Only the totals of what else the table is divided by, such as background."""
    for column in others:
        totals = [(number, cells) for number, cells in body if words.is_total(cells[column])]
        if not totals:
            complaints.add(
                say("The table is also divided by {variable}.", variable=heading[column][:60]),
                say("Fetch a table divided by area, sex and age only."),
                field=heading[column],
            )
        body = totals
    return body


def _columns(
    heading: Sequence[str],
    variables: dict[int, words.Variable | None],
    figures: Sequence[int],
    heading_row: int,
    complaints: Complaints,
) -> dict[int, date | None]:
    """The columns of counts, each with its day where the heading tells it."""
    named = [variable for variable in variables.values() if variable]
    for variable in sorted(set(named)):
        if named.count(variable) > 1:
            complaints.add(
                say("The table has two variables of the same kind."),
                say("Fetch a table divided by area, sex and age only."),
                row=heading_row,
                field=", ".join(heading[c] for c, v in variables.items() if v == variable),
            )
    parts = {column: words.contents_and_day(heading[column]) for column in figures}
    dated = "day" not in named
    counts = {
        column: when
        for column, (contents, when) in parts.items()
        if words.counts_people(contents) and (when is not None) == dated
    }
    told = {parts[column][0] for column in counts}
    if not counts or len(told) > 1 or len(set(counts.values())) < len(counts):
        complaints.add(
            say("It cannot be told which figures are the number of people."),
            say("Choose only the number of people (Folkmängd) and at least one year."),
            row=heading_row,
            field=", ".join(heading[column] for column in figures),
        )
    return counts


def _cells(
    heading: Sequence[str],
    variables: dict[int, words.Variable | None],
    days: dict[int, date | None],
    body: Rows,
    title: str,
    complaints: Complaints,
) -> Cells:
    width = len(days)
    axes: dict[words.Variable, Axis] = {}
    names: dict[str, str] = {}
    for column, variable in variables.items():
        if variable is None or variable == "contents":
            continue
        values: dict[str, int] = {}
        first_rows: list[int] = []
        index = np.zeros(len(body), np.intp)
        for position, (number, cells) in enumerate(body):
            value = values.setdefault(cells[column], len(values))
            if value == len(first_rows):
                first_rows.append(number)
            index[position] = value
        found, numbers, unknown = meanings(variable, [(text,) for text in values])
        texts = list(values)
        for value in unknown:
            complaints.add(
                say("{value} was not understood.", value=texts[value][:60]),
                mends()[variable],
                row=first_rows[value],
                field=heading[column],
            )
        axes[variable] = Axis(tuple(found), np.repeat(numbers[index], width))
        if variable == "area":
            named = zip(numbers.tolist(), texts, strict=True)
            names = {found[n]: words.area_name(text) for n, text in named if found}
    if "day" not in axes:
        axes["day"] = Axis(tuple(days.values()), np.tile(np.arange(width), len(body)))
    columns = list(days)
    told = [cells[column] for _, cells in body for column in columns]
    counts = np.array([_count(text) for text in told])

    def place(cell: int) -> Place:
        return body[cell // width][0], heading[columns[cell % width]]

    for cell in [n for n, text in enumerate(told) if not _is_figure(text)]:
        row, field = place(cell)
        complaints.add(
            say("{value} is not a number.", value=told[cell][:60]),
            say("Write the number of people in digits."),
            row=row,
            field=field,
        )
    complaints.stop_if_any()
    absent: dict[words.Variable, object] = {"sex": "all", "age": words.EVERYONE, "civil": "all"}
    return Cells(
        axes={v: single(meaning, len(told)) for v, meaning in absent.items()} | axes,
        counts=counts,
        symbol=lambda cell: told[cell],
        place=place,
        area_names=names,
        title=title,
        source="",
        updated="",
    )


def _is_figure(text: str) -> bool:
    return text in SYMBOLS or FIGURE.fullmatch(text) is not None


def _count(text: str) -> float:
    """A figure as a number, NaN where there is none; a dash is an exact zero."""
    if text in ZERO:
        return 0.0
    return float(text.translate(GAPS)) if FIGURE.fullmatch(text) else np.nan
