"""An uploaded file: its size and kind before it is read, and how to tell what is to be mended."""

from collections.abc import Collection, Sequence

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggve.web.forms import Form
from tryggve.web.tables import Column, Table
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

MOST_SHOWN = 200  # problems of a file in one table
TEXT = "text"
GEOPACKAGE = "geopackage"
IMAGES = frozenset({"png", "jpeg", "webp"})
UNKNOWN = "unknown"  # let through where the reader itself says better what a file is
SAID = {TEXT: say("text"), GEOPACKAGE: "GeoPackage", "png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
KIND_OF_SUFFIX = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".jfif": "jpeg", ".webp": "webp"}


def read_upload(
    file: UploadedFile, *, kinds: Collection[str], max_bytes: int | None = None
) -> bytes:
    """The content of an upload, once its size and its kind are right. InputError otherwise.

    `kinds` are of `text`, `geopackage`, `png`, `jpeg`, `webp`, `unknown`. The file's name decides
    nothing.
    """
    limit = max_bytes or settings.TRYGGVE.upload_max_bytes
    name = file.name or ""
    if file.size is None or file.size > limit:
        raise refuse(
            say("The file is too large: at most {limit} MB.", limit=limit / 1_000_000),
            say("Choose a smaller file."),
            file=name,
        )
    content = file.read()
    if not content:
        raise refuse(say("The file is empty."), say("Choose another file."), file=name)
    kind = kind_of(content)
    if kind not in kinds:
        raise refuse(
            say("The file is of another kind than can be used here."),
            say("Use one of: {kinds}.", kinds=", ".join(str(SAID[k]) for k in SAID if k in kinds)),
            file=name,
        )
    return content


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes, or `unknown`."""
    if content.startswith(b"SQLite format 3\x00"):
        return GEOPACKAGE
    try:
        suffix = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        suffix = ""
    if suffix in KIND_OF_SUFFIX:
        return KIND_OF_SUFFIX[suffix]
    return UNKNOWN if b"\x00" in content[:4096] else TEXT


def tell_in_form(form: Form, error: InputError) -> tuple[Problem, ...]:
    """A single problem of the whole file at the file's field; more of them for a table."""
    problems = error.problems
    if len(problems) == 1 and problems[0].row is None:
        form.add_error("file", f"{problems[0].what} {problems[0].mend}".strip())
        return ()
    said = ngettext(
        "There is %(count)s thing to mend in the file: see the table. Nothing was saved.",
        "There are %(count)s things to mend in the file: see the table. Nothing was saved.",
        len(problems),
    )
    form.add_error("file", said % {"count": len(problems)})
    return problems


def problems_table(problems: Sequence[Problem]) -> Table:
    """What is to be mended in a file, a row for each."""
    return Table(
        caption=_("What to mend in the file"),
        columns=[
            Column(_("Row"), lambda problem: "–" if problem.row is None else str(problem.row)),
            Column(_("Field"), lambda problem: problem.field or "–"),
            Column(_("What is wrong"), lambda problem: str(problem.what)),
            Column(_("How to mend it"), lambda problem: str(problem.mend)),
        ],
        rows=problems[:MOST_SHOWN],
        empty="",
        id="problems",
    )
