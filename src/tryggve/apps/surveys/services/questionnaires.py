"""Take questionnaires into use, and record who has approved their languages."""

import json
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.models import LanguageApproval, QuestionnaireVersion
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.versions import content_hash, wording_hash
from tryggve.questionnaire.writing import as_data
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service("surveys.add_questionnaires", says=_("Added a questionnaire"))
def add_questionnaire(
    *, by: User, organisation: Organisation, questionnaire: Questionnaire
) -> QuestionnaireVersion:
    """Keep a version. What no round has used yet is replaced; what is frozen never is.

    Approvals that stand in the file are recorded. InputError for other content under the name and
    version of something frozen.
    """
    found = QuestionnaireVersion.objects.filter(
        organisation=organisation, name=questionnaire.name, version=questionnaire.version
    ).first()
    kept = found or QuestionnaireVersion(
        organisation=organisation, name=questionnaire.name, version=questionnaire.version
    )
    digest = content_hash(questionnaire)
    if kept.frozen and kept.content_hash != digest:
        raise refuse(
            say("{name} {version} is used by a round and cannot be changed.",
                name=questionnaire.name, version=questionnaire.version),
            say("Give it another version."),
            field="version",
        )  # fmt: skip
    if not kept.frozen:
        kept.content = json.dumps(as_data(questionnaire), ensure_ascii=False)
        kept.content_hash = digest
        kept.added = timezone.now()
        kept.save()
    for language, status in questionnaire.languages.items():
        if status.approved is not None:
            _approve(kept, language, status.approved.reviewer, status.approved.on, by)
    return kept


@service("surveys.add_questionnaires", says=_("Recorded that a language is approved"))
def approve_language(
    *,
    by: User,
    organisation: Organisation,
    questionnaire: QuestionnaireVersion,
    language: str,
    reviewer: str,
    approved_on: date,
) -> LanguageApproval:
    """Record that a named reviewer has read the language through as it stands today.

    InputError for a language that it has not, no name, and a day to come.
    """
    refuse_others(organisation, questionnaire.organisation)
    if language not in questionnaire.read().languages:
        raise refuse(
            say("The questionnaire is not written in {language}.", language=language),
            field="language",
        )
    if not reviewer.strip():
        raise refuse(say("Write the reviewer's name."), field="reviewer")
    if approved_on > timezone.localdate():
        raise refuse(say("The day of the approval is still to come."), field="approved_on")
    return _approve(questionnaire, language, reviewer.strip(), approved_on, by)


def refuse_others(organisation: Organisation, owner: Organisation) -> None:
    """InputError for what belongs to another organisation, told as if it were not there."""
    if organisation != owner:
        raise refuse(say("There is no such thing in {name}.", name=organisation.name))


def _approve(
    questionnaire: QuestionnaireVersion, language: str, reviewer: str, on: date, by: User
) -> LanguageApproval:
    approval, _created = LanguageApproval.objects.update_or_create(
        questionnaire=questionnaire,
        language=language,
        defaults={
            "wording_hash": wording_hash(questionnaire.read(), language),
            "reviewer": reviewer,
            "approved_on": on,
            "recorded_by": by,
            "recorded": timezone.now(),
        },
    )
    return approval
