"""What an answer may be, from the constraint of a row."""

import re
from typing import Any

from tryggve.questionnaire.xlsform.conditions import NotUnderstood
from tryggve.questionnaire.xlsform.sheets import Row

NUMBER = r"(-?\d+(?:\.\d+)?)"
BETWEEN = re.compile(rf"\.\s*>=\s*{NUMBER}\s+and\s+\.\s*<=\s*{NUMBER}")
MOST = re.compile(r"count-selected\(\s*\.\s*\)\s*<=\s*(\d+)")
LONGEST = re.compile(r"string-length\(\s*\.\s*\)\s*<=\s*(\d+)")


def limits_of(row: Row, kind: str) -> dict[str, Any]:
    """The keys of a question that say it. Raises `NotUnderstood` for another constraint."""
    constraint = row["constraint"]
    if kind == "number":
        found = BETWEEN.fullmatch(constraint)
        if found is None:
            raise NotUnderstood(constraint)
        decimals = row["tryggve_decimals"] or ("2" if row["type"] == "decimal" else "")
        limits: dict[str, Any] = {"least": float(found[1]), "most": float(found[2])}
        return limits | ({"decimals": int(decimals)} if decimals.isdecimal() else {})
    if not constraint:
        return {}
    pattern, key = {"multiple": (MOST, "most"), "text": (LONGEST, "longest")}.get(kind, (None, ""))
    found = pattern.fullmatch(constraint) if pattern else None
    if found is None:
        raise NotUnderstood(constraint)
    return {key: int(found[1])}
