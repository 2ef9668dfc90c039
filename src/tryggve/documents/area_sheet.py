"""The area sheet (områdesblad): what an area is, who answers for it, who lives there, its parts."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tryggve.charts.picture import Column, Picture, Table
from tryggve.documents.page import SIMULATED, page, table_data
from tryggve.typeset.pictures import for_page
from tryggve.wording import formats
from tryggve.wording.text import Text, say

TEMPLATE = Path(__file__).parent / "templates" / "area_sheet.typ"
Said = str | Text  # a text already in the reader's language, or one that is said in it here
UNKNOWN = ".."
GENERALISED = say(
    "The borders are generalised and good for pictures only. Which area an address belongs to "
    "is decided by its code, not by the line on the map."
)
WORDS = {
    "code": say("Code"),
    "valid": say("Valid"),
    "lies_in": say("Lies in"),
    "population": say("Population"),
    "responsible": say("Who answers for the area"),
    "nobody": say("Nobody has been named yet."),
    "map": say("Map"),
    "on_the_map": say("What the map shows"),
    "modelled": say("Modelled figures"),
    "no_population": say("No population is known for this area yet."),
    "how_made": say("How the sheet was made"),
}


def picture_width(parts: int) -> int:
    """How wide the sheet's map should be drawn, in pixels: wider where there are many parts.

    Its text is set in 9 points whatever the width; 560 pixels are the whole width of the text.
    """
    return 440 if parts <= 12 else 560


@dataclass(frozen=True)
class Responsible:
    """An organisation and what it answers for; how to reach the function, never a person's name."""

    task: Said
    organisation: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class AgeGroup:
    """Women and men of an age, both ends included; `age_to` None is the open top class."""

    age_from: int
    age_to: int | None
    women: int
    men: int


@dataclass(frozen=True)
class Population:
    """How many live in the area, by sex and age where that is known.

    `modelled` is the sentence that says how the figures were modelled, empty where they are
    counted. Raises `ValueError` where the ages do not sum to the total.
    """

    total: int
    source: Said
    on: date
    groups: tuple[AgeGroup, ...] = ()
    modelled: Said = ""

    def __post_init__(self) -> None:
        counted = sum(group.women + group.men for group in self.groups)
        if self.groups and counted != self.total:
            raise ValueError(f"The ages sum to {counted} people, the total says {self.total}.")


@dataclass(frozen=True)
class Part:
    """What the map does not know of a part of the area: its kind, and its population if known."""

    kind: Said
    population: int | None = None


@dataclass(frozen=True)
class AreaSheet:
    """Everything on the sheet. `path` is the areas it lies in, the largest first.

    It holds from `valid_from` (None: as long as is known) to `valid_to` (None: still), both days
    counted.

    `parts` are in the order of the rows of the picture's table, one each; none where the area has
    no parts. Raises `ValueError` where their numbers differ.
    """

    name: str
    kind: Said
    code: str
    valid_from: date | None
    valid_to: date | None
    path: tuple[str, ...]
    responsible: tuple[Responsible, ...]
    picture: Picture
    population: Population | None
    parts: tuple[Part, ...]
    border_source: Said
    borders_are_generalised: bool
    made: date
    simulated: bool = False

    def __post_init__(self) -> None:
        if self.parts and len(self.parts) != len(self.picture.table.rows):
            raise ValueError("The sheet has as many parts as the picture's table has rows.")


def area_sheet(sheet: AreaSheet, *, language: str) -> bytes:
    """The sheet as PDF/UA-1, one to two A4 pages for an area with a handful of parts.

    The picture is one drawn in the same language, of `picture_width`. Raises `TypesetError`.
    """
    title = say("Area sheet: {name}", name=sheet.name)
    return page(TEMPLATE, _data(sheet, language), language=language, title=title, made=sheet.made)


def _data(sheet: AreaSheet, language: str) -> dict[str, Any]:
    population = sheet.population
    by_age = _by_age(population, language) if population else None
    return {
        "words": WORDS,
        "name": sheet.name,
        "kind": sheet.kind,
        "code": sheet.code,
        "valid": _validity(sheet),
        "path": list(sheet.path),
        "simulated": SIMULATED if sheet.simulated else None,
        "responsible": [
            {"task": who.task, "organisation": who.organisation}
            | {"phone": who.phone, "email": who.email}
            for who in sheet.responsible
        ],
        "picture": for_page(sheet.picture.svg, description=sheet.picture.description),
        "on_the_map": table_data(_table_of_parts(sheet, language)),
        "total": formats.number(population.total, language) if population else "",
        "by_age": table_data(by_age) if by_age else None,
        "modelled": population.modelled if population else "",
        "sources": _sources(sheet),
    }


def _validity(sheet: AreaSheet) -> Text:
    if sheet.valid_from is None:
        is_open = sheet.valid_to is None
        return say("as long as is known") if is_open else say("until {end}", end=sheet.valid_to)
    if sheet.valid_to is None:
        return say("from {start}", start=sheet.valid_from)
    return say("from {start} to {end}", start=sheet.valid_from, end=sheet.valid_to)


def _table_of_parts(sheet: AreaSheet, language: str) -> Table:
    """The picture's table, and for each part its kind and its population."""
    table = sheet.picture.table
    if not sheet.parts:
        return table
    headings = (Column(_spoken(say("Kind"), language)), _number_column(say("Population"), language))
    rows = [
        (*row, _spoken(part.kind, language), _count(part.population, language))
        for row, part in zip(table.rows, sheet.parts, strict=True)
    ]
    return Table((*table.columns, *headings), rows)


def _by_age(population: Population, language: str) -> Table | None:
    """Women, men and both by age, the sum last."""
    groups = population.groups
    if not groups:
        return None
    columns = (
        Column(_spoken(say("Age"), language)),
        *(_number_column(who, language) for who in (say("Women"), say("Men"), say("All"))),
    )
    counts = [(_ages(group), group.women, group.men) for group in groups]
    counts.append((say("All"), sum(g.women for g in groups), sum(g.men for g in groups)))
    rows = [
        (_spoken(ages, language), *(_count(n, language) for n in (women, men, women + men)))
        for ages, women, men in counts
    ]
    return Table(columns, rows)


def _ages(group: AgeGroup) -> Said:
    if group.age_to is None:
        return say("{age} or older", age=group.age_from)
    return f"{group.age_from}–{group.age_to}"


def _sources(sheet: AreaSheet) -> list[Said]:
    said: list[Said] = [say("Borders: {source}.", source=sheet.border_source)]
    if sheet.borders_are_generalised:
        said.append(GENERALISED)
    if sheet.population:
        who = sheet.population
        said.append(say("Population: {source}, {day}.", source=who.source, day=who.on))
    said.append(say("The sheet was made {day}.", day=sheet.made))
    return said


def _count(number: int | None, language: str) -> str:
    return UNKNOWN if number is None else formats.number(number, language)


def _number_column(heading: Text, language: str) -> Column:
    return Column(heading.spoken_in(language), numeric=True)


def _spoken(said: Said, language: str) -> str:
    return said.spoken_in(language) if isinstance(said, Text) else said
