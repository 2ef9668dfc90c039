"""Pages that belong to no app: the start page, the choice of language, the look."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tryggve.site.context import STAFF_LANGUAGES
from tryggve.site.navigation import organisations_of
from tryggve.site.services import choose_language as choose
from tryggve.web.pages import signed_in_page, staff_page


@signed_in_page
def start(request: HttpRequest) -> HttpResponse:
    """Straight to the only organisation, otherwise a choice among them."""
    organisations = organisations_of(request)
    if len(organisations) == 1 and not request.user.is_operator:
        return redirect("organisation_start", organisations[0].slug)
    return render(request, "site/start.html", {"organisations": organisations})


@staff_page("site.open_start")
def organisation_start(request: HttpRequest) -> HttpResponse:
    return render(request, "site/organisation_start.html")


@signed_in_page
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the person's language and show the same page in it."""
    language = request.POST.get("language", "")
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}):
        following = reverse("start")
    if language in STAFF_LANGUAGES:
        choose(by=request.user, language=language)
        following = translate_url(following, language)
    return HttpResponseRedirect(following)
