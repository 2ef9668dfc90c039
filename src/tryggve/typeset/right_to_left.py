"""Mend the hidden text of Arabic in a PDF from Typst; what is seen on the page stays as it was.

Two things are wrong in what Typst 0.15 writes, and a reader who listens or searches meets both.
Noto Sans Arabic draws a dotted letter as a letter and its dots, and each of the two glyphs says
the whole letter, so that words come out with doubled letters. And the pieces of a line stand in
the structure tree from left to right as drawn, so that a line is read from its last word. Here
glyphs without width fall silent, and the pieces of each line are put in the order of reading.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    NumberTree,
    Object,
    Operator,
    Page,
    String,
)

from tryggve.typeset.direction import is_written_from_right, reading_order
from tryggve.typeset.pdf_text import SHOWS, Font, Pen, Run, fonts_of, pieces_of

_A_LINE = 0.7  # of the type size: what lies further down is another line, not a dot under a letter
_MARKS = frozenset({"BDC", "BMC"})


def mend(pdf: bytes, *, from_right: bool) -> bytes:
    """The same pages with Arabic said once and in the order of reading.

    `from_right` tells whether the document's lines begin at the right, as in Arabic.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.StructTreeRoot
        owners = NumberTree(tree.ParentTree)
        runs: dict[tuple[int, int], list[Run]] = {}
        for page in document.pages:
            cutter = _Cutter(page, owners[int(page.obj.StructParents)])
            content = pikepdf.unparse_content_stream(list(cutter.mended()))
            page.obj.Contents = document.make_stream(content)
            runs |= {(page.obj.objgen[0], number): cut for number, cut in cutter.runs.items()}
        _Reader(runs, from_right).put_in_order(tree)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()


class _Cutter:
    """Cuts the Arabic of a page in pieces that each run one way, and silences the dots.

    `runs` holds the pieces by the number (MCID) of the piece that they were cut from; `owners`,
    the page's list of structure elements by number, grows with the new numbers.
    """

    def __init__(self, page: Page, owners: Object) -> None:
        self.runs: dict[int, list[Run]] = {}
        self._page, self._owners, self._pen = page, owners, Pen(fonts_of(page))

    def mended(self) -> Iterator[ContentStreamInstruction]:
        instructions = [
            instruction
            for instruction in pikepdf.parse_content_stream(self._page)
            if isinstance(instruction, ContentStreamInstruction)  # Typst writes no inline images
        ]
        at = 0
        while at < len(instructions):
            number = _number(instructions[at])
            end = at + 1 if number is None else _end(instructions, at)
            block = instructions[at:end]
            if number is None:
                self._pen.follow(block[0])
                yield from block
            elif is_written_from_right(self._letters(block)):
                yield from self._cut(block[1:-1], number)
            else:
                self._note(block, number)
                yield from block
            at = end

    def _letters(self, block: Iterable[ContentStreamInstruction]) -> str:
        return "".join(font.said(pieces_of(shown)) for font, shown in self._shown(block))

    def _shown(
        self, block: Iterable[ContentStreamInstruction]
    ) -> Iterator[tuple[Font, ContentStreamInstruction]]:
        font = self._pen.font
        for instruction in block:
            operator = str(instruction.operator)
            if operator == "Tf":
                font = self._pen.fonts[str(instruction.operands[0])]
            elif operator in SHOWS and font is not None:
                yield font, instruction

    def _note(self, block: Iterable[ContentStreamInstruction], number: int) -> None:
        letters = self._letters(block)
        for instruction in block:
            if str(instruction.operator) in SHOWS and number not in self.runs:
                self.runs[number] = [self._pen.run(number, letters)]
            self._pen.follow(instruction)

    def _cut(
        self, block: Iterable[ContentStreamInstruction], number: int
    ) -> Iterator[ContentStreamInstruction]:
        said_instead: list[str | None] = []  # by each mark that is open
        for instruction in block:
            operator = str(instruction.operator)
            if operator in _MARKS:
                said_instead.append(_actual_text(instruction))
            elif operator == "EMC":
                said_instead.pop()
            elif operator in SHOWS and self._pen.font is not None:
                for is_wide, pieces in self._pen.font.parts(instruction):
                    letters = self._pen.font.said(pieces)
                    instead = next((text for text in said_instead if text is not None), None)
                    if instead is not None and is_wide:
                        letters, said_instead = instead, [""] * len(said_instead)
                    elif not is_wide:
                        letters = instead = ""
                    yield from self._piece(_do("TJ", Array(pieces)), number, letters, instead)
            else:
                self._pen.follow(instruction)
                yield instruction

    def _piece(
        self, shown: ContentStreamInstruction, number: int, letters: str, instead: str | None
    ) -> Iterator[ContentStreamInstruction]:
        """A piece under a number of its own: the old one for the first, then new ones."""
        cut = self.runs.setdefault(number, [])
        own = len(self._owners) if cut else number
        if cut:
            self._owners.append(self._owners[number])
        cut.append(self._pen.run(own, letters))
        self._pen.follow(shown)
        named = Dictionary(MCID=own)
        if instead is not None:
            named.ActualText = String(instead)
        yield _do("BDC", Name.Span, named)
        if instead is None:
            yield from (_do("BMC", Name.ReversedChars), shown, _do("EMC"))
        else:
            yield shown
        yield _do("EMC")


