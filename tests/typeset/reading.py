"""Read a PDF as assistive technology does: by its structure tree, not by where things stand."""

import io
import re
from dataclasses import dataclass, field

import pikepdf


@dataclass
class Element:
    """An element of the structure tree: tag, description, and what is in it."""

    tag: str
    description: str = ""
    kids: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, tag: str) -> list["Element"]:
        """Every element of a tag within this one, in the order of reading."""
        inside = [kid for kid in self.kids if isinstance(kid, Element)]
        return [self] * (self.tag == tag) + [found for kid in inside for found in kid.all(tag)]


def tree(pdf: bytes) -> Element:
    """The structure tree with the text that a screen reader says."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        said = {
            (page.obj.objgen[0], mcid): text
            for page in document.pages
            for mcid, text in page_text(page).items()
        }
        return _element(document.Root.StructTreeRoot.K[0], said, 0)


def _element(node, said, page) -> Element:
    page = node.Pg.objgen[0] if "/Pg" in node else page
    element = Element(str(node.S).lstrip("/"), str(node.get("/Alt", "")))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(said.get((page, kid), ""))
        elif "/S" in kid:
            element.kids.append(_element(kid, said, page))
        elif "/MCID" in kid:
            element.kids.append(said.get((kid.Pg.objgen[0], int(kid.MCID)), ""))
    return element


def page_text(page) -> dict[int, str]:
    """What each marked piece of a page says, in the order of reading."""
    cmaps = {
        str(name): _letters(font.ToUnicode.read_bytes().decode())
        for name, font in page.resources.get("/Font", {}).items()
    }
    said: dict[int, str] = {}
    marks: list[pikepdf.Object] = []  # the properties of each open mark
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                font = str(operands[0])
            case "BDC":
                marks.append(operands[1])
                _say(said, marks, str(operands[1].get("/ActualText", "")))
            case "BMC":
                marks.append(operands[0])
            case "EMC":
                marks.pop()
            case "Tj" | "TJ" if not _has(marks, "/ActualText"):
                _say(said, marks, _shown(operands[0], cmaps[font], marks))
    return said


def _say(said, marks, text) -> None:
    for mark in reversed(marks):
        if _has([mark], "/MCID"):
            said[int(mark.MCID)] = said.get(int(mark.MCID), "") + text
            return


def _has(marks, key) -> bool:
    return any(isinstance(mark, pikepdf.Dictionary) and key in mark for mark in marks)


def _shown(shown, letters, marks) -> str:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    code = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    glyphs = [letters.get(code[at : at + 2], "") for at in range(0, len(code), 2)]
    is_backwards = any(mark == pikepdf.Name.ReversedChars for mark in marks)
    return "".join(reversed(glyphs) if is_backwards else glyphs)


def _letters(cmap: str) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap)
    return {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
