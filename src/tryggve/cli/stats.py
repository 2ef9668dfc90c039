"""tryggve stats: statistics on tables, without an installation and without Django."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

if TYPE_CHECKING:
    from tryggve.cli.count_tables import CountTable
    from tryggve.stats.raking import RakingError

app = noun()


@app.callback(help="Statistics on tables, without an installation.")
def stats() -> None: ...


@app.command()
def rake(
    table: Annotated[Path, typer.Argument(help="The counts to fit: a CSV, last column count.")],
    margin: Annotated[
        list[Path],
        typer.Option(help="Known totals over some of the columns: a CSV. May be given again."),
    ],
    out: Annotated[Path, typer.Option(help="The file to write the fitted counts to.")],
    tolerance: Annotated[
        float, typer.Option(min=1e-12, max=0.1, help="How far a total may be off, as a share.")
    ] = 1e-9,
) -> None:
    """Fit a table of counts to known totals (raking, iterative proportional fitting)."""
    from tryggve.cli.count_tables import read_counts, write_counts
    from tryggve.stats.raking import Margin, RakingError
    from tryggve.stats.raking import rake as fit

    counts = read_counts(table)
    margins = [read_counts(path, within=counts) for path in margin]
    known = [Margin(each.file, _axes(each, counts), each.counts) for each in margins]
    try:
        fitted = fit(counts.counts, known, tolerance=tolerance)
    except RakingError as error:
        raise _with_row(error, margins, counts) from None
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            write_counts(file, counts, fitted.table)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            Problem(say("Cannot write here: {reason}.", reason=reason), file=str(out))
        ) from None
    typer.echo(say("Fitted in {rounds} rounds: {file}", rounds=fitted.iterations, file=str(out)))


@app.command()
def tabulate(
    microdata: Annotated[Path, typer.Argument(help="The answers: Parquet, CSV or SPSS.")],
    design: Annotated[Path, typer.Option(help="The design file: sample, weights, items, areas.")],
    out: Annotated[Path, typer.Option(help="The folder to write the estimates to.")],
    replicates: Annotated[
        int, typer.Option(min=0, max=10_000, help="Variances from so many bootstrap replicates.")
    ] = 0,
    replicate_weights: Annotated[
        bool, typer.Option("--replicate-weights", help="Write the replicates' weights for R.")
    ] = False,
    compare: Annotated[
        Path | None, typer.Option(help="The folder of an earlier round, to tell the changes from.")
    ] = None,
) -> None:
    """Estimate every item in every area and slice, with errors, intervals and flags."""
    from tryggve.cli.tabulate import run

    typer.echo(
        run(
            microdata,
            design,
            out,
            replicates=replicates,
            replicate_weights=replicate_weights,
            compare=compare,
        )
    )


def _axes(margin: "CountTable", table: "CountTable") -> tuple[int, ...]:
    return tuple(table.columns.index(name) for name in margin.columns)


def _with_row(error: "RakingError", margins: "list[CountTable]", table: "CountTable") -> InputError:
    """The same error with the row of the margin's file where it can be told."""
    told = error.problems[0]
    for each in margins:
        if each.file == error.margin and len(error.cell) == each.rows.ndim:
            axes = _axes(each, table)  # raking tells the cell in the order of the table's columns
            rows = each.rows.transpose(sorted(range(len(axes)), key=axes.__getitem__))
            row = int(rows[error.cell])
            return InputError(Problem(told.what, told.mend, each.file, row))
    return InputError(Problem(told.what, told.mend, error.margin))
