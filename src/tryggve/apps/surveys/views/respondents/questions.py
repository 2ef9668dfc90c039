"""One question at a time; what was answered is saved before the next is shown."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from tryggve.apps.surveys.asking import (
    Reading,
    hints,
    is_pressed,
    number_of,
    question_at,
    read,
    shown,
)
from tryggve.apps.surveys.places import WIDTHS
from tryggve.apps.surveys.queries import asked_in
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.answering import Held
from tryggve.apps.surveys.views.respondents.visit import (
    Visit,
    answer_with,
    begun_page,
    leave,
    remember,
)
from tryggve.privacy.free_text import hint as hint_of
from tryggve.questionnaire.routing import Screen, after, before
from tryggve.wording.text import BASED_ON

LONGEST_TO_LOOK_AT = 5_000  # signs
CHECKING = "check"  # in the address: the way leads back to "check your answers"
SEEN = "seen"  # in the form: the hint about personal data that was shown already


@begun_page
def question(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A question with what was answered to it. Every way on from it saves what stands there."""
    asked = asked_in(visit.round, visit.add_on, visit.language)
    found = question_at(asked, number)
    if found is None:
        return redirect("answering:go_on")
    if request.method != "POST":
        now = answering.held(visit.response, visit.language)
        screen = next((each for each in now.way if each.name == found.name), None)
        if screen is None:
            return redirect("answering:go_on")
        return _page(request, visit, now, screen)
    variables = asked.variables_of[found.name]
    reading = read(variables, request.POST, visit.places)
    was, now = answering.save_answers(
        response_id=visit.response,
        language=visit.language,
        given=reading.answers,
        screen=found.name,
    )
    if "keep" in request.POST:  # the browser saves by itself as its window is left
        return HttpResponse(status=204)
    here = next((each for each in now.way if each.name == found.name), None)
    said = hints(variables, reading.answers)
    if here is not None and (reading.errors or is_pressed(variables, request.POST)):
        return remember(_page(request, visit, now, here, request.POST, reading), visit)
    if here is not None and said and request.POST.get(SEEN) != str(said[0]):
        return remember(_page(request, visit, now, here, hint=str(said[0])), visit)
    if "pause" in request.POST:
        return leave(redirect("answering:paused"), visit)
    return remember(redirect(_next_address(request, was, now, found.name)), visit)


@begun_page
def hint(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What a text that is being written seems to tell of somebody. It is kept nowhere."""
    said = hint_of(request.POST.get("text", "")[:LONGEST_TO_LOOK_AT])
    return HttpResponse(str(said or ""), content_type="text/plain; charset=utf-8")


@begun_page
def picture(request: HttpRequest, visit: Visit, size: str) -> HttpResponse:
    """The map to press on."""
    if size not in WIDTHS or not visit.places.is_drawn:
        raise Http404
    drawn = visit.places.picture(size, BASED_ON.get(visit.language, visit.language))
    return HttpResponse(drawn, content_type="image/svg+xml")


def _next_address(request: HttpRequest, was: Held, now: Held, name: str) -> str:
    if "back" in request.POST:
        screen = before(now.way, name, now.asked)
        return _address(now, screen) if screen else reverse("answering:start")
    following = after(now.way, name, now.asked)
    if CHECKING in request.GET:
        known = {each.name for each in was.way} | {name}
        new = [each for each in now.way if each.name not in known]
        following = after(new, name, now.asked)
        return _address(now, following, f"?{CHECKING}")
    return _address(now, following)


def _address(now: Held, screen: Screen | None, query: str = "") -> str:
    if screen is None:
        return reverse("answering:check")
    return reverse("answering:question", args=[number_of(now.asked, screen.name)]) + query


def _page(
    request: HttpRequest,
    visit: Visit,
    now: Held,
    screen: Screen,
    typed: QueryDict | None = None,
    reading: Reading | None = None,
    hint: str = "",
) -> HttpResponse:
    language = visit.language
    errors = reading.errors if reading else {}
    asked = shown(screen, language, now.answers, typed=typed if errors else None, errors=errors)
    place = next((each for each in asked if each.kind == "map_point"), None)
    blocks = list(dict.fromkeys(each.block.name for each in now.way))
    block = screen.block
    is_first = next(each for each in now.way if each.block.name == block.name).name == screen.name
    known = {
        "title": screen.question.text[language],
        "hint": screen.question.hint[language] if screen.question.hint else "",
        "block_title": block.title[language],
        "introduction": block.introduction[language]
        if is_first and block.introduction else "",
        "part": blocks.index(block.name) + 1,
        "parts": len(blocks),
        "at": [each.name for each in now.way].index(screen.name),
        "of": len(now.way),
        "kind": screen.question.kind,
        "asked": asked,
        "names": " ".join(each.name for each in asked),
        "errors": [each for each in asked if each.error],
        "personal": hint,
        "seen": hint,
        "most": getattr(screen.question, "most", None),
        "is_checking": CHECKING in request.GET,
        "places": visit.places.places if place else (),
        "pictures": visit.places.pictures(place.place) if place else (),
        "near": visit.places.near(place.place) if place else "",
    }  # fmt: skip
    return answer_with(request, "question", visit, known)
