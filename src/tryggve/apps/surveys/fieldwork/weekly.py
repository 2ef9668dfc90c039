"""Tell everybody who takes part, once a week, that the figures of the fieldwork are there."""

from collections.abc import Iterator

from tryggve.apps.accounts.models import Organisation, Role
from tryggve.apps.accounts.queries import holders_of
from tryggve.apps.surveys.models import Round
from tryggve.apps.surveys.queries import followed_strata
from tryggve.web.notices import notify
from tryggve.wording.text import say

ASKING = (Role.SURVEY_LEAD, Role.ANALYST)
FOLLOWING = (Role.SAFETY_COORDINATOR, Role.COMMUNITY_POLICE_OFFICER)


def tell_of_the_week() -> None:
    """A notice, with the page that has the report, of each round that letters have gone out for."""
    for round in _in_the_field():
        text = say("The week's figures of {round} are there, as a page and a PDF.",
                   round=round.title)  # fmt: skip
        for organisation, page, roles in _organisations(round):
            for user in holders_of(organisation, *roles):
                notify(user=user, text=text, page=page, organisation=organisation.slug, pk=round.pk)


def _in_the_field() -> list[Round]:
    rounds = Round.objects.filter(
        state=Round.State.IN_THE_FIELD, is_test=False, mailings__posted__isnull=False
    )
    return list(rounds.select_related("organisation").distinct())


def _organisations(round: Round) -> Iterator[tuple[Organisation, str, tuple[Role, ...]]]:
    """Who asks, and whose areas are asked in; with the page that each of them has."""
    yield round.organisation, "surveys:fieldwork", ASKING
    for organisation in Organisation.objects.exclude(pk=round.organisation_id).defer("logo"):
        if followed_strata(organisation).filter(round=round).exists():
            yield organisation, "surveys:followed_round", FOLLOWING
