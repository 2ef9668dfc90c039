"""Pages that belong to no app: the start pages, notices, the choice of language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tryggve.apps.areas import queries, tables
from tryggve.site import start as next_steps
from tryggve.site.context import STAFF_LANGUAGES
from tryggve.site.services import choose_language as choose
from tryggve.web.notices import mark_read, unread_notices
from tryggve.web.pages import signed_in_page, staff_page

AREAS = 12  # how many of its areas an organisation's start page shows
NOTICES = 20  # how many stand on a start page; the others come when these are read


@signed_in_page
def start(request: HttpRequest) -> HttpResponse:
    """Straight to the only organisation, otherwise a choice among them and what each asks for."""
    organisations = list(next_steps.organisations_to_start_in(request.user))
    if len(organisations) == 1 and not request.user.is_operator:
        return redirect("organisation_start", organisations[0].slug)
    known = {
        "choices": [(each, len(next_steps.steps_in(each, request.user))) for each in organisations],
        "steps": next_steps.operator_steps() if request.user.is_operator else [],
        "notices": unread_notices(request.user)[:NOTICES],
        "user_organisations": organisations,
    }
    return render(request, "site/start.html", known)


@staff_page("site.open_start")
def organisation_start(request: HttpRequest) -> HttpResponse:
    """What to do next in one organisation, and its areas."""
    organisations = list(next_steps.organisations_to_start_in(request.user))
    current = next(each for each in organisations if each == request.organisation)
    areas = queries.areas_of(current, AREAS)
    known = {
        "areas": tables.ours_table(areas, queries.populations(areas, current), current),
        "steps": next_steps.steps_in(current, request.user),
        "notices": unread_notices(request.user)[:NOTICES],
        "user_organisations": organisations,
    }
    return render(request, "site/organisation_start.html", known)


@signed_in_page
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """The notices that were shown are not shown again."""
    shown = [int(number) for number in request.POST.getlist("notice") if number.isdecimal()]
    mark_read(user=request.user, notices=shown)
    return HttpResponseRedirect(_following(request))


@signed_in_page
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the person's language and show the same page in it."""
    language = request.POST.get("language", "")
    following = _following(request)
    if language in STAFF_LANGUAGES:
        choose(by=request.user, language=language)
        following = translate_url(following, language)
    return HttpResponseRedirect(following)


def _following(request: HttpRequest) -> str:
    """The page of ours that the form names, or the start page."""
    following = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()})
    return following if is_ours else reverse("start")
