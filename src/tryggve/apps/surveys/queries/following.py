"""How a round goes in the areas of an organisation that takes part in it: nobody else's."""

from collections.abc import Sequence

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.queries import municipalities_of
from tryggve.apps.surveys.models import Response, Round, SampledPerson, Stratum

HIDDEN = (Round.State.PLANNED,)  # nothing to follow yet


def followed_strata(organisation: Organisation) -> QuerySet[Stratum]:
    """The strata that the organisation pays for, and those of its municipalities, in rounds of
    others; each with how many were drawn and how many of them have answered."""
    own = municipalities_of(organisation)
    theirs = Q(payer=organisation) | Q(area__in=own) | Q(area__parent_links__parent__in=own)
    found = Stratum.objects.filter(
        pk__in=Stratum.objects.filter(theirs).values("pk"), round__is_test=False
    )
    return (
        found.exclude(round__state__in=HIDDEN)
        .exclude(round__organisation=organisation)
        .select_related("round__organisation", "payer")
        .annotate(people=_people(), answered=_people(has_answered=True))
        .order_by("-round__year", "-round__wave", "code")
    )


def _people(*, has_answered: bool = False) -> Coalesce:
    """How many people of the stratum are in approved draws."""
    drawn = SampledPerson.objects.filter(
        round=OuterRef("round"), stratum=OuterRef("code"), draw__approved__isnull=False
    )
    if has_answered:
        counted: Sequence[str] = (Response.State.SENT, Response.State.PARTIAL)
        drawn = drawn.filter(response__state__in=counted)
    number = drawn.order_by().values("round").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
