"""The weekly report of a round's fieldwork: what matters, the days as a picture, and the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tryggve.charts.picture import Picture, Table
from tryggve.documents.page import SIMULATED, page, table_data
from tryggve.typeset.pictures import for_page
from tryggve.wording.text import Text, say

TEMPLATE = Path(__file__).parent / "templates" / "fieldwork_report.typ"
WIDTH = 640  # px, of the picture


@dataclass(frozen=True)
class Part:
    """A table with its caption, and what is to be known to read it."""

    caption: str
    table: Table
    note: str = ""


@dataclass(frozen=True)
class FieldworkReport:
    """How a round went until the end of the day `on`, as one organisation sees it."""

    round: str
    organisation: str
    on: date
    sentences: Sequence[Text]
    picture: Picture | None
    parts: Sequence[Part]
    how_reckoned: Sequence[Text]
    is_simulated: bool


def fieldwork_report(report: FieldworkReport, *, language: str) -> bytes:
    """The report as PDF/UA-1, in the language of its tables. Raises `TypesetError`."""
    title = say("Fieldwork until {day}: {round}", day=report.on, round=report.round)
    data = _data(report, title)
    return page(TEMPLATE, data, language=language, title=title, made=report.on)


def _data(report: FieldworkReport, title: Text) -> dict[str, Any]:
    picture = report.picture
    return {
        "title": title,
        "kicker": report.organisation,
        "simulated": SIMULATED if report.is_simulated else None,
        "words": {"how": say("How sure, and how it is reckoned")},
        "sentences": list(report.sentences),
        "picture": for_page(picture.svg, description=picture.description) if picture else None,
        "days": {"caption": picture.title, "table": table_data(picture.table)} if picture else None,
        "parts": [
            {"caption": part.caption, "table": table_data(part.table), "note": part.note}
            for part in report.parts
            if part.table.rows
        ],
        "how": list(report.how_reckoned),
    }
