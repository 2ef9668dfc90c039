"""What is left of a round's people in the files of an installation, once the link is destroyed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.installation import environment, tryggve
from tests.cli.whole_round import ANALYST, LEAD

ASK = (
    "round", "destroy-link", "lessebo", "hosten", "--by", LEAD, "--body", "Polismyndigheten",
    "--decided", "2026-06-01", "--number", "A 7/2026", "--backups-until", "2027-03-01",
)  # fmt: skip
CARRY_OUT = ("round", "destroy-link", "lessebo", "hosten", "--carry-out", "--by")
READ = """
import os
from pathlib import Path
from tryggve.cli.start import configure, start_django
configure(Path(os.environ["TRYGGVE_HOME"]))
start_django()
from tryggve.apps.accounts.models import User
from tryggve.apps.register import queries
from tryggve.apps.surveys.models import Round
round = Round.objects.get()
print(queries.number_of_people(organisation=round.organisation, round_name=round.register_name))
queries.people_with(
    by=User.objects.get(email="ledare@lessebo.example"), organisation=round.organisation,
    round_name=round.register_name, ground="prov",
    identifiers=[str(each) for each in round.people.values_list("pseudonym", flat=True)],
)
"""


def python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=environment(home), cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def found_in(folder: Path, secrets: list[str]) -> dict[str, list[str]]:
    """Which of them stand in which file."""
    found = {}
    for file in filter(Path.is_file, folder.rglob("*")):
        content = file.read_bytes()
        if there := [each for each in secrets if each.encode() in content]:
            found[str(file.relative_to(folder))] = there
    return found


@pytest.fixture
def secrets(home):
    done = python(home, "-m", "tests.cli.whole_round")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_name_address_number_or_code_is_left_in_any_file(home, secrets, tmp_path):
    everything = secrets["secrets"]
    before = found_in(home, everything)
    assert any(secrets["item"] in there for there in before.values())  # what is looked for is there
    tryggve(home, "backup", tmp_path / "backups")

    assert tryggve(home, *ASK).returncode == 2  # nothing has been seen to
    asked = tryggve(home, *ASK, "--seen-to")
    assert asked.returncode == 0, asked.stderr
    assert tryggve(home, *CARRY_OUT, LEAD).returncode == 2  # who asked for it
    protocol = tmp_path / "protocol.pdf"
    done = tryggve(home, *CARRY_OUT, ANALYST, "--protocol", protocol)
    assert done.returncode == 0, done.stderr

    assert found_in(home, everything) == {}
    assert protocol.read_bytes().startswith(b"%PDF")
    said = tryggve(home, "round", "status", "lessebo", "hosten").stdout
    assert "Link destroyed" in said

    (backup,) = (tmp_path / "backups").iterdir()
    assert tryggve(home, "restore", backup, "--force").returncode == 0
    read = python(home, "-c", READ)
    assert read.stdout == "30\n"  # the people are in the backup, and cannot be read
    assert "destroyed" in read.stderr
    assert read.returncode != 0
