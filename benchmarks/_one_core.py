"""Measuring in a process of its own that is held to one core."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import Row

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS")
ONE_CORE = dict.fromkeys(THREADS, "1")


def in_own_process(module: str, size: str) -> Iterator[Row]:
    """The rows that `python -m module size` prints, tab between what and figure."""
    result = subprocess.run(
        [sys.executable, "-m", module, size],
        env=os.environ | ONE_CORE,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for line in result.stdout.splitlines():
        yield Row(*line.split("\t"))


def cpu_and_memory(command: Sequence[str | Path], *, cwd: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (GB) of a command that runs to its end."""
    process = subprocess.Popen(command, cwd=cwd, env=compiled(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6


def compiled() -> dict[str, str]:
    """One core, and as a user has it: modules that are compiled once."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | ONE_CORE
