"""Reading a JSON-stat dataset into a cube."""

import math
from collections import Counter
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryggve.exchange.cube import (
    EXACTLY_ZERO,
    MAX_CELLS,
    MAX_DIMENSIONS,
    MAX_SYMBOLS,
    Category,
    Cube,
    Dimension,
    Note,
    Role,
)
from tryggve.exchange.jsonstat.checking import Checker, is_number, parse
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

ROLES: tuple[Role, ...] = ("time", "geo", "metric")
MOST_DECIMALS = 15
PROBLEMS_SHOWN = 20


def read_jsonstat(content: bytes, *, file: str = "") -> Cube:
    """The table of a JSON-stat 2.0 response of class `dataset`.

    Values and statuses may be lists or objects, an index may be a list or an object, and the
    hierarchy of categories (`child`) is kept. `extension` and links are passed over.

    Raises InputError with every problem found, each with its JSON path as the field; also for
    other classes than `dataset`, for JSON-stat before 2.0, and for more than 20 million cells.
    """
    root = parse(content, file)
    _demand_dataset(root, file)
    check = Checker(file)
    ids, sizes = _shape(root, check)
    check.stop_if_wrong()
    title, source, updated = (check.text(root, n, "$") for n in ("label", "source", "updated"))
    roles = _roles(root, ids, check)
    described = check.mapping(root, "dimension", "$")
    notes = [Note(text) for text in check.texts(root, "note", "$")]
    dimensions = tuple(
        _dimension(described, code, size, roles.get(code, "other"), notes, check)
        for code, size in zip(ids, sizes, strict=True)
    )
    check.stop_if_wrong()
    count = math.prod(sizes)
    values = _values(root, count, check)
    status, symbols = _status(root, count, check)
    check.stop_if_wrong()
    if EXACTLY_ZERO in symbols:
        # PxWeb publishes an exact zero as null with the status "-".
        values[(status == symbols.index(EXACTLY_ZERO)) & np.isnan(values)] = 0.0
    stated = [c.decimals for d in dimensions for c in d.categories if c.decimals is not None]
    return Cube(
        dimensions=dimensions,
        values=values.reshape(sizes),
        status=status.reshape(sizes),
        symbols=symbols,
        title=title,
        source=source,
        updated=updated,
        decimals=max(stated) if stated else _decimals(values),
        notes=tuple(notes),
    )


def _demand_dataset(root: dict[str, Any], file: str) -> None:
    kind = root.get("class")
    if kind in ("collection", "dimension"):
        raise refuse(
            say("The file is a JSON-stat {kind}, not a table.", kind=str(kind)),
            say("Fetch the table itself: its class is dataset."),
            file=file,
            field="$.class",
        )
    version = root.get("version")
    if kind != "dataset" or not isinstance(version, str) or version < "2":
        raise refuse(
            say("The file is not a JSON-stat 2.0 dataset."),
            say("Choose the format JSON-stat 2 when you fetch the table."),
            file=file,
            field="$.class" if kind != "dataset" else "$.version",
        )


def _shape(root: dict[str, Any], check: Checker) -> tuple[list[str], list[int]]:
    ids = check.texts(root, "id", "$")
    sizes = root.get("size")
    if not ids or len(ids) > MAX_DIMENSIONS or len(set(ids)) != len(ids):
        what = say("This must name 1 to {most} dimensions, each once.", most=MAX_DIMENSIONS)
        check.complain("$.id", what)
        return [], []
    if not isinstance(sizes, list) or len(sizes) != len(ids):
        check.complain("$.size", say("This must hold one number for each dimension in id."))
        return [], []
    if not all(type(size) is int and size > 0 for size in sizes):
        check.complain("$.size", say("Every dimension needs at least one category."))
        return [], []
    if math.prod(sizes) > MAX_CELLS:
        check.complain(
            "$.size",
            say("The table has more than {most} cells.", most=MAX_CELLS),
            say("Choose fewer values when you fetch the table."),
        )
    return ids, sizes


def _roles(root: dict[str, Any], ids: list[str], check: Checker) -> dict[str, Role]:
    stated = check.mapping(root, "role", "$")
    roles: dict[str, Role] = {}
    for role in ROLES:
        for code in check.texts(stated, role, "$.role"):
            if code in ids:
                roles[code] = role
            else:
                what = say("{code} is not a dimension of the table.", code=code[:60])
                check.complain(f"$.role.{role}", what)
    return roles


def _dimension(
    described: dict[str, Any],
    code: str,
    size: int,
    role: Role,
    notes: list[Note],
    check: Checker,
) -> Dimension:
    base = f"$.dimension.{code}"
    if not isinstance(described.get(code), dict):
        check.complain(base, say("The dimension is not described."))
        return Dimension(code, code, ())
    found = check.mapping(described, code, "$.dimension")
    category = check.mapping(found, "category", base)
    path = f"{base}.category"
    labels = check.mapping(category, "label", path)
    codes = _codes(category, labels, size, path, check)
    if not codes:
        return Dimension(code, code, ())
    children = check.mapping(category, "child", path)
    units = check.mapping(category, "unit", path)
    known = set(codes)
    for name, part in (("label", labels), ("child", children), ("unit", units)):
        for stranger in sorted(set(part) - known)[:PROBLEMS_SHOWN]:
            what = say("{code} is not a category of the dimension.", code=stranger[:60])
            check.complain(f"{path}.{name}", what)
    notes += [Note(text, ((code, ""),)) for text in check.texts(found, "note", base)]
    category_notes = check.mapping(category, "note", path)
    for key in category_notes:
        texts = check.texts(category_notes, key, f"{path}.note")
        notes += [Note(text, ((code, key),) if key in known else ()) for text in texts]
    categories = []
    for key in codes:
        unit = check.mapping(units, key, f"{path}.unit")
        below = check.texts(children, key, f"{path}.child")
        if not known.issuperset(below):
            what = say("The hierarchy names a category that is not there.")
            check.complain(f"{path}.child.{key}", what)
        decimals = unit.get("decimals")
        categories.append(
            Category(
                code=key,
                label=check.text(labels, key, f"{path}.label") or key,
                unit=_unit(unit, f"{path}.unit.{key}", check),
                decimals=check.whole_number(decimals, f"{path}.unit.{key}", MOST_DECIMALS),
                children=tuple(below),
            )
        )
    label = check.text(found, "label", base) or code
    return Dimension(code, label, tuple(categories), role)


