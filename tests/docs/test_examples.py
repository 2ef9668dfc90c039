"""The examples of the page on pictures and PDF run, and give what the page says."""

import re

from tests.charts.strict import faults as svg_faults
from tests.docs.pages import text
from tests.typeset.pdf_ua import faults as pdf_faults

PAGE = "docs/reference/typeset-and-charts.md"


def test_every_example_runs():
    chart, area_map, pdf = re.findall(r"```python\n(.*?)```", text(PAGE), re.DOTALL)
    made: dict[str, object] = {}
    for example in (chart, area_map, pdf):
        exec(example, made)  # noqa: S102 - our own page
    assert svg_faults(made["svg"]) == []
    assert svg_faults(made["picture"].svg) == []
    assert [row[1] for row in made["rows"]] == ["Centrum", "Landsbygden"]
    assert pdf_faults(made["pdf"]) == []


def test_every_function_of_the_house_is_on_the_page():
    template = text("src/tryggve/typeset/templates/house.typ")
    functions = set(re.findall(r"^#let ([a-z][a-z-]*)\(", template, re.MULTILINE)) - {"step"}
    named = set(re.findall(r"`([a-z-]+)[(`]", text(PAGE)))
    assert functions - named == set()
