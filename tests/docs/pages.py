"""The documentation as the tests see it: its pages, and what stands in them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDES = ("tutorial", "how-to")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page of the documentation, and the texts that stand at the root of the tree."""
    built = DOCS / "_build"
    return sorted(
        [page for page in DOCS.rglob("*.md") if built not in page.parents] + [*ROOT.glob("*.md")]
    )


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(page: Path | str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def headings(page: Path) -> list[int]:
    """The levels of a page's headings, in order: 1 for the title."""
    prose = FENCE.sub("", text(page))
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]


def code_blocks(page: Path) -> list[str]:
    """What stands to be typed or copied: fenced blocks other than notes and the like."""
    return [block for block in FENCE.findall(text(page)) if not block.startswith("```{")]


def table_rows(markdown: str, columns: int) -> list[list[str]]:
    """The rows of every table with that many columns, without headings and rules."""
    found = []
    lines = [line.strip() for line in markdown.splitlines()]
    for number, line in enumerate(lines):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        is_row = line.startswith("|") and len(cells) == columns and not is_rule(line)
        is_heading = number + 1 < len(lines) and is_rule(lines[number + 1])
        if is_row and not is_heading:
            found.append(cells)
    return found


def is_rule(line: str) -> bool:
    return bool(re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", line))
