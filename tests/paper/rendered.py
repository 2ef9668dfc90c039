"""A page of a PDF as a picture, to see what is really printed."""

import numpy as np
import pypdfium2
from numpy.typing import NDArray

DPI = 600
PIXELS = DPI / 25.4  # a millimetre


def pages(pdf: bytes, *, dpi: int = DPI) -> list[NDArray[np.uint8]]:
    """Each page in shades of grey, (rows, columns)."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_numpy() for page in opened]
        return [picture.reshape(picture.shape[:2]).copy() for picture in pictures]


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def edges(picture: NDArray[np.uint8], x: float, y: float, width: float, height: float):
    """Where the dark frame around a place really is: left, top, right, bottom in millimetres.

    Seen along the middle of each side, from a millimetre outside to a millimetre inside.
    """
    middle_y, middle_x = y + height / 2, x + width / 2
    return (
        _first_dark(_strip(picture, x - 1, x + 1, middle_y, along="x")) / PIXELS + x - 1,
        _first_dark(_strip(picture, y - 1, y + 1, middle_x, along="y")) / PIXELS + y - 1,
        x + width + 1
        - _first_dark(_strip(picture, x + width - 1, x + width + 1, middle_y, along="x")[::-1])
        / PIXELS,
        y + height + 1
        - _first_dark(_strip(picture, y + height - 1, y + height + 1, middle_x, along="y")[::-1])
        / PIXELS,
    )  # fmt: skip


def _strip(picture, begin: float, end: float, across: float, *, along: str):
    """The darkest of some neighbouring lines between two places, so that one line is enough."""
    first, last, middle = (round(each * PIXELS) for each in (begin, end, across))
    if along == "x":
        return picture[middle - 4 : middle + 5, first:last].mean(axis=0)
    return picture[first:last, middle - 4 : middle + 5].mean(axis=1)


def _first_dark(strip) -> float:
    """The place where it turns dark, told between two pixels by how grey the first one is."""
    dark = np.flatnonzero(strip < 128)
    assert len(dark), "nothing dark here"
    first = int(dark[0])
    before = float(strip[first - 1]) if first else 255.0
    return first - (255.0 - before) / 255.0
