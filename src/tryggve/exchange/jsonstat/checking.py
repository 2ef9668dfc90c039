"""Looking into JSON that someone else wrote: every value's kind is checked, by its path."""

import json
import math
from typing import Any

from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import Text, say


def parse(content: bytes, file: str) -> dict[str, Any]:
    """The object that the file holds. Raises InputError where it is not JSON in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            say("The file is not in UTF-8, as JSON must be."),
            say("Fetch it again, or save it as UTF-8."),
            file=file,
            row=content.count(b"\n", 0, error.start) + 1,
        ) from None
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise refuse(
            say("The file is not whole JSON: it cannot be read from here on."),
            say("The file is perhaps cut off. Fetch it again."),
            file=file,
            row=error.lineno,
        ) from None
    except (ValueError, RecursionError) as error:
        raise refuse(
            say("The file is not JSON as it should be ({reason}).", reason=str(error)[:80]),
            say("Fetch it again from where it was published."),
            file=file,
        ) from None
    if not isinstance(found, dict):
        raise refuse(
            say("The file holds no JSON-stat table."),
            say("A JSON-stat file begins with a curly bracket. Choose the format JSON-stat 2."),
            file=file,
            field="$",
        )
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice in an object")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number in JSON")


class Checker:
    """Takes values out of JSON and gathers what is wrong with them, each under its JSON path."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def complain(self, path: str, what: Text, mend: Text | None = None) -> None:
        mend = mend or say("Correct the file, or fetch it again from where it was published.")
        self.problems.append(Problem(what, mend, self.file, field=path))

    def stop_if_wrong(self) -> None:
        if self.problems:
            raise InputError(self.problems)

    def text(self, parent: dict[str, Any], name: str, path: str) -> str:
        """A text, "" where there is none."""
        value = parent.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        self.complain(f"{path}.{name}", say("This must be a text."))
        return ""

    def mapping(self, parent: dict[str, Any], name: str, path: str) -> dict[str, Any]:
        """An object, empty where there is none."""
        value = parent.get(name)
        if value is None or isinstance(value, dict):
            return value or {}
        self.complain(f"{path}.{name}", say("This must be an object."))
        return {}

    def texts(self, parent: dict[str, Any], name: str, path: str) -> list[str]:
        """A list of texts, empty where there is none. A single text is a list of one."""
        value = parent.get(name)
        if value is None:
            return []
        if isinstance(value, str):
            return [value]
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        self.complain(f"{path}.{name}", say("This must be a list of texts."))
        return []

    def whole_number(self, value: object, path: str, most: int) -> int | None:
        """A whole number from 0 to `most`; None where there is none."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        self.complain(path, say("This must be a whole number from 0 to {most}.", most=most))
        return None


def is_number(value: object) -> bool:
    """Whether a JSON value is a number that fits in a float; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False
