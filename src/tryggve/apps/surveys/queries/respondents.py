"""What is asked in an opened round, what its pages tell, and the answers that count."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any
from uuid import UUID

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import Response, Round
from tryggve.questionnaire.add_ons import with_add_on
from tryggve.questionnaire.model import Questionnaire, Words
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

RECENT = 60  # seconds for which a process tells who asks as it last read it


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


@dataclass(frozen=True)
class RoundFacts:
    """What pages of respondents tell of a round and of who asks."""

    pk: int
    titles: Words
    is_test: bool
    is_open_link: bool
    languages: tuple[str, ...]
    counts_unsent_from: int
    organisation: Organisation


def facts_of(key_name: UUID) -> RoundFacts:
    """Read at most once a minute in a process. Round.DoesNotExist for what is no round."""
    return _facts(key_name, int(monotonic() // RECENT))


@lru_cache(maxsize=256)
def _facts(key_name: UUID, _minute: int) -> RoundFacts:
    round = (
        Round.objects.select_related("organisation", "questionnaire")
        .defer("organisation__logo")
        .get(key_name=key_name)
    )
    return RoundFacts(
        pk=round.pk,
        titles=round.questionnaire.read().title,
        is_test=round.is_test,
        is_open_link=round.kind == Round.Kind.OPEN_LINK,
        languages=tuple(round.languages.values_list("language", flat=True)),
        counts_unsent_from=round.counts_unsent_from,
        organisation=round.organisation,
    )


def organisation_that_asks(slug: str) -> Organisation | None:
    """The organisation of that name, if it has a round in the field."""
    asking = Organisation.objects.defer("logo").filter(
        slug=slug, rounds__state=Round.State.IN_THE_FIELD
    )
    return asking.first()


def answers_for_snapshot(round: Round) -> Iterator[dict[str, Any]]:
    """The answers of a round's sample that count, with pseudonym, stratum and weight.

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
    counts = Response.objects.filter(
        round=round, state__in=(Response.State.SENT, Response.State.PARTIAL)
    )
    for response in counts.select_related("person").order_by("person__pseudonym").iterator():
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
                "is_partial": response.state == Response.State.PARTIAL,
                "answers": response.answers,
            }
