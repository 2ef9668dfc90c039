"""Published figures as the checks want them."""

from dataclasses import dataclass
from enum import StrEnum

from tryggve.stats.published.printed import Printed
from tryggve.wording.problems import Problem


class Kind(StrEnum):
    """What a figure measures. Shares are in percent."""

    TOTAL_INDEX = "total_index"
    GROUP_INDEX = "group_index"
    SAFE = "safe"
    UNSAFE = "unsafe"
    VICTIM = "victim"  # of any crime
    NOT_VICTIM = "not_victim"
    VICTIM_OF = "victim_of"  # of one kind of crime, or of one of several
    RESPONSE_RATE = "response_rate"
    SHARE = "share"  # any other

    @property
    def is_index(self) -> bool:
        return self in {Kind.TOTAL_INDEX, Kind.GROUP_INDEX}


@dataclass(frozen=True)
class Measure:
    """`name` tells measures of a kind apart: the question, the crime, or the group of an index.

    `rounded`: a total index that is printed with fewer than two decimals.
    """

    kind: Kind
    name: str = ""
    rounded: bool = False


@dataclass(frozen=True)
class Figure:
    """`row`: in the table, the heading being row 1. `period`: as printed, "2020" or "2020 vår";
    `year`: None where it tells none."""

    row: int
    area: str
    period: str
    year: int | None
    measure: Measure
    value: Printed


@dataclass(frozen=True)
class Fieldwork:
    """How many were asked and answered: `sent` (gross), `net` (without those out of scope and
    returned letters), `answered`, and the `rate` in percent; None for what is not printed."""

    row: int
    area: str
    period: str
    sent: Printed | None
    net: Printed | None
    answered: Printed | None
    rate: Printed | None


@dataclass(frozen=True)
class Published:
    """A table that was read. `unread`: what could not be, row by row; it is in no check."""

    figures: tuple[Figure, ...]
    fieldwork: tuple[Fieldwork, ...]
    unread: tuple[Problem, ...]
