"""Of an uploaded logo the pixels are kept, and nothing that hides behind them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from tryggve.apps.accounts.logo import GREATEST_BYTES, KEPT_SIDE, read_logo
from tryggve.wording.problems import InputError

SECRET = "taken outside somebody's house"


def uploaded(size=(300, 200), kind="PNG", mode="RGB", name="logo.png", **options):
    written = io.BytesIO()
    Image.new(mode, size, options.pop("colour", "green")).save(written, kind, **options)
    return SimpleUploadedFile(name, written.getvalue())


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png_of_the_same_size(kind):
    picture = opened(read_logo(uploaded(kind=kind)))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (300, 200), "RGBA")


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA"])
def test_every_kind_of_pixels_is_read(mode):
    assert opened(read_logo(uploaded(mode=mode, colour=1))).mode == "RGBA"


def test_the_colours_stay_and_what_can_be_seen_through_too():
    picture = opened(read_logo(uploaded(mode="RGBA", colour=(1, 2, 3, 100))))
    assert picture.getpixel((0, 0)) == (1, 2, 3, 100)


def test_metadata_is_left_behind():
    exif = Image.Exif()
    exif[0x010E] = SECRET
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET)
    for file in (uploaded(kind="JPEG", exif=exif), uploaded(pnginfo=text)):
        assert SECRET.encode() in file.read()
        file.seek(0)
        kept = read_logo(file)
        assert SECRET.encode() not in kept
        assert opened(kept).info == {}


def test_what_is_hung_behind_the_picture_is_left_behind():
    file = uploaded()
    hidden = SimpleUploadedFile("logo.png", file.read() + b"<script>alert(1)</script>")
    assert b"script" not in read_logo(hidden)


def test_a_large_picture_is_made_smaller():
    assert opened(read_logo(uploaded(size=(2000, 500)))).size == (KEPT_SIDE, KEPT_SIDE // 4)


@pytest.mark.parametrize("size", [(199, 300), (2001, 300), (300, 2001)])
def test_too_small_and_too_large_pictures_are_refused_with_their_size(size):
    with pytest.raises(InputError) as refused:
        read_logo(uploaded(size=size))
    problem = refused.value.problems[0]
    assert problem.what.values == {"width": size[0], "height": size[1]}
    assert (problem.field, problem.file) == ("logo", "logo.png")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a" + b"\x00" * 50,
        b"%PDF-1.7\n\x00",
        b"",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content):
    with pytest.raises(InputError):
        read_logo(SimpleUploadedFile("logo.png", content))


def test_half_a_picture_is_refused():
    whole = uploaded(size=(1000, 1000), colour="red").read()
    with pytest.raises(InputError):
        read_logo(SimpleUploadedFile("logo.png", whole[: len(whole) // 2]))


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read():
    with pytest.raises(InputError):
        read_logo(SimpleUploadedFile("logo.png", b"\x89PNG" + b"0" * GREATEST_BYTES))


def test_a_picture_that_unpacks_to_billions_of_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10_000)
    with pytest.raises(InputError):
        read_logo(uploaded(size=(1000, 1000)))
