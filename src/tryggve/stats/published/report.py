"""What the checks of published figures found."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tryggve.stats.published.printed import Printed
from tryggve.wording.text import Text, say


class Check(StrEnum):
    """The seven, in their order."""

    INDEX = "index"  # an index is a mean of whole levels
    SAFE_AND_UNSAFE = "safe_and_unsafe"  # together at most 100 percent
    VICTIMS = "victims"  # victims and not victims are 100 percent
    RESPONSE_RATE = "response_rate"  # answers over the net sample
    ONE_CRIME = "one_crime"  # victims of one crime are victims of any
    PARTS = "parts"  # the total of the whole lies among those of its parts
    REGION = "region"  # a share is not far from the region's


class Gravity(StrEnum):
    """How sure it is that something is wrong."""

    CONTRADICTION = "contradiction"  # not all that is printed can be true
    SUSPECT = "suspect"  # it may be true: ask
    UNSTATED = "unstated"  # it is true of a denominator that is not printed


@dataclass(frozen=True)
class Finding:
    """What one check found, of which area and period, and in which rows of the table."""

    check: Check
    gravity: Gravity
    area: str
    period: str
    rows: tuple[int, ...]
    what: Text

    @property
    def where(self) -> str:
        rows = (str(say("row {row}", row=str(row))) for row in self.rows)
        return ", ".join([self.area, self.period, *rows])

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Checked:
    """One check of the whole table: how many comparisons it could make, and what it found."""

    number: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """All seven. A check that could compare nothing has a number of 0: it found nothing out."""

    checked: Mapping[Check, Checked]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for each in self.checked.values() for finding in each.findings)


def gravity_of(*figures: Printed) -> Gravity:
    """Of bounds that exclude each other: where one is a reading of ours, it may be the reading."""
    return Gravity.SUSPECT if any(each.is_vague for each in figures) else Gravity.CONTRADICTION
