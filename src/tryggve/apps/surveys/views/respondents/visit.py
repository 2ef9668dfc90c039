"""Somebody's visit at /svara: one signed cookie, and what every page there has in common.

The cookie holds no answer and no code: which person or response it is about, and the language. It
is sent back to /svara alone, is gone when the browser is closed, and is not taken after four hours
without an answer. There is no session in the database, and no cookie against forgery: a request
that says it comes from another site is refused.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from tryggve.apps.surveys.places import PlaceMap, place_map
from tryggve.apps.surveys.queries import RoundFacts, facts_of
from tryggve.apps.surveys.services.answering import NotUsable
from tryggve.questionnaire.languages import LANGUAGES, Language
from tryggve.web.pages import residents_page
from tryggve.wording.text import BASED_ON, current_language, speaking

PATH = "/svara/"
SALT = "tryggve.surveys.visit"
CHOSEN = "lang"  # of the address or the form: the language that was chosen
ALSO_READ = {"hr": "bs", "sr": "bs", "prs": "fa", "nb": "sv", "no": "sv", "nn": "sv"}

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visit:
    """What the cookie says. `person` is None for an open link, `response` until one has begun."""

    round: UUID  # its key_name
    person: int | None
    response: int | None
    add_on: int | None
    area: int | None
    language: str

    @property
    def facts(self) -> RoundFacts:
        return facts_of(self.round)

    @property
    def places(self) -> PlaceMap:
        return place_map(self.facts.organisation.pk, self.area)


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that the request belongs to, if it has begun and is not over."""
    try:
        round, *rest = signing.loads(
            request.COOKIES.get(settings.VISIT_COOKIE_NAME, ""),
            salt=SALT,
            max_age=settings.VISIT_COOKIE_AGE,
        )
        return Visit(UUID(round), *rest)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def remember(response: HttpResponse, visit: Visit) -> HttpResponse:
    """Let the visit go on for four hours more."""
    content = [str(visit.round), *astuple(visit)[1:]]
    response.set_cookie(
        settings.VISIT_COOKIE_NAME,
        signing.dumps(content, salt=SALT),
        path=PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def leave(response: HttpResponse, visit: Visit) -> HttpResponse:
    """End the visit on this device; who asks and the language stay for the page that says so."""
    return remember(response, replace(visit, person=None, response=None, add_on=None, area=None))


def forget(response: HttpResponse) -> HttpResponse:
    """Take the cookie away. What was answered stays, and the code leads back to it."""
    response.delete_cookie(settings.VISIT_COOKIE_NAME, path=PATH, samesite="Lax")
    return response


def respondents_page(view: View) -> View:
    """A page of respondents: `view(request, visit, …)`, in the language of the visit.

    Nothing of it is stored by a browser on the way or found by a search engine. It is compressed:
    no page holds a secret of the site, and none shows what another site sent.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        visit = visit_of(request)
        language = _language(request, visit)
        if visit is not None and visit.language != language:
            visit = replace(visit, language=language)
        with translation.override(BASED_ON.get(language, language)), speaking(language):
            if request.method == "POST" and not comes_from_here(request):
                response = answer_with(request, "elsewhere", visit, status=403)
            else:
                response = _answer(view, request, visit, *args, **kwargs)
        response["Content-Language"] = BASED_ON.get(language, language)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return residents_page(csrf_exempt(gzip_page(answer)))


def begun_page(view: View) -> View:
    """A page of respondents who have begun: the others are led to where they write their code."""

    @wraps(view)
    def answer(
        request: HttpRequest, visit: Visit | None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if visit is None or visit.response is None:
            return redirect(f"{reverse('answering:code')}?again")
        return view(request, visit, *args, **kwargs)

    return respondents_page(answer)


def answer_with(
    request: HttpRequest,
    page: str,
    visit: Visit | None,
    known: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page of that name, knowing what every page does: sender, language, help."""
    facts = visit.facts if visit else None
    tag = current_language()
    html = render_to_string(
        f"surveys/respondents/{page}.html",
        {
            "facts": facts,
            "survey": facts.titles.get(tag) if facts else None,
            "language": tag,
            "tag": BASED_ON.get(tag, tag),
            "direction": "rtl" if LANGUAGES[tag].is_from_right else "ltr",
            "visit": visit,
            "is_demo": settings.DEMO,
            "site_name": settings.SITE_NAME,
            **(known or {}),
        },
    )
    return HttpResponse(html, status=status)


def languages_of(visit: Visit | None) -> list[Language]:
    """Those to choose among: the round's, or all that we speak until it is known which."""
    if visit is None:
        return list(LANGUAGES.values())
    return [LANGUAGES[tag] for tag in visit.facts.languages]


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser tells."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _answer(
    view: View, request: HttpRequest, visit: Visit | None, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        return view(request, visit, *args, **kwargs)
    except NotUsable:
        return forget(answer_with(request, "unusable", None))


def _language(request: HttpRequest, visit: Visit | None) -> str:
    offered = [language.tag for language in languages_of(visit)]
    chosen = request.POST.get(CHOSEN) or request.GET.get(CHOSEN)
    if chosen in offered:
        return str(chosen)
    if visit is not None and visit.language in offered:
        return visit.language
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        base = wanted.split("-")[0]
        tag = ALSO_READ.get(base, base)
        if tag in offered:
            return tag
    return "sv" if "sv" in offered else offered[0]
