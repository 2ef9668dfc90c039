"""The pages of a PDF as one picture, to be looked at beside the text that they come from."""

import io
from threading import Lock

import pypdfium2
from PIL import Image

GAP = 12  # pixels between two pages
_one_at_a_time = Lock()  # PDFium must not be used by two threads at once


def page_picture(pdf: bytes, *, width: int) -> bytes:
    """All pages below each other as PNG, `width` pixels wide. Pages are as wide as the first.

    Raises `pypdfium2.PdfiumError` for what is no PDF.
    """
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as opened:
        scale = width / opened[0].get_width()
        pages = [page.render(scale=scale).to_pil() for page in opened]
    picture = Image.new("RGB", (width, sum(each.height + GAP for each in pages) - GAP), "silver")
    top = 0
    for each in pages:
        picture.paste(each, (0, top))
        top += each.height + GAP
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
