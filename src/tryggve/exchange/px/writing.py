"""Writing a cube as a PX file, keywords in the order that the specification recommends."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from tryggve.exchange.cube import EXACTLY_ZERO, NOT_AVAILABLE, Cube, Dimension, Note
from tryggve.exchange.px import periods
from tryggve.exchange.px.notes import EVERY
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

LINE = 256  # the longest line, and the longest value, that PX allows
SHORT = 20  # the longest MATRIX and SUBJECT-CODE
TYPES = {"time": "T", "geo": "G", "metric": "C", "other": "V"}
DOTS = tuple("." * number for number in range(1, 7))


def write_px(cube: Cube, *, sparse: bool = False, created: datetime | None = None) -> bytes:
    """The PX file of a table, in UTF-8 with CRLF.

    sparse: write KEYS, and leave out the rows where every figure is a plain zero.
    created: the moment for CREATION-DATE; left out if None, so that equal tables give equal files.

    Figures are rounded to `cube.decimals`. PX has no quotation marks within texts: they are written
    as the typographic ”. Raises InputError where a text is longer than PX allows, or where there
    are more than six symbols for missing figures.
    """
    names = [_clean(dimension.label) for dimension in cube.dimensions]
    _check(cube, names)
    stored, shown = _symbols(cube)
    stub = names[: len(names) - cube.heading]
    sparse = sparse and bool(stub)  # the keys are of the stub: without one there are none
    lines = [
        *_about_the_file(cube, created),
        *_about_the_table(cube, names),
        *_about_the_dimensions(cube, names),
        *_about_the_figures(cube, names),
        *_notes(cube, names),
        *(f"{_datasymbol(dots)}={_quoted(symbol)};" for dots, symbol in shown.items()),
        *_data_notes(cube),
    ]
    if sparse:
        lines += [f"KEYS({_quoted(name)})=CODES;" for name in stub]
    lines += ["DATA=", *_rows(cube, stored, sparse=sparse), ";", ""]
    return "\r\n".join(lines).encode()


def _check(cube: Cube, names: Sequence[str]) -> None:
    limits = [("MATRIX", cube.name, SHORT), ("SUBJECT-CODE", cube.subject_code, SHORT)]
    limits += [("CONTENTS", cube.contents, LINE), ("UNITS", cube.unit, LINE)]
    limits += [("SUBJECT-AREA", cube.subject, LINE)]
    for dimension in cube.dimensions:
        limits += [("VALUES", text, LINE) for text in (dimension.label, *dimension.labels)]
        limits += [("CODES", code, LINE) for code in dimension.codes]
    problems = [
        Problem(
            say("The text is {length} characters long.", length=len(text)),
            say("PX allows {most}. Shorten it: {text}", most=most, text=text[:60]),
            field=keyword,
        )
        for keyword, text, most in limits
        if len(text) > most
    ]
    if any(EVERY in dimension.codes for dimension in cube.dimensions):
        problems.append(
            Problem(
                say("A code is *, which PX reads as every value."),
                say("Give the value another code."),
                field="CODES",
            )
        )
    if len(set(names)) != len(names):
        problems.append(
            Problem(
                say("Two variables have the same name."),
                say("Give each variable of the table a name of its own."),
                field="STUB",
            )
        )
    if problems:
        raise InputError(problems)


def _about_the_file(cube: Cube, created: datetime | None) -> Iterator[str]:
    yield 'CHARSET="ANSI";'
    yield 'AXIS-VERSION="2013";'
    yield 'CODEPAGE="utf-8";'
    if cube.language:
        yield f"LANGUAGE={_quoted(cube.language)};"
    if created:
        yield f'CREATION-DATE="{created:%Y%m%d %H:%M}";'
    yield f"DECIMALS={cube.decimals};"
    if cube.show_decimals is not None:
        yield f"SHOWDECIMALS={cube.show_decimals};"


def _about_the_table(cube: Cube, names: Sequence[str]) -> Iterator[str]:
    yield f"MATRIX={_quoted(cube.name)};"
    yield f"SUBJECT-CODE={_quoted(cube.subject_code)};"
    yield f"SUBJECT-AREA={_quoted(cube.subject)};"
    yield f"TITLE={_long(cube.title)};"
    yield f"CONTENTS={_quoted(cube.contents)};"
    yield f"UNITS={_quoted(cube.unit)};"
    stub = len(names) - cube.heading
    if stub:
        yield _list("STUB", names[:stub])
    if cube.heading:
        yield _list("HEADING", names[stub:])
    for dimension, name in zip(cube.dimensions, names, strict=True):
        if dimension.role == "metric":
            yield f"CONTVARIABLE={_quoted(name)};"


def _about_the_dimensions(cube: Cube, names: Sequence[str]) -> Iterator[str]:
    named = list(zip(cube.dimensions, names, strict=True))
    for dimension, name in named:
        if dimension.code != name:
            yield f"VARIABLECODE({_quoted(name)})={_quoted(dimension.code)};"
    for dimension, name in named:
        yield _list(f"VALUES({_quoted(name)})", map(_clean, dimension.labels))
    for dimension, name in named:
        timeval = periods.statement(dimension.codes) if dimension.role == "time" else ""
        if timeval:
            yield f"TIMEVAL({_quoted(name)})={timeval};"
    for dimension, name in named:
        yield _list(f"CODES({_quoted(name)})", map(_clean, dimension.codes))
    for dimension, name in named:
        if dimension.domain:
            yield f"DOMAIN({_quoted(name)})={_quoted(dimension.domain)};"
    for dimension, name in named:
        yield f"VARIABLE-TYPE({_quoted(name)})={_quoted(TYPES[dimension.role])};"
    for dimension, name in named:
        if dimension.map:
            yield f"MAP({_quoted(name)})={_quoted(dimension.map)};"
    for dimension, name in named:
        if dimension.total:
            total = dimension.labels[dimension.codes.index(dimension.total)]
            yield f"ELIMINATION({_quoted(name)})={_quoted(total)};"
        elif dimension.summable:
            yield f"ELIMINATION({_quoted(name)})=YES;"
    for dimension, name in named:
        for category in dimension.categories:
            if category.decimals is not None:
                label = _quoted(_pointer(dimension, category.code))
                yield f"PRECISION({_quoted(name)},{label})={category.decimals};"


def _about_the_figures(cube: Cube, names: Sequence[str]) -> Iterator[str]:
    if cube.updated:
        yield f"LAST-UPDATED={_quoted(_px_moment(cube.updated))};"
    for dimension in cube.dimensions:
        if dimension.role == "metric":
            for category in dimension.categories:
                if category.unit:
                    label = _quoted(_pointer(dimension, category.code))
                    yield f"UNITS({label})={_quoted(category.unit)};"
    if cube.source:
        yield f"SOURCE={_long(cube.source)};"


def _notes(cube: Cube, names: Sequence[str]) -> Iterator[str]:
    for always in (True, False):
        for note in cube.notes:
            if note.always == always:
                yield _note(cube, names, note)


def _note(cube: Cube, names: Sequence[str], note: Note) -> str:
    text = _long(note.text.replace("\r", "").replace("\n", "#"))
    last = "X" if note.always else ""
    at = dict(note.where)
    numbers = [n for n, dimension in enumerate(cube.dimensions) if dimension.code in at]
    if not numbers:
        return f"NOTE{last}={text};"
    if len(numbers) == 1:
        dimension, name = cube.dimensions[numbers[0]], names[numbers[0]]
        code = at[dimension.code]
        if not code:
            return f"NOTE{last}({_quoted(name)})={text};"
        return f"VALUENOTE{last}({_quoted(name)},{_quoted(_pointer(dimension, code))})={text};"
    keys = [
        _quoted(_pointer(dimension, at[dimension.code]) if dimension.code in at else "*")
        for dimension in cube.dimensions
    ]
    return f"CELLNOTE{last}({','.join(keys)})={text};"


def _pointer(dimension: Dimension, code: str) -> str:
    """What a note calls a value: its text, or its code where another value has the same text."""
    label = dimension.labels[dimension.codes.index(code)] if code in dimension.codes else code
    alone = Counter(dimension.labels)[label] == 1 and label not in dimension.codes
    return label if alone else code


def _symbols(cube: Cube) -> tuple[dict[str, str], dict[str, str]]:
    """How each symbol for a missing figure is stored (dots), and what the dots are shown as.

    A symbol of dots is stored as itself; another takes dots that the table does not use.
    """
    used = {int(number) for number in np.unique(cube.status[np.isnan(cube.values)])}
    missing = [cube.symbols[number] or NOT_AVAILABLE for number in sorted(used)]
    missing = list(dict.fromkeys(missing))
    stored = {symbol: symbol for symbol in missing if symbol in DOTS}
    free = [dots for dots in DOTS if dots not in stored]
    others = [symbol for symbol in missing if symbol not in DOTS]
    if len(others) > len(free):
        raise InputError(
            Problem(
                say("The table has {count} symbols for missing figures.", count=len(missing)),
                say("PX has room for six."),
                field="DATASYMBOL1",
            )
        )
    shown = dict(zip(free, others, strict=False))
    stored |= {symbol: dots for dots, symbol in shown.items()}
    return stored, shown


def _data_notes(cube: Cube) -> Iterator[str]:
    """Statuses of figures that are there, such as "p" for preliminary."""
    noted = (cube.status > 0) & ~np.isnan(cube.values)
    for index in np.argwhere(noted):
        symbol = cube.symbol(*index)
        if symbol != EXACTLY_ZERO:
            keys = [d.codes[i] for d, i in zip(cube.dimensions, index, strict=True)]
            yield f"DATANOTECELL({','.join(map(_quoted, keys))})={_quoted(symbol)};"


def _rows(cube: Cube, stored: dict[str, str], *, sparse: bool) -> Iterator[str]:
    """One line for each row of the stub, each ending with a space as the specification advises."""
    shape = cube.values.shape
    stub = shape[: len(shape) - cube.heading]
    values = cube.values.reshape(int(np.prod(stub, dtype=int)), -1)
    status = cube.status.reshape(values.shape)
    codes = [tuple(map(_quoted, d.codes)) for d in cube.dimensions[: len(stub)]]
    form = f"%.{cube.decimals}f"
    for number, (row, marks) in enumerate(zip(values, status, strict=True)):
        if sparse and not row.any() and not marks.any():
            continue
        keys = [codes[n][i] for n, i in enumerate(np.unravel_index(number, stub))] if sparse else []
        cells = [
            _cell(value, cube.symbols[mark], stored, form)
            for value, mark in zip(row.tolist(), marks.tolist(), strict=True)
        ]
        yield "".join(f"{key}," for key in keys) + (" " if keys else "") + " ".join(cells) + " "


def _cell(value: float, symbol: str, stored: dict[str, str], form: str) -> str:
    if math.isnan(value):
        return f'"{stored[symbol or NOT_AVAILABLE]}"'
    if symbol == EXACTLY_ZERO:
        return f'"{EXACTLY_ZERO}"'
    text = form % value
    return text.lstrip("-") if not text.strip("-0.") else text


def _datasymbol(dots: str) -> str:
    return f"DATASYMBOL{len(dots)}"


def _list(keyword: str, texts: Iterable[str]) -> str:
    """KEYWORD="a","b"; broken after a comma where the line would be longer than PX allows."""
    lines, line = [], f"{keyword}="
    for number, text in enumerate(texts):
        piece = f'"{text}"'
        if number:
            line += ","
            if len(line) + len(piece) + 1 > LINE:
                lines.append(line)
                line = ""
        line += piece
    return "\r\n".join([*lines, line]) + ";"


def _long(text: str) -> str:
    """A text of any length, in quoted pieces of one line each."""
    text = _clean(text)
    size = LINE - 40  # room for the keyword and its subkey on the first line
    pieces = [text[start : start + size] for start in range(0, len(text), size)] or [""]
    return "\r\n".join(f'"{piece}"' for piece in pieces)


def _quoted(text: str) -> str:
    return f'"{_clean(text)}"'


def _clean(text: str) -> str:
    """A text that PX can hold: on one line, and without the mark that would end it."""
    return " ".join(text.splitlines()).replace('"', "”")


def _px_moment(updated: str) -> str:
    """2023-05-25T15:42 as 20230525 15:42; other texts as they are."""
    day, _, clock = updated.partition("T")
    digits = day.replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 8):
        return updated
    return f"{digits} {clock[:5] or '00:00'}"
