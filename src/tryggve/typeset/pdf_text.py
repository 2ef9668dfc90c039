"""The text of a page that Typst wrote: its fonts, and its marked pieces with place and letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pikepdf import Array, ContentStreamInstruction, Matrix, Name, Object, Page, String

Piece = Object | int | float  # of a TJ: a string of glyphs, or a move in thousandths of the size
SHOWS = frozenset({"Tj", "TJ"})
_PAIR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")


@dataclass(frozen=True)
class Font:
    """A font as a page uses it: two bytes a glyph, with what each says and how wide it is."""

    letters: dict[int, str] = field(repr=False)
    widths: dict[int, float] = field(repr=False)
    width_otherwise: float

    def width(self, glyph: int) -> float:
        return self.widths.get(glyph, self.width_otherwise)

    def parts(self, shown: ContentStreamInstruction) -> list[tuple[bool, list[Piece]]]:
        """A `Tj` or `TJ` cut where width ends or begins: (whether there is any, the pieces)."""
        parts: list[tuple[bool, list[Piece]]] = []
        moves: list[Piece] = []
        for piece in pieces_of(shown):
            if not isinstance(piece, String):
                moves.append(piece)
                continue
            for glyph in glyphs_of(piece):
                is_wide = self.width(glyph) != 0
                if not parts or parts[-1][0] != is_wide:
                    parts.append((is_wide, []))
                parts[-1][1].extend((*moves, String(glyph.to_bytes(2, "big"))))
                moves = []
        if parts:
            parts[-1][1].extend(moves)
        return parts

    def said(self, pieces: Iterable[Piece]) -> str:
        """The letters of what is shown, in the order as seen."""
        glyphs = (glyph for p in pieces if isinstance(p, String) for glyph in glyphs_of(p))
        return "".join(self.letters.get(glyph, "") for glyph in glyphs)

    def advance(self, pieces: Iterable[Piece]) -> float:
        """How far the pen moves to the right, in parts of the type size."""
        total = 0.0
        for piece in pieces:
            if isinstance(piece, String):
                total += sum(self.width(glyph) for glyph in glyphs_of(piece))
            else:
                total -= float(piece)
        return total / 1000


@dataclass(frozen=True)
class Run:
    """A marked piece of text: its number, where its baseline begins (points), size, letters."""

    number: int
    x: float
    y: float
    size: float
    letters: str


class Pen:
    """Follows a page's operators: which font, and where on the page the next glyph stands."""

    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts = fonts
        self.font: Font | None = None
        self.size = 0.0
        self._page, self._outer, self._line, self._moved = Matrix(), list[Matrix](), Matrix(), 0.0

    def follow(self, instruction: ContentStreamInstruction) -> None:
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                self._outer.append(self._page)
            case "Q":
                self._page = self._outer.pop()
            case "cm":
                self._page = _matrix(operands) @ self._page
            case "Tm":
                self._line, self._moved = _matrix(operands), 0.0
            case "Tf":
                self.font, self.size = self.fonts[str(operands[0])], float(operands[1])
            case "Tj" | "TJ" if self.font is not None:
                self._moved += self.font.advance(pieces_of(instruction)) * self.size

    def run(self, number: int, letters: str) -> Run:
        here = Matrix(1, 0, 0, 1, self._moved, 0) @ self._line @ self._page
        return Run(number, here.e, here.f, self.size, letters)


def fonts_of(page: Page) -> dict[str, Font]:
    """The fonts of a page by the name that its content calls them."""
    return {str(name): _font(font) for name, font in page.resources.get("/Font", {}).items()}


def pieces_of(shown: ContentStreamInstruction) -> list[Piece]:
    """What a `Tj` or `TJ` shows, in the order as seen."""
    operand = shown.operands[0]
    return list(operand) if isinstance(operand, Array) else [operand]


def glyphs_of(shown: Object) -> Iterator[int]:
    code = bytes(shown)
    return (int.from_bytes(code[at : at + 2], "big") for at in range(0, len(code), 2))


def _matrix(operands: Iterable[Object]) -> Matrix:
    return Matrix(*(float(number) for number in operands))


def _font(font: Object) -> Font:
    if font.Subtype != Name.Type0:
        raise ValueError(f"Typst writes fonts of two bytes a glyph, not {font.Subtype}.")
    shape = font.DescendantFonts[0]
    cmap = font.ToUnicode.read_bytes().decode("ascii", "ignore")
    letters = {
        int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in _PAIR.findall(cmap)
    }
    return Font(letters, dict(_widths(shape.W)), float(shape.get("/DW", 1000)))


def _widths(table: Object) -> Iterator[tuple[int, float]]:
    """A width table holds `first [w w ...]` and `first last w`, mixed."""
    cells = list(table)
    while cells:
        first, second = int(cells.pop(0)), cells.pop(0)
        if isinstance(second, Array):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
        else:
            width = float(cells.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(second) + 1))
