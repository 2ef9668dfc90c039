"""The weekly report of a round's fieldwork, from its monitor."""

from collections.abc import Callable

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.fieldwork.likeness import likeness_of
from tryggve.apps.surveys.fieldwork.monitor import Monitor
from tryggve.apps.surveys.fieldwork.words import how_reckoned, of_likeness, sentences
from tryggve.apps.surveys.tables import fieldwork as tables
from tryggve.charts.picture import Picture
from tryggve.charts.response_curve import response_curve
from tryggve.documents.fieldwork_report import WIDTH, FieldworkReport, Part
from tryggve.web.tables import Table
from tryggve.wording.text import Text

TABLES: tuple[Callable[[Monitor], Table], ...] = (
    tables.areas_table,
    tables.margins_table,
    tables.groups_table,
    tables.answers_table,
    tables.became_table,
    tables.rates_table,
    tables.costs_table,
)


def tables_of(monitor: Monitor) -> list[Table]:
    """Those tables that have something to tell, in the present language."""
    return [table for each in TABLES if (table := each(monitor)).lines]


def picture_of(monitor: Monitor, *, language: str, width: int = WIDTH) -> Picture | None:
    """The response day by day; None where it is not known when the letter is posted."""
    end = monitor.end()
    if end is None:
        return None
    return response_curve(monitor.days(), end, language=language, width=width)


def likeness_in_words(monitor: Monitor, language: str) -> list[Text]:
    """Of a whole round: parts of it are too few to judge."""
    found = likeness_of(monitor) if monitor.is_whole else None
    return of_likeness(found, language) if found else []


def report_of(monitor: Monitor, organisation: Organisation, *, language: str) -> FieldworkReport:
    """The report as this organisation sees it, in the present language, which is `language`."""
    return FieldworkReport(
        round=monitor.round.title,
        organisation=organisation.name,
        on=monitor.on,
        sentences=sentences(monitor, language),
        picture=picture_of(monitor, language=language),
        parts=[
            Part(str(table.caption), tables.as_printed(table), str(table.note))
            for table in tables_of(monitor)
        ],
        how_reckoned=[*likeness_in_words(monitor, language), *how_reckoned(monitor)],
        is_simulated=monitor.is_simulated,
    )
