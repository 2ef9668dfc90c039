"""Counts of people in a cube that was read from PX or JSON-stat."""

import numpy as np
from numpy.typing import NDArray

from tryggve.exchange.cube import Cube, Dimension
from tryggve.sources.complaints import Complaints
from tryggve.sources.scb import words
from tryggve.sources.scb.cells import Axis, Cells, Place, meanings, mends, single
from tryggve.wording.text import say


def cube_cells(cube: Cube, complaints: Complaints) -> Cells:
    """The cells of a table of population. Raises InputError for tables that are something else."""
    variables = [_variable(dimension) for dimension in cube.dimensions]
    chosen = [
        _chosen(dimension, variable, complaints)
        for dimension, variable in zip(cube.dimensions, variables, strict=True)
    ]
    _check_variables(cube, variables, complaints)
    complaints.stop_if_any()
    positions = np.meshgrid(*chosen, indexing="ij")
    flat = [position.ravel() for position in positions]
    axes: dict[words.Variable, Axis] = {}
    names: dict[str, str] = {}
    for dimension, variable, index in zip(cube.dimensions, variables, flat, strict=True):
        if variable is None or variable == "contents":
            continue
        found, numbers, unknown = meanings(
            variable, [(category.label, category.code) for category in dimension.categories]
        )
        for position in unknown:
            category = dimension.categories[position]
            complaints.add(
                say("{value} was not understood.", value=(category.label or category.code)[:60]),
                mends()[variable],
                field=dimension.label,
            )
        axes[variable] = Axis(tuple(found), numbers[index])
        if variable == "area":
            named = zip(numbers.tolist(), dimension.labels, strict=True)
            names = {found[number]: words.area_name(label) for number, label in named if found}
    complaints.stop_if_any()
    places = tuple(flat)
    counts: NDArray[np.float64] = cube.values[places]

    def symbol(cell: int) -> str:
        return cube.symbol(*(int(index[cell]) for index in places))

    def place(cell: int) -> Place:
        parts = [
            f"{d.label}={d.categories[index[cell]].label}"
            for d, index in zip(cube.dimensions, places, strict=True)
        ]
        return None, ", ".join(parts)

    size = counts.size
    absent: dict[words.Variable, object] = {"sex": "all", "age": words.EVERYONE, "civil": "all"}
    return Cells(
        axes={v: single(meaning, size) for v, meaning in absent.items()} | axes,
        counts=counts,
        symbol=symbol,
        place=place,
        area_names=names,
        title=cube.title,
        source=cube.source,
        updated=cube.updated,
    )


def _variable(dimension: Dimension) -> words.Variable | None:
    if dimension.role == "metric":
        return "contents"
    found = words.variable(dimension.code) or words.variable(dimension.label)
    if found is None and dimension.role == "time":
        return "day"
    return found


def _chosen(
    dimension: Dimension, variable: words.Variable | None, complaints: Complaints
) -> NDArray[np.intp]:
    """The positions that count: of the contents the number of people, of strange variables all."""
    every = np.arange(len(dimension.categories))
    if variable == "contents":
        people = [
            n for n, category in enumerate(dimension.categories)
            if words.counts_people(category.label) or words.counts_people(category.code)
        ]  # fmt: skip
        if len(people) != 1:
            complaints.add(
                say("It cannot be told which figures are the number of people."),
                say("Choose only the number of people (Folkmängd) when you fetch the table."),
                field=dimension.label,
            )
        return every[people]
    if variable is None:
        totals = [
            n for n, category in enumerate(dimension.categories)
            if words.is_total(category.label) or words.is_total(category.code)
        ]  # fmt: skip
        if len(totals) != 1:
            complaints.add(
                say("The table is also divided by {variable}.", variable=dimension.label),
                say("Fetch a table divided by area, sex and age only."),
                field=dimension.label,
            )
        return every[totals]
    return every


def _check_variables(
    cube: Cube, variables: list[words.Variable | None], complaints: Complaints
) -> None:
    named = [variable for variable in variables if variable is not None]
    for variable in sorted(set(named)):
        if named.count(variable) > 1:
            complaints.add(
                say("The table has two variables of the same kind."),
                say("Fetch a table divided by area, sex and age only."),
                field=", ".join(
                    d.label
                    for d, v in zip(cube.dimensions, variables, strict=True)
                    if v == variable
                ),
            )
    if "area" not in named:
        complaints.add(
            say("The table has no areas."),
            say("Fetch a table that is divided by region."),
            field="region",
        )
    if "day" not in named:
        complaints.add(
            say("The table does not say which year it counts."),
            say("Choose at least one year when you fetch the table."),
            field="år",
        )
    if "contents" not in named and not words.counts_people(cube.contents):
        complaints.add(
            say("The table holds {contents}, not the number of people.", contents=cube.contents),
            say("Choose only the number of people (Folkmängd) when you fetch the table."),
            field="CONTENTS",
        )
