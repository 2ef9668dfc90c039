"""A mailing: prepared for those whom nothing speaks against, posted, or thrown away.

Each letter has a login code of its own. The codes stand in clear in one place alone: sealed in the
register beside the addresses, under a key of the mailing that is destroyed once it is posted. Until
then its files can be printed again, alike to the byte.
"""

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import queries as register_queries
from tryggve.apps.register import services as register
from tryggve.apps.surveys.mail_texts import around
from tryggve.apps.surveys.models import FirmAgreement, MailBatch, Mailing, Round
from tryggve.apps.surveys.services.mail_items import parts_of
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.apps.surveys.stop_list import selection_of
from tryggve.paper.batches import PrintedBatch
from tryggve.paper.form import LANGUAGES as ON_PAPER
from tryggve.web.databases import REGISTER
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

MAILED_IN = (Round.State.SAMPLED, Round.State.IN_THE_FIELD)
FRESH = timedelta(days=14)  # for which flags of protected identity are taken to hold
GROUND = gettext_noop("A mailing was prepared")


@service("surveys.plan_rounds", says=_("Prepared a mailing"))
def prepare_mailing(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    kind: str,
    day: date,
    has_form: bool = True,
    form_language: str = "sv",
) -> Mailing:
    """Write down who gets an item and with which codes, in the order in which they are posted.

    `day`: on which it is to be posted. InputError where nobody may be written to now, where nobody
    is to be, and where a letter or form does not fit on its paper.
    """
    refuse_others(organisation, round.organisation)
    round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    _refuse_unmailable(round, day)
    if form_language not in ON_PAPER:
        raise refuse(say("There is no paper form in this language."), field="form_language")
    chosen = selection_of(round, kind)
    if not chosen.people:
        raise refuse(say("Nobody is to have this mailing."))
    if kind != Mailing.Kind.CARD:
        _refuse_unsigned(round)
    mailing = Mailing.objects.create(
        round=round,
        number=round.mailings.aggregate(last=Max("number", default=0))["last"] + 1,
        kind=kind,
        form_language=form_language,
        has_form=has_form and kind != Mailing.Kind.CARD,
        day=day,
        excluded=chosen.excluded,
        prepared_by=by,
    )
    addresses = register_queries.people_with(
        by=by,
        organisation=organisation,
        round_name=round.register_name,
        identifiers=[str(each.pseudonym) for each in chosen.people],
        ground=GROUND,
    )
    name = mailing.key_name.hex
    try:
        with transaction.atomic(), transaction.atomic(using=REGISTER):
            parts = parts_of(mailing, chosen.people, addresses)
            register.put_mailing(by=by, organisation=organisation, mailing_name=name, parts=parts)
    except BaseException:
        register.forget_mailing(by=by, organisation=organisation, mailing_name=name)
        raise
    return mailing


@service("surveys.plan_rounds", says=_("Noted that a mailing is posted"))
def post_mailing(
    *,
    by: User,
    organisation: Organisation,
    mailing: Mailing,
    posted: date,
    cost_each: Decimal | None = None,
) -> Mailing:
    """From now on it counts as sent. Its addresses and codes are destroyed: it cannot be printed
    again. InputError for one that is posted, and for a day to come."""
    refuse_others(organisation, mailing.round.organisation)
    _refuse_posted(mailing)
    if posted > timezone.localdate():
        raise refuse(say("This day is still to come."), field="posted")
    mailing.posted, mailing.cost_each = posted, cost_each
    mailing.save(update_fields=["posted", "cost_each"])
    register.forget_mailing(by=by, organisation=organisation, mailing_name=mailing.key_name.hex)
    return mailing


@service("surveys.plan_rounds", says=_("Threw a mailing away"))
def throw_away_mailing(*, by: User, organisation: Organisation, mailing: Mailing) -> None:
    """Forget a mailing that has not been posted, with its codes. InputError for one that has."""
    refuse_others(organisation, mailing.round.organisation)
    _refuse_posted(mailing)
    register.forget_mailing(by=by, organisation=organisation, mailing_name=mailing.key_name.hex)
    mailing.delete()


@service("surveys.plan_rounds", says=_("Made the printer's files of a batch"))
def note_files(
    *, by: User, organisation: Organisation, batch: MailBatch, told: PrintedBatch
) -> MailBatch:
    """Keep what the manifest tells of a batch whose files have been made."""
    refuse_others(organisation, batch.mailing.round.organisation)
    batch.printed = asdict(told)
    batch.save(update_fields=["printed"])
    return batch


def _refuse_unmailable(round: Round, day: date) -> None:
    if not round.is_drawn or round.state not in MAILED_IN:
        raise refuse(say("Nobody in this round can be written to now."))
    if round.draws.filter(approved=None).exists():
        raise refuse(say("A draw waits to be approved."), say("Have it approved first."))
    if round.mailings.filter(posted=None).exists():
        raise refuse(
            say("A mailing is prepared that has not been posted."),
            say("Note that it is posted, or throw it away: nobody may get the same thing twice."),
        )
    if not round.agreements.filter(work=FirmAgreement.Work.PRINT, until__gte=day).exists():
        raise refuse(
            say("No agreement with whoever prints and posts holds on that day."),
            say("Write it down first: they are given names and addresses."),
        )
    checked = round.flag_checks.values_list("at", flat=True).first()
    drawn = round.draws.aggregate(last=Max("made"))["last"]
    known = max(each for each in (checked, drawn) if each is not None)
    if timezone.now() - known > FRESH:
        raise refuse(
            say("Protected identities were last looked for on {day}.", day=known.date()),
            say("Hold the sample against the register's flags again; they hold for two weeks."),
        )


def _refuse_unsigned(round: Round) -> None:
    """A letter has somebody's name under it, for each who pays."""
    payers = Organisation.objects.filter(pk__in=round.strata.values("payer")).defer("logo")
    has_none = round.strata.filter(payer=None).exists()
    unsigned = [
        payer.name if payer else round.organisation.name
        for payer in [*payers, *([None] if has_none else [])]
        if not around(round, payer).signatures
    ]
    if unsigned:
        raise refuse(
            say("Nobody signs the letters of {names}.", names=", ".join(unsigned)),
            say("Write the signatures under what the letters say."),
        )


def _refuse_posted(mailing: Mailing) -> None:
    if mailing.posted is not None:
        raise refuse(say("This mailing is posted."))
