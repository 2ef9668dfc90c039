"""What letters and cards say, and the agreements with those who print them and read the forms."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.mail_texts import day_of_posting, piece_of
from tryggve.apps.surveys.models import FirmAgreement, Letterhead, MailText, Round
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

MOST_SIGNATURES = 3
MOST_LINES = 5


@service("surveys.plan_rounds", says=_("Wrote what stands around letters and cards"))
def write_letterhead(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    payer: Organisation | None,
    signatures: Sequence[Mapping[str, str]],
    contact: str,
    protection: str,
    returned_to: str,
    paid: str,
    replies_to: Sequence[str],
) -> Letterhead:
    """Keep it; what is left empty is taken from the round's own, or is as we have written it.

    InputError for a signature that lacks a name, title or organisation, and where a letter no
    longer fits on its paper.
    """
    refuse_others(organisation, round.organisation)
    refuse_no_payer(round, payer)
    kept = [{name: each[name].strip() for name in ("name", "title", "organisation")}
            for each in signatures if any(value.strip() for value in each.values())]  # fmt: skip
    if len(kept) > MOST_SIGNATURES or not all(all(each.values()) for each in kept):
        raise refuse(
            say("A signature has a name, a title and an organisation; there are three at most."),
            field="signatures",
        )
    lines = [line.strip() for line in replies_to if line.strip()]
    if len(lines) > MOST_LINES:
        raise refuse(say("An address has at most {most} lines.", most=MOST_LINES),
                     field="replies_to")  # fmt: skip
    letterhead, _created = Letterhead.objects.update_or_create(
        round=round,
        payer=payer,
        defaults={
            "signatures": kept,
            "contact": contact.strip(),
            "protection": protection.strip(),
            "returned_to": returned_to.strip(),
            "paid": paid.strip(),
            "replies_to": lines,
        },
    )
    for kind in MailText.Kind:
        _refuse_too_long(round, payer, kind)
    return letterhead


@service("surveys.plan_rounds", says=_("Wrote the text of a letter or card"))
def write_mail_text(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    payer: Organisation | None,
    kind: str,
    heading: str,
    body: str,
) -> MailText:
    """Keep the text. InputError for one that is empty, or does not fit on its paper."""
    refuse_others(organisation, round.organisation)
    refuse_no_payer(round, payer)
    given = {"heading": heading.strip(), "body": body.replace("\r\n", "\n").strip()}
    if empty := [field for field, text in given.items() if not text]:
        raise InputError(Problem(say("Fill this in."), field=field) for field in empty)
    text, _created = MailText.objects.update_or_create(
        round=round, payer=payer, kind=kind, defaults=given
    )
    _refuse_too_long(round, payer, kind)
    return text


@service("surveys.plan_rounds", says=_("Took a text of letters back to the standard"))
def drop_mail_text(
    *, by: User, organisation: Organisation, round: Round, payer: Organisation | None, kind: str
) -> None:
    """Let the standard text stand again."""
    refuse_others(organisation, round.organisation)
    round.mail_texts.filter(payer=payer, kind=kind).delete()


@service("surveys.plan_rounds", says=_("Wrote down an agreement with a firm"))
def note_agreement(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    work: str,
    firm: str,
    reference: str,
    signed: date,
    until: date,
) -> FirmAgreement:
    """An agreement with a firm that handles personal data. InputError where it ends too early."""
    refuse_others(organisation, round.organisation)
    if until < signed:
        raise refuse(say("It ends before it begins."), field="until")
    return FirmAgreement.objects.create(
        round=round, work=work, firm=firm.strip(), reference=reference.strip(), signed=signed,
        until=until,
    )  # fmt: skip


def refuse_no_payer(round: Round, payer: Organisation | None) -> None:
    """InputError for an organisation that pays for no stratum."""
    if payer is not None and not round.strata.filter(payer=payer).exists():
        raise refuse(say("{name} pays for no stratum.", name=payer.name))


def _refuse_too_long(round: Round, payer: Organisation | None, kind: str) -> None:
    """Typeset it as it would be posted; what is stored is taken back if it does not fit."""
    with transaction.atomic():
        try:
            piece_of(round, payer, kind, day=day_of_posting(round, kind))
        except InputError as error:
            raise InputError(
                Problem(each.what, each.mend, field="body") for each in error.problems
            ) from None
