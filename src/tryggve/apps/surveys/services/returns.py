"""What comes back from those who were written to: returned letters, and what they tell by phone."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.codes import Kind, hashed_in
from tryggve.apps.surveys.models import MailItem, OptOut, Round, SampledPerson
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.paper.sheet_code import LENGTH as ITEM_LENGTH
from tryggve.privacy.respondent_codes import NoCode, read_code
from tryggve.web.service import service
from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

OPEN_IN = (Round.State.IN_THE_FIELD, Round.State.RECEPTION_CLOSED)


@service("surveys.note_returns", says=_("Noted that a letter came back"))
def note_return(
    *, by: User, organisation: Organisation, round: Round, code: str, reason: str
) -> MailItem:
    """A letter or card that the post brought back, by the code beside the address.

    Noted again, the reason is put right. InputError, of the field `code`, for one that is not of
    this round.
    """
    refuse_others(organisation, round.organisation)
    _refuse_closed(round)
    item = _item_with(round, code)
    item.returned = item.returned or timezone.now()
    item.reason = MailItem.Reason(reason)
    item.save(update_fields=["returned", "reason"])
    return item


@service("surveys.note_returns", says=_("Noted letters that came back"))
def note_returns(
    *, by: User, organisation: Organisation, round: Round, codes: Sequence[str], reason: str
) -> int:
    """Many at once, by the codes beside their addresses; how many. All or none of them.

    InputError with the row of each code that is not of this round.
    """
    problems = []
    for row, code in enumerate(codes, 1):
        try:
            note_return(by=by, organisation=organisation, round=round, code=code, reason=reason)
        except InputError as error:
            problems += [replace(each, row=row) for each in error.problems]
    if problems:
        raise InputError(problems)
    return len(codes)


@service("surveys.note_calls", says=_("Noted what somebody told by phone"))
def note_call(
    *, by: User, organisation: Organisation, round: Round, code: str, kind: str
) -> OptOut:
    """What somebody who was drawn tells: by the code in their letter, or beside the address.

    InputError, of the field `code`, for one that is not of this round.
    """
    refuse_others(organisation, round.organisation)
    _refuse_closed(round)
    return OptOut.objects.create(person=_person_with(round, code), kind=OptOut.Kind(kind), by=by)


@service("surveys.note_calls", says=_("Noted what somebody told by phone"))
def note_call_of(
    *, by: User, organisation: Organisation, round: Round, pseudonym: UUID, kind: str
) -> OptOut:
    """The same of somebody who has no code at hand, and was found by name."""
    refuse_others(organisation, round.organisation)
    _refuse_closed(round)
    person = round.people.filter(pseudonym=pseudonym, draw__approved__isnull=False).first()
    if person is None:
        raise refuse(say("Nobody in the sample is meant by that."))
    return OptOut.objects.create(person=person, kind=OptOut.Kind(kind), by=by)


def _refuse_closed(round: Round) -> None:
    if round.state not in OPEN_IN:
        raise refuse(say("This round is not in the field."))


def _item_with(round: Round, code: str) -> MailItem:
    item = _item_or_none(round, code)
    if item is None:
        raise refuse(
            say("This round has no letter with that code."),
            say("The code has ten signs and stands beside the address."),
            field="code",
        )
    return item


def _item_or_none(round: Round, code: str) -> MailItem | None:
    try:
        lookup = hashed_in(round, Kind.ITEM, read_code(code, length=ITEM_LENGTH))
    except NoCode:
        return None
    return MailItem.objects.filter(lookup=lookup, batch__mailing__round=round).first()


def _person_with(round: Round, code: str) -> SampledPerson:
    """Whose code it is: the one to answer with, or the one beside the address."""
    item = _item_or_none(round, code)
    if item is not None:
        return item.person
    try:
        lookup = hashed_in(round, Kind.ANSWER, read_code(code))
    except NoCode:
        lookup = b""
    found = round.people.filter(codes__lookup=lookup).first()
    if found is None:
        raise refuse(
            say("This round has no such code."),
            say("Look at it once more, sign by sign. It stands in the letter."),
            field="code",
        )
    return found
