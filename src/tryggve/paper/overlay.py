"""The codes of many recipients over the same pages: each page is set once and shared.

A file of forms holds the pages of the blank form as shared objects. The page of a recipient is no
more than a reference to one of them and the codes, which are drawn as artifacts: nothing to read.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pikepdf
from numpy.typing import NDArray

from tryggve.paper.layout import HEIGHT, WIDTH, Layout, Rectangle, codes
from tryggve.paper.sheet_code import Side, symbol, written

POINT = 25.4 / 72  # mm
MODULE = 0.45  # mm, of a symbol
TEXT_SIZE = 8.0  # points
TEXT_BESIDE = 2.0  # mm from the square of the symbol to the code in letters


@dataclass(frozen=True)
class Copy:
    """One recipient's form: the code of each sheet, in order."""

    sheets: Sequence[str]


def printed(form: bytes, layout: Layout, copies: Iterable[Copy]) -> bytes:
    """A PDF of all copies one after another, `layout.pages` pages each; for a printer, untagged.

    The same copies give the same bytes. ValueError for a copy with too few or too many sheets.
    """
    with pikepdf.new() as out, pikepdf.open(io.BytesIO(form)) as blank:
        shared = [
            out.make_indirect(out.copy_foreign(page.as_form_xobject())) for page in blank.pages
        ]
        resources = [
            out.make_indirect(
                pikepdf.Dictionary(
                    XObject=pikepdf.Dictionary(P=page), Font=pikepdf.Dictionary(F=_font(out))
                )
            )
            for page in shared
        ]
        box = out.make_indirect(pikepdf.Array([0, 0, points(WIDTH), points(HEIGHT)]))
        for copy in copies:
            if len(copy.sheets) != layout.sheets:
                raise ValueError(f"{len(copy.sheets)} codes for {layout.sheets} sheets")
            for number, resource in enumerate(resources, 1):
                side = Side(layout.id, number, copy.sheets[(number - 1) // 2])
                page = pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    MediaBox=box,
                    Resources=resource,
                    Contents=out.make_stream(_content(side)),
                )
                out.pages.append(pikepdf.Page(out.make_indirect(page)))
        file = io.BytesIO()
        out.save(
            file,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return file.getvalue()


def _font(out: pikepdf.Pdf) -> pikepdf.Object:
    """A font that every printer has: the code in letters is ASCII."""
    return out.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
    )


def _content(side: Side) -> bytes:
    """The shared page, and over it both symbols and the code in letters, as artifacts."""
    dark = symbol(side)
    upper, lower = codes()
    parts = [
        b"q /P Do Q /Artifact BMC q",
        drawn_mask(dark, upper),
        drawn_mask(dark, lower),
        _letters(written(side.sheet), lower),
        b"Q EMC",
    ]
    return b"\n".join(parts)


def drawn_mask(
    dark: NDArray[np.bool_], square: Rectangle, *, module: float = MODULE, height: float = HEIGHT
) -> bytes:
    """A symbol in the middle of a square, as an inline mask of a bit for each `module` (mm), on
    paper of that height (mm)."""
    rows, columns = dark.shape
    across, down = columns * module, rows * module
    x = square.x + (square.width - across) / 2
    y = square.y + (square.height - down) / 2
    bits = np.packbits(~dark, axis=1).tobytes()
    place = f"{points(across):.3f} 0 0 {points(down):.3f}"
    corner = f"{points(x):.3f} {points(height - y - down):.3f}"
    head = f"q {place} {corner} cm BI /IM true /W {columns} /H {rows} /BPC 1 /D [0 1] ID "
    return head.encode() + bits + b" EI Q"


def _letters(text: str, beside: Rectangle) -> bytes:
    x = points(beside.x + beside.width + TEXT_BESIDE)
    y = points(HEIGHT - beside.y - beside.height / 2) - TEXT_SIZE / 3
    return f"BT /F {TEXT_SIZE:g} Tf {x:.3f} {y:.3f} Td ({text}) Tj ET".encode()


def points(millimetres: float) -> float:
    """Millimetres as points of a PDF."""
    return round(millimetres / POINT, 3)
