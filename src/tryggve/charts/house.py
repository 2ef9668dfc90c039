"""The look of every chart and map: calm, exact, dark ink on white paper."""

from typing import Any, Literal

MEASURED_FONT = "Noto Sans"  # what widths are reckoned with, on every machine; a wide one
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif"
TEXT_SIZE = 13  # px; a scale of 1.2 upward
TITLE_SIZE = 16

PAPER = "#ffffff"
INK = "#16202a"
QUIET_INK = "#46525c"  # still 7:1 on paper
BRAND = "#0b4a6f"
HAIRLINE = "#c9d0d5"

# Okabe and Ito 2008, told apart with any colour vision. Ordered so that those with 3:1 on paper
# come first; beyond four, prefer direct labels or small multiples.
CATEGORIES = [
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#000000",
    "#f0e442",
]
AMOUNTS = ["#e4edf4", "#b9d2e3", "#84b0cd", "#4a87ad", "#1d5f8a", "#0b3a58"]  # one hue
DIFFERENCES = ["#8a4b08", "#c98a3f", "#ecd3ae", "#f2f2f0", "#b5cde0", "#5b92b8", "#0b4a6f"]  # two

CONFIG: dict[str, Any] = {
    "aria": False,  # the picture is described as a whole, see charts.svg
    "background": PAPER,
    "font": MEASURED_FONT,
    "padding": 8,
    "view": {"continuousWidth": 560, "continuousHeight": 320, "discreteWidth": {"step": 36}}
    | {"discreteHeight": {"step": 26}, "stroke": None},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": TITLE_SIZE,
        "fontWeight": 600,
        "offset": 12,
        "subtitleColor": QUIET_INK,
        "subtitleFontSize": TEXT_SIZE,
        "subtitlePadding": 4,
    },
    "axis": {
        "domainColor": QUIET_INK,
        "gridColor": HAIRLINE,
        "gridWidth": 0.75,
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "labelLimit": 260,
        "labelPadding": 6,
        "tickColor": QUIET_INK,
        "titleColor": QUIET_INK,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": 400,
        "titlePadding": 10,
    },
    "axisDiscrete": {"grid": False, "ticks": False},
    "axisXDiscrete": {"labelAngle": 0},
    "axisQuantitative": {"domain": False, "ticks": False},
    "header": {"labelColor": INK, "labelFontSize": TEXT_SIZE, "titleColor": QUIET_INK},
    "legend": {
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "orient": "top",
        "symbolSize": 110,
        "titleColor": QUIET_INK,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": 400,
    },
    "mark": {"color": CATEGORIES[0]},
    "bar": {"color": CATEGORIES[0]},
    "line": {"strokeWidth": 2.5},
    "point": {"filled": True, "size": 60},
    "rule": {"color": INK},
    "text": {"color": INK, "fontSize": TEXT_SIZE},
    "range": {
        "category": CATEGORIES,
        "ordinal": AMOUNTS,
        "ramp": AMOUNTS,
        "heatmap": AMOUNTS,
        "diverging": DIFFERENCES,
    },
}

# How Vega writes numbers and dates. Digits are the same in every language, as in the tables.
LOCALES: dict[str, Literal["sv-SE", "en-GB"]] = {"sv": "sv-SE", "en": "en-GB", "ar": "en-GB"}
