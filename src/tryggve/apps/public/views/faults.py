"""Where faults that residents have reported are read, answered and closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.public import queries, services
from tryggve.apps.public.forms import FaultChangeForm
from tryggve.apps.public.models import PageFault
from tryggve.apps.public.tables import faults_table
from tryggve.web.pages import operator_page, paginated, staff_page


@staff_page("public.answer_faults")
def faults(request: HttpRequest) -> HttpResponse:
    """Faults on the organisation's own pages."""
    return _list(request, request.organisation)


@operator_page("public.answer_site_faults")
def site_faults(request: HttpRequest) -> HttpResponse:
    """Faults on the pages of the installation."""
    return _list(request, None)


@staff_page("public.answer_faults")
def fault(request: HttpRequest, reference: str) -> HttpResponse:
    organisation = request.organisation
    found = get_object_or_404(queries.page_faults(organisation), reference=reference)

    def change(**values: Any) -> None:
        services.change_fault(by=request.user, organisation=organisation, fault=found, **values)

    return _answer(request, found, change, reverse("public:faults", args=[organisation.slug]))


@operator_page("public.answer_site_faults")
def site_fault(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(queries.page_faults(None), reference=reference)

    def change(**values: Any) -> None:
        services.change_site_fault(by=request.user, fault=found, **values)

    return _answer(request, found, change, reverse("public:site_faults"))


def _list(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    page = paginated(request, queries.page_faults(organisation))
    return render(
        request, "public/faults.html", {"page": page, "table": faults_table(page, organisation)}
    )


def _answer(request: HttpRequest, found: PageFault, change: Any, back: str) -> HttpResponse:
    form = FaultChangeForm(request.POST or None, fault=found)
    if request.method == "POST" and form.is_valid():
        change(**form.cleaned_data)
        messages.success(request, _("Your note has been saved."))
        return redirect(back)
    known = {
        "fault": found,
        "changes": queries.changes_of(found),
        "form": form,
        "back": back,
        "way": [(_("Reported faults"), back), (found.reference, "")],
    }
    return render(request, "public/fault.html", known)
