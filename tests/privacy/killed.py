"""Runs an act on a store of keys again and again, killed one step later each time.

    python killed.py FOLDER ACT

FOLDER holds a store as it is before the act. For each step a copy FOLDER-1, FOLDER-2 and so on is
made, and a child process killed in it just before the step: before a file is opened, renamed or
removed. The last copy is that of a child that came to the end. Prints how many there are.
"""

import os
import shutil
import sys
from pathlib import Path

from tryggve.privacy.keys import KeyStore

STEPS = {"open", "os.rename", "os.remove"}
KILLED, FINISHED = 9, 0
ACTS = {
    "create": lambda folder: KeyStore.create(folder),
    "rotate": lambda folder: KeyStore.open(folder).rotate(),
    "destroy": lambda folder: KeyStore.open(folder).destroy("round-1"),
    "new_envelope": lambda folder: KeyStore.open(folder).new_envelope("round-3"),
}


def die_at(last: int, folder: Path) -> None:
    """Ends the process without any tidying, as a power cut does, before step number `last`."""
    passed = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal passed
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            passed += 1
            if passed == last:
                os._exit(KILLED)

    sys.addaudithook(count)


def main(folder: Path, act: str) -> int:
    step = 0
    while True:
        step += 1
        copy = folder.with_name(f"{folder.name}-{step}")
        if folder.exists():
            shutil.copytree(folder, copy)
        child = os.fork()
        if not child:
            die_at(step, copy)
            ACTS[act](copy)
            os._exit(FINISHED)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == FINISHED:
            return step


if __name__ == "__main__":
    sys.stdout.write(str(main(Path(sys.argv[1]), sys.argv[2])))
