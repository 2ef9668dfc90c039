import json
from dataclasses import replace

import numpy as np
from hypothesis import given

from tests.exchange.cubes import cubes, population, same_cells
from tryggve.exchange.cube import Category, Cube, Dimension, Note
from tryggve.exchange.jsonstat import read_jsonstat, write_jsonstat


def test_a_table_is_written_as_the_format_says():
    values = np.array([[1, 2.5], [np.nan, 0]])
    areas = (Category("07", "Kronoberg", children=("0761",)), Category("0761", "L"))
    region = Dimension("Region", "region", areas, "geo")
    contents = Dimension(
        "C", "innehåll", (Category("N", "Antal", "st", 0), Category("A", "Andel")), "metric"
    )
    notes = (
        Note("Alla."),
        Note("Bara antal.", (("C", "N"),)),
        Note("Om innehåll.", (("C", ""),)),
        Note("En cell.", (("Region", "0761"), ("C", "A"))),
    )
    cube = Cube((region, contents), values, title="T", source="SCB", updated="2024", notes=notes)
    assert json.loads(write_jsonstat(cube.with_symbols({(1, 0): "..", (1, 1): "-"}))) == {
        "version": "2.0",
        "class": "dataset",
        "label": "T",
        "source": "SCB",
        "updated": "2024",
        "note": ["Alla.", "L, Andel: En cell."],
        "role": {"geo": ["Region"], "metric": ["C"]},
        "id": ["Region", "C"],
        "size": [2, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {
                    "index": ["07", "0761"],
                    "label": {"07": "Kronoberg", "0761": "L"},
                    "child": {"07": ["0761"]},
                },
            },
            "C": {
                "label": "innehåll",
                "note": ["Om innehåll."],
                "category": {
                    "index": ["N", "A"],
                    "label": {"N": "Antal", "A": "Andel"},
                    "unit": {"N": {"label": "st", "decimals": 0}},
                    "note": {"N": ["Bara antal."]},
                },
            },
        },
        "value": [1, 2.5, None, 0],
        "status": {"2": "..", "3": "-"},
    }


@given(cubes())
def test_what_is_written_is_read_again(cube):
    # An empty label cannot be told from none, which is read as the code.
    dimensions = tuple(
        replace(d, categories=tuple(replace(c, label=c.label or c.code) for c in d.categories))
        for d in cube.dimensions
    )
    cube = replace(cube, dimensions=dimensions)
    again = read_jsonstat(write_jsonstat(cube))
    assert same_cells(again, cube)
    assert again.dimensions == cube.dimensions
    assert (again.title, again.source, again.updated) == (cube.title, cube.source, cube.updated)
    placed = [replace(note, always=False) for note in cube.notes if len(note.where) < 2]
    kept = [note for note in again.notes if note in placed]
    assert sorted(kept, key=repr) == sorted(placed, key=repr)
    assert len(again.notes) == len(cube.notes)


@given(cubes())
def test_a_sparse_file_says_the_same(cube):
    assert same_cells(read_jsonstat(write_jsonstat(cube, sparse=True)), cube)


def test_a_sparse_file_leaves_missing_figures_out():
    values = np.full((2, 2, 3, 1), np.nan)
    values[1, 1, 2, 0] = 4
    written = json.loads(write_jsonstat(population(values=values), sparse=True))
    assert written["value"] == {"11": 4}
    assert "status" not in written
