"""Files of answers: Parquet, CSV or SPSS, and the columns that a design needs."""

from pathlib import Path

import numpy as np
import polars as pl

from tryggve.stats.sample import Integers
from tryggve.stats.tabulation.design import Design
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

SHOWN = 100  # problems of one column that are told; more of the same kind help nobody


def read_table(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    """A table from Parquet, CSV (comma or semicolon) or SPSS, by the ending of its name.

    `columns`: those to read, all where None. InputError for a file of another kind or one that
    cannot be read, and for each column that it lacks.
    """
    try:
        match path.suffix.lower():
            case ".parquet":
                table = pl.scan_parquet(path)
            case ".csv":
                table = pl.scan_csv(path, separator=_separator(path), infer_schema_length=None)
            case ".sav" | ".zsav":
                table = _spss(path)
            case _:
                raise refuse(
                    say("The file is of another kind than can be used here."),
                    say("Use one of: {kinds}.", kinds=".parquet, .csv, .sav"),
                    file=path.name,
                )
        there = table.collect_schema().names()
        if columns is not None:
            _check_columns(columns, there, path)
            table = table.select(columns)
        return table.collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise refuse(
            say("The file cannot be read: {reason}.", reason=str(error).splitlines()[0]),
            say("Check that it is whole, and of the kind that its name says."),
            file=path.name,
        ) from None


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        heading = file.readline()
    return ";" if heading.count(";") > heading.count(",") else ","


def _spss(path: Path) -> pl.LazyFrame:
    import pyreadstat  # slow to import, and seldom needed

    table, _ = pyreadstat.read_sav(path, output_format="polars")
    return table.lazy()


def _check_columns(wanted: list[str], there: list[str], path: Path) -> None:
    missing = [name for name in wanted if name not in there]
    if missing:
        raise InputError(
            Problem(
                say("The file has no such column."),
                say("It has: {columns}.", columns=", ".join(there[:40])),
                path.name,
                field=name,
            )
            for name in missing
        )


def read_microdata(path: Path, design: Design) -> pl.DataFrame:
    """The columns that the design names. InputError for a missing column or a missing value."""
    table = read_table(path, design.columns)
    if table.is_empty():
        raise refuse(say("The file has no rows."), file=path.name)
    needed = [
        name
        for name in (
            design.sample.stratum,
            design.sample.cluster,
            design.sample.weight,
            design.calibration.trim_within,
        )
        if name is not None
    ]
    needed += [name for margin in design.calibration.margin for name in margin.columns]
    problems = [
        Problem(
            say("The value is missing."),
            say("Every respondent needs one."),
            path.name,
            int(row) + 2,
            name,
        )
        for name in dict.fromkeys(needed)
        for row in table[name].is_null().arg_true().head(SHOWN)
    ]
    if problems:
        raise InputError(problems)
    return table


def codes_of(column: pl.Series, labels: list[str]) -> Integers:
    """(n,) the place of each value in `labels`, as text; -1 for a missing or another one."""
    places = {label: place for place, label in enumerate(labels)}
    text = as_text(column)
    found = text.replace_strict(places, default=-1, return_dtype=pl.Int64).fill_null(-1)
    return np.asarray(found.to_numpy())


def as_text(column: pl.Series) -> pl.Series:
    """Values as text, whole numbers without decimals, so that 1, 1.0 and "1" are the same code."""
    if column.dtype.is_float():
        column = column.fill_nan(None)
        if (column == column.round()).all():
            column = column.cast(pl.Int64)
    return column.cast(pl.String)
