"""The page of evidence tells the truth about what it names."""

import re
import shutil
import subprocess

import pytest

from tests.docs.pages import ROOT, table_rows, text

NOTHING = "—"
STATUSES = {"shown", "partly", "not yet shown"}
ROWS = table_rows(text("docs/reference/evidence.md"), columns=5)
CITATIONS = sorted({cited for row in ROWS for cited in re.findall(r"`([^`]+)`", row[1])})
COMMITS = sorted({row[3] for row in ROWS} - {NOTHING})


def exists(citation: str) -> bool:
    """A path in the tree; after `::` the name of a function that the file defines."""
    path, _, test = citation.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    definition = rf"^\s*(async )?def {re.escape(test)}\("
    return not test or bool(re.search(definition, file.read_text("utf-8"), re.MULTILINE))


def test_a_citation_is_checked_by_file_and_by_name() -> None:
    here = "tests/docs/test_evidence.py"
    asked = [here, f"{here}::exists", f"{here}::exist", "tests/docs/none.py", "tests/docs"]
    assert [exists(citation) for citation in asked] == [True, True, False, False, False]


@pytest.mark.parametrize("citation", CITATIONS)
def test_what_the_page_names_exists(citation: str) -> None:
    assert exists(citation)


def test_every_claim_has_a_known_status_and_stands_once() -> None:
    assert {row[4] for row in ROWS} - STATUSES == set()
    claims = [row[0] for row in ROWS]
    assert [claim for claim in claims if claims.count(claim) > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_a_claim_is_shown_by_something_or_not_yet_shown(row: list[str]) -> None:
    _, shown_by, figure, commit, status = row
    is_shown = status != "not yet shown"
    assert bool(re.search(r"`[^`]+`", shown_by)) == is_shown
    assert bool(re.fullmatch(r"[0-9a-f]{7,40}", commit)) == is_shown
    if not is_shown:
        assert [shown_by, figure, commit] == [NOTHING] * 3


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="no history here"
)
def test_every_commit_is_in_the_history() -> None:
    def known(commit: str) -> bool:
        asked = ["git", "-C", str(ROOT), "cat-file", "-e", f"{commit}^{{commit}}"]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0

    assert [commit for commit in COMMITS if not known(commit)] == []
