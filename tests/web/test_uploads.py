import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tryggve.web.uploads import kind_of, read_upload
from tryggve.wording.problems import InputError


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("WEBP"), "webp"),
        (b'{"type": "FeatureCollection"}', "text"),
        ("kod;namn\n1;Åsen\n".encode("latin-1"), "text"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "geopackage"),
        (b"PK\x03\x04" + b"\x00" * 100, "unknown"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00", "unknown"),
        (b"\x00\x01\x02\x03", "unknown"),
    ],
)
def test_the_kind_is_known_by_the_content(content, kind):
    assert kind_of(content) == kind


def test_an_upload_of_the_right_kind_is_read():
    content = picture("PNG")
    assert read_upload(SimpleUploadedFile("a.txt", content), kinds={"png"}) == content


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("areas.geojson", picture("PNG"), "another kind"),
        ("areas.geojson", b"", "empty"),
        ("areas.geojson", b"x" * 101, "too large"),
    ],
)
def test_a_wrong_upload_is_refused_with_its_name(name, content, says):
    with pytest.raises(InputError) as refused:
        read_upload(SimpleUploadedFile(name, content), kinds={"text"}, max_bytes=100)
    problem = refused.value.problems[0]
    assert (problem.file, says in problem.what.message) == (name, True)
