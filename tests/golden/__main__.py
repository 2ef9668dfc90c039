"""Run the R scripts again and compare with what is kept here; `--write` keeps the new values.

python -m tests.golden            exit 1 where a value is another
python -m tests.golden --write
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.golden import FOLDER
from tests.golden.exports import write_exports

SHARED = {"writing.R", "people.R", "designs.R"}  # what the other scripts read
TOLERANCE = 1e-11  # relative: versions of R and of its linear algebra round differently


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        write_exports(Path(folder) / "exports")
        for script in sorted(FOLDER.glob("*.R")):
            if script.name not in SHARED:
                subprocess.run(["Rscript", script.name, folder], cwd=FOLDER, check=True)
        made = sorted(path for path in Path(folder).iterdir() if path.is_file())
        if "--write" in sys.argv:
            for path in made:
                shutil.copy(path, FOLDER)
            return 0
        differences = [line for path in made for line in compare(path, FOLDER / path.name)]
    sys.stdout.writelines(f"{line}\n" for line in differences)
    return 1 if differences else 0


def compare(new: Path, kept: Path) -> Iterator[str]:
    """A line for each place where two files of values differ."""
    if not kept.exists():
        yield f"{kept.name}: not kept yet"
    elif new.suffix == ".csv":
        if new.read_bytes() != kept.read_bytes():
            yield f"{kept.name}: the data are others"
    else:
        yield from _differ(kept.stem, json.loads(new.read_text()), json.loads(kept.read_text()))


def _differ(place: str, new: Any, kept: Any) -> Iterator[str]:
    if isinstance(new, dict) and isinstance(kept, dict):
        for key in sorted((new.keys() | kept.keys()) - {"made_with"}):
            yield from _differ(f"{place}.{key}", new.get(key), kept.get(key))
    elif isinstance(new, list) and isinstance(kept, list) and len(new) == len(kept):
        for number, (a, b) in enumerate(zip(new, kept, strict=True)):
            if a != b and (
                a is None or b is None or not math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12)
            ):
                yield f"{place}[{number}]: {a} now, {b} kept"
    else:
        yield f"{place}: {new} now, {kept} kept"


if __name__ == "__main__":
    sys.exit(main())
