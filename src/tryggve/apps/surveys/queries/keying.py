"""Rounds whose forms are keyed, and how two keyings agreed."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import Response, Round


def rounds_to_key(organisation: Organisation) -> QuerySet[Round]:
    """The rounds whose forms can be keyed now, each with how many are done and how many wait."""
    return Round.objects.select_related("organisation", "questionnaire").filter(
        organisation=organisation,
        kind=Round.Kind.SAMPLE,
        state__in=(Round.State.IN_THE_FIELD, Round.State.RECEPTION_CLOSED),
    ).annotate(
        paper=_responses(Response.Mode.PAPER),
        telephone=_responses(Response.Mode.TELEPHONE),
        for_second=Count(
            "people",
            filter=Q(people__keyings__needs_second=True, people__comparison=None),
            distinct=True,
        ),
        for_comparison=Count(
            "comparisons", filter=Q(comparisons__settled=None), distinct=True
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """How second keyings agreed with the first: forms, questions on them, those that differed."""

    forms: int
    questions: int
    differing: int


def agreement_of(round: Round) -> Agreement:
    """Over all forms of a round that were keyed twice."""
    found = round.comparisons.aggregate(
        forms=Count("pk"),
        questions=Sum("questions", default=0),
        differing=Sum("differing", default=0),
    )
    return Agreement(**found)


def _responses(mode: Response.Mode) -> Count:
    return Count(
        "responses", filter=Q(responses__mode=mode, responses__state="sent"), distinct=True
    )
