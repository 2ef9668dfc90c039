"""The fonts of every PDF: Noto Sans from the wheels it comes in, never a font of the system."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

# Order matters: a letter is taken from the first family that has it. Noto Sans Arabic holds Latin
# letters too, but neither the isolates nor the signs that keep an address left-to-right.
FAMILIES = (
    "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Symbols 2", "Noto Sans Mono",
)  # fmt: skip
_FOLDERS = (
    ("justmytype_western_core", "notosans"),  # Latin, Greek, Cyrillic; variable, 100 to 900
    ("justmytype_intl_rtl", "notosansarabic"),  # Arabic, Persian, Kurdish; variable
    ("justmytype_intl_africa", "notosansethiopic"),  # Tigrinya, Amharic; variable
    ("justmytype_western_core", "notosanssymbols2"),  # boxes and ticks
    ("justmytype_western_core", "notosansmono"),  # arrows and signs as ≥
)


def folders() -> tuple[Path, ...]:
    """The folders that hold the font files, in the order of `FAMILIES`."""
    return tuple(Path(str(files(wheel) / "fonts" / "ofl" / folder)) for wheel, folder in _FOLDERS)


@cache
def book() -> "typst.Fonts":
    """The fonts as Typst wants them, read once: these families and nothing else."""
    import typst  # 30 ms that a page without a PDF need not pay

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders()],
    )
