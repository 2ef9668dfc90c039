import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, logit

from tests.docs.pages import ROOT
from tryggve.stats.indices.definition import IndexDefinition, Indicator, Origin
from tryggve.stats.indices.reading import (
    known_definitions,
    published_definitions,
    read_definition,
)
from tryggve.stats.indices.values import index_values
from tryggve.wording.problems import InputError

GOOD = """
version = "mine"
origin = "own"
first_year = 2022

[[group]]
name = "utemiljö"

[[group.indicator]]
name = "litter"
cut_points = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4]

[[group.indicator]]
name = "safe"
high_is_good = true
reference = 0.12
cut_points = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "index.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_is_a_definition(tmp_path: Path) -> None:
    cuts = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
    assert read_definition(written(tmp_path, GOOD)) == IndexDefinition(
        "mine",
        (
            Indicator("litter", "utemiljö", cuts),
            Indicator("safe", "utemiljö", cuts, high_is_good=True, reference=0.12),
        ),
        2022,
        origin=Origin.OWN,
    )


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('version = "mine"', 'version = ""', "version"),
        ('origin = "own"', 'origin = "police"', "origin"),
        ("first_year = 2022", "first_year = 22", "first_year"),
        ("first_year = 2022", "first_year = 2022\nlast_year = 2021", ""),
        ("first_year = 2022", "first_year = 2022\nnumber = 3", ""),
        ("first_year = 2022", "first_year = 2022\nyear = 3", "year"),
        ("first_year = 2022", "first_year = 2022\ntruncated = true", ""),
        ('name = "safe"', 'name = "litter"', ""),
        ('name = "utemiljö"', 'name = "utemiljö"\nsize = 5', "group.1"),
        ("0.3, 0.4]\n\n", "0.3]\n\n", "group.1.indicator.1.cut_points"),
        ("0.3, 0.4]\n\n", "0.3, 0.2]\n\n", "group.1.indicator.1.cut_points"),
        ("0.3, 0.4]\n\n", "0.3, 40]\n\n", "group.1.indicator.1.cut_points.6"),
        ("reference = 0.12", "reference = 12", "group.1.indicator.2.reference"),
        ("first_year = 2022", 'first_year = 2022\n[[group]]\nname = "oro"\nsize = 5', ""),
        ("[[group.indicator]]", "[[group.question]]", "group.1.question"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    file = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InputError) as caught:
        read_definition(file)
    places = [(each.file, each.field) for each in caught.value.problems]
    assert ("index.toml", field) in places


def test_every_wrong_key_is_named(tmp_path: Path) -> None:
    text = GOOD.replace('origin = "own"', 'origin = "x"').replace("2022", "1")
    with pytest.raises(InputError) as caught:
        read_definition(written(tmp_path, text))
    assert [each.field for each in caught.value.problems] == ["origin", "first_year"]


@pytest.mark.parametrize("text", ["version = ", b"\xff\xfe".decode("latin-1")])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_definition(written(tmp_path, text))
    assert [each.file for each in caught.value.problems] == ["index.toml"]
    with pytest.raises(InputError):
        read_definition(tmp_path / "none.toml")


def test_an_own_index_without_cut_points_is_refused(tmp_path: Path) -> None:
    text = 'version = "a"\norigin = "own"\nfirst_year = 2021\nnumber = 37'
    with pytest.raises(InputError):
        read_definition(written(tmp_path, text))
    with pytest.raises(InputError):
        read_definition(written(tmp_path, text.replace("number = 37", "")))


def test_the_published_ones_are_32_to_2020_and_37_from_2021() -> None:
    old, new = published_definitions()
    assert (old.number, old.first_year, old.last_year) == (32, 2015, 2020)
    assert (new.number, new.first_year, new.last_year) == (37, 2021, None)
    assert (old.truncated, new.truncated) == (True, False)
    assert [size for _, size in old.group_sizes] == [2, 4, 6, 5, 5, 7, 3]
    assert set(known_definitions()) == {"published-32", "published-37", "tryggve-1", "tryggve-2"}


@pytest.mark.parametrize(
    ("version", "sizes"),
    [("tryggve-1", [2, 4, 6, 5, 5, 7, 3]), ("tryggve-2", [2, 4, 6, 5, 5, 7, 3, 5])],
)
def test_our_own_follows_its_rule_and_an_ordinary_share_is_at_level_2(version, sizes) -> None:
    ours = known_definitions()[version]
    assert isinstance(ours, IndexDefinition)
    assert ours.origin is Origin.OWN
    assert [size for _, size in ours.group_sizes] == sizes
    for each in ours.indicators:
        assert each.reference is not None
        steps = (np.arange(1, 7) - 2.5) * np.log(1.6)
        assert each.cut_points == tuple(expit(logit(each.reference) + steps).round(4).tolist())
    bad = np.array([[each.reference for each in ours.indicators]])
    turned = np.array([each.high_is_good for each in ours.indicators])
    assert index_values(np.where(turned, 1 - bad, bad), ours).total.tolist() == [2]


def test_the_example_of_the_page_is_a_definition(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "methodology" / "problem-index.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found = read_definition(written(tmp_path, example))
    assert isinstance(found, IndexDefinition)
    assert (found.version, found.number, found.group_sizes) == (
        "our-town-1",
        2,
        (("utemiljö", 2),),
    )


def test_versions_differ_and_years_of_the_published_do_not_overlap() -> None:
    for first, second in pairwise(published_definitions()):
        assert first.last_year is not None
        assert first.last_year < second.first_year
