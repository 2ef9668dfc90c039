"""A map of an area in its surroundings: its parts with names, its places, its neighbours muted."""

from collections.abc import Sequence

from tryggve.charts import house, map_words
from tryggve.charts.map_chart import map_chart
from tryggve.charts.map_frame import frame_around
from tryggve.charts.map_marks import Line, picture_of, texts
from tryggve.charts.mapped import MapArea
from tryggve.charts.picture import Picture
from tryggve.charts.svg import to_svg


def area_map(
    areas: Sequence[MapArea],
    *,
    background: Sequence[MapArea] = (),
    marked: MapArea | None = None,
    language: str,
    width: int = 640,
) -> Picture:
    """Draw areas with their names, and give the table that says the same.

    `marked` is the area that the map is about and `areas` its parts; an area without parts stands
    alone in `areas`. `background` is its neighbours. North is up. An area with no room for its
    name shows the number that it has in the table. `width` is the picture's own width in pixels:
    text of 13 px is as large as that where the picture is shown at that width.

    Raises `ValueError` for coordinates that cannot be SWEREF 99 TM.
    """
    shown = [area for area in (*areas, marked) if area and area.is_drawn]
    title = map_words.title(areas, marked=marked).spoken_in(language)
    table = map_words.table(areas, marked=marked, language=language)
    if not shown:
        nothing = map_words.NOTHING.spoken_in(language)
        line = Line(width / 2, 60, nothing)
        empty = texts([line], ink=house.INK, size=house.TEXT_SIZE)
        chart = picture_of([empty], width=width, height=120)
        svg = to_svg(chart, title=title, description=nothing, language=language)
        return Picture(svg, title, nothing, table)
    frame = frame_around([area.shape for area in shown], width=width)
    said = map_words.description(areas, background=background, marked=marked, frame=frame)
    description = " ".join(sentence.spoken_in(language) for sentence in said)
    chart = map_chart(areas, background=background, marked=marked, frame=frame, language=language)
    svg = to_svg(chart, title=title, description=description, language=language)
    return Picture(svg, title, description, table)
