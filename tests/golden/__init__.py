"""Values that R's survey package gives on data that we make, and the data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent


def values(name: str) -> dict[str, Any]:
    """What the script of this name found: nested tables of arrays, `null` as NaN."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return {key: _as_arrays(part) for key, part in content.items() if key != "made_with"}


def _as_arrays(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _as_arrays(inner) for key, inner in part.items()}
    return np.array(part, dtype=float)


def data(name: str) -> dict[str, NDArray[np.float64]]:
    """The columns of a data set, an empty field as NaN."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        names = file.readline().strip().replace('"', "").split(",")
        rows = np.genfromtxt(file, delimiter=",")
    return dict(zip(names, rows.T, strict=True))
