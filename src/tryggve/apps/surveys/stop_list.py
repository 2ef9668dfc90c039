"""Who gets a letter or card, and why others do not, as it is known at this minute."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from tryggve.apps.surveys.models import (
    Keying,
    Mailing,
    MailItem,
    OptOut,
    Response,
    Round,
    SampledPerson,
)
from tryggve.wording.text import Text, say

AGAIN = (OptOut.Kind.PAPER, OptOut.Kind.NEW_LETTER)  # who asked for something to be sent
LETTERS = (Mailing.Kind.LETTER, Mailing.Kind.REMINDER, Mailing.Kind.EXTRA)


class Why(StrEnum):
    """Why somebody gets nothing. The first that holds is told."""

    ANSWERED = "answered"
    DECEASED = "deceased"
    ABROAD = "abroad"
    DECLINED = "declined"
    MOVED = "moved"
    RETURNED = "returned"
    NO_ADDRESS = "no_address"
    HAS_ONE = "has_one"
    HAS_NONE = "has_none"
    NOT_ASKED = "not_asked"


WHY: Mapping[Why, Text] = {
    Why.ANSWERED: say("Has answered, or the form has come in"),
    Why.DECEASED: say("Has died"),
    Why.ABROAD: say("Lives abroad"),
    Why.DECLINED: say("Does not wish to take part"),
    Why.MOVED: say("Has moved"),
    Why.RETURNED: say("The last letter came back"),
    Why.NO_ADDRESS: say("The register has no whole address"),
    Why.HAS_ONE: say("Has had the letter"),
    Why.HAS_NONE: say("Has not had the letter that this reminds of"),
    Why.NOT_ASKED: say("Has not asked for a letter"),
}
TOLD = {
    OptOut.Kind.DECEASED: Why.DECEASED,
    OptOut.Kind.EMIGRATED: Why.ABROAD,
    OptOut.Kind.DECLINED: Why.DECLINED,
    OptOut.Kind.MOVED: Why.MOVED,
}
BROUGHT_BACK = {
    MailItem.Reason.DECEASED: Why.DECEASED,
    MailItem.Reason.EMIGRATED: Why.ABROAD,
    MailItem.Reason.REFUSED: Why.DECLINED,
    MailItem.Reason.MOVED: Why.RETURNED,
    MailItem.Reason.UNKNOWN: Why.RETURNED,
}


class Heard(NamedTuple):
    """What was last heard of a person. `told`: what they told, and `told_at` when. `brought_back`:
    what stood on the letter that came back, and `returned` when it came."""

    is_reached: bool
    told: str | None
    told_at: datetime | None
    brought_back: str | None
    returned: datetime | None

    @property
    def why_not(self) -> Why | None:
        """What speaks against writing to them: what they told, the post, or the register."""
        if self.told in TOLD:
            return TOLD[self.told]
        if self.brought_back and not self.asks_since(self.returned):
            return BROUGHT_BACK[self.brought_back]
        return None if self.is_reached else Why.NO_ADDRESS

    def asks_since(self, moment: datetime | None) -> bool:
        """Whether they have asked for something to be sent, and since then nothing has come."""
        if self.told not in AGAIN or self.told_at is None:
            return False
        return moment is None or self.told_at > moment


class Known(NamedTuple):
    """What the stop list knows of a person, as in `Heard`. `letter_prepared`: when the last letter
    to them was; `letter_posted`: whether one has been."""

    pk: int
    pseudonym: UUID
    stratum: str
    add_on: int | None
    is_reached: bool
    told: str | None
    told_at: datetime | None
    brought_back: str | None
    returned: datetime | None
    letter_prepared: datetime | None
    letter_posted: bool
    is_answered: bool
    is_keyed: bool

    @property
    def last_heard(self) -> "Heard":
        return Heard(self.is_reached, self.told, self.told_at, self.brought_back, self.returned)


@dataclass(frozen=True)
class Selection:
    """Who gets an item, and how many get none, by why."""

    people: list[Known]
    excluded: Mapping[str, int]


def selection_of(round: Round, kind: str) -> Selection:
    """Everybody in the approved sample, held against all that is known of them."""
    people, excluded = [], Counter[str]()
    for row in what_is_known(round).values_list(*Known._fields).iterator(chunk_size=5_000):
        person = Known._make(row)
        why = _why_not(person, kind)
        if why is None:
            people.append(person)
        else:
            excluded[why.value] += 1
    return Selection(people, dict(excluded))


def _why_not(person: Known, kind: str) -> Why | None:
    if person.is_answered or person.is_keyed:
        return Why.ANSWERED
    heard = person.last_heard
    why = heard.why_not
    if why is not None:
        return why
    match kind:
        case Mailing.Kind.LETTER:
            return Why.HAS_ONE if person.letter_prepared else None
        case Mailing.Kind.EXTRA:
            return None if heard.asks_since(person.letter_prepared) else Why.NOT_ASKED
        case _:
            return None if person.letter_posted else Why.HAS_NONE


def what_is_known(round: Round, *, until: datetime | None = None) -> QuerySet[SampledPerson]:
    """The approved sample with the columns of `Known`; of what was told and came back, only what
    had by `until`."""
    moment = until or timezone.now()
    told = OptOut.objects.filter(person=OuterRef("pk"), told__lte=moment).order_by("-told", "-pk")
    items = MailItem.objects.filter(person=OuterRef("pk"))
    back = items.filter(returned__lte=moment).order_by("-returned", "-pk")
    letters = items.filter(batch__mailing__kind__in=LETTERS).order_by("-batch__mailing__prepared")
    answered = Response.objects.filter(person=OuterRef("pk"), state=Response.State.SENT)
    return (
        round.people.filter(draw__approved__isnull=False)
        .annotate(
            told=Subquery(told.values("kind")[:1]),
            told_at=Subquery(told.values("told")[:1]),
            brought_back=Subquery(back.values("reason")[:1]),
            returned=Subquery(back.values("returned")[:1]),
            letter_prepared=Subquery(letters.values("batch__mailing__prepared")[:1]),
            letter_posted=Exists(letters.exclude(batch__mailing__posted=None)),
            is_answered=Exists(answered),
            is_keyed=Exists(Keying.objects.filter(person=OuterRef("pk"))),
        )
        .order_by("pk")
    )
