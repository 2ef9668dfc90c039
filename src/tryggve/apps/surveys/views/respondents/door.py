"""The way in: the code from the letter or an open link, a language, and out again for a pause."""

from dataclasses import replace
from uuid import UUID

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tryggve.apps.surveys import guessing
from tryggve.apps.surveys.asking import number_of
from tryggve.apps.surveys.models import Response, Round, SampledPerson
from tryggve.apps.surveys.paradata import device_of
from tryggve.apps.surveys.queries import asked_in
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.answering import Held, NotUsable, Refusal
from tryggve.apps.surveys.views.respondents.visit import (
    Visit,
    answer_with,
    begun_page,
    languages_of,
    remember,
    respondents_page,
)
from tryggve.privacy.respondent_codes import NoCode
from tryggve.questionnaire.routing import after
from tryggve.wording.text import Text, current_language, say

FAULTS = {
    "empty": say("Write the code from your letter."),
    "too short": say("The code has twelve signs. Some of them are missing."),
    "too long": say("The code has twelve signs. There are too many of them."),
    "other sign": say("The code has only letters and digits, such as 7K3M-Q2XW-R4TD."),
    "mistyped": say("The code is not quite right. Look at it once more, sign by sign."),
}


@respondents_page
def code(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """Where the code from the letter is written."""
    if request.method != "POST":
        return _code_page(request, visit, returned="again" in request.GET)
    typed = request.POST.get("code", "")[:100]
    sender = str(get_client_ip_address(request))
    if not guessing.may_try(sender):
        return answer_with(request, "too_many", None, status=429)
    try:
        person = answering.person_with(typed)
    except NoCode as no_code:
        return _code_page(request, visit, typed=typed, error=FAULTS[no_code.fault.value])
    except NotUsable as refused:
        guessing.note_wrong(sender, counts=refused.refusal is Refusal.UNKNOWN)
        raise
    found = Visit(
        round=person.round.key_name,
        person=person.pk,
        response=None,
        add_on=person.add_on_id,
        area=person.area_id,
        language=current_language(),
    )
    return remember(redirect("answering:start"), found)


@respondents_page
def start(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """Who asks and what for, in which language, and the button that begins."""
    if visit is None:
        return redirect(f"{reverse('answering:code')}?again")
    if request.method == "POST":
        return _begin(request, visit)
    asked = asked_in(visit.round, visit.add_on, visit.language)
    known = {
        "title": asked.title[visit.language],
        "introduction": asked.introduction[visit.language] if asked.introduction else "",
        "languages": languages_of(visit),
        "has_begun": visit.response is not None,
    }
    return answer_with(request, "start", visit, known)


@respondents_page
def open_link(request: HttpRequest, visit: Visit | None, link: UUID) -> HttpResponse:
    """The way in to a survey that anybody who has its link may answer."""
    round = Round.objects.filter(open_link=link, kind=Round.Kind.OPEN_LINK).first()
    if round is None or round.state != Round.State.IN_THE_FIELD:
        raise NotUsable(Refusal.UNKNOWN)
    if visit is None or visit.round != round.key_name:
        visit = Visit(round.key_name, None, None, None, None, current_language())
    return remember(redirect("answering:start"), visit)


@respondents_page
def language(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """Choose another language, and go on where one was."""
    if visit is not None and request.method == "POST":
        return remember(_go_on(visit), visit)
    return answer_with(request, "language", visit, {"languages": languages_of(visit)})


@respondents_page
def paused(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """What somebody reads who has stopped to go on later, on whatever device."""
    return answer_with(request, "paused", visit)


@begun_page
def go_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where somebody who has begun goes on."""
    return _go_on(visit)


def where_to_go_on(now: Held) -> str:
    """The address of the first question after the last that was answered, or of the check."""
    following = after(now.way, now.screen, now.asked) if now.screen else next(iter(now.way), None)
    if following is None:
        return reverse("answering:check")
    return reverse("answering:question", args=[number_of(now.asked, following.name)])


def _code_page(
    request: HttpRequest,
    visit: Visit | None,
    *,
    typed: str = "",
    error: Text | None = None,
    returned: bool = False,
) -> HttpResponse:
    known = {
        "languages": languages_of(None),
        "typed": typed,
        "error": error,
        "returned": returned,
    }
    return answer_with(request, "code", None, known)


def _begin(request: HttpRequest, visit: Visit) -> HttpResponse:
    device = device_of(request.headers.get("User-Agent", ""))
    if visit.response is None and visit.person is None:
        round = Round.objects.get(key_name=visit.round)
        begun = answering.begin_open(round=round, language=visit.language, device=device)
        visit = replace(visit, response=begun.pk)
    elif visit.response is None:
        person = SampledPerson.objects.select_related("round").get(pk=visit.person)
        begun = answering.begin(
            person=person, language=visit.language, device=device, mode=Response.Mode.WEB
        )
        visit = replace(visit, response=begun.pk)
    return remember(_go_on(visit), visit)


def _go_on(visit: Visit) -> HttpResponse:
    if visit.response is None:
        return redirect("answering:start")
    return redirect(where_to_go_on(answering.held(visit.response, visit.language)))
