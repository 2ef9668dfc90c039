"""Destroy the link between a round's people and their answers: keys first, then rows, then the
place in the files where the rows were.

Afterwards nobody can tell who any answer is from. What became of each person is written down
first, for the weights. Broken off at any point, it is begun again from the start.
"""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import TruncDay
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import services as register
from tryggve.apps.surveys.fieldwork.people import people_of
from tryggve.apps.surveys.link import CHECKLIST, refuse_blocked
from tryggve.apps.surveys.models import (
    ROUND_STATES,
    Keying,
    LinkDestruction,
    LoginCode,
    MailBatch,
    MailItem,
    OptOut,
    Round,
    SampledPerson,
    Sheet,
)
from tryggve.apps.surveys.queries import mailings_of
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.apps.surveys.tasks import overwrite_deleted
from tryggve.web.keys import destroy_keys_if_any
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

AT_ONCE = 1_000  # rows in one question to the database


@service("surveys.plan_rounds", says=_("Asked for a round's link to be destroyed"))
def ask_to_destroy_link(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    body: str,
    decided: date,
    reference: str,
    backups_until: date,
    checked: Iterable[str],
) -> LinkDestruction:
    """Write down the retention decision and what has been seen to; another person carries it out.

    `checked`: every name of `link.CHECKLIST`. Asked again, the new words hold. InputError where
    something is open in the round, where something has not been seen to, and for a day of decision
    that is still to come.
    """
    refuse_others(organisation, round.organisation)
    refuse_blocked(round)
    given = set(checked)
    problems = [
        Problem(say("This has not been seen to: {what}", what=each), field="checked")
        for name, each in CHECKLIST.items()
        if name not in given
    ]
    if decided > timezone.localdate():
        problems.append(Problem(say("This day is still to come."), field="decided"))
    if problems:
        raise InputError(problems)
    found, _created = LinkDestruction.objects.update_or_create(
        round=round,
        defaults={
            "body": body,
            "decided": decided,
            "reference": reference,
            "backups_until": backups_until,
            "checked": sorted(CHECKLIST),
            "asked_by": by,
            "asked": timezone.now(),
        },
    )
    return found


@service("surveys.plan_rounds", says=_("Took back that a round's link is to be destroyed"))
def take_destruction_back(*, by: User, organisation: Organisation, round: Round) -> None:
    """As if it had not been asked for. InputError once the link is destroyed."""
    refuse_others(organisation, round.organisation)
    _asked_for(round).delete()


@service("surveys.destroy_links", says=_("Destroyed a round's link to its people"))
def destroy_link(*, by: User, organisation: Organisation, round: Round) -> LinkDestruction:
    """Carry it out. InputError for who asked for it, where nobody has, and where something has been
    opened since."""
    refuse_others(organisation, round.organisation)
    destruction = _asked_for(round)
    if destruction.asked_by_id == by.pk:
        raise refuse(
            say("You asked for it yourself."), say("Another person must look and carry it out.")
        )
    refuse_blocked(round)
    _write_down_what_became(round)
    counted = _counts(round)
    keys = _destroy_keys(by, organisation, round)
    _delete_rows(round)
    ROUND_STATES.check(round.state, Round.State.LINK_DESTROYED)
    round.state = Round.State.LINK_DESTROYED
    round.save(update_fields=["state"])
    destruction.carried_out_by, destruction.carried_out = by, timezone.now()
    destruction.protocol = {**counted, **keys}
    destruction.save(update_fields=["carried_out_by", "carried_out", "protocol"])
    transaction.on_commit(lambda: overwrite_deleted.enqueue(destruction.pk))
    return destruction


def _asked_for(round: Round) -> LinkDestruction:
    found = LinkDestruction.objects.filter(round=round, carried_out=None).first()
    if found is None:
        raise refuse(say("Nobody has asked for the link of this round to be destroyed."))
    return found


def _write_down_what_became(round: Round) -> None:
    """Each person's disposition, a new pseudonym that no backup knows, and of when they answered
    the day alone: a web server's log may hold who came at which second."""
    became = dict(people_of(round, on=timezone.localdate()).select("pk", "disposition").iter_rows())
    people = list(round.people.only("pk"))
    for person in people:
        person.disposition = became.get(person.pk, "")
        person.pseudonym = uuid4()
    SampledPerson.objects.bulk_update(people, ["disposition", "pseudonym"], AT_ONCE)
    round.responses.update(**{name: TruncDay(name) for name in ("begun", "saved", "sent")})
    for mailing in mailings_of(round):
        mailing.items_sent = mailing.number_of_items
        mailing.items_returned = mailing.number_returned
        mailing.save(update_fields=["items_sent", "items_returned"])


def _counts(round: Round) -> dict[str, int]:
    """How many rows of each kind are about to go, and how many people and answers stay."""
    of_person = {"person__round": round}
    return {
        "codes": LoginCode.objects.filter(**of_person).count(),
        "items": MailItem.objects.filter(**of_person).count(),
        "sheets": Sheet.objects.filter(item__person__round=round).count(),
        "told": OptOut.objects.filter(**of_person).count(),
        "keyings": Keying.objects.filter(**of_person).count(),
        "people_kept": round.people.count(),
        "answers_kept": round.responses.filter(answers__isnull=False).count(),
    }


def _destroy_keys(by: User, organisation: Organisation, round: Round) -> dict[str, int]:
    """The keys go first: from here on what is left of names and codes can be read by nobody."""
    who = {"by": by, "organisation": organisation}
    addresses = register.forget_round(**who, round_name=round.register_name)
    for mailing in round.mailings.all():
        register.forget_mailing(**who, mailing_name=mailing.key_name.hex)
    keys = 1 + round.mailings.count()
    keys += sum(destroy_keys_if_any(each) for each in (round.codes_key, round.answers_key))
    return {"addresses": addresses, "keys": keys}


def _delete_rows(round: Round) -> None:
    """Whatever leads from a person to a letter, a code, a form or a call."""
    Sheet.objects.filter(item__person__round=round).delete()
    LoginCode.objects.filter(person__round=round).delete()
    MailItem.objects.filter(person__round=round).delete()
    MailBatch.objects.filter(mailing__round=round).delete()
    OptOut.objects.filter(person__round=round).delete()
    Keying.objects.filter(person__round=round).delete()
