"""tryggve stats tabulate: from a file of answers to a folder of estimates."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tryggve.wording.text import Text, say

if TYPE_CHECKING:
    import polars as pl

STEPS = {
    "read": say("Reading the answers"),
    "answers": say("Looking at each answer"),
    "weights": say("Making the weights"),
    "estimates": say("Estimating"),
    "replicates": say("Estimating in replicates"),
    "table": say("Laying out the table"),
    "compare": say("Comparing the rounds"),
    "write": say("Writing"),
}


def run(
    microdata: Path,
    design_file: Path,
    out: Path,
    *,
    replicates: int,
    replicate_weights: bool,
    compare: Path | None,
) -> Text:
    """Tabulate, write the folder, and say what was done. InputError: then nothing is written."""
    from tryggve.stats.tabulation.design import read_design
    from tryggve.stats.tabulation.folder import read_estimates, write_folder
    from tryggve.stats.tabulation.microdata import read_microdata
    from tryggve.stats.tabulation.quality import log, quality
    from tryggve.stats.tabulation.run import tabulate

    with Steps() as step:
        step("read")
        design = read_design(design_file)
        earlier = None if compare is None else read_estimates(compare)
        table = read_microdata(microdata, design)
        found = tabulate(table, design, file=microdata.name, replicates=replicates, progress=step)
        tables: dict[str, pl.DataFrame] = {"estimates": found.estimates}
        if earlier is not None:
            from tryggve.stats.tabulation.compare import compare as compare_rounds

            step("compare")
            tables["changes"] = compare_rounds(earlier, found.estimates, design)
        for_r = found.for_r() if replicate_weights else None
        step("write")
        options = {
            "replicates": replicates,
            "replicate_weights": replicate_weights,
            "compare": compare and str(compare),
        }
        documents = {
            "quality": quality(found, design, replicates=replicates),
            "log": log(microdata, design_file, design, options),
        }
        write_folder(out, tables, documents, for_r)
    return say(
        "{number} estimates from {people} respondents: {folder}",
        number=len(found.estimates),
        people=found.weighed.sample.size,
        folder=str(out),
    )


class Steps:
    """A bar on standard error that says which step is being taken."""

    def __init__(self) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=len(STEPS))

    def __enter__(self) -> "Steps":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, name: str) -> None:
        done = list(STEPS).index(name)
        self._bar.update(self._task, description=str(STEPS[name]), completed=done)
