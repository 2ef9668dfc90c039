"""What is wrong with something that a person gave us: what, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tryggve.wording.text import Text, say


class Sayable(Protocol):
    """A `Text`, a plain string, or a lazy translation: whatever `str` turns into a sentence."""

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `row` counts from 1 as a spreadsheet does, the heading being row 1."""

    what: Sayable
    mend: Sayable = ""
    file: str = ""
    row: int | None = None
    field: str = ""

    @property
    def where(self) -> str:
        parts = [
            self.file,
            str(say("row {row}", row=str(self.row))) if self.row is not None else "",
            str(say("field {field}", field=self.field)) if self.field else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        sentence = f"{self.what} {self.mend}".strip()
        return f"{self.where}: {sentence}" if self.where else sentence


class InputError(Exception):
    """What was given cannot be used, and nothing of it was kept. Holds every problem found."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def refuse(
    what: Text, mend: Text | str = "", *, file: str = "", row: int | None = None, field: str = ""
) -> InputError:
    """The error for a single problem: `raise refuse(say("..."), file="areas.csv", row=3)`."""
    return InputError(Problem(what, mend, file, row, field))
