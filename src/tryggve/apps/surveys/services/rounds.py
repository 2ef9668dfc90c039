"""Plan, open and close a round."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.models import (
    ROUND_STATES,
    QuestionnaireVersion,
    Round,
    RoundAddOn,
    RoundLanguage,
)
from tryggve.apps.surveys.queries import approved_languages
from tryggve.apps.surveys.services.answering import settle
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.questionnaire.add_ons import with_add_on
from tryggve.web.keys import keys_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service("surveys.plan_rounds", says=_("Planned a round"))
def plan_round(
    *,
    by: User,
    organisation: Organisation,
    name: str,
    title: str,
    year: int,
    questionnaire: QuestionnaireVersion,
    wave: int = 1,
    kind: Round.Kind = Round.Kind.SAMPLE,
    is_test: bool = False,
    counts_unsent_from: int = 50,
    second_keying: int = 10,
) -> Round:
    """A round that can still be changed. InputError for a name that the organisation has used.

    `counts_unsent_from`, `second_keying`: see `Round`; 0 for what is unsent never to count, and
    for no form to be keyed twice.
    """
    refuse_others(organisation, questionnaire.organisation)
    shares = {"counts_unsent_from": counts_unsent_from, "second_keying": second_keying}
    for field, share in shares.items():
        if not 0 <= share <= 100:
            raise refuse(say("Write a share from 0 to 100 per cent."), field=field)
    try:
        with transaction.atomic():
            return Round.objects.create(
                organisation=organisation,
                name=name,
                title=title,
                year=year,
                wave=wave,
                kind=kind,
                is_test=is_test,
                **shares,
                questionnaire=questionnaire,
            )
    except IntegrityError:
        raise refuse(
            say("There is a round with the name {name} already.", name=name),
            say("Choose another name."),
            field="name",
        ) from None


@service("surveys.plan_rounds", says=_("Chose the languages of a round"))
def choose_languages(
    *, by: User, organisation: Organisation, round: Round, languages: Mapping[str, str]
) -> list[RoundLanguage]:
    """The languages that a round is asked in, each with the decision to use it unapproved.

    The decision is the survey lead's, in words; empty where a reviewer has approved the language.
    InputError for one that is neither, that the questionnaire has not, or after the opening.
    """
    refuse_others(organisation, round.organisation)
    _refuse_opened(round)
    written = round.questionnaire.read().languages
    approved = approved_languages(round.questionnaire)
    for language, decision in languages.items():
        if language not in written:
            raise refuse(
                say("The questionnaire is not written in {language}.", language=language),
                field="languages",
            )
        if language not in approved and not decision.strip():
            raise _not_approved(language)
    if not languages:
        raise refuse(say("Choose at least one language."), field="languages")
    round.languages.all().delete()
    now = timezone.now()
    return [
        RoundLanguage.objects.create(
            round=round,
            language=language,
            decision="" if language in approved else decision.strip(),
            decided_by=None if language in approved else by,
            decided=None if language in approved else now,
        )
        for language, decision in languages.items()
    ]


@service("surveys.plan_rounds", says=_("Gave a round a municipality's own questions"))
def add_add_on(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    asked_for: Organisation,
    questionnaire: QuestionnaireVersion,
) -> RoundAddOn:
    """Questions that `asked_for` adds for those who are drawn there; in place of earlier ones.

    InputError for an add-on to another questionnaire, names that both use, or after the opening.
    """
    refuse_others(organisation, round.organisation)
    if questionnaire.organisation != asked_for:
        refuse_others(organisation, questionnaire.organisation)
    _refuse_opened(round)
    with_add_on(round.questionnaire.read(), questionnaire.read())
    add_on, _created = RoundAddOn.objects.update_or_create(
        round=round, organisation=asked_for, defaults={"questionnaire": questionnaire}
    )
    return add_on


@service("surveys.plan_rounds", says=_("Opened a round for answers"))
def open_round(*, by: User, organisation: Organisation, round: Round) -> Round:
    """Let people answer. The questionnaire is frozen from now on.

    InputError where a language is neither approved nor decided upon. ChangeNotAllowed for a round
    that is open or has been.
    """
    refuse_others(organisation, round.organisation)
    ROUND_STATES.check(round.state, Round.State.IN_THE_FIELD)
    approved = approved_languages(round.questionnaire)
    languages = list(round.languages.all())
    if not languages:
        raise refuse(say("Choose at least one language."), field="languages")
    for each in languages:
        if each.language not in approved and not each.decision:
            raise _not_approved(each.language)
    if round.is_drawn and round.state != Round.State.SAMPLED:
        raise refuse(
            say("The round has no sample yet."), say("Draw its people and have them approved.")
        )
    now = timezone.now()
    version = QuestionnaireVersion.objects.select_for_update().get(pk=round.questionnaire_id)
    for used in (version, *(add_on.questionnaire for add_on in round.add_ons.all())):
        if used.frozen is None:
            used.frozen = now
            used.save(update_fields=["frozen"])
    for add_on in round.add_ons.all():
        strata = round.strata.filter(payer=add_on.organisation_id).values("code")
        round.people.filter(stratum__in=strata).update(add_on=add_on)
    keys_for(round.answers_key)
    round.state, round.opened = Round.State.IN_THE_FIELD, now
    round.save(update_fields=["state", "opened"])
    return round


@service("surveys.plan_rounds", says=_("Closed the reception of a round"))
def close_round(*, by: User, organisation: Organisation, round: Round) -> Round:
    """Take no more answers; settle what was never sent. ChangeNotAllowed if it is not open."""
    refuse_others(organisation, round.organisation)
    ROUND_STATES.check(round.state, Round.State.RECEPTION_CLOSED)
    settle(round)
    round.state, round.closed = Round.State.RECEPTION_CLOSED, timezone.now()
    round.save(update_fields=["state", "closed"])
    return round


def _refuse_opened(round: Round) -> None:
    if round.opened is not None:
        raise refuse(say("{round} has been opened: this can no longer be changed.",
                         round=round.title))  # fmt: skip


def _not_approved(language: str) -> Exception:
    return refuse(
        say("Nobody has approved the questionnaire in {language}.", language=language),
        say("Record who has read it through, or decide in words to use it as it is."),
        field="languages",
    )
