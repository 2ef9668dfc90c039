"""`make demo` in a fresh clone: from nothing, and a second time; beside the installation alone.

Wall-clock seconds, with the packages in the cache of uv. Port 8000 must be free.
"""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import Row

HERE = Path(__file__).resolve().parent.parent
ADDRESS = "http://localhost:8000/health"
PATIENCE = 600  # seconds
STARTS = {"quick": 1, "full": 5}


def run(size: str) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        clone = Path(folder) / "tryggve"
        subprocess.run(["git", "clone", "--quiet", HERE, clone], check=True)
        installed = seconds(lambda: make("env", clone))
        yield Row("the limit: the environment alone, make env", f"{installed:.1f} s")
        make("clean", clone)

        first = started(clone)
        yield Row("make demo from nothing", f"{first:.1f} s, {first / installed:.1f} times")
        again = [started(clone) for _ in range(STARTS[size])]
        best = min(again)
        bare = seconds(
            lambda: subprocess.run(
                [clone / ".venv/bin/tryggve", "--help"], check=True, stdout=subprocess.DEVNULL
            )
        )
        told = f"{best:.1f} s, {best / bare:.1f} times `tryggve --help`"
        yield Row(f"make demo again, the best of {len(again)}", told)


def make(task: str, clone: Path) -> None:
    subprocess.run(["make", "--silent", task], cwd=clone, env=environment(), check=True)


def started(clone: Path) -> float:
    """Seconds from the command until the site answers; then it is stopped."""
    begun = time.perf_counter()
    with demonstration(clone) as process:
        while not answers():
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise RuntimeError("make demo never answered")
            time.sleep(0.02)
        return time.perf_counter() - begun


@contextmanager
def demonstration(clone: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        ["make", "--silent", "demo"],
        cwd=clone,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)
        while answers():
            time.sleep(0.05)


def answers() -> bool:
    try:
        with urllib.request.urlopen(ADDRESS, timeout=1) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def environment() -> dict[str, str]:
    """As a user's own: nothing of this process, and compiled modules are kept."""
    ours = ("TRYGGVE_", "DJANGO_", "PYTHON", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
