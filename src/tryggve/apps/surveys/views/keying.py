"""Where a clerk keys forms: the code, the whole form on one page, where two readings differ.

The code is in no address: each page is an answer to what was sent from the one before.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.keying import (
    CodeForm,
    blocks_of,
    differences,
    read_choices,
    read_form,
)
from tryggve.apps.surveys.models import Keying, Round
from tryggve.apps.surveys.services.keying import Form, form_with, readings_of
from tryggve.apps.surveys.tables.rounds import keying_table
from tryggve.web.pages import staff_page
from tryggve.wording.problems import InputError

FORM, COMPARISON = "form", "comparison"  # what the page that is sent was


@staff_page("surveys.key_forms")
def keying(request: HttpRequest) -> HttpResponse:
    """The rounds whose forms can be keyed now."""
    rounds = list(queries.rounds_to_key(request.organisation))
    return render(request, "surveys/keying.html", {"table": keying_table(rounds)})


@staff_page("surveys.key_forms")
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of the form at hand; then the form, or where two readings of it differ."""
    round = get_object_or_404(queries.rounds_to_key(request.organisation), pk=pk)
    if request.method != "POST":
        asked_before = {name: request.GET.get(name, "") for name in ("mode", "language")}
        known = {name: value for name, value in asked_before.items() if value}
        return _code_page(request, round, CodeForm(round=round, initial=known))
    code = CodeForm(request.POST, round=round)
    if not code.is_valid():
        return _code_page(request, round, code)
    try:
        form = form_with(by=request.user, round=round, code=code.cleaned_data["code"])
        if form.number is None:
            return _compare(request, round, code, form)
        return _key(request, round, code, form)
    except InputError as error:  # not to be keyed, or somebody else was quicker
        code.add_problems(error)
        return _code_page(request, round, code)


def _key(request: HttpRequest, round: Round, code: CodeForm, form: Form) -> HttpResponse:
    if request.POST.get("page") != FORM:
        return _form_page(request, round, code, form)
    answers, errors = read_form(form.asked, request.POST)
    if errors:
        return _form_page(request, round, code, form, request.POST, errors)
    keying = services.key_form(
        by=request.user,
        organisation=request.organisation,
        round=round,
        answers=answers,
        **code.cleaned_data,
    )
    if keying.number == 2:
        again = _form_with_or_none(request, round, code)
        if again is not None:
            return _comparison_page(request, round, code, again)
    _tell(request, keying)
    return _next(request, code)


def _form_with_or_none(request: HttpRequest, round: Round, code: CodeForm) -> Form | None:
    """The form, if its two keyings differ and wait; None once it is done."""
    try:
        return form_with(by=request.user, round=round, code=code.cleaned_data["code"])
    except InputError:
        return None


def _compare(request: HttpRequest, round: Round, code: CodeForm, form: Form) -> HttpResponse:
    if request.POST.get("page") != COMPARISON:
        return _comparison_page(request, round, code, form)
    answers, errors = read_choices(form.asked, readings_of(form), request.POST)
    if errors:
        return _comparison_page(request, round, code, form, request.POST, errors)
    services.settle_keyings(
        by=request.user,
        organisation=request.organisation,
        round=round,
        code=code.cleaned_data["code"],
        answers=answers,
    )
    messages.success(request, _("The form is done. Put it with those that are finished."))
    return _next(request, code)


def _tell(request: HttpRequest, keying: Keying) -> None:
    if keying.needs_second:
        said = _("Saved. Put the form in the pile for second keying.")
    elif keying.number == 2:
        said = _("Saved: both readings say the same. Put the form with those that are finished.")
    else:
        said = _("Saved. Put the form with those that are finished.")
    messages.success(request, said)


def _next(request: HttpRequest, code: CodeForm) -> HttpResponse:
    """On to the next form, which probably came the same way in the same language."""
    chosen = f"?mode={code.cleaned_data['mode']}&language={code.cleaned_data['language']}"
    return redirect(request.path + chosen)


def _code_page(request: HttpRequest, round: Round, form: CodeForm) -> HttpResponse:
    known = {"round": round, "form": form, "way": _way(request, round)}
    return render(request, "surveys/key_code.html", known)


def _form_page(
    request: HttpRequest,
    round: Round,
    code: CodeForm,
    form: Form,
    typed: Any = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    blocks = blocks_of(form.asked, _spoken(form), typed or {}, errors or {})
    known = {
        "round": round,
        "code": code.cleaned_data,
        "blocks": blocks,
        "errors": [line for block in blocks for line in block.lines if line.error],
        "is_second": form.number == 2,
        "spoken": _spoken(form),
        "way": _way(request, round),
    }
    return render(request, "surveys/key_form.html", known)


def _comparison_page(
    request: HttpRequest,
    round: Round,
    code: CodeForm,
    form: Form,
    typed: Any = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    lines = differences(form.asked, _spoken(form), readings_of(form), typed or {}, errors or {})
    known = {
        "round": round,
        "code": code.cleaned_data,
        "lines": lines,
        "errors": [line for line in lines if line.error],
        "spoken": _spoken(form),
        "way": _way(request, round),
    }
    return render(request, "surveys/key_comparison.html", known)


def _spoken(form: Form) -> str:
    """The language of the questions on the page: the clerk's, if they are written in it."""
    chosen = get_language() or "sv"
    return chosen if chosen in form.asked.languages else form.asked.source_language


def _way(request: HttpRequest, round: Round) -> list[tuple[str, str]]:
    rounds = reverse("surveys:keying", args=[request.organisation.slug])
    return [(_("Key forms"), rounds), (round.title, "")]
