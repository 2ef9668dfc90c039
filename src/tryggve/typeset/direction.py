"""Which way a language and a text are written."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_LATIN, _ARABIC = "letters from the left", "letters from the right"
FROM_RIGHT = frozenset({"ar"})  # of our languages, those whose lines begin at the right


def is_written_from_right(text: str) -> bool:
    """Whether any letter of the text is one that is written from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def reading_order(pieces: Sequence[str], *, from_right: bool) -> list[int]:
    """The places of a line's pieces, given as seen from left to right, in the order of reading.

    Each piece runs in one direction, as a typesetter cuts them. The levels of the pieces follow
    the Unicode bidirectional algorithm (annex 9) seen from the finished line, and rule L2, which
    is its own inverse, turns them back.
    """
    levels = _levels(pieces, from_right=from_right)
    order = list(range(len(pieces)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        inside = {at for at in order if levels[at] >= level}
        for is_inside, places in groupby(order, key=inside.__contains__):
            group = list(places)
            turned += reversed(group) if is_inside else group
        order = turned
    return order


def _levels(pieces: Sequence[str], *, from_right: bool) -> list[int]:
    """The embedding level of each piece: odd reads from the right."""
    base = 1 if from_right else 0
    kinds: list[str] = []
    since_latin: str | None = None  # what stands between Latin letters and the piece at hand
    for piece in pieces:
        kind = _kind(piece)
        if kind == "number" and since_latin is not None and _goes_on(since_latin):
            kind = _LATIN  # "Nybro 12": a number after Latin letters goes with them (rule W7)
        kinds.append(kind)
        if kind:
            since_latin = "" if kind == _LATIN else None
        elif since_latin is not None:
            since_latin += piece
    levels = []
    for at, kind in enumerate(kinds):
        before = next((k for k in reversed(kinds[:at]) if k), "")
        after = next((k for k in kinds[at + 1 :] if k), "")
        if kind == _LATIN:
            levels.append(2 * base)
        elif kind == _ARABIC:
            levels.append(1)
        elif kind == "number":
            is_in_arabic = _ARABIC in (before, after)
            levels.append(2 if from_right or is_in_arabic else 0)
        elif before == after == _LATIN:
            levels.append(2 * base)
        elif before and after and _LATIN not in (before, after):
            levels.append(1 if from_right or _ARABIC in (before, after) else 0)
        else:
            levels.append(base)
    return levels


def _goes_on(between: str) -> bool:
    """Whether signs between Latin letters and a number, as seen, were written from the left.

    "Nybro, 12" and "12, Nybro" both show Nybro to the left within Arabic; the comma tells: it
    stands close to what was written before it.
    """
    return not between.strip() or not between[0].isspace() or between[-1] in "(["


def _kind(piece: str) -> str:
    classes = {unicodedata.bidirectional(letter) for letter in piece}
    if classes & {"R", "AL"}:
        return _ARABIC
    if "L" in classes:
        return _LATIN
    return "number" if classes & {"EN", "AN"} else ""
