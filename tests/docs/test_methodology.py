"""The pages on method name code that exists, and figures that the code gives."""

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.docs.pages import DOCS, headings, table_rows, text
from tests.stats.made_samples import shares
from tests.stats.simulation.exact import Method, coverage
from tryggve.stats.comparison import Outcome, change_of_shares
from tryggve.stats.estimation import Estimates, estimate
from tryggve.stats.intervals import share_interval
from tryggve.stats.sample import stratified_sample
from tryggve.stats.smallest import smallest_change_of_share
from tryggve.stats.tabulation.design import Limits

FOLDER = DOCS / "methodology"
PAGES = sorted(FOLDER.glob("*.md"))
FILES = {"json", "toml", "md", "py", "csv", "parquet", "svg"}
DOTTED = re.compile(r"`([a-z]\w*(?:\.\w+)+)(?:\([^`]*\))?`")
LISTED = re.compile(r"The code: ((?:`[\w.]+`(?:, |,\n)?)+)")
ENGLISH, SWEDISH = FOLDER / "for-coordinators.md", FOLDER / "for-coordinators.sv.md"
POPULATION = {"Ekdalen": 2_000, "Lindvik": 25_000}


def exists(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def named(markdown: str) -> Iterator[tuple[str, list[str]]]:
    """Each name of code, and the names in full that it may stand for: within the packages that
    the page names in full, or within their parents."""
    names = [n for n in DOTTED.findall(markdown) if n.rpartition(".")[2] not in FILES]
    full = [n for n in names if n.startswith("tryggve.")]
    within = {parent for n in full for parent in parents(n)}
    for name in names:
        yield name, [name] if name in full else [f"{parent}.{name}" for parent in sorted(within)]
    for listed in LISTED.findall(markdown):
        first, *others = re.findall(r"`([\w.]+)`", listed)
        for other in others:
            yield other, [f"{first.rpartition('.')[0]}.{other}"]


def parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:number]) for number in range(2, len(parts) + 1)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_that_a_page_names_exists(page: Path) -> None:
    wrong = [name for name, full in named(text(page)) if not any(map(exists, full))]
    assert wrong == []


def test_a_name_is_found_where_the_page_says() -> None:
    page = (
        "The code: `tryggve.stats.sample`, `cells`,\n`nothing`. `intervals.share_interval(e)` is "
        "written to `quality.json`; `intervals.shore_interval` is not."
    )
    found = {name: any(map(exists, full)) for name, full in named(page)}
    assert found == {
        "tryggve.stats.sample": True,
        "intervals.share_interval": True,
        "intervals.shore_interval": False,
        "cells": True,
        "nothing": False,
    }


def test_what_intervals_cover_is_what_the_page_says() -> None:
    rows = table_rows(text(FOLDER / "estimation.md"), columns=7)
    assert [row[:2] for row in rows[:2]] == [["30", "this"], ["30", "p ∓ t √V"]]
    for answers, method, *percent in rows:
        number = int(answers.replace(",", ""))
        found = coverage(
            np.array([0.02, 0.05, 0.1, 0.25, 0.5]),
            number,
            8_000 if number < 740 else 40_000,
            Method.OURS if method == "this" else Method.WALD,
        )
        assert percent == [f"{100 * each:.1f}" for each in found]


def test_the_limits_of_flags_are_those_of_the_code() -> None:
    limits = Limits()
    assert (limits.least_answers, limits.care_answers, limits.care_half_width) == (30, 100, 0.1)
    flags = re.search(r"`withhold`: fewer than (\d+).*?`care`: fewer than (\d+),.*?above\s+(\d+)",
                      text(FOLDER / "estimation.md"), re.DOTALL)  # fmt: skip
    assert flags is not None
    assert [int(each) for each in flags.groups()] == [30, 100, 10]
    for n, width in ((30, 18), (100, 10)):
        half = share_interval(shares([n // 2], n)).half_width[0, 0]
        assert round(100 * half) == width


def test_both_languages_for_coordinators_say_the_same() -> None:
    assert headings(ENGLISH) == headings(SWEDISH)
    assert f"[På svenska]({SWEDISH.name})" in text(ENGLISH)
    assert f"[In English]({ENGLISH.name})" in text(SWEDISH)
    for columns in (2, 4):
        english, swedish = (table_rows(text(page), columns) for page in (ENGLISH, SWEDISH))
        assert [numbers(row) for row in english] == [numbers(row) for row in swedish]
        assert english != []


def numbers(row: list[str]) -> list[list[str]]:
    return [re.findall(r"\d+", cell) for cell in row]


@pytest.mark.parametrize("row", table_rows(text(ENGLISH), 2), ids=lambda row: row[0])
def test_the_smallest_change_on_the_page_is_that_of_the_code(row: list[str]) -> None:
    answers, points = (int(re.findall(r"\d+", cell)[0]) for cell in row)
    n = np.array([float(answers)])
    assert round(100 * smallest_change_of_share(np.array([0.25]), n, n)[0]) == points


@pytest.mark.parametrize("row", table_rows(text(ENGLISH), 4), ids=lambda row: row[0])
def test_the_made_up_example_is_what_the_code_gives(row: list[str]) -> None:
    name, first, second, outcome = row
    rounds = []
    for cell in (first, second):
        percent, low, high, answers = (int(each) for each in re.findall(r"\d+", cell))
        found = of_area(round(answers * percent / 100), answers, POPULATION[name])
        interval = share_interval(found)
        told = (found.value, interval.low, interval.high)
        assert [round(100 * each[0, 0]) for each in told] == [percent, low, high]
        rounds.append(found)
    change = change_of_shares(*rounds)
    assert change.outcome[0, 0] == Outcome(outcome.replace(" ", "_"))
    if outcome == "increased":  # among 37 questions too, were it the clearest
        assert change.difference.p_value[0, 0] < 0.05 / 37
    else:
        assert round(100 * change.smallest[0, 0]) == 15


def of_area(yes: int, answers: int, population: int) -> Estimates:
    everybody = np.zeros(answers, dtype=np.int64)
    sample = stratified_sample(stratum=everybody, population=[population])
    said = (np.arange(answers) < yes).astype(float)[:, None]
    return estimate(sample, said, [everybody])[0]
