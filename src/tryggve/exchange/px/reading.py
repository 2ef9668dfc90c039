"""Reading a PX file into a cube."""

import math
import re
from collections import Counter
from dataclasses import replace

from tryggve.exchange.cube import MAX_CELLS, Category, Cube, Dimension, Role
from tryggve.exchange.px import periods
from tryggve.exchange.px.cells import MISSING, Cells, Reading, every_cell, keyed_rows
from tryggve.exchange.px.header import Header
from tryggve.exchange.px.notes import Places, notes, positions, with_data_notes
from tryggve.exchange.px.syntax import Statement, parse
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

CLOCK = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\s+(\d\d):(\d\d))?")


def read_px(content: bytes, *, file: str = "", language: str = "") -> Cube:
    """The table of a PX file.

    content: the file's bytes; the encoding is decided by its byte order mark, CODEPAGE and CHARSET.
    language: one of the file's LANGUAGES, "" for its main one.

    Raises InputError with every problem found in the header, or else in DATA, each with keyword
    and row; also where the variables declare more than 20 million cells.
    """
    header = Header(parse(content, file), language)
    header.check_keywords()
    header.stop_if_wrong()
    decimals = header.decimals("DECIMALS")
    show_decimals = header.decimals("SHOWDECIMALS")
    dimensions = _dimensions(header)
    header.stop_if_wrong()
    places = Places(dimensions)
    values, status, symbols = with_data_notes(header, places, _cells(header, dimensions))
    return Cube(
        dimensions=dimensions,
        values=values,
        status=status,
        symbols=symbols,
        title=header.text("TITLE") or header.text("DESCRIPTION"),
        contents=header.text("CONTENTS"),
        unit=header.text("UNITS"),
        source=header.text("SOURCE"),
        updated=max((_moment(s.text) for s in header.all("LAST-UPDATED")), default=""),
        language=header.language,
        name=header.text("MATRIX"),
        subject=header.text("SUBJECT-AREA"),
        subject_code=header.text("SUBJECT-CODE"),
        decimals=decimals or 0,
        show_decimals=show_decimals,
        heading=header.heading,
        notes=notes(header, places),
    )


def _dimensions(header: Header) -> tuple[Dimension, ...]:
    content_variable = header.text("CONTVARIABLE")
    dimensions = [
        _dimension(header, number, name == content_variable)
        for number, name in enumerate(header.names)
    ]
    if len({dimension.code for dimension in dimensions}) == len(dimensions):
        return tuple(dimensions)
    return tuple(replace(dimension, code=dimension.label) for dimension in dimensions)


def _dimension(header: Header, number: int, is_content: bool) -> Dimension:
    name = header.names[number]
    values = header.of_variable("VALUES", number)
    timeval = header.of_variable("TIMEVAL", number)
    labels = values.items if values else []
    if values is None and timeval is not None:
        labels = periods.labels(timeval.raw) or []
        if not labels:
            header.complain(
                say("TIMEVAL does not say which periods it means."),
                say('Write it as TLIST(A1),"2022","2023"; with one period for each value.'),
                timeval,
            )
    elif values is None:
        header.missing(f'VALUES("{name}")')
    codes = _codes(header, number, labels, values)
    known = positions(codes, labels)
    units = _units(header, known) if is_content else {}
    precision = _precision(header, name, known)
    categories = tuple(
        Category(code, label, units.get(place, ""), precision.get(place))
        for place, (code, label) in enumerate(zip(codes, labels, strict=False))
    )
    return Dimension(
        code=header.variable_text("VARIABLECODE", number) or name,
        label=name,
        categories=categories,
        role=_role(header, number, is_content, timeval is not None),
        total=_total(header, number, categories),
        summable=header.variable_text("ELIMINATION", number) == "YES",
        domain=header.variable_text("DOMAIN", number),
        map=header.variable_text("MAP", number),
    )


