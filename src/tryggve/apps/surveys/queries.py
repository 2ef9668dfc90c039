"""Read surveys: rounds, approved languages, and answers that may be estimated from."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import QuestionnaireVersion, Response, Round
from tryggve.questionnaire.add_ons import with_add_on
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.versions import wording_hash
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def approved_languages(version: QuestionnaireVersion) -> frozenset[str]:
    """The languages that a named reviewer has approved in today's wording."""
    read = version.read()
    return frozenset(
        approval.language
        for approval in version.approvals.all()
        if approval.language in read.languages
        and approval.wording_hash == wording_hash(read, approval.language)
    )


def rounds_of(organisation: Organisation) -> QuerySet[Round]:
    """The rounds of an organisation, each with how many were drawn, have begun and have sent."""
    return (
        Round.objects.filter(organisation=organisation)
        .select_related("questionnaire")
        .annotate(
            drawn=Count("people", distinct=True),
            begun=Count("responses", distinct=True),
            sent_in=Count("responses", filter=Q(responses__state="sent"), distinct=True),
        )
    )


@lru_cache(maxsize=256)
def asked_in(key_name: UUID, add_on: int | None, language: str) -> Questionnaire:
    """What is asked in an opened round: the common questions, and the add-on in its languages.

    Read once a process: what an opened round asks is frozen. `key_name` is the round's.
    """
    common = Round.objects.select_related("questionnaire").get(key_name=key_name)
    if add_on is None:
        return common.questionnaire.read()
    added = common.add_ons.select_related("questionnaire").get(pk=add_on).questionnaire.read()
    read = common.questionnaire.read()
    return with_add_on(read, added) if language in added.languages else read


def answers_for_snapshot(round: Round) -> Iterator[dict[str, Any]]:
    """The sent answers of a round's sample, with pseudonym, stratum and weight.

    InputError for a test round, whose answers nobody gave, and for an open link, which is no
    random sample.
    """
    if round.is_test:
        raise refuse(
            say("{round} is a test: its answers can be in no snapshot.", round=round.title)
        )
    if round.kind == Round.Kind.OPEN_LINK:
        raise refuse(
            say("{round} is no random sample: its answers can be in no snapshot.",
                round=round.title)
        )  # fmt: skip
    sent = Response.objects.filter(round=round, state=Response.State.SENT)
    for response in sent.select_related("person").order_by("person__pseudonym").iterator():
        person = response.person
        if person is not None:
            yield {
                "pseudonym": str(person.pseudonym),
                "stratum": person.stratum,
                "sex": person.sex,
                "age_group": person.age_group,
                "design_weight": person.design_weight,
                "mode": response.mode,
                "language": response.language,
                "answers": response.answers,
            }
