"""Letters that are set by the processes of a dask cluster: the same files, also when one dies."""

import os
import signal
import threading
import time

import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner

from tests.factories import MembershipFactory
from tests.sampled_world import agreed, in_the_field
from tryggve.cli.round import app

pytestmark = pytest.mark.django_db(databases=["default", "register"])
BY = "lead@lessebo.example"


@pytest.fixture
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


@pytest.fixture
def round(monkeypatch):
    """Thirty letters in ten batches."""
    monkeypatch.setattr("tryggve.apps.surveys.services.mail_items.SIZE", 3)
    lead = MembershipFactory(role="survey_lead", organisation__slug="lessebo", user__email=BY)
    who = {"by": lead.user, "organisation": lead.organisation}
    found = in_the_field(who, each=15)
    agreed(who, found)
    return found


def letters(out, *how):
    given = ["letters", "lessebo", "hosten", "--by", BY, "--day", "2026-08-03", "--out", out, *how]
    done = CliRunner().invoke(app, [str(each) for each in given], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return {file.name: file.read_bytes() for file in out.iterdir()}


def kill_once_there_is_a_file(process, folder):
    while not list(folder.glob("*.pdf")):
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)


def test_a_cluster_writes_what_this_machine_writes(round, cluster, tmp_path):
    ours = letters(tmp_path / "ours", "--workers", "1")
    theirs = letters(tmp_path / "theirs", "--cluster", cluster.scheduler_address)
    assert theirs == ours
    assert len(ours) == 2 * 10 + 2


def test_a_worker_that_dies_half_way_is_done_without(round, cluster, tmp_path):
    with Client(cluster) as client:
        (first, *_others) = client.run(os.getpid).values()
    out = tmp_path / "theirs"
    killing = threading.Thread(target=kill_once_there_is_a_file, args=[first, out])
    killing.start()
    theirs = letters(out, "--cluster", cluster.scheduler_address)
    killing.join()
    assert theirs == letters(tmp_path / "ours", "--workers", "1")
