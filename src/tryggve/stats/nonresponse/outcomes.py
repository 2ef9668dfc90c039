"""The words for what became of a person who was drawn, and the classes that they belong to.

Those of AAPOR for mail and web surveys of named persons (The American Association for Public
Opinion Research 2023, Standard Definitions, 10th edition). This file loads nothing: a data model
needs the words at every start.
"""

from enum import StrEnum


class Disposition(StrEnum):
    """What became of a person who was drawn (AAPOR 2023)."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    BREAK_OFF = "break_off"  # began and did not answer enough to count
    REFUSAL = "refusal"  # said no, or sent the form back blank
    NON_CONTACT = "non_contact"  # known to live there, and away all the time
    OTHER = "other"  # could not: ill, or no language in common
    RETURNED = "returned"  # the letter came back undelivered
    NO_REPLY = "no_reply"  # nothing was heard
    DECEASED = "deceased"
    EMIGRATED = "emigrated"
    OUT_OF_SCOPE = "out_of_scope"  # outside the population in another way: wrong age, drawn twice


class Kind(StrEnum):
    """AAPOR's classes, by their letters."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "U"
    NOT_ELIGIBLE = "NE"


KINDS = {
    Disposition.COMPLETE: Kind.COMPLETE,
    Disposition.PARTIAL: Kind.PARTIAL,
    Disposition.BREAK_OFF: Kind.REFUSAL,
    Disposition.REFUSAL: Kind.REFUSAL,
    Disposition.NON_CONTACT: Kind.NON_CONTACT,
    Disposition.OTHER: Kind.OTHER,
    Disposition.RETURNED: Kind.UNKNOWN,
    Disposition.NO_REPLY: Kind.UNKNOWN,
    Disposition.DECEASED: Kind.NOT_ELIGIBLE,
    Disposition.EMIGRATED: Kind.NOT_ELIGIBLE,
    Disposition.OUT_OF_SCOPE: Kind.NOT_ELIGIBLE,
}
ORDER = tuple(Disposition)
