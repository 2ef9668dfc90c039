"""From a template and data to a tagged PDF (PDF/UA-1) in one of our languages."""

import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tryggve.typeset import fonts
from tryggve.typeset.direction import FROM_RIGHT, is_written_from_right

if TYPE_CHECKING:
    import typst

ROOT = Path(__file__).resolve().parent.parent  # templates import "/typeset/templates/house.typ"
_WHERE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE)
_IN_MEMORY = "__typst_py_bytes__.typ"  # Typst's name for a template that it was handed as text


@dataclass(frozen=True)
class Fault:
    """One thing that Typst refused. Line and column count from 1; 0 where it names no place."""

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        return f"{where}{self.message}" + (f" ({self.hint})" if self.hint else "")


class TypesetError(Exception):
    """The page could not be set. Holds every fault that Typst told of."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class TypesetWarning(UserWarning):
    """The page was set, but Typst doubts something in the template."""


def to_pdf(
    template: str | Path,
    data: Mapping[str, Any],
    *,
    language: str,
    title: str,
    made: datetime | None = None,
    is_tagged: bool = True,
) -> bytes:
    """Set a page and give the PDF: tagged, PDF/UA-1, with title and language.

    `template` is the path of a `.typ` file, or markup as a string; either way its imports are
    absolute, from the package: `#import "/typeset/templates/house.typ": *`. `data` reaches it as
    the dictionary `data`, by way of JSON and never as markup, so that a name with `#` or `*` in
    it stays a name; its words are already in `language` (`sv`, `en`, `ar`). `made` fixes the time
    in the file, so that the same data give the same bytes. What goes to a printer alone need not be
    tagged, nor PDF/UA.

    Raises `TypesetError` for what Typst refuses (also a letter that no font has, or a picture
    without a description), `TypeError` and `ValueError` for data that are no JSON.
    """
    import typst  # 30 ms that a page without a PDF need not pay

    name, source = _source(template)
    inputs = _inputs(data, language, title)
    compiler = typst.Compiler(root=str(ROOT), font_paths=fonts.book())
    try:
        pdf, doubts = compiler.compile_with_warnings(
            source,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=["ua-1"] if is_tagged else [],
            pdf_tags=is_tagged,
            timestamp=int((made or datetime.now(UTC)).timestamp()),
        )
    except typst.TypstError as error:
        raise TypesetError(_faults(error, name)) from error
    for doubt in doubts:
        warnings.warn(str(_faults(doubt, name)[0]), TypesetWarning, stacklevel=2)
    assert isinstance(pdf, bytes)  # noqa: S101 - Typst gives lists for pictures and None for files
    written = source.decode() + inputs["data"] + title
    if not is_tagged or (language not in FROM_RIGHT and not is_written_from_right(written)):
        return pdf
    from tryggve.typeset import right_to_left  # 90 ms that a PDF without Arabic need not pay

    return right_to_left.mend(pdf, from_right=language in FROM_RIGHT)


def queried(
    template: str | Path, data: Mapping[str, Any], *, language: str, title: str, label: str
) -> Any:
    """What a template tells of itself: the value of its one `metadata` with that label.

    Everything else as `to_pdf`, which sets the same page. Raises `TypesetError`.
    """
    import typst

    name, source = _source(template)
    compiler = typst.Compiler(
        input=source,
        root=str(ROOT),
        font_paths=fonts.book(),
        sys_inputs=_inputs(data, language, title),
    )
    try:
        told = compiler.query(f"<{label}>", field="value", one=True)
    except typst.TypstError as error:
        raise TypesetError(_faults(error, name)) from error
    return json.loads(told)


def _inputs(data: Mapping[str, Any], language: str, title: str) -> dict[str, str]:
    return {
        "data": json.dumps(data, ensure_ascii=False, allow_nan=False),
        "title": title,
        "language": language,
        "direction": "rtl" if language in FROM_RIGHT else "ltr",
    }


def _source(template: str | Path) -> tuple[str, bytes]:
    if isinstance(template, Path):
        return template.name, template.read_bytes()
    return "template", template.encode()


def _faults(told: "typst.TypstError | typst.TypstWarning", name: str) -> tuple[Fault, ...]:
    """Typst tells all its faults in one text, each from `error:` to the next blank line."""
    kind = "error" if isinstance(told, RuntimeError) else "warning"
    found = []
    for part in re.split(rf"^(?={kind}: )", str(told.diagnostic), flags=re.MULTILINE):
        if not part.startswith(kind):
            continue
        message = part.split("\n", 1)[0].removeprefix(f"{kind}: ")
        hint = "; ".join(re.findall(r"= hint: (.+)", part))
        where = _WHERE.search(part)
        if where is None:
            found.append(Fault(message, hint=hint))
            continue
        file = name if where["file"].endswith(_IN_MEMORY) else where["file"]
        found.append(Fault(message, file, int(where["line"]), int(where["column"]) + 1, hint))
    return tuple(found) or (Fault(str(told.message)),)
