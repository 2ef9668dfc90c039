"""The rounds of an organisation, and how they go."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import OptOut, Response, Round


def rounds_of(organisation: Organisation) -> QuerySet[Round]:
    """The rounds of an organisation, each with how many were drawn, have begun and have sent."""
    return (
        Round.objects.filter(organisation=organisation)
        .select_related("questionnaire", "organisation")
        .annotate(
            drawn=Count("people", distinct=True),
            begun=Count("responses", distinct=True),
            sent_in=Count("responses", filter=Q(responses__state="sent"), distinct=True),
        )
        .order_by("-year", "-wave", "name")
    )


@dataclass(frozen=True)
class Progress:
    """How a round goes, in numbers of people. Test rounds hold made-up people."""

    drawn: int
    begun: int
    web: int
    paper: int
    telephone: int
    partial: int
    broken_off: int
    told: Mapping[str, int]  # by kind of OptOut: what was told last


def progress_of(round: Round) -> Progress:
    """Counted anew each time."""
    sent = Q(state=Response.State.SENT)
    counts = round.responses.aggregate(
        begun=Count("pk", filter=Q(state=Response.State.BEGUN)),
        partial=Count("pk", filter=Q(state=Response.State.PARTIAL)),
        broken_off=Count("pk", filter=Q(state=Response.State.BROKEN_OFF)),
        **{mode.value: Count("pk", filter=sent & Q(mode=mode)) for mode in Response.Mode},
    )
    latest = OptOut.objects.filter(person=OuterRef("pk")).order_by("-told", "-pk")
    told = (
        round.people.annotate(kind=Subquery(latest.values("kind")[:1]))
        .exclude(kind=None)
        .values_list("kind")
        .annotate(people=Count("pk"))
    )
    return Progress(drawn=round.people.count(), told=dict(told.order_by("kind")), **counts)
