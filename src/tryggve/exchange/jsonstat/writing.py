"""Writing a cube as JSON-stat 2.0."""

import json
import math
from typing import Any

import numpy as np

from tryggve.exchange.cube import Cube, Dimension, Note


def write_jsonstat(cube: Cube, *, sparse: bool = False) -> bytes:
    """The JSON-stat 2.0 dataset of a table, in UTF-8.

    sparse: write the values as an object that leaves missing figures out.

    Footnotes on single cells have no place in the format; they become notes on the table that
    begin with the cell's labels. Figures are written in full, not rounded to `cube.decimals`.
    """
    root: dict[str, Any] = {"version": "2.0", "class": "dataset"}
    for name, text in (("label", cube.title), ("source", cube.source), ("updated", cube.updated)):
        if text:
            root[name] = text
    notes = [_note(cube, note) for note in cube.notes if len(note.where) != 1]
    if notes:
        root["note"] = notes
    roles: dict[str, list[str]] = {}
    for dimension in cube.dimensions:
        if dimension.role != "other":
            roles.setdefault(dimension.role, []).append(dimension.code)
    if roles:
        root["role"] = roles
    root["id"] = [dimension.code for dimension in cube.dimensions]
    root["size"] = list(cube.values.shape)
    root["dimension"] = {d.code: _dimension(d, cube.notes) for d in cube.dimensions}
    figures = [_figure(value) for value in cube.values.ravel().tolist()]
    if sparse:
        root["value"] = {str(n): v for n, v in enumerate(figures) if v is not None}
    else:
        root["value"] = figures
    marked = np.flatnonzero(cube.status)
    if marked.size:
        status = cube.status.ravel()
        root["status"] = {str(n): cube.symbols[status[n]] for n in marked.tolist()}
    return json.dumps(root, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _dimension(dimension: Dimension, notes: tuple[Note, ...]) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": list(dimension.codes),
        "label": {c.code: c.label for c in dimension.categories},
    }
    children = {c.code: list(c.children) for c in dimension.categories if c.children}
    if children:
        category["child"] = children
    units = {c.code: _unit(c.unit, c.decimals) for c in dimension.categories}
    units = {code: unit for code, unit in units.items() if unit}
    if units:
        category["unit"] = units
    own: list[str] = []
    by_category: dict[str, list[str]] = {}
    for note in notes:
        if len(note.where) == 1 and note.where[0][0] == dimension.code:
            code = note.where[0][1]
            (by_category.setdefault(code, []) if code else own).append(note.text)
    if by_category:
        category["note"] = by_category
    found: dict[str, Any] = {"label": dimension.label}
    if own:
        found["note"] = own
    return found | {"category": category}


def _unit(text: str, decimals: int | None) -> dict[str, Any]:
    unit: dict[str, Any] = {"label": text} if text else {}
    return unit if decimals is None else unit | {"decimals": decimals}


def _note(cube: Cube, note: Note) -> str:
    if not note.where:
        return note.text
    labels = []
    for dimension_code, code in note.where:
        dimension = cube.dimension(dimension_code)
        labels.append(dimension.labels[dimension.codes.index(code)])
    return f"{', '.join(labels)}: {note.text}"


def _figure(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
