"""Rounds: the list, one of them, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.rounds import (
    AddOnForm,
    CodeForm,
    LanguagesForm,
    PlanForm,
    TestSampleForm,
)
from tryggve.apps.surveys.models import Round
from tryggve.apps.surveys.steps import steps_of
from tryggve.apps.surveys.tables import rounds as tables
from tryggve.apps.surveys.tables import sampling as sampling_tables
from tryggve.apps.surveys.views.of_round import (
    address_of,
    bare,
    change,
    list_of_rounds,
    round_of,
    way_to,
)
from tryggve.privacy.respondent_codes import NoCode, written
from tryggve.web.pages import paginated, staff_page


@staff_page("surveys.view_rounds")
def rounds(request: HttpRequest) -> HttpResponse:
    """The organisation's rounds, the latest first."""
    page = paginated(request, queries.rounds_of(request.organisation))
    known = {
        "page": page,
        "table": tables.rounds_table(list(page)),
        "may_plan": request.user.has_perm("surveys.plan_rounds", request.organisation),
    }
    return render(request, "surveys/rounds.html", known)


@staff_page("surveys.view_rounds")
def round(request: HttpRequest, pk: int) -> HttpResponse:
    """How a round goes, and what can be done with it."""
    found = round_of(request, pk)
    link = reverse("answering:open_link", args=[found.open_link])
    known = {
        "round": found,
        "state": tables.state_of(found),
        "what": tables.what_it_is(found),
        "steps": sampling_tables.steps_table(found, steps_of(found)),
        "calendar": sampling_tables.calendar_table(list(found.days.all())),
        "progress": tables.progress_table(queries.progress_of(found)),
        "asked_in": tables.languages_table(list(found.languages.all())),
        "add_ons": list(found.add_ons.select_related("questionnaire", "organisation")),
        "agreement": queries.agreement_of(found),
        "is_open_link": found.kind == Round.Kind.OPEN_LINK,
        "link": request.build_absolute_uri(link),
        "can_be_opened": found.opened is None,
        "can_be_closed": found.state == Round.State.IN_THE_FIELD,
        "may_plan": request.user.has_perm("surveys.plan_rounds", request.organisation),
        "way": [list_of_rounds(request), (found.title, "")],
    }
    return render(request, "surveys/round.html", known)


@staff_page("surveys.plan_rounds")
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a round."""
    form = PlanForm(request.POST or None, organisation=request.organisation)
    planned: list[Round] = []

    def keep(**given: Any) -> None:
        planned.append(services.plan_round(**given))

    if form.passed_to(keep, by=request.user, organisation=request.organisation):
        messages.success(request, _("The round is planned. Choose its languages."))
        return redirect(address_of(request, planned[0], "surveys:languages"))
    has_questionnaire = form.fields["questionnaire"].queryset.exists()
    known = {
        "form": form,
        "has_questionnaire": has_questionnaire,
        "back": list_of_rounds(request)[1],
        "way": [list_of_rounds(request), (_("Plan a round"), "")],
    }
    return render(request, "surveys/plan_round.html", known)


@staff_page("surveys.plan_rounds")
def languages(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the languages of a round that has not been opened."""
    found = _unopened(request, pk)
    form = LanguagesForm(request.POST or None, round=found)
    return change(
        request,
        found,
        form,
        services.choose_languages,
        title=_("Choose languages"),
        done=_("The languages are chosen."),
        template="surveys/languages.html",
    )


@staff_page("surveys.plan_rounds")
def add_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the organisation's own questions follow the common ones."""
    found = _unopened(request, pk)
    form = AddOnForm(request.POST or None, round=found)

    def add(**given: Any) -> None:
        services.add_add_on(asked_for=request.organisation, **given)

    return change(
        request,
        found,
        form,
        add,
        title=_("Own questions"),
        done=_("Your own questions follow the common ones."),
        template="surveys/add_on.html",
    )


@staff_page("surveys.plan_rounds")
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a round for answers, once one has read what that means."""
    return change(
        request,
        _unopened(request, pk),
        bare(request),
        services.open_round,
        title=_("Open the round"),
        done=_("The round is open: answers are taken."),
        template="surveys/open_round.html",
    )


@staff_page("surveys.plan_rounds")
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the reception of answers on the web."""
    found = round_of(request, pk)
    if found.state != Round.State.IN_THE_FIELD:
        raise Http404
    return change(
        request,
        found,
        bare(request),
        services.close_round,
        title=_("Close the reception"),
        done=_("The reception is closed: no answers are taken on the web."),
        template="surveys/close_round.html",
    )


@staff_page("surveys.plan_rounds")
def test_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Make up people for a test. Their codes are shown now and never again."""
    found = round_of(request, pk)
    if not found.is_test:
        raise Http404
    form = TestSampleForm(request.POST or None)
    codes: list[str] = []

    def keep(**given: Any) -> None:
        codes.extend(services.create_test_sample(**given))

    form.passed_to(keep, by=request.user, organisation=request.organisation, round=found)
    known = {
        "round": found,
        "form": form,
        "codes": [(written(code), _with_code(request, code)) for code in codes],
        "back": address_of(request, found),
        "way": way_to(request, found, _("Test people")),
    }
    return render(request, "surveys/test_sample.html", known)


@staff_page("surveys.plan_rounds")
def revoke_code(request: HttpRequest) -> HttpResponse:
    """Let a code be used no more: a letter went astray."""
    form = CodeForm(request.POST or None)
    try:
        revoked = form.passed_to(
            services.revoke_code, by=request.user, organisation=request.organisation
        )
    except NoCode:
        form.add_error("code", _("This is no code. Look at it once more, sign by sign."))
        revoked = False
    if revoked:
        messages.success(request, _("The code can no longer be used."))
        return redirect(list_of_rounds(request)[1])
    known = {
        "form": form,
        "back": list_of_rounds(request)[1],
        "way": [list_of_rounds(request), (_("Revoke a code"), "")],
    }
    return render(request, "surveys/revoke_code.html", known)


def _unopened(request: HttpRequest, pk: int) -> Round:
    found = round_of(request, pk)
    if found.opened is not None:
        raise Http404
    return found


def _with_code(request: HttpRequest, code: str) -> str:
    """As the letter's QR: the code stands behind the #, which no browser sends."""
    return request.build_absolute_uri(f"{reverse('answering:code')}#{code}")
