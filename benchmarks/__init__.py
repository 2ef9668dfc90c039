"""Claims of speed, one file each, measured beside a peer in the same run.

A benchmark is a module with `run(size) -> Iterable[Row]`, where size is "quick" or "full".
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of an answer: what was measured, and the figure with its unit."""

    what: str
    figure: str
