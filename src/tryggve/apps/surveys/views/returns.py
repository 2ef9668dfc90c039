"""What comes back: letters that the post returns, and what people tell on the telephone.

A code is in no address: each page answers to what was sent from the one before.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.mail import CallForm, FindForm, NoteForm, ReturnForm
from tryggve.apps.surveys.models import MailItem, Round
from tryggve.apps.surveys.tables.mail import calls_table
from tryggve.web.pages import paginated, staff_page
from tryggve.wording.problems import InputError


@staff_page("surveys.note_returns")
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Note letters that came back, one code after another."""
    round = _round(request, pk)
    form = ReturnForm(request.POST or None)
    if form.passed_to(services.note_return, round=round, **_who(request)):
        reason = form.cleaned_data["reason"]
        messages.success(request, _noted(round, reason))
        form = ReturnForm(initial={"reason": reason})  # the next letter in the pile
    known = {"round": round, "form": form, "number": _returned(round)}
    return render(request, "surveys/returned.html", known)


@staff_page("surveys.note_calls")
def calls(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what somebody tells on the telephone."""
    round = _round(request, pk)
    form = CallForm(request.POST or None)
    if form.passed_to(services.note_call, round=round, **_who(request)):
        messages.success(request, _("It is noted."))
        form = CallForm()
    page = paginated(request, queries.calls_of(round))
    known = {
        "round": round,
        "form": form,
        "page": page,
        "table": calls_table(list(page)),
        "may_find": round.is_drawn
        and request.user.has_perm("surveys.find_people", request.organisation),
    }
    return render(request, "surveys/calls.html", known)


@staff_page("surveys.find_people")
def find_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Find somebody who has no code at hand, and note what they tell. Names are in no address."""
    round = _round(request, pk)
    if not round.is_drawn:
        raise Http404
    form = FindForm(request.POST or None)
    people: dict[str, dict[str, Any]] = {}
    if form.is_valid():
        try:
            people = queries.people_named(round=round, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_problems(error)
    note = NoteForm(request.POST if "person" in request.POST else None, people=people)
    if people and note.passed_to(services.note_call_of, round=round, **_who(request)):
        messages.success(request, _("It is noted."))
        return redirect("surveys:calls", request.organisation.slug, round.pk)
    known = {
        "round": round,
        "form": form,
        "note": note if people else None,
        "is_nobody": form.is_bound and form.is_valid() and not people,
        "back": reverse("surveys:calls", args=[request.organisation.slug, round.pk]),
    }
    return render(request, "surveys/find_person.html", known)


def _round(request: HttpRequest, pk: int) -> Round:
    """A round that takes answers now."""
    return get_object_or_404(queries.rounds_to_key(request.organisation), pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "organisation": request.organisation}


def _returned(round: Round) -> int:
    items = MailItem.objects.filter(batch__mailing__round=round)
    return items.filter(returned__isnull=False).count()


def _noted(round: Round, reason: str) -> str:
    return _("Noted: %(reason)s. %(number)s letters have come back.") % {
        "reason": MailItem.Reason(reason).label,
        "number": _returned(round),
    }
