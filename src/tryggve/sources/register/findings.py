"""What was found in a file of people: counts, and whether its shares are such as can be."""

from dataclasses import dataclass

from tryggve.sources.complaints import Complaints
from tryggve.wording.text import say

MOST_WITHOUT_ADDRESS = 0.05
MOST_NOT_PLACED = 0.02


@dataclass
class Findings:
    """Numbers of people. `people`: those read, without the `protected`, who are known for the whole
    alone. `without_address`: of these, those no letter reaches. `not_placed`: of these, those of
    whom the file does not tell in which stratum they live."""

    people: int = 0
    protected: int = 0
    without_address: int = 0
    not_placed: int = 0

    def share(self, number: int) -> float:
        return number / self.people if self.people else 0.0

    def judge(
        self,
        complaints: Complaints,
        *,
        most_without_address: float = MOST_WITHOUT_ADDRESS,
        most_not_placed: float = MOST_NOT_PLACED,
    ) -> None:
        """Complain of a file of nobody, and of shares that tell of a column mistaken for another.

        Both `most` from 0 to 1. Whom no letter reaches is still drawn: leaving them out would bend
        the sample.
        """
        if not self.people:
            complaints.add(say("There are no people in the file."), say("Choose another file."))
        for number, most, what in (
            (
                self.without_address,
                most_without_address,
                say("{share} percent of the people have no whole address.",
                    share=_percent(self.share(self.without_address))),
            ),
            (
                self.not_placed,
                most_not_placed,
                say("{share} percent of the people are in none of the strata.",
                    share=_percent(self.share(self.not_placed))),
            ),
        ):  # fmt: skip
            if self.share(number) > most:
                mend = say("At most {most} percent may. See that each column is the right one.",
                           most=_percent(most))  # fmt: skip
                complaints.add(what, mend)


def _percent(share: float) -> float:
    return round(100 * share, 1)
