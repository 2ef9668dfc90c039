import pytest

from tests.stats.published.made import MEASURES, table
from tryggve.stats.indices.definition import PublishedDefinition
from tryggve.stats.published.checks import check_published
from tryggve.stats.published.reading import read_published
from tryggve.stats.published.report import Check, Gravity
from tryggve.wording.text import speaking

WRONG = [
    "town; 2021; index; 1,55",
    "town; 2021; safe; 80",
    "town; 2021; unsafe; 30",
    "town; 2021; victims; 3",
    "town; 2021; not victims; 70",
    "town; 2021; theft; 40",
    "north; 2021; index; 2,05",
    "south; 2021; index; 1,70",
    "region; 2021; victims; 22",
]
WITHIN = {"north": "town", "south": "town", "town": "region"}


def test_each_of_the_seven_finds_its_own() -> None:
    names = ("area", "period", "measure", "value")
    rows = [dict(zip(names, map(str.strip, row.split(";")), strict=True)) for row in WRONG]
    rows.append(
        {"area": "town", "period": "2021", "measure": "rate", "value": "60"}
        | {"sent": "900", "answered": "600"}
    )
    found = check_published(read_published(rows, MEASURES), within=WITHIN)
    assert [(each.check, each.gravity, each.rows) for each in found.findings] == [
        (Check.INDEX, Gravity.CONTRADICTION, (2,)),
        (Check.SAFE_AND_UNSAFE, Gravity.CONTRADICTION, (3, 4)),
        (Check.VICTIMS, Gravity.CONTRADICTION, (5, 6)),
        (Check.RESPONSE_RATE, Gravity.CONTRADICTION, (11,)),
        (Check.ONE_CRIME, Gravity.CONTRADICTION, (5, 7)),
        (Check.ONE_CRIME, Gravity.CONTRADICTION, (6, 7)),
        (Check.PARTS, Gravity.SUSPECT, (2, 8, 9)),
        (Check.REGION, Gravity.SUSPECT, (5, 10)),
    ]


def test_what_was_not_compared_says_so() -> None:
    found = check_published(table("town; 2023; index; 1,70"))
    assert list(found.checked) == list(Check)
    assert [each.number for each in found.checked.values()] == [1, 0, 0, 0, 0, 0, 0]
    assert found.findings == ()


def test_another_definition_may_be_given() -> None:
    """41/33, as of the private variant with 33 indicators."""
    variant = PublishedDefinition("variant", 33, 2013)
    published = table("town; 2013; index; 1,24", "town; 2014; index; 1,25")
    found = check_published(published, definitions=[variant])
    assert [each.rows for each in found.findings] == [(3,)]


@pytest.mark.parametrize(("language", "row"), [("sv", "rad 2"), ("en", "row 2")])
def test_a_finding_says_what_and_where(language: str, row: str) -> None:
    (finding,) = check_published(table("town; 2021; index; 1,55")).findings
    with speaking(language):
        assert finding.where == f"town, 2021, {row}"
        assert str(finding) == f"{finding.where}: {finding.what}"
