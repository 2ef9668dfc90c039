"""The problems of one file, gathered until all of it has been read."""

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say, say_many

PROBLEMS_SHOWN = 100


class Complaints:
    """The problems of one file; all are counted, and the first hundred told in full."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.untold = 0

    def add(self, what: Text, mend: Text, *, row: int | None = None, field: str = "") -> None:
        if len(self.problems) < PROBLEMS_SHOWN:
            self.problems.append(Problem(what, mend, self.file, row, field))
        else:
            self.untold += 1

    def stop_if_any(self) -> None:
        if not self.problems:
            return
        if self.untold:
            what = say_many(
                "{count} more problem was found.", "{count} more problems were found.", self.untold
            )
            mend = say("Mend those above first.")
            self.problems.append(Problem(what, mend, self.file))
        raise InputError(self.problems)
