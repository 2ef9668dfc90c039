import json
from typing import Any

import numpy as np
import pytest

from tryggve.exchange.cube import Category, Note
from tryggve.exchange.jsonstat import read_jsonstat
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking

N = np.nan


def table(**changes: Any) -> dict[str, Any]:
    """Made-up, in the layout that SCB's database exports."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Påhittade tal efter region, tabellinnehåll och år",
        "source": "SCB",
        "updated": "2024-02-21T07:00:00Z",
        "note": ["Gäller 31 december."],
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [3, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "note": ["Indelning 2023."],
                "category": {
                    "index": {"07": 0, "0764": 2, "0761": 1},
                    "label": {"07": "07 Kronoberg", "0761": "0761 Lessebo", "0764": "0764 Alvesta"},
                    "child": {"07": ["0761", "0764"]},
                    "note": {"0761": ["Ny gräns."]},
                },
                "extension": {"elimination": True},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {
                    "index": ["N1"],
                    "label": {"N1": "Folkmängd"},
                    "unit": {"N1": {"base": "antal", "decimals": 0}},
                },
            },
            "Tid": {"label": "år", "category": {"index": {"2022": 0, "2023": 1}, "child": None}},
        },
        "value": [1, 2, 3, None, 5.0, None],
        "status": {"3": "..", "5": "-"},
        "extension": {"px": {"decimals": 0, "language": "sv"}},
    } | changes


def read(found: object) -> Any:
    return read_jsonstat(json.dumps(found, ensure_ascii=False).encode(), file="a.json")


def refused(content: object) -> list[str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(InputError) as error:
        read_jsonstat(raw, file="a.json")
    with speaking("en"):
        return str(error.value).splitlines()


def test_the_table_is_read_whole():
    cube = read(table())
    region, contents, year = cube.dimensions
    assert (region.code, region.label, region.role) == ("Region", "region", "geo")
    assert region.categories == (
        Category("07", "07 Kronoberg", children=("0761", "0764")),
        Category("0761", "0761 Lessebo"),
        Category("0764", "0764 Alvesta"),
    )
    assert (contents.role, contents.categories) == (
        "metric",
        (Category("N1", "Folkmängd", "antal", 0),),
    )
    assert (year.role, year.labels) == ("time", ("2022", "2023"))
    assert cube.title == "Påhittade tal efter region, tabellinnehåll och år"
    assert (cube.source, cube.updated, cube.decimals) == ("SCB", "2024-02-21T07:00:00Z", 0)
    assert cube.notes == (
        Note("Gäller 31 december."),
        Note("Indelning 2023.", (("Region", ""),)),
        Note("Ny gräns.", (("Region", "0761"),)),
    )


def test_missing_figures_and_exact_zeros_are_told_apart():
    cube = read(table())
    values = cube.values.reshape(3, 2)
    assert np.array_equal(values, [[1, 2], [3, N], [5, 0]], equal_nan=True)
    assert [cube.symbol(1, 0, 1), cube.symbol(2, 0, 1), cube.symbol(0, 0, 0)] == ["..", "-", ""]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        ([1, None, None, None, None, 6.5], [1, N, N, N, N, 6.5]),
        ({"0": 1, "5": 6}, [1, N, N, N, N, 6]),
        ({"5": 6, "2": None}, [N, N, N, N, N, 6]),
        ({}, [N] * 6),
    ],
)
def test_values_come_as_a_list_or_an_object(value, expected):
    found = read(table(value=value, status=None)).values.ravel()
    assert np.array_equal(found, expected, equal_nan=True)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, ["", "", "", "", "", ""]),
        ("p", ["p"] * 6),
        (["p"], ["p"] * 6),
        (["p", None, "", "r", None, "p"], ["p", "", "", "r", "", "p"]),
        ({"1": "e", "2": None}, ["", "e", "", "", "", ""]),
    ],
)
def test_statuses_come_as_a_text_a_list_or_an_object(status, expected):
    cube = read(table(status=status))
    assert [cube.symbols[n] for n in cube.status.ravel()] == expected


def test_an_index_is_needless_where_there_is_one_category():
    found = table()
    del found["dimension"]["ContentsCode"]["category"]["index"]
    assert read(found).dimensions[1].codes == ("N1",)


def test_decimals_are_counted_where_the_file_does_not_say():
    found = table(value=[1.25, 2.5, 3, None, None, 1])
    del found["dimension"]["ContentsCode"]["category"]["unit"]
    assert read(found).decimals == 2


def test_a_byte_order_mark_is_passed_over():
    assert read_jsonstat(b"\xef\xbb\xbf" + json.dumps(table()).encode()).source == "SCB"


MEND = "Correct the file, or fetch it again from where it was published."


def altered(path: str, value: object) -> dict[str, Any]:
    found = table()
    *names, last = path.split(".")
    place = found
    for name in names:
        place = place[name]
    place[last] = value
    return found


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("id", [], "field $.id: This must name 1 to 32 dimensions, each once."),
        ("id", ["Tid", "Tid", "R"], "field $.id: This must name 1 to 32 dimensions, each once."),
        ("size", [3, 1], "field $.size: This must hold one number for each dimension in id."),
        ("size", [3, 0, 2], "field $.size: Every dimension needs at least one category."),
        ("size", [3, True, 2], "field $.size: Every dimension needs at least one category."),
        ("role.geo", ["Kommun"], "field $.role.geo: Kommun is not a dimension of the table."),
        ("role.geo", 7, "field $.role.geo: This must be a list of texts."),
        ("label", 7, "field $.label: This must be a text."),
        ("dimension.Tid", None, "field $.dimension.Tid: The dimension is not described."),
        (
            "dimension.Tid.category.index",
            {"2022": 0, "2023": 2},
            "field $.dimension.Tid.category.index: The positions must be 0, 1, 2 and so on.",
        ),
        (
            "dimension.Tid.category.index",
            ["2022", "2022"],
            "field $.dimension.Tid.category.index: Each category needs a code of its own.",
        ),
        (
            "dimension.Tid.category.index",
            ["2022"],
            "field $.dimension.Tid.category.index: "
            "The number of categories is 1, but size says 2.",
        ),
        (
            "dimension.Region.category.child",
            {"07": ["0799"]},
            "field $.dimension.Region.category.child.07: "
            "The hierarchy names a category that is not there.",
        ),
        (
            "dimension.Region.category.label",
            {"0799": "Borta"},
            "field $.dimension.Region.category.label: 0799 is not a category of the dimension.",
        ),
        (
            "dimension.ContentsCode.category.unit",
            {"N1": {"decimals": -1}},
            "field $.dimension.ContentsCode.category.unit.N1: "
            "This must be a whole number from 0 to 15.",
        ),
        (
            "value",
            [1, 2, 3],
            "field $.value: The number of cells is 6 by the dimensions, but 3 in value.",
        ),
        ("value", [1, 2, 3, 4, 5, "6"], "field $.value[5]: This must be a number or null."),
        ("value", [1, True, 3, 4, 5, 6], "field $.value[1]: This must be a number or null."),
        ("value", [1, 10**400, 3, 4, 5, 6], "field $.value[1]: This must be a number or null."),
        ("value", {"6": 1}, "field $.value: 6 is not a cell of the table."),
        ("value", {"x": 1}, "field $.value: x is not a cell of the table."),
        ("value", {"0": "1"}, "field $.value[0]: This must be a number or null."),
        ("value", None, "field $.value: This must be a list or an object of figures."),
        (
            "status",
            ["p", "p"],
            "field $.status: The number of cells is 6 by the dimensions, but 2 in status.",
        ),
        ("status", {"0": 7}, "field $.status[0]: This must be one of at most 256 texts."),
        ("status", {"9": "p"}, "field $.status: 9 is not a cell of the table."),
        ("status", 7, "field $.status: This must be a text, a list or an object of texts."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_path(path, value, said):
    assert refused(altered(path, value)) == [f"a.json, {said} {MEND}"]


def test_every_problem_is_told():
    found = altered("dimension.Tid.category.index", ["2022", "2022"])
    found["label"] = 7
    found["dimension"]["Region"]["category"]["index"] = {"07": 5}
    assert [line.partition(":")[0] for line in refused(found)] == [
        "a.json, field $.label",
        "a.json, field $.dimension.Region.category.index",
        "a.json, field $.dimension.Tid.category.index",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'{"class": "dataset",\n"id": [',
            "a.json, row 2: The file is not whole JSON: it cannot be read from here on. "
            "The file is perhaps cut off. Fetch it again.",
        ),
        (
            '{"label":\n"Åre"}'.encode("latin-1"),
            "a.json, row 2: The file is not in UTF-8, as JSON must be. "
            "Fetch it again, or save it as UTF-8.",
        ),
        (
            b"[1, 2]",
            "a.json, field $: The file holds no JSON-stat table. "
            "A JSON-stat file begins with a curly bracket. Choose the format JSON-stat 2.",
        ),
        (
            {"version": "2.0", "class": "collection", "link": {"item": []}},
            "a.json, field $.class: The file is a JSON-stat collection, not a table. "
            "Fetch the table itself: its class is dataset.",
        ),
        (
            {"dataset": {"value": []}},
            "a.json, field $.class: The file is not a JSON-stat 2.0 dataset. "
            "Choose the format JSON-stat 2 when you fetch the table.",
        ),
        (
            {"class": "dataset", "version": "1.1"},
            "a.json, field $.version: The file is not a JSON-stat 2.0 dataset. "
            "Choose the format JSON-stat 2 when you fetch the table.",
        ),
        (
            b'{"class": "dataset", "class": "dataset"}',
            "a.json: The file is not JSON as it should be (a name comes twice in an object). "
            "Fetch it again from where it was published.",
        ),
        (
            b'{"value": [NaN]}',
            "a.json: The file is not JSON as it should be (NaN is not a number in JSON). "
            "Fetch it again from where it was published.",
        ),
    ],
)
def test_what_is_no_table_is_refused(content, said):
    assert refused(content) == [said]


def test_a_bottomless_file_is_refused():
    lines = refused(b'{"a":' * 100_000)
    assert [line[:41] for line in lines] == ["a.json: The file is not JSON as it should"]


@pytest.mark.parametrize("size", [[10**9, 1, 2], [10**5, 10**5, 10**5], [10**4000] * 3])
def test_an_absurd_size_is_refused_before_memory_is_asked_for(size):
    assert refused(table(size=size, value={})) == [
        "a.json, field $.size: The table has more than 20,000,000 cells. "
        "Choose fewer values when you fetch the table."
    ]
