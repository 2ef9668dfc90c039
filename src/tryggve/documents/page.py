"""A page in one language: what it says is spoken, then it is set as PDF."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tryggve.charts.picture import Table
from tryggve.typeset.compile import to_pdf
from tryggve.wording import formats
from tryggve.wording.text import Text, say

NOON = time(12, tzinfo=UTC)  # the same day wherever the machine stands
SIMULATED = say("Simulated data")  # what the house template calls data that were made up


def page(
    template: Path, data: Mapping[str, Any], *, language: str, title: Text, made: date
) -> bytes:
    """Set a template of this package, with every `Text` in the data said in `language`.

    The same data on the same day give the same bytes. Raises `TypesetError` as `to_pdf`.
    """
    return to_pdf(
        template,
        spoken(data, language),
        language=language,
        title=title.spoken_in(language),
        made=datetime.combine(made, NOON),
    )


def table_data(table: Table) -> dict[str, Any]:
    """A table as the templates' `data-table` wants it."""
    columns = [{"heading": each.heading, "numeric": each.numeric} for each in table.columns]
    return {"columns": columns, "rows": [list(row) for row in table.rows]}


def spoken(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The data as JSON has them: texts said, and dates written, in `language`."""

    def said(value: Any) -> str:
        match value:
            case Text():
                return value.spoken_in(language)
            case date():
                return formats.day(value, language)
            case _:
                raise TypeError(f"{type(value).__name__} cannot be put on a page: {value!r}")

    spoken_data: dict[str, Any] = json.loads(json.dumps(data, default=said))
    return spoken_data
