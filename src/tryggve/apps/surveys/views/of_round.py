"""What the pages of one round share: finding it, the way to it, and the page of one change."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.surveys.models import Round
from tryggve.web.forms import Form
from tryggve.web.uploads import problems_table, tell_in_form
from tryggve.wording.problems import InputError, Problem

Way = list[tuple[str, str]]


def round_of(request: HttpRequest, pk: int) -> Round:
    """A round of the organisation, or "not found"."""
    own = Round.objects.filter(organisation=request.organisation)
    return get_object_or_404(own.select_related("questionnaire", "organisation"), pk=pk)


def drawn_round_of(request: HttpRequest, pk: int) -> Round:
    """A round of the organisation whose people are drawn, or "not found"."""
    found = round_of(request, pk)
    if not found.is_drawn:
        raise Http404
    return found


def address_of(request: HttpRequest, found: Round, page: str = "surveys:round") -> str:
    return reverse(page, args=[request.organisation.slug, found.pk])


def list_of_rounds(request: HttpRequest) -> tuple[str, str]:
    return _("Surveys"), reverse("surveys:rounds", args=[request.organisation.slug])


def way_to(request: HttpRequest, found: Round, *parts: tuple[str, str] | str) -> Way:
    """The way from the list over the round; the last part has no address."""
    further = [(part, "") if isinstance(part, str) else part for part in parts]
    return [list_of_rounds(request), (found.title, address_of(request, found)), *further]


def change(
    request: HttpRequest,
    found: Round,
    form: Form,
    service: Callable[..., Any],
    *,
    title: str,
    done: str,
    intro: str = "",
    button: str = "",
    template: str = "surveys/change.html",
    back: str = "surveys:round",
    way: Way | None = None,
) -> HttpResponse:
    """The page of one change of a round, or back to where it is shown once it is made. `way`: to
    the page; from the round itself, unless it is given."""
    if form.passed_to(service, by=request.user, organisation=request.organisation, round=found):
        messages.success(request, done)
        return redirect(address_of(request, found, back))
    known = {
        "round": found,
        "form": form,
        "title": title,
        "intro": intro,
        "button": button,
        "back": address_of(request, found, back),
        "way": way or way_to(request, found, title),
    }
    return render(request, template, known)


def change_from_file(
    request: HttpRequest,
    found: Round,
    form: Form,
    put: Callable[..., None],
    *,
    title: str,
    done: str,
    intro: str,
    back: str,
    way: Way,
) -> HttpResponse:
    """The page of one file; what is wrong in it stands in a table."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            put(by=request.user, organisation=request.organisation, round=found)
        except InputError as error:
            problems = tell_in_form(form, error)
        else:
            messages.success(request, done)
            return redirect(address_of(request, found, back))
    known = {
        "round": found,
        "form": form,
        "title": title,
        "intro": intro,
        "problems": problems_table(problems) if problems else None,
        "back": address_of(request, found, back),
        "way": way,
    }
    return render(request, "surveys/change.html", known)


def bare(request: HttpRequest) -> Form:
    """A form with nothing to fill in but the button."""
    return Form({} if request.method == "POST" else None)


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
