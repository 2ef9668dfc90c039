"""Questionnaires in use, and the languages that somebody has approved."""

from django.db.models import QuerySet

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import QuestionnaireVersion
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.versions import wording_hash


def approved_languages(version: QuestionnaireVersion) -> frozenset[str]:
    """The languages that a named reviewer has approved in today's wording."""
    read = version.read()
    return frozenset(
        approval.language
        for approval in version.approvals.all()
        if approval.language in read.languages
        and approval.wording_hash == wording_hash(read, approval.language)
    )


def usable_questionnaires(organisation: Organisation) -> QuerySet[QuestionnaireVersion]:
    """The versions that a round of the organisation can ask; add-ons among them."""
    return QuestionnaireVersion.objects.filter(organisation=organisation)


def languages_asked_in(organisation: Organisation) -> list[str]:
    """The languages of its questionnaires; of the standard one before it has any."""
    versions = QuestionnaireVersion.objects.filter(organisation=organisation)
    written = {tag for version in versions for tag in version.read().languages}
    return [tag for tag in LANGUAGES if tag in written or not written]
