"""An organisation's logo: only the picture is kept, made anew without anything hidden in it."""

import io

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, UnidentifiedImageError

from tryggve.web.uploads import IMAGES, read_upload
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

LEAST_WIDTH = 200  # pixels: narrower is blurred on paper
GREATEST_SIDE = 2000  # pixels that may be uploaded
KEPT_SIDE = 1000  # pixels that are kept: enough for print, light enough for a page
GREATEST_BYTES = 2_000_000
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,  # what Pillow raises for some broken PNG files
    ValueError,
)


def read_logo(file: UploadedFile) -> bytes:
    """The picture as PNG without metadata. InputError if it is none, too small or too large."""
    content = read_upload(file, kinds=IMAGES, max_bytes=GREATEST_BYTES)
    name = file.name or ""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as picture:
            width, height = picture.size
            pixels = picture.convert("RGBA") if _fits(width, height) else None
    except UNREADABLE:
        raise refuse(
            say("The picture cannot be read."), say("Save it anew as PNG."), file=name, field="logo"
        ) from None
    if pixels is None:
        raise refuse(
            say("The picture is {width} by {height} pixels.", width=width, height=height),
            say(
                "It must be at least {least} wide, and at most {greatest} wide and high.",
                least=LEAST_WIDTH,
                greatest=GREATEST_SIDE,
            ),
            file=name,
            field="logo",
        )
    return _anew(pixels)


def _fits(width: int, height: int) -> bool:
    return width >= LEAST_WIDTH and max(width, height) <= GREATEST_SIDE


def _anew(pixels: Image.Image) -> bytes:
    """A file made of the pixels alone."""
    clean = Image.frombytes("RGBA", pixels.size, pixels.tobytes())
    clean.thumbnail((KEPT_SIDE, KEPT_SIDE))
    written = io.BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()
