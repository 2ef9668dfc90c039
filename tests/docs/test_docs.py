"""The documentation holds together: languages, decisions, tasks, links, and nothing unfinished."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import (
    DOCS,
    FENCE,
    GUIDES,
    ROOT,
    code_blocks,
    headings,
    name,
    pages,
    table_rows,
    text,
)

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
A_LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
A_PATH_OF_SOMEBODY = re.compile(r"(?<![\w./])(/home/\w|/root\b|/Users/\w|/tmp/|[A-Z]:\\)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|TBD|[Ll]orem ipsum)\b")
DECISION = re.compile(r"\| (\d{4}-\d{2}-\d{2}) \| (in force|replaced by \d{4}) \|")


def guides() -> list[Path]:
    return [page for folder in GUIDES for page in sorted((DOCS / folder).glob("*.md"))]


def tasks() -> list[str]:
    """What `make help` lists."""
    return re.findall(r"^([a-z-]+):.*?## ", text("Makefile"), re.MULTILINE)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text("Makefile"), re.MULTILINE))


def test_every_guide_is_in_both_languages() -> None:
    english = {name(page).removesuffix(".md") for page in guides() if ".sv." not in page.name}
    swedish = {name(page).removesuffix(".sv.md") for page in guides() if ".sv." in page.name}
    assert english == swedish
    assert "docs/tutorial/first-steps" in english


@pytest.mark.parametrize(
    "page", [page for page in guides() if ".sv." not in page.name], ids=lambda page: page.stem
)
def test_both_languages_have_the_same_parts_and_name_each_other(page: Path) -> None:
    other = page.with_suffix(".sv.md")
    assert headings(page) == headings(other)
    assert code_blocks(page) == code_blocks(other)
    assert f"[På svenska]({other.name})" in text(page)
    assert f"[In English]({page.name})" in text(other)


@pytest.mark.parametrize("page", pages(), ids=name)
def test_a_page_has_one_title_first(page: Path) -> None:
    levels = headings(page)
    assert levels[0] == 1
    assert levels.count(1) == 1


@pytest.mark.parametrize("page", pages(), ids=name)
def test_nothing_is_left_unfinished(page: Path) -> None:
    assert UNFINISHED.findall(text(page)) == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_no_path_of_somebodys_machine(page: Path) -> None:
    here = [
        str(folder)
        for folder in (ROOT, Path.home())
        if re.search(rf"(?<![\w./]){re.escape(str(folder))}(?![\w-])", text(page))
    ]
    assert here + A_PATH_OF_SOMEBODY.findall(text(page)) == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_what_a_page_links_to_exists(page: Path) -> None:
    links = A_LINK.findall(text(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_task_a_page_names_is_in_the_makefile(page: Path) -> None:
    blocks, prose = "\n".join(FENCE.findall(text(page))), FENCE.sub("", text(page))
    named = re.findall(r"^(?:sudo )?make ([a-z-]+)", blocks, re.MULTILINE)
    named += re.findall(r"`make ([a-z-]+)", prose)
    assert set(named) - targets() == set()


def test_readme_lists_every_task() -> None:
    rows = table_rows(text("README.md"), columns=2)
    listed = [match[1] for row in rows if (match := re.match(r"`make ([a-z-]+)", row[0]))]
    assert sorted(listed) == sorted(tasks())


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [page.name[:5] for page in sorted((DOCS / "decisions").glob("*.md"))]
    assert numbers == [f"{number:04}-" for number in range(len(numbers))]


@pytest.mark.parametrize(
    "page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem
)
def test_a_decision_has_the_fixed_form(page: Path) -> None:
    content = text(page)
    assert content.startswith(f"# {page.name[:4]} ")
    assert len(DECISION.findall(content)) == 1
    parts = re.findall(r"^## (.+)$", content, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences"]


def test_the_glossary_is_in_swedish_order_and_says_each_word_once() -> None:
    words = [row[0] for row in table_rows(text("docs/glossary.md"), columns=3)]
    assert words == sorted(words, key=swedish_order)
    assert len(words) == len(set(words))


def test_the_glossary_pairs_the_words_of_the_code() -> None:
    english = {
        row[1].split(",")[0].split(" (")[0]
        for row in table_rows(text("docs/glossary.md"), columns=3)
    }
    of_the_code = {
        "round", "stratum", "mailing", "response", "snapshot", "estimate", "indicator", "signal",
        "measure", "promise", "community police officer", "county administrative board", "approve",
    }  # fmt: skip
    assert of_the_code - english == set()


def swedish_order(word: str) -> list[int]:
    return [ALPHABET.index(letter) for letter in word.lower() if letter in ALPHABET]
