"""Many may serve and work at once; restore and upgrade are alone."""

import os
import signal
import subprocess
import sys

import pytest

from tryggve.site.operations.lock import UNFINISHED, alone, in_use
from tryggve.wording.problems import InputError


def test_many_may_use_the_data(tmp_path):
    with in_use(tmp_path), in_use(tmp_path):
        pass


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (in_use, alone, "Tryggve is running with these data."),
        (alone, in_use, "A restore or an upgrade is under way."),
        (alone, alone, "Tryggve is running with these data."),
    ],
)
def test_to_be_alone_is_to_be_alone(tmp_path, first, second, says):
    with first(tmp_path), pytest.raises(InputError) as refused, second(tmp_path):
        pass
    assert refused.value.problems[0].what.message == says


def test_afterwards_it_is_free_again(tmp_path):
    for use in (alone, in_use, alone):
        with use(tmp_path):
            pass


def test_who_was_killed_holds_nothing(tmp_path):
    holding = (
        "import pathlib, sys, time\n"
        "from tryggve.site.operations.lock import alone\n"
        "with alone(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", holding, tmp_path], stdout=subprocess.PIPE)
    with other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InputError), in_use(tmp_path):
            pass
        os.kill(other.pid, signal.SIGKILL)
    with alone(tmp_path):
        pass


def test_after_a_restore_that_was_cut_off_nothing_starts(tmp_path):
    (tmp_path / UNFINISHED).touch()
    with pytest.raises(InputError), in_use(tmp_path):
        pass
    with alone(tmp_path):
        pass
