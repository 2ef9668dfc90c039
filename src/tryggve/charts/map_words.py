"""What a map says in words: its title, its description and the table that equals it."""

import math
from collections.abc import Sequence

import shapely

from tryggve.charts.map_frame import Frame
from tryggve.charts.mapped import MapArea
from tryggve.charts.picture import Column, Table
from tryggve.wording.text import Text, say, say_many

# From the east, as angles are counted: against the clock.
DIRECTIONS = (
    say("in the east"),
    say("in the north-east"),
    say("in the north"),
    say("in the north-west"),
    say("in the west"),
    say("in the south-west"),
    say("in the south"),
    say("in the south-east"),
)
MIDDLE = 0.12  # of the extent: nearer than this to its centre is in the middle
MOST_NAMES = 8  # in a description; the table has them all
KINDS = {"uncertain": say("uncertain area"), "too few": say("too few answers")}
ORIGINS = {
    "official": say("official"),
    "uploaded": say("uploaded"),
    "simulated": say("simulated"),
}
PLACES = {
    "official": say("a place, no border"),
    "uploaded": say("an uploaded place, no border"),
    "simulated": say("a simulated place, no border"),
}
BORDERS = {
    "official": say("official border"),
    "uploaded": say("uploaded border"),
    "simulated": say("simulated border"),
}
NOTHING = say("There is no area with a border to show yet.")


def title(areas: Sequence[MapArea], *, marked: MapArea | None) -> Text:
    """What the map is of."""
    alone = marked or (areas[0] if len(areas) == 1 else None)
    if alone:
        return say("Map of {name}", name=alone.name)
    return say_many("Map of {count} area", "Map of {count} areas", len(areas))


def description(
    areas: Sequence[MapArea],
    *,
    background: Sequence[MapArea],
    marked: MapArea | None,
    frame: Frame,
) -> list[Text]:
    """What the map shows, in sentences: what, its neighbours, how large, how to read it."""
    drawn = [area for area in areas if area.is_drawn]
    sentences = []
    if marked:
        sentences.append(say("The map shows {name}.", name=marked.name))
    if drawn and drawn != [marked]:
        sentences.append(say_many("On it is {count} area.", "On it are {count} areas.", len(drawn)))
    if drawn and drawn != [marked] and len(drawn) <= MOST_NAMES:
        sentences.append(say("By name: {names}.", names=_listed(drawn)))
    if 0 < len(background) <= MOST_NAMES:
        sentences.append(say("Around lie {names}.", names=_listed(background)))
    kilometres = round(frame.width / frame.scale / 1000)
    sentences.append(
        say("From west to east the picture is {km} km, and north is up.", km=kilometres)
    )
    return sentences


def table(areas: Sequence[MapArea], *, marked: MapArea | None, language: str) -> Table:
    """A row for each area in the order given: number, name, code, where it lies, its border."""
    headings = [say("No."), say("Name"), say("Code"), say("Where"), say("Border")]
    has_notes = any(area.kind for area in areas)
    if has_notes:
        headings.append(say("Note"))
    rows = []
    for number, area in enumerate(areas, start=1):
        said: list[str | Text] = [str(number), area.name, area.code]
        said += [_where(area, areas, marked), _border(area)]
        if has_notes:
            said.append(KINDS[area.kind] if area.kind else "")
        rows.append(tuple(_spoken(cell, language) for cell in said))
    columns = (Column(_spoken(text, language), numeric=at == 0) for at, text in enumerate(headings))
    return Table(tuple(columns), tuple(rows))


def _where(area: MapArea, areas: Sequence[MapArea], marked: MapArea | None) -> Text:
    """In which part of the marked area, or of all the areas together, an area lies."""
    if not area.is_drawn:
        return say("not on the map")
    around = [marked.shape] if marked and marked.is_drawn else [a.shape for a in areas]
    west, south, east, north = shapely.total_bounds(around)
    centre = shapely.centroid(area.shape)
    across, up = centre.x - (west + east) / 2, centre.y - (south + north) / 2
    if max(abs(across), abs(up)) <= MIDDLE * max(east - west, north - south):
        return say("in the middle")
    return DIRECTIONS[round(math.degrees(math.atan2(up, across)) / 45) % 8]


def _border(area: MapArea) -> Text:
    if not area.is_drawn:
        return say("not known")
    if area.is_place:
        return PLACES[area.origin]
    return ORIGINS[area.origin]


def _listed(areas: Sequence[MapArea]) -> str:
    return ", ".join(area.name for area in areas)


def _spoken(cell: str | Text, language: str) -> str:
    return cell.spoken_in(language) if isinstance(cell, Text) else cell
