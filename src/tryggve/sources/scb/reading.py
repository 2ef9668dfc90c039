"""Finds out which format a file of population is in, and reads it."""

import re

from tryggve.exchange.jsonstat import read_jsonstat
from tryggve.exchange.px import read_px
from tryggve.sources.complaints import Complaints
from tryggve.sources.scb.csv_cells import csv_cells, decoded
from tryggve.sources.scb.cube_cells import cube_cells
from tryggve.sources.scb.population import PopulationTable, population
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

PX_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z][A-Za-z0-9-]*(?:\[\w+\])?\s*=")
JSON_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
HTML_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


def read_population(content: bytes, name: str) -> PopulationTable:
    """The population of a file from SCB, whether PX, JSON-stat 2 or CSV: the content decides.

    content: the file's bytes; name: its name, only to tell where problems are.

    Raises InputError with all problems, by row and field or by PX keyword or JSON path. Nothing of
    a file with problems is returned.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refuse(
            say("The file is an Excel workbook."),
            say("Fetch the table as CSV, PX or JSON-stat 2 instead."),
            file=name,
        )
    if HTML_BEGINS.match(content):
        raise refuse(
            say("The file is a web page, not a table."),
            say("Use the button for saving the table as CSV, PX or JSON-stat 2."),
            file=name,
        )
    complaints = Complaints(name)
    if JSON_BEGINS.match(content):
        cells = cube_cells(read_jsonstat(content, file=name), complaints)
        return population(cells, complaints, layout="json-stat", encoding="utf-8")
    if PX_BEGINS.match(content):
        cells = cube_cells(read_px(content, file=name), complaints)
        return population(cells, complaints, layout="px", encoding="")
    text, encoding = decoded(content, name)
    cells = csv_cells(text, complaints)
    return population(cells, complaints, layout="csv", encoding=encoding)
