"""The tables of the page on simulations, whose figures the tests of this folder hold it to."""

from tests.docs.pages import DOCS, table_rows, text

PAGE = text(DOCS / "methodology" / "simulations.md")


def table(heading: str) -> list[list[str]]:
    """The rows of the table that stands under a heading of the page."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    first = next(line for line in section.splitlines() if line.startswith("|"))
    return table_rows(section, columns=first.count("|") - 1)
