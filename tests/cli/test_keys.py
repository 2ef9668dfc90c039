"""Keys are made once, exchanged without touching data, and looked after."""

import shutil
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from tryggve.cli.keys import app
from tryggve.privacy.keys import KeyStore
from tryggve.site import config
from tryggve.wording.problems import InputError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "configuration", config.read_configuration)
    monkeypatch.setattr("tryggve.cli.start.configuration", config.read_configuration)
    monkeypatch.setenv("TRYGGVE_HOME", str(tmp_path))
    return tmp_path / "keys"


def run(verb):
    return CliRunner().invoke(app, [verb])


def test_they_are_made_for_the_owner_alone(folder):
    result = run("create")
    assert result.output == f"Keys are made in {folder}. Copy them to a safe place.\n"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert KeyStore.open(folder).status().problems == ()


def test_keys_that_are_there_are_never_replaced(folder):
    run("create")
    before = (folder / "master.json").read_bytes()
    result = run("create")
    assert isinstance(result.exception, InputError)
    assert (folder / "master.json").read_bytes() == before


def test_after_an_exchange_what_was_sealed_can_be_read(folder):
    run("create")
    sealed = KeyStore.open(folder).new_envelope("round-1").seal(b"Kalle", context=b"1")
    before = KeyStore.open(folder).status().master_id
    result = run("rotate")
    lines = result.output.splitlines()
    expected = "The master key is exchanged. Copy the keys anew, and destroy the old copy."
    assert lines[0] == expected
    assert KeyStore.open(folder).status().master_id != before
    assert KeyStore.open(folder).envelope("round-1").unseal(sealed, context=b"1") == b"Kalle"


def test_the_status_tells_age_and_purposes_and_no_secret(folder):
    run("create")
    store = KeyStore.open(folder)
    store.new_envelope("round-1")
    store.new_envelope("round-2")
    store.destroy("round-1")
    result = run("status")
    today = datetime.now(UTC).date()
    when = f"{today.day} {today:%B %Y}"
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"The keys are in {folder}.",
        f"The master key {store.status().master_id} was made on {when}.",
        "There is 1 key for data.",
        "  round-2",
        f"The key for round-1 was destroyed on {when}.",
    ]


def test_keys_that_others_may_read_are_told_and_the_exit_code_says_so(folder):
    run("create")
    (folder / "master.json").chmod(0o644)
    result = run("status")
    assert result.exit_code == 1
    assert f"chmod 600 {folder}/master.json" in result.output


@pytest.mark.parametrize("verb", ["rotate", "status"])
def test_without_keys_it_says_so(folder, verb):
    result = run(verb)
    assert "There are no keys here." in str(result.exception)


def test_a_copy_of_the_folder_opens(folder, tmp_path):
    run("create")
    shutil.copytree(folder, tmp_path / "copy")
    assert KeyStore.open(tmp_path / "copy").status() == KeyStore.open(folder).status()
