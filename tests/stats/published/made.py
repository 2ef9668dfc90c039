"""Small published tables, a row for each figure."""

from collections.abc import Mapping

from tryggve.stats.published.figures import Kind, Measure, Published
from tryggve.stats.published.reading import read_published
from tryggve.stats.published.report import Checked

MEASURES: Mapping[str, Measure] = {
    "index": Measure(Kind.TOTAL_INDEX),
    "index, rounded": Measure(Kind.TOTAL_INDEX, rounded=True),
    "worry index": Measure(Kind.GROUP_INDEX, "oro för att utsättas för brott"),
    "other index": Measure(Kind.GROUP_INDEX, "other"),
    "safe": Measure(Kind.SAFE, "late"),
    "unsafe": Measure(Kind.UNSAFE, "late"),
    "unsafe by day": Measure(Kind.UNSAFE, "by day"),
    "victims": Measure(Kind.VICTIM),
    "not victims": Measure(Kind.NOT_VICTIM),
    "theft": Measure(Kind.VICTIM_OF, "theft"),
    "rate": Measure(Kind.RESPONSE_RATE),
    "litter": Measure(Kind.SHARE, "litter"),
}


def table(*rows: str) -> Published:
    """Each row: area; period; measure; value."""
    cells = [[cell.strip() for cell in row.split(";")] for row in rows]
    names = ("area", "period", "measure", "value")
    return read_published([dict(zip(names, row, strict=True)) for row in cells], MEASURES)


def fieldwork(**cells: object) -> Published:
    """One row of what was printed of the fieldwork; by `value` the rate."""
    given = {"area": "A", "period": "2023", "measure": "rate", "value": ""} | cells
    return read_published([given], MEASURES)


def told(checked: Checked) -> list[tuple[str, str, tuple[int, ...], str]]:
    return [(each.area, each.period, each.rows, each.gravity.value) for each in checked.findings]
