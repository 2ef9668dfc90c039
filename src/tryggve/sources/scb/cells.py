"""Counts as they stand in a file, whatever its layout: for each cell its place and its figure."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryggve.sources.scb import words
from tryggve.wording.text import Text, say

Place = tuple[int | None, str]  # row and field


@dataclass(frozen=True)
class Axis:
    """One variable: its distinct meanings, and for each cell which of them it has."""

    meanings: tuple[Any, ...]
    index: NDArray[np.intp]

    def sorted_by(self, order: Callable[[Any], Any]) -> "Axis":
        """The same axis, its meanings in this order."""
        numbers = sorted(range(len(self.meanings)), key=lambda n: order(self.meanings[n]))
        rank = np.empty(len(numbers), np.intp)
        rank[numbers] = np.arange(len(numbers))
        return Axis(tuple(self.meanings[number] for number in numbers), rank[self.index])

    def of(self, keep: NDArray[np.bool_]) -> "Axis":
        return Axis(self.meanings, self.index[keep])


@dataclass(frozen=True)
class Cells:
    """Every count of a table.

    axes: area (code), sex, age, civil status and day; of one meaning where the table has none.
    counts: float64, NaN where the file has no number.
    symbol and place: what stands in a cell that is no number, and where the cell is, by number.
    """

    axes: Mapping[words.Variable, Axis]
    counts: NDArray[np.float64]
    symbol: Callable[[int], str]
    place: Callable[[int], Place]
    area_names: Mapping[str, str]
    title: str
    source: str
    updated: str


PARSERS: dict[words.Variable, Callable[[str], Hashable | None]] = {
    "area": words.area_code,
    "sex": words.sex,
    "age": words.age,
    "civil": words.civil_status,
    "day": words.day,
}


def mends() -> dict[words.Variable, Text]:
    """How to mend a value that could not be understood, for each variable."""
    return {
        "area": say(
            "Areas need SCB's codes, as in 0761 Lessebo. Choose both code and text when you "
            "fetch the table."
        ),
        "sex": say("SCB writes men and women, or the codes 1 and 2."),
        "age": say("SCB writes 16 years, 15-19 years or 100+ years."),
        "civil": say("Fetch the table without civil status."),
        "day": say("SCB writes a year, 2023, or a month, 2023M05."),
    }


def meanings(
    variable: words.Variable, texts: Sequence[Sequence[str]]
) -> tuple[list[Any], NDArray[np.intp], list[int]]:
    """What the values of a variable mean.

    texts: for each value the texts that may tell, best first.
    Returns the distinct meanings, for each value its meaning's number, and the values that mean
    nothing here.
    """
    parse = PARSERS[variable]
    found: dict[Any, int] = {}
    numbers = np.zeros(len(texts), np.intp)
    unknown: list[int] = []
    for value, alternatives in enumerate(texts):
        meaning = next((m for m in map(parse, alternatives) if m is not None), None)
        if meaning is None:
            unknown.append(value)
        else:
            numbers[value] = found.setdefault(meaning, len(found))
    return list(found), numbers, unknown


def single(meaning: object, size: int) -> Axis:
    """The axis of a variable that a table does not have."""
    return Axis((meaning,), np.zeros(size, np.intp))


def key(
    axes: Mapping[words.Variable, Axis], variables: tuple[words.Variable, ...]
) -> NDArray[np.intp]:
    """One number for each cell that tells its combination of these variables."""
    key = np.zeros(len(axes[variables[0]].index), np.intp)
    for variable in variables:
        key = key * len(axes[variable].meanings) + axes[variable].index
    return key


def used(axis: Axis) -> list[int]:
    found: list[int] = np.unique(axis.index).tolist()
    return found


def first_and_last(age: words.Age) -> tuple[int, int]:
    return age[0], words.OLDEST + 1 if age[1] is None else age[1]
