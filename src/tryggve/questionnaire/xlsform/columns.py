"""Texts by language in the columns of a sheet: `label::Svenska (sv)`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.xlsform.sheets import Row

TAG = re.compile(r"\(([A-Za-z-]+)\)\s*$")
TRANSLATED = ("label", "hint", "title", "text", "tryggve_unit", "tryggve_title")


def language_of(name: str) -> str | None:
    """The tag of a language by what a heading calls it, or None: Svenska (sv), English, fi."""
    found = TAG.search(name)
    tag = (found[1] if found else name).strip().lower()
    if tag in LANGUAGES:
        return tag
    names = {each.name.lower(): each.tag for each in LANGUAGES.values()}
    english = {each.said.message.lower(): each.tag for each in LANGUAGES.values()}
    return (english | names).get(tag)


def said(row: Row, kind: str, default: str) -> dict[str, Any]:
    """The texts of a kind by language, as a definition has them; empty where there are none.

    A heading without a language is of the default one.
    """
    texts: dict[str, Any] = {}
    for heading, text in row.cells.items():
        start, _, language = heading.partition("::")
        if start.strip() == kind:
            tag = language_of(language) if language else default
            if tag is not None:
                texts[tag] = text
    same = row[f"tryggve_same_{kind}"].split()
    return texts | ({"same": same} if same and texts else {})


def unknown_languages(rows: Iterable[Row]) -> Iterator[str]:
    """The headings whose language there is not, each once."""
    headings = {heading for row in rows for heading in row.cells}
    for heading in sorted(headings):
        start, colons, language = heading.partition("::")
        if colons and start.strip() in TRANSLATED and language_of(language) is None:
            yield heading