def _codes(header: Header, number: int, labels: list[str], values: Statement | None) -> list[str]:
    stated = header.of_variable("CODES", number)
    codes = stated.items if stated else labels
    place = stated or values
    if place is None:
        return codes
    if labels and len(codes) != len(labels):
        header.complain(
            say(
                "The number of values is {values}, but that of codes is {codes}.",
                values=len(labels),
                codes=len(codes),
            ),
            say("There must be one code for each value, in the same order."),
            place,
        )
    twice = [code for code, times in Counter(codes).items() if times > 1]
    if twice:
        header.complain(
            say("{code} comes twice.", code=twice[0]),
            say("Each value needs a code of its own."),
            place,
        )
    return codes


def _role(header: Header, number: int, is_content: bool, has_timeval: bool) -> Role:
    kind = header.variable_text("VARIABLE-TYPE", number).upper()[:1]
    if is_content:
        return "metric"
    if has_timeval or kind == "T":
        return "time"
    if kind == "G" or header.variable_text("MAP", number):
        return "geo"
    return "other"


def _total(header: Header, number: int, categories: tuple[Category, ...]) -> str:
    """The code of the category that ELIMINATION names, by its text or its code."""
    named = header.variable_text("ELIMINATION", number)
    for category in categories:
        if named and named in (category.label, category.code):
            return category.code
    return ""


def _units(header: Header, known: dict[str, int]) -> dict[int, str]:
    """The units of a contents variable's values, by position."""
    return {
        known[statement.subkeys[0]]: statement.text
        for statement in header.all("UNITS")
        if len(statement.subkeys) == 1 and statement.subkeys[0] in known
    }


def _precision(header: Header, name: str, known: dict[str, int]) -> dict[int, int]:
    """The decimals of values that differ from the table's, by position."""
    return {
        known[statement.subkeys[1]]: int(statement.text)
        for statement in header.all("PRECISION")
        if len(statement.subkeys) == 2
        and statement.subkeys[0] == name
        and statement.subkeys[1] in known
        and re.fullmatch(r"\d{1,2}", statement.text, re.ASCII)
    }


def _cells(header: Header, dimensions: tuple[Dimension, ...]) -> Cells:
    sizes = [len(dimension.categories) for dimension in dimensions]
    count = math.prod(sizes)
    parsed = header.parsed
    if count > MAX_CELLS:
        raise refuse(
            say("The table has more than {most} cells.", most=MAX_CELLS),
            say("Choose fewer values when you fetch the table."),
            file=parsed.file,
            field="VALUES",
        )
    shown = {keyword: header.text(keyword) for keyword in MISSING.values()}
    reading = Reading(shown, file=parsed.file, row=parsed.data_row, data=parsed.data)
    if "KEYS" in parsed.statements:
        stub = len(sizes) - header.heading
        keys = [_keys(header, dimensions[number], number) for number in range(stub)]
        header.stop_if_wrong()
        cells = keyed_rows(reading, keys, sizes[:stub], math.prod(sizes[stub:]))
    else:
        cells = every_cell(reading, count)
    values, status, symbols = cells
    return values.reshape(sizes), status.reshape(sizes), symbols


def _keys(header: Header, dimension: Dimension, number: int) -> dict[str, int]:
    statement = header.of_variable("KEYS", number)
    if statement is None:
        header.missing(f'KEYS("{dimension.label}")')
        return {}
    if statement.text.upper() not in ("CODES", "VALUES"):
        header.complain(
            say("KEYS must say CODES or VALUES."),
            say("Correct it in the file, or fetch the file again."),
            statement,
        )
    keys = dimension.codes if statement.text.upper() == "CODES" else dimension.labels
    return {key: position for position, key in enumerate(keys)}


def _moment(text: str) -> str:
    """20230525 15:42 as 2023-05-25T15:42; any other text as it is."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        return text
    day = "-".join(found.group(1, 2, 3))
    return f"{day}T{found[4]}:{found[5]}" if found[4] else day
