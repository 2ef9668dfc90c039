"""The colours and lines of maps: a muted ground, one tint for what the map is about."""

from typing import Any

from tryggve.charts import house

GROUND, GROUND_INK = "#efeeea", "#46463f"
AREA, TOO_FEW, HATCH = "#dbe8f1", "#e4e4e2", "#6b7680"
BORDERS: dict[str, dict[str, Any]] = {
    "official": {"stroke": house.BRAND, "strokeWidth": 1.2},
    "uploaded": {"stroke": "#7a3b00", "strokeWidth": 1.6, "strokeDash": [5, 3]},
    "simulated": {"stroke": "#6b2a6b", "strokeWidth": 1.6, "strokeDash": [1.5, 3]},
}
FILLS = {"": AREA, "uncertain": AREA, "too few": TOO_FEW}
OUTLINE = {"stroke": house.BRAND, "strokeWidth": 2.6}
NAME_SIZE, SMALL_SIZE = 13, 12  # px
DOT = 4.5  # px, the radius of a place
