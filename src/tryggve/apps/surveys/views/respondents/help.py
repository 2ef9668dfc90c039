"""Who asks, why, and what happens with the answers."""

from django.http import Http404, HttpRequest, HttpResponse

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.queries import help_for, organisation_that_asks
from tryggve.apps.surveys.views.respondents.visit import Visit, answer_with, respondents_page
from tryggve.wording.text import current_language


@respondents_page
def help_page(request: HttpRequest, visit: Visit | None, slug: str = "") -> HttpResponse:
    """The help of the organisation that the visit or the address names; otherwise the general."""
    asking: Organisation | None = visit.facts.organisation if visit else None
    if slug:
        asking = organisation_that_asks(slug)
        if asking is None:
            raise Http404
    is_open = visit is not None and visit.facts.is_open_link and not slug
    known = {
        "asking": asking,
        "sections": help_for(asking, current_language(), is_open_link=is_open),
    }
    return answer_with(request, "help", visit, known)