@dataclass(frozen=True)
class _Reader:
    """Walks the structure tree and puts the pieces of each line in the order of reading."""

    runs: dict[tuple[int, int], list[Run]]
    from_right: bool

    def put_in_order(self, element: Object, page: int = 0) -> None:
        kids, page = _kids(element), _page(element, page)
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                self.put_in_order(kid, page)
        if any(isinstance(kid, int) for kid in kids):
            element.K = Array(self._ordered(kids, page))

    def _ordered(self, kids: Sequence[Object | int], page: int) -> list[Object | int]:
        placed: list[tuple[Object | int, Run]] = []
        others = []
        for kid in kids:
            runs = self._runs(kid, page)
            if isinstance(kid, int):
                placed += [(run.number, run) for run in runs]
            elif "/MCID" in kid:  # a piece on another page than the element's own
                placed += [(_reference(kid, run.number), run) for run in runs]
            elif runs:
                letters = "".join(run.letters for run in runs)
                placed.append((kid, Run(0, runs[0].x, runs[0].y, runs[0].size, letters)))
            if not runs:
                others.append(kid)  # what is no text, as a link's own rectangle, stays last
        return [kid for line in _lines(placed) for kid in self._read(line)] + others

    def _read(self, line: list[tuple[Object | int, Run]]) -> Iterator[Object | int]:
        # The space at a line's end has lost its width: it belongs outside what has the same place.
        line.sort(key=lambda kid_and_run: (kid_and_run[1].x, self._is_inner(kid_and_run[1])))
        texts = [run.letters for _, run in line]
        return (line[at][0] for at in reading_order(texts, from_right=self.from_right))

    def _is_inner(self, run: Run) -> bool:
        return run.letters.isspace() != self.from_right

    def _runs(self, kid: Object | int, page: int) -> list[Run]:
        """A kid's pieces of text, those of an element with all that is in it."""
        if isinstance(kid, int):
            return self.runs.get((page, kid), [])
        page = _page(kid, page)
        if "/MCID" in kid:
            return self.runs.get((page, int(kid.MCID)), [])
        return [run for inner in _kids(kid) for run in self._runs(inner, page)]


def _lines(
    placed: Iterable[tuple[Object | int, Run]],
) -> list[list[tuple[Object | int, Run]]]:
    lines: list[list[tuple[Object | int, Run]]] = []
    for kid, run in placed:
        if lines and abs(run.y - lines[-1][0][1].y) < _A_LINE * run.size:
            lines[-1].append((kid, run))
        else:
            lines.append([(kid, run)])
    return lines


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _page(element: Object, otherwise: int) -> int:
    return int(element.Pg.objgen[0]) if "/Pg" in element else otherwise


def _reference(like: Object, number: int) -> Object:
    return Dictionary(Type=Name.MCR, Pg=like.Pg, MCID=number)


def _number(instruction: ContentStreamInstruction) -> int | None:
    if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]:
        return int(instruction.operands[1].MCID)
    return None


def _end(instructions: Sequence[ContentStreamInstruction], start: int) -> int:
    """The place after the EMC that closes the mark at `start`."""
    depth = 0
    for at in range(start, len(instructions)):
        operator = str(instructions[at].operator)
        depth += (operator in _MARKS) - (operator == "EMC")
        if depth == 0:
            return at + 1
    raise ValueError("A mark is never closed.")


def _actual_text(mark: ContentStreamInstruction) -> str | None:
    named = mark.operands[1] if str(mark.operator) == "BDC" else Dictionary()
    return str(named["/ActualText"]) if "/ActualText" in named else None


def _do(operator: str, *operands: Object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(operator))
