"""What may be wrong with counts that were read: figures, ages, and places filled twice or never."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryggve.sources.complaints import PROBLEMS_SHOWN, Complaints
from tryggve.sources.scb import words
from tryggve.sources.scb.cells import Axis, Cells, first_and_last, key, used
from tryggve.sources.scb.words import Age
from tryggve.wording.text import say

MOST = 10**9  # more people than any area has: something else was counted


def check_counts(
    cells: Cells, numbers: NDArray[np.intp], counts: NDArray[np.float64], complaints: Complaints
) -> None:
    missing = np.isnan(counts)
    figures = np.where(missing, 0.0, counts)
    wrong = missing | (figures < 0) | (figures != np.floor(figures)) | (figures >= MOST)
    mend = say("Fetch the table again, or choose areas that have figures.")
    cells_wrong = numbers[wrong].tolist()
    complaints.untold += len(cells_wrong[PROBLEMS_SHOWN:])
    for cell in cells_wrong[:PROBLEMS_SHOWN]:
        row, field = cells.place(cell)
        count = cells.counts[cell]
        if np.isnan(count):
            symbol = cells.symbol(cell)
            instead = say("There is {symbol} instead of a count.", symbol=symbol)
            what = instead if symbol else say("The count is missing.")
        elif count < 0:
            what = say("The count {count} is less than zero.", count=f"{count:g}")
        else:
            what = say("The count {count} is not a possible number of people.", count=f"{count:g}")
        complaints.add(what, mend, row=row, field=field)


def check_ages(axis: Axis, complaints: Complaints) -> None:
    """Every age in one class, and none between two classes left out."""
    classes: list[Age] = sorted((axis.meanings[n] for n in used(axis)), key=first_and_last)
    for before, after in pairwise(classes):
        if before[1] is None or after[0] <= before[1]:
            complaints.add(
                say("The ages {one} and {other} overlap.", one=_said(before), other=_said(after)),
                say("Choose either single ages or one set of classes when you fetch the table."),
                field="ålder",
            )
        elif after[0] > before[1] + 1:
            complaints.add(
                say(
                    "Ages between {one} and {other} are missing.",
                    one=_said(before),
                    other=_said(after),
                ),
                say("Choose all the ages between the first and the last."),
                field="ålder",
            )


def check_places(
    cells: Cells,
    axes: Mapping[words.Variable, Axis],
    numbers: NDArray[np.intp],
    complaints: Complaints,
) -> None:
    """Every combination of sex, age and civil status once for each area and day."""
    place = key(axes, ("area", "day", "sex", "age", "civil"))
    order = np.argsort(place, kind="stable")
    twice = order[1:][place[order][1:] == place[order][:-1]]
    again = np.sort(numbers[twice]).tolist()
    complaints.untold += len(again[PROBLEMS_SHOWN:])
    for cell in again[:PROBLEMS_SHOWN]:
        row, field = cells.place(cell)
        complaints.add(
            say("A count for the same area, sex, age and day has come before."),
            say("Keep one of them."),
            row=row,
            field=field,
        )
    if twice.size:
        return
    pair = key(axes, ("area", "day"))
    expected = int(np.prod([len(used(axes[variable])) for variable in ("sex", "age", "civil")]))
    _, first, found = np.unique(pair, return_index=True, return_counts=True)
    for position, count in zip(first.tolist(), found.tolist(), strict=True):
        if count < expected:
            area = axes["area"].meanings[axes["area"].index[position]]
            day = axes["day"].meanings[axes["day"].index[position]]
            complaints.add(
                say(
                    "{area} has {found} of {expected} counts on {day}.",
                    area=area,
                    found=count,
                    expected=expected,
                    day=day,
                ),
                say("Every area needs all sexes and ages. Fetch the table again."),
                row=cells.place(int(numbers[position]))[0],
                field="region",
            )


def _said(age: Age) -> str:
    if age[1] is None:
        return f"{age[0]}+"
    return str(age[0]) if age[0] == age[1] else f"{age[0]}-{age[1]}"
