"""The lists of answers of the sheet `choices`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tryggve.questionnaire.xlsform.columns import said
from tryggve.questionnaire.xlsform.sheets import Row

HIGHEST_CODE = 999


@dataclass(frozen=True)
class AnswerList:
    """A list as a definition has it, the code of each name, and the row of each answer."""

    data: Mapping[str, list[dict[str, Any]]]
    codes: Mapping[str, int]
    rows: Mapping[tuple[str, int], int]


def read_lists(rows: Sequence[Row], default: str) -> dict[str, AnswerList]:
    """The lists by name."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["list_name"] or row["list name"], []).append(row)
    return {name: _list(listed, default) for name, listed in by_name.items()}


def _list(rows: Sequence[Row], default: str) -> AnswerList:
    names = [row["name"] for row in rows]
    codes = _codes(names)
    data: dict[str, list[dict[str, Any]]] = {"options": []}
    places: dict[tuple[str, int], int] = {}
    for row, code in zip(rows, codes, strict=True):
        one: dict[str, Any] = {"code": code, "text": said(row, "label", default)}
        if row["tryggve_problem_area"]:
            one["problem_area"] = row["tryggve_problem_area"]
        if row["tryggve_alone"]:
            one["alone"] = row["tryggve_alone"] == "yes"
        if row["tryggve_base"]:
            one["base"] = row["tryggve_base"] == "yes"
        listed = data.setdefault("non_answers" if row["tryggve_base"] else "options", [])
        places["non_answers" if row["tryggve_base"] else "options", len(listed)] = row.number
        listed.append(one)
    return AnswerList(data, dict(zip(names, codes, strict=True)), places)


def _codes(names: Sequence[str]) -> list[int]:
    """The names themselves where they are codes; otherwise numbers from 1 in their order."""
    if all(name.isdecimal() and int(name) <= HIGHEST_CODE for name in names):
        return [int(name) for name in names]
    return list(range(1, len(names) + 1))
