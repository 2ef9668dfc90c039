"""The operator of the installation: any reference area, who answers for it, where it lies."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.areas import queries, services, tables
from tryggve.apps.areas.forms import (
    CorrectionForm,
    GiveResponsibilityForm,
    LastDayForm,
    OperatorSearchForm,
)
from tryggve.apps.areas.models import Area
from tryggve.apps.areas.services.corrections import CORRECTABLE
from tryggve.web.pages import operator_page

PERMISSION = "areas.manage_reference"


@operator_page(PERMISSION)
def reference_areas(request: HttpRequest) -> HttpResponse:
    """Search among the areas that everyone sees."""
    form = OperatorSearchForm(request.GET or None)
    known: dict[str, object] = {"form": form}
    if form.is_valid():
        found = queries.find_reference_areas(form.cleaned_data["q"])
        known["found"] = tables.reference_table(found)
    known["table"] = tables.all_responsibilities_table(queries.all_responsibilities())
    return render(request, "areas/operator/areas.html", known)


@operator_page(PERMISSION)
def reference_area(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: give an organisation something to answer for in it."""
    area = _area_or_404(pk)
    form = GiveResponsibilityForm(request.POST or None)
    if form.passed_to(services.give_responsibility, by=request.user, area=area):
        messages.success(request, _("It is noted who answers for it."))
        return redirect("areas:reference_areas")
    known = {
        "area": area,
        "form": form,
        "answering": queries.responsible_for(area),
        "parents": queries.direct_parents(area),
        "may_correct": area.kind in CORRECTABLE,
        "back": reverse("areas:reference_areas"),
        "way": _way((area.name, "")),
    }
    return render(request, "areas/operator/area.html", known)


@operator_page(PERMISSION)
def correct_reference(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which area another lies in."""
    area = _area_or_404(pk)
    kind = CORRECTABLE.get(area.kind)
    if kind is None:
        raise Http404
    back = reverse("areas:reference_area", args=[pk])
    form = CorrectionForm(request.POST or None, choices=queries.areas_of_kind(kind), kind=kind)
    if form.passed_to(services.correct_parent_as_operator, by=request.user, area=area):
        messages.success(request, _("The correction is saved. The earlier place stays in history."))
        return redirect(back)
    known = {
        "area": area,
        "form": form,
        "links": tables.links_table(list(queries.parent_history(area, [kind]))),
        "back": back,
        "way": _way((area.name, back), (_("Correct where it lies"), "")),
    }
    return render(request, "areas/correct.html", known)


@operator_page(PERMISSION)
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when an organisation answers for something no longer."""
    rows = queries.all_responsibilities()
    responsibility = get_object_or_404(rows, pk=pk)
    form = LastDayForm(request.POST or None)
    taken = form.passed_to(
        services.take_responsibility_away, by=request.user, responsibility=responsibility
    )
    back = reverse("areas:reference_areas")
    if taken:
        messages.success(request, _("It is noted when it ends."))
        return redirect(back)
    known = {
        "responsibility": responsibility,
        "form": form,
        "back": back,
        "way": _way((_("End it"), "")),
    }
    return render(request, "areas/end_responsibility.html", known)


def _area_or_404(pk: int) -> Area:
    return get_object_or_404(Area.objects.current().filter(owner=None, valid_to=None), pk=pk)


def _way(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Areas of the installation"), reverse("areas:reference_areas")), *steps]
