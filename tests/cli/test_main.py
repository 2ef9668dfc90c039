"""The command itself: quick help, its language, and errors in words."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

import tryggve.cli as cli
from tests.cli.installation import environment
from tryggve import __version__

HEAVY = {"django", "pydantic", "cryptography", "numpy", "granian", "structlog"}


def run(*words, code="from tryggve.cli import main; main(sys.argv[1:])", **settings):
    return subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}", *words],
        capture_output=True,
        text=True,
        check=False,
        **settings,
    )


def test_the_help_names_every_noun():
    done = run("--help")
    assert done.returncode == 0
    listed = done.stdout.split("Commands:\n")[1]
    assert [line.split()[0] for line in listed.splitlines() if line[2] != " "] == list(cli.NOUNS)


def test_the_help_loads_nothing_heavy():
    code = (
        "from tryggve.cli import main\n"
        "try:\n"
        "    main(['--help'])\n"
        "except SystemExit:\n"
        "    print(sorted({name.split('.')[0] for name in sys.modules} & set(sys.argv[1:])))\n"
    )
    assert run(*HEAVY, code=code).stdout.splitlines()[-1] == "[]"


def test_the_version_is_told():
    assert run("--version").stdout.strip() == __version__


@pytest.mark.parametrize("noun", cli.NOUNS)
def test_every_noun_has_its_command(noun):
    if noun == "demo":
        pytest.importorskip("tryggve.cli.demo")
    command = cli.Nouns(name="tryggve").get_command(None, noun)
    help_text = command.get_help(typer.Context(command, info_name=noun))
    assert help_text.startswith(f"Usage: {noun} ")
    assert "--install-completion" not in help_text


def test_an_unknown_noun_is_refused():
    result = CliRunner().invoke(cli.app, ["bakcup"])
    assert (result.exit_code, "No such command 'bakcup'" in result.output) == (2, True)


def test_it_runs_as_a_module_too():
    done = subprocess.run(
        [sys.executable, "-m", "tryggve", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == __version__


@pytest.mark.parametrize(
    ("variable", "file", "expected"),
    [
        (None, None, "sv"),
        ("en", 'language = "sv"', "en"),
        (None, 'language = "en"', "en"),
        (None, "language = ", "sv"),
    ],
)
def test_it_speaks_the_language_of_the_settings(monkeypatch, tmp_path, variable, file, expected):
    monkeypatch.delenv("TRYGGVE_LANGUAGE", raising=False)
    monkeypatch.setenv("TRYGGVE_CONFIG", str(tmp_path / "tryggve.toml"))
    if variable:
        monkeypatch.setenv("TRYGGVE_LANGUAGE", variable)
    if file:
        (tmp_path / "tryggve.toml").write_text(file)
    assert cli.language() == expected


@pytest.mark.parametrize(
    ("language", "says"), [("sv", "Här finns inga nycklar"), ("en", "There are no keys")]
)
def test_what_a_person_can_mend_is_said_without_a_trace(tmp_path, language, says):
    done = run("keys", "status", env=environment(tmp_path / "home", language=language))
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert says in done.stderr
