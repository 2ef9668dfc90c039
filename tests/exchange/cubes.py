"""Made-up tables for the tests of the exchange formats."""

import numpy as np
from hypothesis import strategies as st

from tryggve.exchange.cube import Category, Cube, Dimension, Note

# Letters of the languages that meet here, and signs that the formats give a meaning.
LETTERS = "abcåäöÅÄÖéأبت 0123456789-–.,;:=()[]{}/\\*'&%#<>"
LONGEST = 40


def texts(*, without: str = "", least: int = 0) -> st.SearchStrategy[str]:
    """Short texts with no white space at the ends, and without the signs named."""
    alphabet = "".join(letter for letter in LETTERS if letter not in without)
    return (
        st.text(alphabet, min_size=least, max_size=LONGEST)
        .map(str.strip)
        .filter(lambda text: len(text) >= least)
    )


@st.composite
def categories(draw, texts_: st.SearchStrategy[str], *, metric: bool) -> tuple[Category, ...]:
    codes = draw(st.lists(texts_.filter(bool), min_size=1, max_size=4, unique=True))
    return tuple(
        Category(
            code=code,
            label=draw(texts_),
            unit=draw(texts_) if metric else "",
            decimals=draw(st.none() | st.integers(0, 6)) if metric else None,
        )
        for code in codes
    )


@st.composite
def cubes(draw, *, without: str = "") -> Cube:
    """Tables of up to three dimensions, with missing figures, statuses and notes."""
    words = texts(without=without)
    names = draw(st.lists(words.filter(bool), min_size=1, max_size=3, unique=True))
    labels = draw(st.lists(words.filter(bool), min_size=len(names), max_size=3, unique=True))
    metric = draw(st.integers(-1, len(names) - 1))
    dimensions = tuple(
        Dimension(
            code=code,
            label=label,
            categories=draw(categories(words, metric=number == metric)),
            role="metric" if number == metric else draw(st.sampled_from(["other", "time", "geo"])),
        )
        for number, (code, label) in enumerate(zip(names, labels, strict=False))
    )
    decimals = draw(st.integers(0, 3))
    shape = tuple(len(dimension.categories) for dimension in dimensions)
    size = int(np.prod(shape))
    whole = draw(st.lists(st.integers(-(10**9), 10**9), min_size=size, max_size=size))
    values = np.array(whole, dtype=float).reshape(shape) / 10**decimals
    index = st.tuples(*(st.integers(0, length - 1) for length in shape))
    missing = draw(st.dictionaries(index, st.sampled_from([".", "..", "...", "c", "–"])))
    for cell in missing:
        values[cell] = np.nan
    marked = draw(st.dictionaries(index, st.sampled_from(["p", "r", "-"])))
    cube = Cube(
        dimensions=dimensions,
        values=values,
        title=draw(words),
        source=draw(words),
        updated=draw(st.sampled_from(["", "2024-02-21T08:00", "2023-12-31T23:59"])),
        decimals=decimals,
        heading=draw(st.integers(0, len(dimensions))),
        notes=tuple(draw(st.lists(notes(dimensions, words), max_size=3))),
    )
    return cube.with_symbols({k: v for k, v in marked.items() if k not in missing} | missing)


@st.composite
def notes(draw, dimensions: tuple[Dimension, ...], words: st.SearchStrategy[str]) -> Note:
    where: list[tuple[str, str]] = []
    for dimension in dimensions:
        code = draw(st.none() | st.sampled_from(dimension.codes))
        if code is not None:
            where.append((dimension.code, code))
    return Note(draw(words), tuple(where), draw(st.booleans()))


def same_cells(one: Cube, other: Cube) -> bool:
    """Whether two tables have the same figures, to the last bit, and the same statuses."""
    statuses = [[cube.symbols[n] for n in cube.status.ravel()] for cube in (one, other)]
    return np.array_equal(one.values, other.values, equal_nan=True) and statuses[0] == statuses[1]


def population(**changes: object) -> Cube:
    """Made-up: two municipalities x two sexes x three ages at the end of one year."""
    fields: dict[str, object] = {
        "dimensions": (
            Dimension(
                "Region",
                "region",
                (Category("0761", "0761 Lessebo"), Category("0764", "0764 Alvesta")),
                "geo",
            ),
            Dimension("Kon", "kön", (Category("1", "män"), Category("2", "kvinnor"))),
            Dimension(
                "Alder",
                "ålder",
                (
                    Category("16", "16 år"),
                    Category("17", "17 år"),
                    Category("100+", "100+ år"),
                ),
            ),
            Dimension("Tid", "år", (Category("2023", "2023"),), "time"),
        ),
        "values": np.arange(12, dtype=float).reshape(2, 2, 3, 1),
        "title": "Folkmängd efter region, kön, ålder och år",
        "contents": "Folkmängd",
        "unit": "antal",
        "source": "SCB",
        "language": "sv",
        "name": "BE0101N1",
        "subject": "Befolkning",
        "subject_code": "BE",
    }
    return Cube(**(fields | changes))
