"""Population counts, checked: whole numbers of people, each person in one class only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tryggve.sources.complaints import Complaints
from tryggve.sources.scb import words
from tryggve.sources.scb.cells import Axis, Cells, first_and_last, key, used
from tryggve.sources.scb.checks import check_ages, check_counts, check_places
from tryggve.sources.scb.words import Sex
from tryggve.wording.text import Text, say, say_many

TOTALS: tuple[tuple[words.Variable, object], ...] = (("sex", "all"), ("age", words.EVERYONE))


@dataclass(frozen=True, slots=True)
class PopulationCount:
    """How many people of a sex and an age class live in an area.

    `age_to` is None for the open class at the top. `sex` is "all" where the file does not divide
    by sex, and the ages are 0 and None where it does not divide by age.
    """

    area_code: str
    sex: Sex
    age_from: int
    age_to: int | None
    count: int
    reference_date: date


@dataclass(frozen=True)
class PopulationTable:
    """What was read from a file.

    rows: by area in the file's order, then day, sex and age.
    area_names: the names that the file gives the areas' codes.
    layout: "px", "json-stat" or "csv"; encoding: the one it was read in.
    notices: what was left out or added up, to be shown to the person who imports.
    """

    rows: tuple[PopulationCount, ...]
    area_names: Mapping[str, str]
    title: str
    source: str
    updated: str
    layout: str
    encoding: str
    notices: tuple[Text, ...]


def population(
    cells: Cells, complaints: Complaints, *, layout: str, encoding: str
) -> PopulationTable:
    """The counts of a table, totals left out where their parts are there.

    Raises InputError with what is negative, not whole, missing, twice or overlapping.
    """
    notices: list[Text] = []
    keep = _parts_only(cells, complaints, notices)
    keep &= _areas_with_figures(cells, keep, notices)
    if not keep.any():
        complaints.add(
            say("There are no counts of municipalities or smaller areas in the file."),
            say("Choose areas, ages and sexes when you fetch the table."),
        )
    complaints.stop_if_any()
    axes = {variable: axis.of(keep) for variable, axis in cells.axes.items()}
    axes["area"] = _without_versions(axes["area"])
    numbers = np.flatnonzero(keep)
    counts = cells.counts[keep]
    check_counts(cells, numbers, counts, complaints)
    check_ages(axes["age"], complaints)
    check_places(cells, axes, numbers, complaints)
    complaints.stop_if_any()
    if len(used(axes["civil"])) > 1:
        notices.append(say("The civil statuses were added together."))
    return PopulationTable(
        rows=_rows(axes, counts),
        area_names=_names(cells, axes["area"]),
        title=cells.title,
        source=cells.source,
        updated=cells.updated,
        layout=layout,
        encoding=encoding,
        notices=tuple(notices),
    )


def _parts_only(cells: Cells, complaints: Complaints, notices: list[Text]) -> NDArray[np.bool_]:
    """Which cells are not totals of others in the file, nor the whole country."""
    area = cells.axes["area"]
    keep: NDArray[np.bool_] = area.index != _number(area, words.WHOLE_COUNTRY)
    if not keep.all():
        notices.append(say("The row of the whole country was left out."))
    sexes = set(cells.axes["sex"].meanings)
    if len(sexes - {"all"}) == 1:
        complaints.add(
            say("The file holds only one of the sexes."),
            say("Choose both women and men when you fetch the table."),
            field="kön",
        )
    totals = np.zeros(keep.shape, bool)
    for variable, total in TOTALS:
        axis = cells.axes[variable]
        if len(axis.meanings) > 1:
            totals |= axis.index == _number(axis, total)
    if totals.any():
        notices.append(say("Totals were left out, since their parts are in the file."))
    keep &= ~totals
    civil = cells.axes["civil"]
    if "all" in civil.meanings:
        keep &= civil.index == _number(civil, "all")
    elif set(civil.meanings) != words.EVERY_CIVIL_STATUS:
        complaints.add(
            say("The file holds only some of the civil statuses."),
            say("Choose all of them, or none, when you fetch the table."),
            field="civilstånd",
        )
    return keep


def _areas_with_figures(
    cells: Cells, keep: NDArray[np.bool_], notices: list[Text]
) -> NDArray[np.bool_]:
    """All cells but those of areas without any figure for a day: they did not exist then."""
    area, day = cells.axes["area"], cells.axes["day"]
    pairs, pair = np.unique(area.index * len(day.meanings) + day.index, return_inverse=True)
    asked = np.bincount(pair[keep], minlength=len(pairs))
    answered = np.bincount(pair[keep & ~np.isnan(cells.counts)], minlength=len(pairs))
    empty = (asked > 0) & (answered == 0)
    if empty.any():
        codes = [area.meanings[number] for number in pairs[empty] // len(day.meanings)]
        distinct = list(dict.fromkeys(codes))
        notices.append(
            say_many(
                "{count} area was left out for a year when it has no figures: {areas}",
                "{count} areas were left out for a year when they have no figures: {areas}",
                len(distinct),
                areas=", ".join(distinct[:20]) + (" ..." if len(distinct) > 20 else ""),
            )
        )
    kept: NDArray[np.bool_] = ~empty[pair]
    return kept


def _rows(
    axes: Mapping[words.Variable, Axis], counts: NDArray[np.float64]
) -> tuple[PopulationCount, ...]:
    """One row for each area, day, sex and age, civil statuses added up."""
    ordered: dict[words.Variable, Axis] = {
        "area": axes["area"],
        "day": axes["day"].sorted_by(date.toordinal),
        "sex": axes["sex"],
        "age": axes["age"].sorted_by(first_and_last),
    }
    group, place = np.unique(key(ordered, tuple(ordered)), return_inverse=True)
    sums = np.bincount(place, weights=counts).astype(np.int64).tolist()
    found: dict[words.Variable, list[int]] = {}
    for variable in reversed(ordered):
        group, number = np.divmod(group, len(ordered[variable].meanings))
        found[variable] = number.tolist()
    area, day, sex, age = (
        [ordered[variable].meanings[number] for number in found[variable]] for variable in ordered
    )
    return tuple(
        PopulationCount(a, s, first, last, count, d)
        for a, d, s, (first, last), count in zip(area, day, sex, age, sums, strict=True)
    )


def _names(cells: Cells, area: Axis) -> dict[str, str]:
    """The names of the areas that have counts, where the file tells them."""
    told = {words.without_version(code): name for code, name in cells.area_names.items() if name}
    codes = [area.meanings[number] for number in used(area)]
    return {code: told[code] for code in codes if code in told}


def _without_versions(area: Axis) -> Axis:
    """Areas by their codes alone: what SCB puts after DeSO and RegSO codes is left out."""
    codes: dict[str, int] = {}
    numbers = [codes.setdefault(words.without_version(code), len(codes)) for code in area.meanings]
    return Axis(tuple(codes), np.array(numbers, np.intp)[area.index])


def _number(axis: Axis, meaning: object) -> int:
    return axis.meanings.index(meaning) if meaning in axis.meanings else -1
