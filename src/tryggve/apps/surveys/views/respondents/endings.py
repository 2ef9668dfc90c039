"""The ways out: check and send, or tell why one does not answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tryggve.apps.surveys.asking import in_words, number_of
from tryggve.apps.surveys.help_texts import SECTIONS, STANDARD
from tryggve.apps.surveys.models import OptOut, SampledPerson
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.answering import Held
from tryggve.apps.surveys.views.respondents.questions import CHECKING
from tryggve.apps.surveys.views.respondents.visit import (
    Visit,
    answer_with,
    begun_page,
    leave,
    respondents_page,
)
from tryggve.questionnaire.routing import Screen
from tryggve.questionnaire.validation import doubts
from tryggve.wording.text import say


@dataclass(frozen=True)
class Line:
    """An answer as "check your answers" shows it."""

    question: str
    text: str
    address: str


@dataclass(frozen=True)
class Group:
    """The answers of a block."""

    title: str
    answers: list[Line]


TOLD = {
    OptOut.Kind.PAPER: say("I would rather answer on paper"),
    OptOut.Kind.DECLINED: say("I do not wish to take part"),
    OptOut.Kind.DECEASED: say("The person whom the letter is to has died"),
    OptOut.Kind.MOVED: say("The person whom the letter is to has moved"),
}


@begun_page
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All answers, those that do not fit each other first; then they are sent."""
    if request.method == "POST":
        answering.send(response_id=visit.response, language=visit.language)
        return leave(redirect("answering:sent"), visit)
    now = answering.held(visit.response, visit.language)
    doubted = [each.text[visit.language] for each in doubts(now.asked, _counted(now))]
    known = {
        "groups": list(_groups(now, visit)),
        "doubted": doubted,
        "back": _address(now, now.way[-1]) if now.way else reverse("answering:start"),
    }
    return answer_with(request, "check", visit, known)


@respondents_page
def sent(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """The receipt. It tells nothing of what was answered."""
    support = {"support_title": SECTIONS["support"], "support": STANDARD["support"]}
    return answer_with(request, "sent", visit, support)


@respondents_page
def instead(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """Tell that one does not answer here, and why."""
    if visit is None or visit.person is None:
        return redirect("answering:code")
    kind = request.POST.get("kind", "")
    if kind in TOLD:
        person = SampledPerson.objects.select_related("round").get(pk=visit.person)
        answering.opt_out(person=person, kind=OptOut.Kind(kind))
        return leave(redirect("answering:told"), visit)
    known = {"kinds": TOLD.items(), "has_error": request.method == "POST"}
    return answer_with(request, "instead", visit, known)


@respondents_page
def told(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """The receipt of what somebody told instead of answering."""
    return answer_with(request, "told", visit)


def _counted(now: Held) -> dict[str, object]:
    on_way = {variable.name for screen in now.way for variable in screen.variables}
    return {name: answer for name, answer in now.answers.items() if name in on_way}


def _groups(now: Held, visit: Visit) -> Iterator[Group]:
    blocks: dict[str, Group] = {}
    for screen in now.way:
        title = screen.block.title[visit.language]
        group = blocks.setdefault(screen.block.name, Group(title, []))
        group.answers.extend(_lines(now, screen, visit))
    yield from blocks.values()


def _lines(now: Held, screen: Screen, visit: Visit) -> Iterator[Line]:
    address = f"{_address(now, screen)}?{CHECKING}"
    for variable in screen.variables:
        answer = now.answers.get(variable.name)
        text = "\n".join(in_words(variable, answer, visit.language, visit.places))
        yield Line(variable.text[visit.language], text, address)


def _address(now: Held, screen: Screen) -> str:
    return reverse("answering:question", args=[number_of(now.asked, screen.name)])
