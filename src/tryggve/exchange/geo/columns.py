"""The names that a file may give its columns, in Swedish and English."""

from collections.abc import Iterable

from tryggve.wording.problems import Problem
from tryggve.wording.text import say

CODE, NAME, MUNICIPALITY = "code", "name", "municipality_code"
POSTAL_CODE = "postal_code"
TEXTS = (CODE, NAME, MUNICIPALITY, POSTAL_CODE)
LON, LAT, X, Y = "lon", "lat", "x", "y"

NAMES = {
    CODE: ("kod", "code", "områdeskod", "area_code"),
    NAME: ("namn", "name", "områdesnamn", "area_name"),
    MUNICIPALITY: ("kommunkod", "municipality_code"),
    POSTAL_CODE: ("postnummer", "postal_code", "postcode"),
    LON: ("lon", "long", "longitude", "longitud"),
    LAT: ("lat", "latitude", "latitud"),
    X: ("x", "e", "öst", "ost", "east", "easting"),
    Y: ("y", "n", "nord", "north", "northing"),
}


def find(names: Iterable[str], *, file: str) -> tuple[dict[str, str], list[Problem]]:
    """Which of the file's columns holds what, and a problem for each that stands twice."""
    found: dict[str, str] = {}
    problems = []
    for name in names:
        meaning = _MEANINGS.get(name.strip().casefold())
        if meaning is None:
            continue
        if meaning in found:
            problems.append(
                Problem(
                    say(
                        "The columns {first} and {second} mean the same.",
                        first=found[meaning],
                        second=name,
                    ),
                    say("Keep one of them."),
                    file=file,
                    field=name,
                )
            )
        else:
            found[meaning] = name
    return found, problems


def missing(meaning: str, *, file: str) -> Problem:
    """The problem of a column that must be there and is not."""
    first, second, *_ = NAMES[meaning]
    return Problem(
        say("A column is missing: {first} or {second}.", first=first, second=second),
        say("Add it, or give the column that holds it that name."),
        file=file,
        field=first,
    )


def as_text(value: object) -> str:
    """A code or a name as text: 12 and 12.0 as "12"; empty for nothing, and for lists and such."""
    match value:
        case bool():
            return ""
        case str():
            return value.strip()
        case int():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return ""


_MEANINGS = {name: meaning for meaning, names in NAMES.items() for name in names}
