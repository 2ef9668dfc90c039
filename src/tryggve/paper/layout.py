"""Where everything stands on a form, so that a scanned one can be read.

Lengths are millimetres from the left and upper edge of the page. The file `layout.json` holds a
`Layout` as `as_json` writes it; its keys are those of the classes here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from tryggve.privacy.check_signs import SIGNS

VERSION = 1
WIDTH, HEIGHT = 210.0, 297.0  # A4
MARK = 5.0  # the side of a corner mark
FROM_EDGE = 10.0  # from the paper's edge to a mark; printers and feeders lose up to 8
CODE = 9.0  # the side of the square that a symbol stands in the middle of
ROUNDING = 3  # decimals: a thousandth of a millimetre


@dataclass(frozen=True)
class Rectangle:
    """`x`, `y` of its upper left corner; `width`, `height`."""

    x: float
    y: float
    width: float
    height: float

    def turned(self) -> "Rectangle":
        """Where it stands on the same page upside down."""
        return Rectangle(
            WIDTH - self.x - self.width, HEIGHT - self.y - self.height, self.width, self.height
        )


@dataclass(frozen=True)
class Box:
    """One box to tick, one cell for a digit, or the frame of a text.

    `variable`: the column of the answers. `kind`: `tick`, `digit` or `text`. `code`: of the answer
    to tick, or the place of the digit from the left, from 0; 0 for a text. `several`: whether more
    than one box of the variable may be ticked. `decimals`: of a number.
    """

    page: int
    variable: str
    kind: str
    code: int
    area: Rectangle
    several: bool = False
    decimals: int = 0


@dataclass(frozen=True)
class Layout:
    """A form. `questionnaire`: its name, version and content hash. `pages`: how many sides; an
    even number, two on a sheet."""

    questionnaire: Mapping[str, str]
    language: str
    pages: int
    boxes: tuple[Box, ...]

    @property
    def sheets(self) -> int:
        return self.pages // 2

    @cached_property
    def id(self) -> str:
        """Four signs that stand for all of it; in the code on every side."""
        digest = hashlib.sha256(_as_text(self._content()).encode()).digest()
        return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:4])

    def as_json(self) -> str:
        """The file, the same for the same layout."""
        return _as_text({"id": self.id, **self._content()})

    def _content(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "questionnaire": dict(self.questionnaire),
            "language": self.language,
            "paper": {"width": WIDTH, "height": HEIGHT},
            "pages": self.pages,
            "marks": [asdict(each) for each in marks()],
            "codes": [asdict(each) for each in codes()],
            "boxes": [asdict(each) for each in self.boxes],
        }


def marks() -> list[Rectangle]:
    """The four corner marks: upper left, upper right, lower left, lower right."""
    far_x, far_y = WIDTH - FROM_EDGE - MARK, HEIGHT - FROM_EDGE - MARK
    return [Rectangle(x, y, MARK, MARK) for y in (FROM_EDGE, far_y) for x in (FROM_EDGE, far_x)]


def codes() -> list[Rectangle]:
    """The squares of the two symbols. Upside down neither stands where the other does."""
    return [
        Rectangle(172.0, FROM_EDGE - (CODE - MARK) / 2, CODE, CODE),
        Rectangle(40.0, HEIGHT - FROM_EDGE - MARK - (CODE - MARK) / 2, CODE, CODE),
    ]


def read_layout(text: str) -> Layout:
    """The layout of a file that `as_json` wrote. ValueError for another version or other content
    than its id says."""
    given = json.loads(text)
    if given.get("version") != VERSION:
        raise ValueError("a layout of another version")
    layout = Layout(
        questionnaire=given["questionnaire"],
        language=given["language"],
        pages=given["pages"],
        boxes=tuple(Box(**each | {"area": Rectangle(**each["area"])}) for each in given["boxes"]),
    )
    if layout.id != given["id"]:
        raise ValueError("a layout that was changed")
    return layout


def boxes_from(found: Sequence[Mapping[str, Any]]) -> tuple[Box, ...]:
    """The boxes as the layout engine tells them, in the order of the form."""
    return tuple(
        Box(
            page=each["page"],
            variable=each["variable"],
            kind=each["kind"],
            code=each["code"],
            area=Rectangle(
                *(round(each[name], ROUNDING) for name in ("x", "y", "width", "height"))
            ),
            several=each["several"],
            decimals=each["decimals"],
        )
        for each in found
    )


def _as_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
