"""The strip below a map: its scale, where north is, and what its lines mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Point

from tryggve.charts import house, map_words
from tryggve.charts.labels import text_width
from tryggve.charts.map_frame import Frame
from tryggve.charts.map_marks import Layer, Line, hatched, lines, paper, shapes, symbols, texts
from tryggve.charts.map_style import BORDERS, FILLS, HATCH, SMALL_SIZE
from tryggve.charts.mapped import MapArea
from tryggve.wording.text import Text, say

NORTH_IS_UP = say("North is up")
FIRST_ROW, ROW, MARGIN = 34, 24, 12  # px
SAMPLE, GAP = 28, 8  # px: how wide a sample of a line is, and the air after it
_ARROW = "M0,-1L0.6,0.9L0,0.5L-0.6,0.9Z"


@dataclass(frozen=True)
class Entry:
    """A sample of a line or a fill, and what it means; where its left edge stands."""

    name: str
    said: str
    x: float
    y: float


@dataclass(frozen=True)
class Strip:
    """Everything below the ground of a map, in one language."""

    frame: Frame
    language: str
    entries: tuple[Entry, ...]

    @property
    def height(self) -> float:
        rows = {entry.y for entry in self.entries}
        return FIRST_ROW + ROW * len(rows)

    def layers(self) -> list[Layer]:
        """Paper, the scale bar, the arrow to the north, the samples with their meaning."""
        top = self.frame.height
        bar, said = scale_bar(self.frame)
        middle = top + FIRST_ROW / 2
        end = MARGIN + bar
        ticks = [((x, middle - 4), (x, middle + 4)) for x in (MARGIN, end)]
        right = self.frame.width - MARGIN
        north = NORTH_IS_UP.spoken_in(self.language)
        left_texts = [Line(end + GAP, middle, said.spoken_in(self.language))]
        left_texts += [Line(e.x + SAMPLE + GAP, e.y, e.said) for e in self.entries]
        arrow = Point(right - text_width(north, SMALL_SIZE) - 2 * GAP, middle)
        return [
            paper(-1, top, self.frame.width + 2, self.height),
            lines([((MARGIN, middle), (end, middle)), *ticks], stroke=house.INK, strokeWidth=1.5),
            symbols([arrow], _ARROW, fill=house.INK, strokeWidth=0, size=200),
            texts([Line(right, middle, north)], ink=house.INK, size=SMALL_SIZE, align="right"),
            *self._samples(),
            texts(left_texts, ink=house.INK, size=SMALL_SIZE, align="left"),
        ]

    def _samples(self) -> Iterator[Layer]:
        for entry in self.entries:
            if entry.name in BORDERS:
                line = ((entry.x, entry.y), (entry.x + SAMPLE, entry.y))
                yield lines([line], **BORDERS[entry.name])
            else:
                swatch = shapely.box(entry.x, entry.y - 7, entry.x + SAMPLE, entry.y + 7)
                yield shapes([swatch], fill=FILLS[entry.name])
                yield shapes([hatched(swatch)], filled=False, stroke=HATCH, strokeWidth=0.8)


def strip_below(areas: Sequence[MapArea], frame: Frame, language: str) -> Strip:
    """What the map's areas need explained: nothing where all borders are official and sure."""
    polygons = [area for area in areas if area.is_drawn and not area.is_place]
    names: list[tuple[str, Text]] = []
    present = {area.origin for area in polygons}
    if present - {"official"}:
        names += [(name, said) for name, said in map_words.BORDERS.items() if name in present]
    kinds = {area.kind for area in polygons}
    names += [(name, said) for name, said in map_words.KINDS.items() if name in kinds]
    entries: list[Entry] = []
    x, y = float(MARGIN), frame.height + FIRST_ROW + ROW / 2 - 4
    for name, text in names:
        said = text.spoken_in(language)
        width = SAMPLE + GAP + text_width(said, SMALL_SIZE)
        if entries and x + width > frame.width - MARGIN:
            x, y = float(MARGIN), y + ROW
        entries.append(Entry(name, said, x, y))
        x += width + 3 * GAP
    return Strip(frame, language, tuple(entries))


def scale_bar(frame: Frame) -> tuple[float, Text]:
    """The longest round distance within a quarter of the picture: in pixels, and in words."""
    longest = frame.width / 4 / frame.scale
    metres = max(
        step * 10**power for power in range(6) for step in (1, 2, 5) if step * 10**power <= longest
    )
    if metres < 1000:
        return metres * frame.scale, say("{count} m", count=metres)
    return metres * frame.scale, say("{count} km", count=metres // 1000)
