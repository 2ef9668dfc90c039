"""What is shipped: the lock files, the wheel, and the two commands' own promises."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
OURS = ("TRYGGVE_", "DJANGO_", "PYTHON", "PYTEST_", "VIRTUAL_ENV")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
UV = Path(sys.executable).with_name("uv")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_hashes_and_names_no_index(lock):
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"https?:|index-url|find-links|file:", text) == []
    requirements = re.findall(
        r"^[a-z0-9][^\n]*?==[^\n]*\n(?:    --hash=sha256:[0-9a-f]{64}.*\n)*", text, re.M
    )
    assert requirements
    assert [entry for entry in requirements if "--hash" not in entry] == []


def test_the_run_lock_holds_no_tools_of_tests():
    names = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/run.txt").read_text(), re.M))
    assert (
        names & {"pytest", "playwright", "mypy", "sphinx", "geopandas", "pandas", "ruff"} == set()
    )


def test_no_task_asks_for_node():
    tasks = [ROOT / "Makefile", ROOT / ".ci/run", *(ROOT / "scripts").iterdir()]
    read = [task for task in tasks if task.is_file()]
    asking = [t.name for t in read if re.search(r"\b(node|npm|npx|yarn)\b", t.read_text("utf-8"))]
    assert (asking, list(ROOT.rglob("src/**/package.json"))) == ([], [])


def run(*words: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=CLEAN | {"TRYGGVE_LANGUAGE": "sv"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The folder of commands of a clean environment: the run lock and the wheel, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    tracked = subprocess.run(
        [
            "git",
            "ls-files",
            "-z",
            "src",
            "pyproject.toml",
            "hatch_build.py",
            "README.md",
            "LICENSE",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).exists():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    run(
        UV,
        "build",
        "--quiet",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "--out-dir",
        folder,
        source,
        cwd=folder,
    )
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(
        UV,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--require-hashes",
        "-r",
        ROOT / "requirements" / "run.txt",
        cwd=folder,
    )
    (wheel,) = folder.glob("*.whl")
    run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel, cwd=folder)
    return python.parent


def test_the_wheel_installs_alone_and_helps(installed, tmp_path):
    told = run(installed / "tryggve", "--help", cwd=tmp_path)
    assert "demo" in told
    assert "stats" in told


def test_the_wheel_fills_a_demonstration_and_speaks_swedish(installed, tmp_path):
    assert "Demonstrationen fungerar" in run(installed / "tryggve", "demo", "--check", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_statistics_wait_for_no_django(installed, tmp_path):
    program = (
        "import sys\n"
        "from tryggve.cli import main\n"
        "try:\n    main(['stats', '--help'])\n"
        "except SystemExit:\n    pass\n"
        "print('django' in sys.modules)"
    )
    assert run(installed / "python", "-c", program, cwd=tmp_path).splitlines()[-1] == "False"