def _codes(
    category: dict[str, Any], labels: dict[str, Any], size: int, path: str, check: Checker
) -> list[str]:
    """The codes of a dimension's categories in their order."""
    index = category.get("index")
    if index is None:
        codes = list(labels)  # the index may be left out where there is but one category
    elif isinstance(index, dict):
        order = Counter(position for position in index.values() if type(position) is int)
        if set(order) != set(range(len(index))):
            check.complain(f"{path}.index", say("The positions must be 0, 1, 2 and so on."))
            return []
        codes = sorted(index, key=index.__getitem__)
    else:
        codes = check.texts(category, "index", path)
    if len(set(codes)) != len(codes):
        check.complain(f"{path}.index", say("Each category needs a code of its own."))
        return []
    if len(codes) != size:
        what = say(
            "The number of categories is {found}, but size says {expected}.",
            found=len(codes),
            expected=size,
        )
        check.complain(f"{path}.index", what)
    return codes


def _unit(unit: dict[str, Any], path: str, check: Checker) -> str:
    """The unit's text: JSON-stat calls it label, PxWeb base."""
    for name in ("label", "base", "symbol"):
        if unit.get(name):
            return check.text(unit, name, path)
    return ""


def _values(root: dict[str, Any], count: int, check: Checker) -> NDArray[np.float64]:
    found = root.get("value")
    values = np.full(count, np.nan)
    if isinstance(found, dict):
        for key, value in found.items():
            position = _position(key, count)
            if position is None:
                check.complain("$.value", say("{key} is not a cell of the table.", key=key[:30]))
            elif is_number(value):
                values[position] = value
            elif value is not None:
                _not_a_number(check, key)
            if len(check.problems) >= PROBLEMS_SHOWN:
                break
        return values
    if not isinstance(found, list):
        check.complain("$.value", say("This must be a list or an object of figures."))
        return values
    if len(found) != count:
        what = say(
            "The number of cells is {expected} by the dimensions, but {found} in value.",
            expected=count,
            found=len(found),
        )
        check.complain("$.value", what)
        return values
    if set(map(type, found)) <= {int, float, type(None)}:
        with suppress(OverflowError):
            values = np.array(found, dtype=np.float64)
            if not np.isinf(values).any():
                return values
    wrong = [n for n, value in enumerate(found) if value is not None and not is_number(value)]
    for position in wrong[:PROBLEMS_SHOWN]:
        _not_a_number(check, str(position))
    return np.full(count, np.nan)


def _not_a_number(check: Checker, position: str) -> None:
    check.complain(f"$.value[{position}]", say("This must be a number or null."))


def _status(
    root: dict[str, Any], count: int, check: Checker
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Statuses: one text for all cells, a list with one for each, or an object of some of them."""
    found = root.get("status")
    status = np.zeros(count, np.uint8)
    given: dict[int, object] = {}
    if isinstance(found, str) or (isinstance(found, list) and len(found) == 1):
        text = found if isinstance(found, str) else found[0]
        if isinstance(text, str):
            return np.full(count, 1 if text else 0, np.uint8), ("", text) if text else ("",)
        given = {0: text}
    elif isinstance(found, list):
        if len(found) != count:
            what = say(
                "The number of cells is {expected} by the dimensions, but {found} in status.",
                expected=count,
                found=len(found),
            )
            check.complain("$.status", what)
            return status, ("",)
        given = dict(enumerate(found))
    elif isinstance(found, dict):
        for key, text in found.items():
            position = _position(key, count)
            if position is None:
                check.complain("$.status", say("{key} is not a cell of the table.", key=key[:30]))
                return status, ("",)
            given[position] = text
    elif found is not None:
        check.complain("$.status", say("This must be a text, a list or an object of texts."))
    known = {"": 0}
    for position, text in given.items():
        if text is None:
            continue
        if not isinstance(text, str) or len(known) == MAX_SYMBOLS:
            what = say("This must be one of at most {most} texts.", most=MAX_SYMBOLS)
            check.complain(f"$.status[{position}]", what)
            break
        status[position] = known.setdefault(text, len(known))
    return status, tuple(known)


def _position(key: str, count: int) -> int | None:
    if key.isascii() and key.isdigit() and len(key) < 12 and int(key) < count:
        return int(key)
    return None


def _decimals(values: NDArray[np.float64]) -> int:
    """How many decimals the figures have, where the file does not say."""
    figures = values[np.isfinite(values)]
    for decimals in range(MOST_DECIMALS):
        if np.array_equal(np.round(figures, decimals), figures):
            return decimals
    return MOST_DECIMALS
