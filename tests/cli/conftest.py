import os
import shutil

import pytest
from django.utils import translation

from tests.cli.installation import tryggve
from tryggve.wording.text import speaking


@pytest.fixture(autouse=True)
def as_before():
    """A command that is run within the tests leaves neither its umask nor its language."""
    umask = os.umask(0o022)
    os.umask(umask)
    with speaking("en"), translation.override("en"):
        yield
    os.umask(umask)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """An installation as `tryggve init` makes it, made once."""
    home = tmp_path_factory.mktemp("made") / "home"
    home.parent.mkdir(exist_ok=True)
    done = tryggve(home, "init", "--operator", "drift@kommun.example")
    assert done.returncode == 0, done.stderr
    return home, done.stdout


@pytest.fixture
def home(made, tmp_path):
    """A copy of it to spoil."""
    return shutil.copytree(made[0], tmp_path / "home")
