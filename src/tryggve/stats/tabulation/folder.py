"""The folder of a run: everything is written beside it first, and then put in its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from tryggve.stats.replicates import ForR, write_for_r
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

ESTIMATES = "estimates.parquet"


def write_folder(
    out: Path,
    tables: Mapping[str, pl.DataFrame],
    documents: Mapping[str, Mapping[str, Any]],
    for_r: ForR | None = None,
) -> None:
    """Each table as Parquet and CSV, each document as JSON, and the replicate weights if there are.

    What stood in the folder under other names stays. InputError where it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=out, prefix=".writing-") as made:
            folder = Path(made)
            for name, table in tables.items():
                table.write_parquet(folder / f"{name}.parquet")
                table.write_csv(folder / f"{name}.csv")
            for name, document in documents.items():
                text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
                (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            if for_r is not None:
                write_for_r(for_r, folder)
            for file in sorted(folder.iterdir()):
                file.replace(out / file.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            say("Cannot write here: {reason}.", reason=reason),
            say("Name another folder with --out."),
            file=str(out),
        ) from None


def read_estimates(folder: Path) -> pl.DataFrame:
    """The estimates that an earlier run wrote. InputError where there are none."""
    file = folder / ESTIMATES
    try:
        return pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError):
        raise refuse(
            say("There are no estimates in the folder."),
            say("Tabulate the earlier round first, and name the folder it was written to."),
            file=str(file),
            field="--compare",
        ) from None
